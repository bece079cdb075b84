// SPDX-License-Identifier: GPL-2.0-or-later
// The router loses its far NIC. With avoid_asym_router_failure, the default, the route goes down, as the router could not pass anything on; without it the
// route stays up for all that, and pings are lost.
import { expect, type Parameters, type Results } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { aWhile, oneRouter, pingsFail, withLinkDown } from "./_routed.ts";

export const requires = oneRouter;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  for (const avoid of [1, 0]) {
    await results.step(`avoid_asym_router_failure ${avoid}`, async () => {
      const routed = await routedTestbed({ routes: [{ hops: 1 }], parameters: { avoid_asym_router_failure: avoid } });
      const {
        clients: [client],
        routers: [router],
      } = routed;
      await withLinkDown(router, router.nics[1]!, async () => {
        if (avoid === 1) await routed.routesAre(client, [router], "60s");
        else {
          await aWhile();
          expect((await client.lnet.routes()).map(({ state }) => state)).toEqual(["up"]);
        }
        await pingsFail(routed);
      });
    });
  }
}
