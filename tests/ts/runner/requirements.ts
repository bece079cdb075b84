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
      "a/cpts.ts": requiring("{ agents: 1, cpts: 2 }"),
      "a/version.ts": requiring('{ agents: 2, lnet: { version: ">=2.18" } }'),
      "a/provider.ts": requiring('{ agents: 1, lnet: { provider: "real" } }'),
      "a/several.ts": requiring("{ agents: 1, interfaces: { tcp: 3, o2ib: 1 }, cpts: 4 }"),
      "a/enough.ts": requiring('{ agents: 2, cpts: 1, interfaces: { tcp: 2 }, lnet: { version: ">=2.15", provider: "simulated" } }'),
      "a/lnet-somewhere.ts": requiring("{ lnet: {} }"),
    },
    ["--local", "2", "--nics", "2"],
  );
  expect(exitCode).toBe(0);
  const reason = (script: string): string | undefined => {
    expect(rows[`a/${script}`]!.status, script).toBe("SKIP");
    return rows[`a/${script}`]!.reason;
  };
  for (const script of ["enough", "lnet-somewhere"]) expect(rows[`a/${script}`]!.status, script).toBe("PASS");
  expect(reason("agents")).toBe("requires 3 agents, 2 agents alive");
  expect(reason("roles")).toBe("requires 1 agent with the role mds, 0 alive");
  expect(reason("interfaces")).toBe(
    "requires 2 kfi interfaces on each of 1 agent: agent1 has 2 tcp, 0 o2ib, 0 kfi; agent2 has 2 tcp, 0 o2ib, 0 kfi",
  );
  expect(reason("cpts")).toBe("requires 2 CPU partitions on each of 1 agent: agent1 has 1 CPU partition; agent2 has 1 CPU partition");
  expect(reason("version")).toBe(
    "requires LNet >=2.18 on each of 2 agents: agent1 has a simulated LNet 2.17.0; agent2 has a simulated LNet 2.17.0",
  );
  expect(reason("provider")).toBe(
    "requires a real LNet on each of 1 agent: agent1 has a simulated LNet 2.17.0; agent2 has a simulated LNet 2.17.0",
  );
  expect(reason("several")).toBe(
    "requires 3 tcp and 1 o2ib interfaces and 4 CPU partitions on each of 1 agent: agent1 has 2 tcp, 0 o2ib, 0 kfi and 1 CPU partition; agent2 has 2 tcp, 0 o2ib, 0 kfi and 1 CPU partition",
  );
}
