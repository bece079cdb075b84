// SPDX-License-Identifier: GPL-2.0-or-later
// One NID has priority, and prefers one NID of the peer: all messages go between these two (golden/34_udsp/028).
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, oneNet, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  await main.lnet.addPolicy({ src: main.nid(0) });
  await main.lnet.addPolicy({ src: main.nid(0), dst: agent.nid(1) });
  const seen = await pinged(main, agent, agent.nid(0));
  traffic.expect(seen.main.sent).only([main.nid(0)], ABOUT_NONE);
  traffic.expect(seen.main.toPeer).only([agent.nid(1)], ABOUT_NONE);
  traffic.expect(seen.agent.received).only([agent.nid(1)], ABOUT_NONE);
}
