// SPDX-License-Identifier: GPL-2.0-or-later
// Each node chooses for what it asks by its own rules, whatever the other one prefers; an answer goes back the way of its request.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: "tcp" });
  await agent.lnet.addPolicy({ src: "tcp1" });
  const there = await pinged(main, agent);
  traffic.expect(there.main.sent).only(nidsOn(main, "tcp"), ABOUT_NONE);
  traffic.expect(there.agent.sent).only(nidsOn(agent, "tcp"), ABOUT_NONE);
  const back = await pinged(agent, main);
  traffic.expect(back.main.sent).only(nidsOn(agent, "tcp1"), ABOUT_NONE);
  traffic.expect(back.agent.sent).only(nidsOn(main, "tcp1"), ABOUT_NONE);
}
