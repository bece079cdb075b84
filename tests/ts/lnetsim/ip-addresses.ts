// SPDX-License-Identifier: GPL-2.0-or-later
// `ip addr flush dev NIC` takes all addresses of a NIC: LNet cannot use it any more (golden/32_routing/001).
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const { lnets } = lab(1, 2);
  const lnet = lnets[0]!;
  const sh = shell(lnet);
  expect(await sh("ip addr flush dev eth1")).toBe("");
  expect(await sh("ip -br -4 addr show dev eth1")).not.toContain("10.1.2.1");
  expect(await sh("ip -br -4 addr show dev eth0")).toContain("10.1.1.1/24");
  expect(lnet.addNi({ net: "tcp1", interface: "eth1" })).toBeLessThan(0);
  expect(await sh("ip addr flush dev eth7")).toBe('! Cannot find device "eth7"\nexit 1\n');
}
