// SPDX-License-Identifier: GPL-2.0-or-later
// The router, with two NIs on the servers' net, passes messages on over both; when the health of one falls, over the other one only, in the direction of the
// ends too that know each other.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

export const requires = { agents: 3, interfaces: { tcp: 4 }, lnet: {}, timeout: "15m" };
const PINGS = 30;

export async function run(): Promise<void> {
  // What is lost by hand is won back by 1 with each message that gets through.
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = await routedTestbed({
    nics: 2,
    discover: true,
    settings: { health_sensitivity: 1 },
  });
  const [first, second] = [router.nid(0, "tcp1"), router.nid(1, "tcp1")];
  const requests = async (): Promise<number[]> => {
    const seen = await traffic([router], () => traffic.pings(client, server.nids[0]!, PINGS));
    expect(seen.on(router).statistics["route_count"]).toBe(2 * PINGS);
    return [first, second].map((nid) => seen.on(router).kinds.sent[nid]?.get ?? 0);
  };
  for (const count of await requests()) expect(count, "requests over each NI, both well").toBeGreaterThanOrEqual(PINGS / 3);
  await router.lnet.setHealth({ nid: first, value: 500 });
  const [sick, well] = (await requests()) as [number, number];
  expect(well, `requests over the healthier NI, ${sick} over the other`).toBeGreaterThanOrEqual(PINGS);
  expect(sick, "requests over the other NI").toBeLessThanOrEqual(5);
}
