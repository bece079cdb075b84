// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for one NID of the peer: all messages go there, also those for another NID of it; which NI they leave from is not its matter.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  await main.lnet.addPolicy({ dst: agent.nid(1) });
  const seen = await pinged(main, agent, agent.nid(0));
  traffic.expect(seen.main.toPeer).only([agent.nid(1)], ABOUT_NONE);
  traffic.expect(seen.agent.received).only([agent.nid(1)], ABOUT_NONE);
  traffic.expect(seen.main.sent).over(main.nids, { ...EVENLY, total: PINGS });
}
