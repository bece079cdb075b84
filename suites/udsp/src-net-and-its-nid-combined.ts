// SPDX-License-Identifier: GPL-2.0-or-later
// Rules for a net and for one NID on it: all messages leave from that NID.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: "tcp" });
  await main.lnet.addPolicy({ src: main.nid(1) });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).only([main.nid(1)], ABOUT_NONE);
  traffic.expect(seen.toPeer).only(nidsOn(agent, "tcp"), ABOUT_NONE);
}
