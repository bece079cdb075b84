// SPDX-License-Identifier: GPL-2.0-or-later
// A rule on a router drops what it is to pass on, of exactly these ends; what is for the router itself, and the other direction, passes.
import { expect, type Requires } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ping, theRule } from "./_faults.ts";

export const requires: Requires = { agents: 3, interfaces: { tcp: 2 }, lnet: { version: ">=2.15" }, timeout: "15m" };

export async function run(): Promise<void> {
  const {
    clients: [client],
    routers: [router],
    servers: [server],
    far,
  } = await routedTestbed();
  const [from, to] = [client.nid(0), server.nid(0, far)];
  const rule = await router.lnet.fault.drop({ source: from, destination: to, rate: 1, messages: ["GET"] });
  const seen = await traffic([router], () => ping(client, to, 3, { timeout: 2 }));
  expect(seen.result).toEqual({ ok: 0, failed: 3 });
  expect(seen.on(router).statistics["drop_count"]).toBeGreaterThanOrEqual(3);
  expect(seen.on(router).statistics["route_count"]).toBe(0);
  expect(await ping(client, router, 3), "for the router itself").toEqual({ ok: 3, failed: 0 });
  expect(await ping(server, from, 3, { timeout: 2 }), "from the other end").toEqual({ ok: 3, failed: 0 });
  expect(await theRule(router)).toMatchObject({ hits: 3, matched: 3, get: 3 });
  await rule.heal();
  expect(await ping(client, to, 3, { timeout: 2 })).toEqual({ ok: 3, failed: 0 });
}
