// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of interfaces, `networks` and `ip2nets`.
import { expect } from "lutf";
import { type Ip2netsRule, matchIp2nets, parseInterfaces, parseIp2nets, parseNetworks } from "lutf/nid";

export function run(): void {
  expect(parseInterfaces("eth0[0,1],eth1")).toEqual([{ name: "eth0", cpts: [0, 1] }, { name: "eth1" }]);
  expect(parseInterfaces("eth1,eth0[0-6/2]")).toEqual([{ name: "eth1" }, { name: "eth0", cpts: [0, 2, 4, 6] }]);
  for (const text of ["", "eth0,", "eth0[", "eth0[]", "eth0[3-1]", "[0]", "eth0[*]", "eth0[0]x"])
    expect(parseInterfaces(text), text).toHaveProperty("error");

  expect(parseNetworks("")).toEqual([]);
  expect(parseNetworks(" tcp0 ( eth0[0,1] , eth1 ) [0], o2ib")).toEqual([
    { net: "tcp", interfaces: [{ name: "eth0", cpts: [0, 1] }, { name: "eth1" }], cpts: [0] },
    { net: "o2ib", interfaces: [] },
  ]);
  for (const text of ["foo(eth0)", "tcp(eth0", "tcp eth0", "tcp(eth0,)", "tcp(eth0)[", ",", "tcp65536", "tcp".padEnd(4097)]) {
    expect(parseNetworks(text), text).toHaveProperty("error");
  }

  const rules = parseIp2nets(
    "# all\ntcp20(eth0) 10.1.1.* 192.168.*.*; tcp21 10.[1-2].2.[1-9/2] # odd\n tcp20(eth1) *.*.*.*;",
  ) as Ip2netsRule[];
  expect(rules.map(({ net, interfaces, patterns }) => [net, interfaces.length, patterns.length])).toEqual([
    ["tcp20", 1, 2],
    ["tcp21", 0, 1],
    ["tcp20", 1, 1],
  ]);
  const on = (...addresses: string[]): string[] =>
    matchIp2nets(rules, addresses).map(({ net, interfaces }) => `${net} ${interfaces[0]?.name}`);
  expect(on("10.1.1.7")).toEqual(["tcp20 eth0"]);
  expect(on("10.2.2.3")).toEqual(["tcp21 undefined", "tcp20 eth1"]);
  expect(on()).toEqual([]);
  for (const text of ["garbage", "tcp21(eth0) 10.1.*", "foo(eth0) 10.1.1.*", "tcp(eth0)", "tcp 10.1.1.[3-1]"])
    expect(parseIp2nets(text), text).toHaveProperty("error");
}
