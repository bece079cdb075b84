// SPDX-License-Identifier: GPL-2.0-or-later
// Of two rules that both match a NID the first of the list counts: a rule that is put before another one overrules it, and no more when it has gone.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, patternOf, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const two = main.nids.slice(0, 2);
  await main.lnet.addPolicy({ src: patternOf(main.nid(0), main.nid(1)), priority: 0 });
  const shared = await pinged(main, agent);
  traffic
    .expect(shared.main.sent)
    .over(two, { ...EVENLY, total: PINGS })
    .only(two, ABOUT_NONE);

  await main.lnet.addPolicy({ src: main.nid(0), priority: 3, index: 0 });
  traffic.expect((await pinged(main, agent)).main.sent).only([main.nid(1)], ABOUT_NONE);

  await main.lnet.deletePolicy(0);
  await pinged(main, agent);
  traffic
    .expect((await pinged(main, agent)).main.sent)
    .over(two, { ...EVENLY, total: PINGS })
    .only(two, ABOUT_NONE);
}
