// SPDX-License-Identifier: GPL-2.0-or-later
// A test that used up its memory is a CRASH, wherever that was, and whether JavaScript got to throw it or not.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = (run: string): string => `
import { BaseTest, lutf } from "lutf";
export const requires = { agents: 1 };
const kept: unknown[] = [];
function small(): void { for (;;) kept.push({ kept }); }
function bytes(): void { for (;;) kept.push(new Uint8Array(1 << 20)); }
export class Eats extends BaseTest {
  async small(): Promise<void> { small(); }
  async bytes(): Promise<void> { bytes(); }
}
export async function run(): Promise<void> { ${run} }`;

export async function run(): Promise<void> {
  const scripts: { [name: string]: string } = {
    "here-small": "small();",
    "here-bytes": "bytes();",
    "there-small": "await new Eats(lutf.agents[0]).small();",
    "there-bytes": "await new Eats(lutf.agents[0]).bytes();",
  };
  const files = Object.fromEntries(Object.entries(scripts).map(([name, body]) => [`a/${name}.ts`, script(body)]));
  const { rows, stdout } = await runInline(files, ["--local", "1", "--memory", "32M"]);
  for (const name of Object.keys(scripts)) {
    expect(rows[`a/${name}`]!.status, `${name}\n${stdout}`).toBe("CRASH");
    expect(`${rows[`a/${name}`]!.reason} ${rows[`a/${name}`]!.error}`, name).toMatch(/memory/);
  }
}
