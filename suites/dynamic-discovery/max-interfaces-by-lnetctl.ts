// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl set max_interfaces` is kept, by its name and by no other setting; fewer than 16 become the default of 200 (lnetconfig-api.md §3.11).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { oneNode } from "./_peers.ts";

export const requires = oneNode;

export async function run(): Promise<void> {
  const [a] = await testbed({ nodes: 1 });
  const before = await a.lnet.cli.settings();
  for (const [value, kept] of [
    [800, 800],
    [16, 16],
    [15, 200],
    [201, 201],
    [0, 200],
  ] as const) {
    const { code, stderr } = await a.lnet.cli.run(["set", "max_interfaces", `${value}`]);
    const command = `\`lnetctl set max_interfaces ${value}\``;
    expect(code, `exit status of ${command} on ${a.node.name}, which says: ${stderr}`).toBe(0);
    // Both roads read it.
    expect(await a.lnet.cli.settings(), `settings that lnetctl shows on ${a.node.name} after ${command}`).toEqual({
      ...before,
      max_interfaces: kept,
    });
    expect((await a.lnet.settings()).max_interfaces, `max_interfaces that the library shows on ${a.node.name} after ${command}`).toBe(kept);
  }
}
