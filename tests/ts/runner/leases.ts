// SPDX-License-Identifier: GPL-2.0-or-later
// Faults that a test injects are healed when it ends: passed, failed, skipped, out of time, in an endless loop, out of memory, or with its agent killed in the middle.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const injecting = (end: string, time: string): string => `
import { BaseTest, expect, lutf, type Requires } from "lutf";
import { testbed } from "lutf/testbed";
import { lnet } from "lutf/lnet";

export const requires: Requires = { agents: 1, interfaces: { tcp: 2 }, timeout: "${time}", clean: false };

export class Endless extends BaseTest {
  async loop(): Promise<void> { for (;;); }
  async eat(): Promise<void> { const all: number[][] = []; for (;;) all.push(Array.from({ length: 100000 }, (_, i) => i)); }
}

export async function run(): Promise<void> {
  const [a] = await testbed({ nodes: 1, nics: 2 });
  await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1 });
  await a.lnet.fault.drop({ source: "*@tcp", destination: "10.1.1.1@tcp", interval: 2, random: true, messages: ["GET"], portals: [9] });
  await a.lnet.fault.delay({ source: "*@tcp", destination: "*@tcp", rate: 2, seconds: 1 });
  await a.lnet.fault.linkDown("eth1");
  expect(await a.lnet.fault.rules("drop")).toHaveLength(2);
  expect(await a.lnet.fault.rules("delay")).toMatchObject([{ source: "*@tcp", destination: "*@tcp", rate: 2, latency: 1, hits: 0 }]);
  expect((await a.node.exec(["ip", "link", "show", "dev", "eth1"])).stdout).toContain("DOWN");
  ${end}
}
`;

const ENDS: Record<string, [status: string, code: string]> = {
  passed: ["PASS", ""],
  failed: ["FAIL", `throw new Error("on purpose");`],
  skipped: ["SKIP", `lutf.skip("on purpose");`],
  late: ["TIMEOUT", "await new Promise(() => undefined);"],
  "endless-loop": ["TIMEOUT", "await new Endless(a.node).loop();"],
  memory: ["CRASH", "await new Endless(a.node).eat();"],
  killed: ["CRASH", `await a.node.exec(["sh", "-c", "kill -9 $PPID"]);`],
};

const after = `
import { expect, type Requires, lutf } from "lutf";
import { lnet } from "lutf/lnet";

export const requires: Requires = { agents: 1, clean: false };

export async function run(): Promise<void> {
  const [node] = lutf.agents.take(1);
  // The node is as the script before left it, but for its faults.
  expect(await lnet.on(node).nids()).toEqual(["10.1.1.1@tcp", "10.1.2.1@tcp"]);
  expect(await lnet.on(node).fault.rules("drop")).toEqual([]);
  expect(await lnet.on(node).fault.rules("delay")).toEqual([]);
  expect((await node.exec(["ip", "link", "show", "dev", "eth1"])).stdout).toContain("state UP");
}
`;

const healing = `
import { expect, type Requires } from "lutf";
import { testbed } from "lutf/testbed";

export const requires: Requires = { agents: 1, interfaces: { tcp: 2 } };

export async function run(): Promise<void> {
  const [{ lnet, node }] = await testbed({ nodes: 1, nics: 2 });
  const lease = await lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1 });
  expect(lease.what).toBe("drop rule *@tcp -> *@tcp on agent1");
  await lease.heal();
  expect(await lnet.fault.rules("drop")).toEqual([]);
  await lease.heal();
  await lnet.fault.linkDown("eth1").then((link) => link.heal());
  expect((await node.exec(["ip", "link", "show", "dev", "eth1"])).stdout).toContain("state UP");

  const refused = (rule: object, text: string): Promise<void> => expect(lnet.fault.drop(rule as never).then(() => undefined)).rejects.toThrow(text);
  const to = { source: "*@tcp", destination: "*@tcp" };
  await refused({ ...to }, "fault.drop(): exactly one of rate, interval and dropAll is wanted, and there are 0");
  await refused({ ...to, rate: 1, dropAll: true }, "there are 2");
  await refused({ ...to, rate: 0 }, "rate must be a whole number, 1 or more, not 0");
  await refused({ ...to, rate: 1, random: true }, "random goes with interval only");
  await refused({ ...to, rate: 1, messages: ["PING"] }, 'messages has "PING"; there are PUT, GET, ACK, REPLY');
  await refused({ ...to, rate: 1, portals: [64] }, "portals has 64; they are 0 to 63");
  await refused({ rate: 1, destination: "*@tcp" }, "source must be a NID");
  await refused({ ...to, rate: 1, healthErrors: ["bad"] }, "lctl net_drop_add on agent1: unknown health error bad");
  await expect(lnet.fault.delay({ ...to, rate: 1 } as never)).rejects.toThrow("fault.delay(): seconds is missing");
  await expect(lnet.fault.linkDown("eth9")).rejects.toThrow('linkDown("eth9") on agent1: ');
  expect(await lnet.fault.rules("drop")).toEqual([]);
}
`;

export async function run(): Promise<void> {
  const scripts: Record<string, string> = { "z/healing.ts": healing };
  for (const [name, [, end]] of Object.entries(ENDS)) {
    scripts[`${name}/a-injects.ts`] = injecting(end, name === "memory" ? "30s" : "2s");
    scripts[`${name}/b-after.ts`] = after;
  }
  const { rows, stdout } = await runInline(scripts, ["--local", "1", "--nics", "2", "--jobs", "1"]);
  for (const [name, [status]] of Object.entries(ENDS)) {
    expect(rows[`${name}/a-injects`]?.status, `${name}\n${stdout}`).toBe(status);
    expect(rows[`${name}/b-after`]?.status, `after ${name}\n${stdout}`).toBe("PASS");
  }
  expect(rows["z/healing"]?.status, stdout).toBe("PASS");
}
