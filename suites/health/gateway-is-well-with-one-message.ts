// SPDX-License-Identifier: GPL-2.0-or-later
// A gateway's health is all back with the first message from it, where another peer's takes ten; a single NI does not spare it, as another peer is spared
// (lnetconfig-api.md §3.16).
import { expect, lutf } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { peerHealth, recovered, routedNodes, values, WELL } from "./_health.ts";

export const requires = routedNodes(3, 2);

export async function run(): Promise<void> {
  const {
    clients: [client],
    routers: [router],
    servers: [server],
    far,
  } = await routedTestbed();
  const [near] = router.nids as [string];
  const health = async (): Promise<number> => values(await peerHealth(client, router), [near])[0]!;
  expect(await health()).toBe(WELL);
  const rule = await client.lnet.fault.drop({ source: "*@tcp", destination: server.nid(0, far), rate: 1, healthErrors: ["remote_error"] });
  await traffic.pings(client, server.nid(0, far), 3, { mayFail: true });
  const fell = await health();
  expect(fell).toBeLessThan(WELL);
  await rule.heal();
  const seen = new Set<number>();
  await lutf.waitUntil(
    async () => {
      const now = await health();
      seen.add(now);
      return now === WELL;
    },
    { timeout: "60s", interval: "1s", message: "the gateway is well" },
  );
  for (const value of seen) expect(value === WELL || value <= fell, `seen: ${[...seen].join(", ")}`).toBe(true);
  await recovered(client, "peer");
}
