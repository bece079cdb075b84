// SPDX-License-Identifier: GPL-2.0-or-later
// A pair is a preference for the other end, given the local NI: which local NI sends does not change (golden/34_udsp/012, facts.md).
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  await main.lnet.addPolicy({ src: main.nid(0), dst: agent.nid(1) });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).over(main.nids, { ...EVENLY, total: PINGS });
  expect(seen.toPeer[agent.nid(1)]).toBeGreaterThanOrEqual(9);

  // From another NI than the one that it names, the pair is nobody's.
  await main.lnet.addPolicy({ src: main.nid(2) });
  const other = await pinged(main, agent);
  traffic.expect(other.main.sent).only([main.nid(2)], ABOUT_NONE);
  traffic.expect(other.main.toPeer).over([agent.nid(0), agent.nid(2)], { tolerance: 0.6, total: 20 });
}
