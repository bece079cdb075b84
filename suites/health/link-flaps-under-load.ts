// SPDX-License-Identifier: GPL-2.0-or-later
// A NIC that loses its link twice while a selftest runs costs no RPC: fatal errors come and go, and the other NIs carry all meanwhile.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { localHealth, pair, threeNics } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3, { transaction_timeout: 30 });
  const dead = a.nid(1);
  const fatal = async (wanted: 0 | 1): Promise<void> => {
    await lutf.waitUntil(async () => (await localHealth(a))[dead]!.fatal_error === wanted, {
      timeout: "60s",
      interval: "1s",
      message: `fatal_error of ${dead} on ${a.node.name} is ${wanted}`,
      seen: () => `${1 - wanted}`,
    });
  };
  const running = await selftest.start({ from: [a], to: [b], test: "ping", concurrency: 3 });
  for (let round = 0; round < 2; round++) {
    const link = await a.lnet.fault.linkDown(a.nics[1]!);
    await fatal(1);
    const seen = await traffic([a], () => lutf.sleep("5s"));
    traffic
      .expect(seen.on(a).sent)
      .none([dead])
      .only([a.nid(0), a.nid(2)]);
    await link.heal();
    await fatal(0);
    await lutf.sleep("2s");
  }
  const { errors, rpcs } = await running.stop();
  expect(errors, `failed RPCs from ${a.node.name} to ${b.node.name}, of ${rpcs}`).toBe(0);
  expect(rpcs, `RPCs from ${a.node.name} to ${b.node.name}`).toBeGreaterThan(3);
}
