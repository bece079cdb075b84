// SPDX-License-Identifier: GPL-2.0-or-later
// Recovery needs no pings of its own where there is traffic: each message that leaves an NI, or comes in by it, gives back health_sensitivity, and each that comes
// from a peer NI to that (lnetconfig-api.md §3.16).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { localHealth, oneNic, peerHealth, values } from "./_health.ts";

export const requires = oneNic;

const SENSITIVITY = 5;
const PINGS = 20;

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, discover: true, settings: { health_sensitivity: SENSITIVITY } });
  await a.lnet.setHealth({ nid: a.nid(0), value: 100 });
  await a.lnet.setPeerHealth({ nid: b.nid(0), value: 100 });
  const health = async () => ({ local: values(await localHealth(a), a.nids)[0]!, peer: values(await peerHealth(a, b), b.nids)[0]! });
  const before = await health();
  await traffic.pings(a, b.nid(0), PINGS, { timeout: 5 });
  const after = await health();
  // A ping is one message out and one in. Recovery pings come on top, of an NI three messages each.
  expect(after.local - before.local, "local NI").toBeGreaterThanOrEqual(2 * PINGS * SENSITIVITY);
  expect(after.peer - before.peer, "peer NI").toBeGreaterThanOrEqual(PINGS * SENSITIVITY);
  expect(after.peer - before.peer, "peer NI, of which only what comes from it counts").toBeLessThan(2 * PINGS * SENSITIVITY);
}
