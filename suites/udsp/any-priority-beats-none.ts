// SPDX-License-Identifier: GPL-2.0-or-later
// What has a priority, however low, goes before what has none; of two the smaller number, and a rule is changed in its place.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  const onlyOn = async (net: string): Promise<void> => {
    traffic.expect((await pinged(main, agent)).main.sent).only(nidsOn(main, net), ABOUT_NONE);
  };
  await main.lnet.addPolicy({ src: "tcp1", priority: 9 });
  await onlyOn("tcp1");
  await main.lnet.addPolicy({ src: "tcp", priority: 1 });
  await onlyOn("tcp");
  await main.lnet.addPolicy({ src: "tcp1", priority: 0 });
  expect(await main.lnet.policies()).toEqual([
    { idx: 0, src: "tcp1", action: { priority: 0 } },
    { idx: 1, src: "tcp", action: { priority: 1 } },
  ]);
  await onlyOn("tcp1");
}
