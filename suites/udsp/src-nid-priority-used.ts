// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for one NID, and nodes that have not discovered each other: all messages leave from it.
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, pinged, twoNics } from "./_pinged.ts";

export const requires = twoNics;

export async function run(): Promise<void> {
  const [main, agent] = await testbed({ nodes: 2, nics: 2 });
  await main.lnet.addPolicy({ src: main.nid(1) });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).only([main.nid(1)], ABOUT_NONE);
}
