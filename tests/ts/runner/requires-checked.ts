// SPDX-License-Identifier: GPL-2.0-or-later
// A slip of the pen in `requires` is a FAIL that names it, and no SKIP that is green.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const wrong: { [script: string]: [requires: string, message: RegExp] } = {
  "key.ts": ["{ agent: 1 }", /requires of suites\/bad\/key\.ts has no key agent; its keys are agents, .*Did you mean agents\?/],
  "word.ts": ['{ agents: "two" }', /requires\.agents of .* must be a number, or numbers of roles .*, is "two"/],
  "negative.ts": ["{ agents: -1 }", /requires\.agents .* must be a whole number from 0 on, is -1/],
  "half.ts": ["{ agents: 1.5 }", /requires\.agents .* is 1\.5/],
  "role.ts": ["{ agents: { mdt: 1 } }", /requires\.agents .* has no mdt; it may have mgs, mds, oss, client, router\. Did you mean mds/],
  "role-count.ts": ['{ agents: { mds: "1" } }', /requires\.agents .* has mds, which must be a whole number/],
  "kind.ts": ["{ interfaces: { tpc: 2 } }", /requires\.interfaces .* has no tpc; it may have tcp, o2ib, kfi/],
  "cpts.ts": ['{ cpts: "4" }', /requires\.cpts .* is "4"/],
  "numa.ts": ["{ numaNodes: -2 }", /requires\.numaNodes .* is -2/],
  "time.ts": ['{ timeout: "5 s" }', /requires\.timeout .* must be a time such as "250ms".*is "5 s"/],
  "tags.ts": ['{ tags: "quick" }', /requires\.tags .* must be a list of words/],
  "flag.ts": ["{ clean: 0 }", /requires\.clean .* must be true or false, is 0/],
  "lnet.ts": ['{ lnet: { version: "2.15" } }', /requires\.lnet .* has version, which must be of the form ">=2\.15"/],
  "none.ts": ["null", /requires of .* must be a mapping such as \{ agents: 2 \}, is null/],
};
const script = (requires: string): string => `export const requires = ${requires}; export async function run(): Promise<void> {}`;

export async function run(): Promise<void> {
  const bad = Object.fromEntries(Object.entries(wrong).map(([name, [requires]]) => [`bad/${name}`, script(requires)]));
  const all = `{ agents: 0, interfaces: { tcp: 0 }, cpts: 0, numaNodes: 0, fileSystem: false, timeout: 1500, tags: ["a"], clean: true }`;
  const { rows, stdout } = await runInline({ ...bad, "good/all.ts": script(all), "good/absent.ts": script("undefined") }, ["--local", "0"]);
  for (const [name, [, message]] of Object.entries(wrong)) {
    const row = rows[`bad/${name.replace(".ts", "")}`]!;
    expect(row.status, `${name}\n${stdout}`).toBe("FAIL");
    expect(row.error).toMatch(message);
  }
  expect(rows["good/all"]!.status, stdout).toBe("PASS");
  expect(rows["good/absent"]!.status, stdout).toBe("PASS");
}
