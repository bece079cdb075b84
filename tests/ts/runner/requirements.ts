// SPDX-License-Identifier: GPL-2.0-or-later
// What the cluster lacks makes a script a SKIP that says what is lacking.
import { expect } from "lutf";
import { passing, runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const requiring = (what: string): string => `export const requires = ${what};\n${passing}`;
  const { rows, exitCode } = await runInline(
    {
      "a/agents.ts": requiring("{ agents: 3 }"),
      "a/roles.ts": requiring("{ agents: { mds: 1 } }"),
      "a/interfaces.ts": requiring("{ agents: 1, interfaces: { kfi: 2 } }"),
      "a/lnet.ts": requiring("{ lnet: {} }"),
      "a/enough.ts": requiring("{ agents: 2 }"),
    },
    ["--local", "2"],
  );
  expect(exitCode).toBe(0);
  const reason = (script: string): string | undefined => {
    expect(rows[`a/${script}`]!.status, script).toBe("SKIP");
    return rows[`a/${script}`]!.reason;
  };
  expect(rows["a/enough"]!.status).toBe("PASS");
  expect(reason("agents")).toBe("requires 3 agents, 2 agents alive");
  expect(reason("roles")).toBe("requires 1 agent with the role mds, 0 alive");
  expect(reason("interfaces")).toMatch(/^requires 2 kfi interfaces on each of 1 agent: agent1 has .*0 kfi/);
  expect(reason("lnet")).toContain("no LNet support");
}
