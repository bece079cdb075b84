// SPDX-License-Identifier: GPL-2.0-or-later
// A script past its time says what every node was waiting for, and on which line; one in an endless loop, where that is.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const waits = `
import { BaseTest, lutf, type Requires } from "lutf";
export const requires: Requires = { agents: 2, timeout: "700ms" };
export class Chain extends BaseTest {
  async sleeps(): Promise<void> {
    await lutf.sleep("1h");
  }
  async calls(next: string): Promise<void> {
    await new Chain(lutf.getTarget(next)).sleeps();
  }
}
export async function run(): Promise<void> {
  const [a, b] = lutf.agents.take(2);
  await new Chain(a).calls(b.name);
}
`;

const loops = `
import { lutf, type Requires } from "lutf";
export const requires: Requires = { timeout: "500ms" };
function spin(): void {
  for (let i = 0; ; i++) Math.sqrt(i);
}
export async function run(): Promise<void> {
  await lutf.sleep(1);
  spin();
}
`;

export async function run(): Promise<void> {
  const { stdout, rows } = await runInline({ "mine/waits.ts": waits.trimStart(), "mine/loops.ts": loops.trimStart() }, ["--local", "2"]);
  expect(rows["mine/waits"]?.status).toBe("TIMEOUT");
  expect(stdout).toMatch(/master was waiting for Chain\.calls on agent1, \S*waits\.ts:13:/);
  expect(stdout).toMatch(/agent1 was waiting for Chain\.sleeps on agent2, \S*waits\.ts:8:/);
  expect(stdout).toMatch(/agent2 was waiting for sleep 3600 s, \S*waits\.ts:5:/);
  expect(rows["mine/loops"]?.status).toBe("TIMEOUT");
  expect(stdout).toMatch(/at spin \(\S*loops\.ts:[34]:/);
  expect(stdout).toMatch(/at run \(\S*loops\.ts:8:/);
}
