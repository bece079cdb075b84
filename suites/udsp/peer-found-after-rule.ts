// SPDX-License-Identifier: GPL-2.0-or-later
// Rules hold for peers that come later: one that is discovered after the rule was added is sent to at its preferred NID, and shows it.
import { expect } from "lutf";
import { discoverEachOther, testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await testbed({ nodes: 2, nics: 3 });
  await main.lnet.addPolicy({ dst: agent.nid(2) });
  await main.lnet.addPolicy({ src: main.nid(1) });
  expect(await main.lnet.peers()).toEqual([]);
  await discoverEachOther([main, agent]);
  const [peer] = await main.lnet.peers({ nid: agent.nids[0]!, detail: 4 });
  expect(peer!["peer ni"].map((ni) => ni["udsp info"]?.["nid priority"])).toEqual([-1, -1, 0]);
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.toPeer).only([agent.nid(2)], ABOUT_NONE);
  traffic.expect(seen.sent).only([main.nid(1)], ABOUT_NONE);
}
