// SPDX-License-Identifier: GPL-2.0-or-later
// Rules for two of three NIDs: these two share what is sent, and the third sends nothing.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const two = main.nids.slice(0, 2);
  for (const src of two) await main.lnet.addPolicy({ src });
  const { main: seen } = await pinged(main, agent);
  traffic
    .expect(seen.sent)
    .over(two, { ...EVENLY, total: PINGS })
    .only(two, ABOUT_NONE);
}
