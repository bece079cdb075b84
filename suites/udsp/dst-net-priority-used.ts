// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a destination net: all messages go there, and so leave from that net (golden/34_udsp/010); peers show the priority.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ dst: "tcp1" });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.toPeer).only(nidsOn(agent, "tcp1"), ABOUT_NONE);
  traffic.expect(seen.sent).only(nidsOn(main, "tcp1"), ABOUT_NONE);
  const [peer] = await main.lnet.peers({ nid: agent.nids[0]!, detail: 4 });
  const shown = Object.fromEntries(peer!["peer ni"].map(({ nid, "udsp info": info }) => [nid, info?.["net priority"]]));
  expect(shown).toEqual({ [agent.nid(0)]: -1, [agent.nid(1)]: -1, [agent.nid(0, "tcp1")]: 0 });
}
