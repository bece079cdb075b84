// SPDX-License-Identifier: GPL-2.0-or-later
// YAML sets the number of interfaces by either name, max_intf and max_interfaces; it is shown by the second (lnetconfig-api.md §3.11). What is no number changes nothing.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { oneNode } from "./_peers.ts";

export const requires = oneNode;

export async function run(): Promise<void> {
  const [a] = await testbed({ nodes: 1 });
  const before = await a.lnet.settings();
  await a.lnet.importYaml("global:\n    max_intf: 500\n");
  expect(await a.lnet.cli.settings(), `settings of ${a.node.name} after max_intf: 500`).toEqual({ ...before, max_interfaces: 500 });
  await a.lnet.importYaml("global:\n    max_interfaces: 300\n");
  expect(await a.lnet.cli.settings(), `settings of ${a.node.name} after max_interfaces: 300`).toEqual({ ...before, max_interfaces: 300 });
  const shown = await a.lnet.exportYaml();
  expect(shown, `export of ${a.node.name}`).toMatch(/max_interfaces: 300$/m);
  expect(shown, `export of ${a.node.name}`).not.toMatch(/max_intf:/);
}
