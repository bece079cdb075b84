// SPDX-License-Identifier: GPL-2.0-or-later
// LNet through the bindings and the simulator: what one call costs, and whether showing many NIs and peers grows in proportion.
import { BaseTest, lutf, type Requires, type Results } from "lutf";
import { lnet } from "lutf/lnet";

export const requires: Requires = { agents: 1, interfaces: { tcp: 1 }, timeout: "5m" };

type Figures = Record<string, number>;

export class Host extends BaseTest {
  async measure(): Promise<Figures> {
    const figures: Figures = {};
    await lnet.configure();
    await lnet.addNet({ net: "tcp", interfaces: ["eth0"] });
    figures["show net us"] = await median(400, () => lnet.raw.showNet({ detail: 0 }));
    figures["set global us"] = await median(400, () => lnet.raw.configDiscovery({ value: 1 }));
    await lnet.set({ max_interfaces: 2000 });
    let number = 0;
    figures["add net us"] = await median(999, () => lnet.addNet({ net: `tcp${++number}`, interfaces: ["eth0"] }));
    figures["show 1000 NIs ms"] = (await median(5, () => lnet.raw.showNet({ detail: 4 }))) / 1000;
    let peers = 0;
    for (const count of [1000, 10000]) {
      for (; peers < count; peers++) await lnet.addPeer({ primaryNid: `10.2.${peers >> 8}.${peers & 255}@tcp` });
      figures[`show ${count} peers ms`] = (await median(5, () => lnet.raw.showPeer({ detail: 0 }))) / 1000;
    }
    await lnet.unconfigure();
    return figures;
  }
}

/** Microseconds. */
async function median(times: number, body: () => Promise<unknown>): Promise<number> {
  const taken = new Float64Array(times);
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await body();
    taken[index] = performance.now() - start;
  }
  return taken.sort()[Math.floor(times / 2)]! * 1000;
}

export async function run(_: object, results: Results): Promise<void> {
  const [agent] = lutf.agents.take(1);
  for (const [name, figure] of Object.entries(await new Host(agent).measure())) results.record(name, figure);
}
