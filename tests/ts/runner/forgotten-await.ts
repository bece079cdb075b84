// SPDX-License-Identifier: GPL-2.0-or-later
// What run leaves under way cannot have passed: it fails, whether the answer would come early, late or never.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = (run: string): string => `
import { BaseTest, expect, lutf, withCalls } from "lutf";
export const requires = { agents: 1, timeout: "20s" };
export class T extends BaseTest {
  async start(): Promise<number> { return 1; }
  async breaks(): Promise<void> { throw new Error("it cannot start"); }
  async waits(): Promise<void> { await lutf.sleep("1h"); }
}
let background: Promise<unknown> | undefined;
${run}`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline(
    {
      "bad/throws.ts": script(`export async function run() { new T(lutf.agents[0]).breaks(); }`),
      "bad/matcher.ts": script(`export async function run() { expect(new T(lutf.agents[0]).start()).resolves.toBe(2); }`),
      "bad/never.ts": script(`export async function run() { void new T(lutf.agents[0]).waits(); }`),
      "bad/two.ts": script(`export async function run() { const t = new T(lutf.agents[0]); void t.start(); void t.start(); }`),
      "bad/wait-for.ts": script(`export async function run() { void lutf.waitFor("godot"); }`),
      "bad/rejected.ts": script(`export async function run() { Promise.reject(new Error("nobody looks at me")); }`),
      "bad/local.ts": script(`export async function run() { expect(Promise.resolve(1)).resolves.toBe(2); }`),
      "bad/in-cleanup.ts": script(
        `export async function run() {} export async function cleanup() { Promise.reject(new Error("nor at me")); }`,
      ),
      // These are over, given up, or nobody's answer.
      "good/subscribed.ts": script(`export async function run() { lutf.on("x", () => {}); void lutf.notify("x"); }`),
      "good/given-up.ts": script(`export async function run() {
        const stop = new AbortController();
        const waiting = withCalls({ signal: stop.signal }, () => new T(lutf.agents[0]).waits()).catch(() => undefined);
        await new T(lutf.agents[0]).start();
        stop.abort();
      }`),
      "good/begun-in-setup.ts": script(`
        const stop = new AbortController();
        export async function setup() { background = withCalls({ signal: stop.signal }, () => new T(lutf.agents[0]).waits()).catch(() => undefined); }
        export async function run() { await new T(lutf.agents[0]).start(); }
        export async function cleanup() { stop.abort(); await background; }`),
    },
    ["--local", "1"],
  );
  const statuses = Object.fromEntries(Object.entries(rows).map(([name, { status }]) => [name, status]));
  expect(statuses, stdout).toEqual({
    ...Object.fromEntries(
      ["throws", "matcher", "never", "two", "wait-for", "rejected", "local", "in-cleanup"].map((one) => [`bad/${one}`, "FAIL"]),
    ),
    ...Object.fromEntries(["subscribed", "given-up", "begun-in-setup"].map((one) => [`good/${one}`, "PASS"])),
  });
  expect(rows["bad/throws"]!.error).toMatch(/run returned while T\.breaks on agent1 \(.*throws\.ts:10:\d+\) was still under way: await it/);
  expect(rows["bad/matcher"]!.error).toMatch(/run returned while T\.start on agent1 .*matcher\.ts:10:\d+/);
  expect(rows["bad/two"]!.error).toContain("(and 1 more)");
  expect(rows["bad/wait-for"]!.error).toContain('waitFor("godot")');
  expect(rows["bad/rejected"]!.error).toContain("nobody looks at me");
  expect(rows["bad/in-cleanup"]!.error).toContain("nor at me");
}
