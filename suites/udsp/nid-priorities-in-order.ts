// SPDX-License-Identifier: GPL-2.0-or-later
// Three NIDs with priorities: the highest sends all; as its rule goes, the next one does; put back at the head of the list, the first does again
// (golden/34_udsp/016 to 019).
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, oneNet, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  for (const [place, priority] of [2, 1, 0].entries()) await main.lnet.addPolicy({ src: main.nid(place), priority });
  const onlyFrom = async (place: number): Promise<void> => {
    traffic.expect((await pinged(main, agent)).main.sent).only([main.nid(place)], ABOUT_NONE);
  };
  await onlyFrom(2);
  await main.lnet.deletePolicy(2);
  await onlyFrom(1);
  await main.lnet.deletePolicy(1);
  await onlyFrom(0);
  await main.lnet.addPolicy({ src: main.nid(2), priority: 0, index: 0 });
  expect((await main.lnet.policies()).map(({ src }) => src)).toEqual([main.nid(2), main.nid(0)]);
  await onlyFrom(2);
}
