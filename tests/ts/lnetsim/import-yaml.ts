// SPDX-License-Identifier: GPL-2.0-or-later
// What `lnetctl import` reads is libyaml's: numbers are text until a key wants one, an anchor is no part of its value, of a key that is there twice the last counts, and
// what is no YAML is told with its place (golden/08_yaml/019).
import { expect } from "lutf";
import { Cluster, defaultTopology, runCommand } from "lutf/lnetsim";

const FILES = {
  read: (): never => {
    throw new Error("nothing is read");
  },
  write: (): never => {
    throw new Error("nothing is written");
  },
};

export async function run(): Promise<void> {
  const node = new Cluster(defaultTopology(1, 1, "2.17.0"), 1).node("agent1");
  node.modules.load("lnet");
  node.lnet!.configure({ fromModuleParameters: false, large: false });
  node.lnet!.addNi({ net: "tcp", interface: "eth0" });
  const imported = async (input: string): Promise<unknown> =>
    runCommand(node, { argv: ["lnetctl", "import"], cwd: "/", environment: {}, input }, FILES);
  const routes = (): unknown => node.lnet!.routeTable.list().map(({ net, gateway, priority }) => [net, gateway, priority]);
  const done = { stdout: "", stderr: "", code: 0 };

  expect(await imported("route:\n  - {net: tcp1, gateway: 10.1.1.9@tcp, priority: 007}\n")).toEqual(done);
  expect(await imported("route:\n  - net: tcp2\n    gateway: &way 10.1.1.8@tcp\n")).toEqual(done);
  expect(await imported("route:\n  - net: tcp5\n    net: tcp4\n    gateway: 10.1.1.8@tcp\n")).toEqual(done);
  expect(routes()).toEqual([
    ["tcp1", "10.1.1.9@tcp", 7],
    ["tcp2", "10.1.1.8@tcp", 0],
    ["tcp4", "10.1.1.8@tcp", 0],
  ]);
  expect(await imported("")).toEqual(done);
  expect(await imported("route:\n  - net: [tcp6\n    gateway: 10.1.1.8@tcp\n")).toMatchObject({
    stderr: expect.stringContaining("Parser error: while parsing a flow sequence at line 2, column 10"),
  });
}
