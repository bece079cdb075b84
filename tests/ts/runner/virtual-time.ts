// SPDX-License-Identifier: GPL-2.0-or-later
// Where LNet is simulated and loaded, sleep and waitUntil let its time pass and do not wait, on the master and on agents; without LNet they wait.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = `
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2, lnet: { provider: "simulated" } };

async function took(body: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await body();
  return performance.now() - begin;
}

export class Sleeper extends BaseTest {
  async sleeps(ms: number): Promise<number> {
    return took(() => lutf.sleep(ms));
  }
}

export async function run(): Promise<void> {
  const [a, b] = lutf.agents.take(2);
  expect(await took(() => lutf.sleep("100ms"))).toBeGreaterThan(99);
  expect(await new Sleeper(a).sleeps(100)).toBeGreaterThan(99);
  expect(await took(() => b.exec(["sleep", "0.1"]))).toBeGreaterThan(99);

  const configure = "modprobe lnet; lnetctl lnet configure; lnetctl net add --net tcp --if eth0; lnetctl net set --nid 10.1.1.1@tcp --health 0";
  expect((await a.exec(["sh", "-c", configure])).stderr).toBe("");
  const health = async (): Promise<boolean> => (await a.exec(["lnetctl", "net", "show", "--net", "tcp", "-v", "3"])).stdout.includes("health value: 1000");
  expect(await health()).toBe(false);
  // Recovery takes seconds.
  await lutf.waitUntil(health, { interval: "1s" });

  expect(await took(() => lutf.sleep("1h"))).toBeLessThan(1000);
  expect(await new Sleeper(b).sleeps(3_600_000)).toBeLessThan(1000);
  expect(await took(() => a.exec(["sleep", "1h"]))).toBeLessThan(1000);

  let never: Error | undefined;
  expect(await took(() => lutf.waitUntil(() => false, { timeout: "1h", message: "pigs fly" }).catch((error: Error) => { never = error; }))).toBeLessThan(5000);
  expect(never!.message).toMatch(/^pigs fly: still false after 3600/);

  // What is no business of LNet's has some time, too.
  let real = false;
  setTimeout(() => { real = true; }, 200);
  await lutf.waitUntil(() => real, { timeout: "2s" });
}
`;

const after = `
import { expect, lutf } from "lutf";
export const requires = { agents: 2 };
export async function run(): Promise<void> {
  expect((await lutf.agents[0]!.exec(["lsmod"])).stdout).not.toContain("lnet");
}
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline({ "a/a-time.ts": script, "a/b-clean.ts": after }, ["--local", "2"]);
  expect(rows["a/a-time"]?.status, stdout).toBe("PASS");
  expect(rows["a/b-clean"]?.status, stdout).toBe("PASS");
}
