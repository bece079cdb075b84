// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a destination and a router: all that is asked of that destination goes through that router; without the rule both share it.
import { expect } from "lutf";
import { PINGS } from "./_pinged.ts";
import { betweenRouters, LOOKS, sentToRouters, twoRouters } from "./_routers.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await betweenRouters();
  const {
    clients: [main],
    routers,
    servers: [remote],
  } = routed;
  const shared = await sentToRouters(routed);
  for (const asked of shared.asked) expect(asked, `without a rule: ${shared.asked}`).toBeGreaterThanOrEqual(PINGS / 3);
  for (const [place, router] of [...routers].entries()) {
    await main.lnet.addPolicy({ dst: remote.nids[0]! });
    await main.lnet.addPolicy({ route: router.nid(0), dst: remote.nids[0]! });
    const { asked, routed: count } = await sentToRouters(routed);
    expect(asked[place], `asked through ${router.node.name}: ${asked}`).toBeGreaterThanOrEqual(PINGS);
    expect(asked[1 - place], `asked through the other: ${asked}`).toBeLessThanOrEqual(LOOKS);
    expect(count).toBeGreaterThanOrEqual(2 * PINGS);
    await main.lnet.deletePolicy("all");
  }
}
