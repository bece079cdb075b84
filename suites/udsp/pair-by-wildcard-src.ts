// SPDX-License-Identifier: GPL-2.0-or-later
// All NIDs of a net prefer one NID of the peer: it gets most of what is sent. Not all: 2.17.0 forgets one of three NIDs (golden/34_udsp/027: 20 of 30).
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const before = await pinged(main, agent);
  traffic.expect(before.main.toPeer).over(agent.nids, { ...EVENLY, total: PINGS });
  await main.lnet.addPolicy({ src: "*.*.*.*@tcp", dst: agent.nid(1) });
  const seen = await pinged(main, agent, agent.nid(0));
  expect(seen.main.toPeer[agent.nid(1)], `to the preferred one of ${JSON.stringify(seen.main.toPeer)}`).toBeGreaterThanOrEqual(18);
  traffic.expect(seen.main.sent).over(main.nids, { ...EVENLY, total: PINGS });
}
