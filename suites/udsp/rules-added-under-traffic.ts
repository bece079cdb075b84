// SPDX-License-Identifier: GPL-2.0-or-later
// Rules that come and go while a selftest runs: no RPC fails; from when the rule is there only the preferred NI asks, and when it has gone all do.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { oneNet, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const running = await selftest.start({ from: [main.node], to: [agent.node], test: "ping", concurrency: 1 });
  const forAWhile = async (): Promise<Record<string, number>> => {
    // What was under way before goes where it went.
    await lutf.sleep("20ms");
    return (await traffic([main], () => lutf.sleep("200ms"))).on(main).sent;
  };
  const preferred = main.nid(1);
  const share = (sent: Record<string, number>): number =>
    (sent[preferred] ?? 0) / main.nids.reduce((sum, nid) => sum + (sent[nid] ?? 0), 0);
  expect(share(await forAWhile())).toBeLessThan(0.6);
  await main.lnet.addPolicy({ src: preferred });
  expect(share(await forAWhile())).toBeGreaterThan(0.9);
  await main.lnet.deletePolicy(0);
  expect(share(await forAWhile())).toBeLessThan(0.6);
  const { errors, rpcs } = await running.stop();
  expect(errors).toBe(0);
  expect(rpcs).toBeGreaterThan(0);
}
