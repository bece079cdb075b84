// SPDX-License-Identifier: GPL-2.0-or-later
// `ping --source` leaves from that NI alone, and from one on another net not at all; `import --exec` pings and discovers what a YAML text names. sanity-lnet 215, 350.
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { Tool, withNics } from "./_words.ts";

export const requires = withNics(2, 3);

const PINGS = 10;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nets: { tcp: [0, 1], tcp1: [2] } });
  const one = new Tool(a);
  await results.step("215", async () => {
    for (const source of [a.nid(0), a.nid(1)]) {
      const seen = await traffic([a], () => traffic.pings(a, b.nid(0), PINGS, { source }));
      traffic.expect(seen.on(a).sent).only([source]).over([source], { total: PINGS });
    }
    const { code } = await one.run(`ping --source ${a.nid(0, "tcp1")} ${b.nid(0)}`);
    expect(code, `exit status of ${one.ran}, between two nets`).not.toBe(0);
  });
  await results.step("350", async () => {
    const known = async (): Promise<number> => (await a.lnet.peers({ nid: b.nid(0) }))[0]?.["peer ni"].length ?? 0;
    expect(await known(), `NIDs that ${a.node.name} knows of ${b.node.name} after pings`).toBe(1);
    const pinged = await traffic([b], () => one.ok("import --exec", `ping:\n    - primary nid: ${b.nid(0)}\n`));
    expect(pinged.result, `printed by ${one.ran}`).toContain(b.nid(0));
    expect(pinged.on(b).kinds.received[b.nid(0)]?.get ?? 0, `GETs that ${b.nid(0)} received from ${one.ran}`).toBeGreaterThan(0);
    expect(await known(), `NIDs of ${b.node.name} that are known on ${one.after}`).toBe(1);
    const discovered = await one.ok("import --exec", `discover:\n    - primary nid: ${b.nid(0)}\n`);
    expect(discovered, `printed by ${one.ran}`).toContain(b.nid(1));
    expect(await known(), `NIDs of ${b.node.name} that are known on ${one.after}`).toBe(b.nids.length);
  });
}
