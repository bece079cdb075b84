// SPDX-License-Identifier: GPL-2.0-or-later
// The files of a module's parameters and their modes (golden/10_sys/001, 003).
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const sh = shell(lab(1, 1).lnets[0]!);
  const folder = "/sys/module/lnet/parameters";
  const listed = (await sh(`ls -l ${folder}`)).split("\n");
  expect(listed[0]).toBe("total 0");
  expect(listed.find((line) => line.endsWith(" accept_timeout"))).toMatch(/^-rw-r--r-- 1 root root 4096 Jan {2}1 \d\d:\d\d /);
  expect(listed.find((line) => line.endsWith(" accept_port"))).toMatch(/^-r--r--r-- /);
  expect(listed.slice(1, -1).map((line) => line.split(" ").at(-1))).toEqual((await sh(`ls ${folder}`)).trimEnd().split("\n"));
  expect(await sh("ls -l /sys/module/lnet_selftest/parameters")).toMatch(/^! ls: cannot access .*\nexit 2\n$/);
}
