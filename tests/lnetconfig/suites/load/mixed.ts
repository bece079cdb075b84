// SPDX-License-Identifier: GPL-2.0-or-later
// 10,000 mixed calls, good and bad, do not make this process grow, and leak nothing when AddressSanitizer looks (make check-sanitize).

import * as lnet from "native:lnetconfig";
import { BaseTest, expect, type Requires } from "lutf";
import { readFile } from "lutf/fs";

export const requires: Requires = { timeout: "10m" };

/** 4 KiB pages. */
async function residentPages(): Promise<number> {
  return Number((await readFile("/proc/self/statm", "utf8")).split(" ")[1]);
}

/** The n-th of many different calls. */
async function one(n: number): Promise<void> {
  const net = `tcp${n % 5}`;
  const tree = "0\t6\t\t\n1\t5\tlist\t\n2\t6\t\t\n3\t4\ta\tx\n";
  const calls: (() => Promise<unknown>)[] = [
    () => lnet.niSystem({ up: n % 200 !== 0, seqNo: n }),
    () => lnet.configNi({ net, interfaces: ["eth0[0]", { name: "eth1", cpts: [0] }], cpts: "[0]", tunables: { credits: 64 } }),
    () => lnet.configNi({ net, interfaces: ["eth0", "no such interface[", "x"] }),
    () => lnet.configNi({ net: "bogus", interfaces: "eth0" }),
    () => lnet.showNet({ detail: n % 5, backup: n % 2 === 0 }),
    () => lnet.delNi({ net, interfaces: ["eth0"] }),
    () => lnet.parseInterfaces({ interfaces: "eth0[0]" }),
    () => lnet.modifyPeer({ primaryNid: `10.9.9.${n % 100}@tcp`, nids: ["10.9.8.1@tcp"], command: 3 + (n % 2) }),
    () => lnet.showPeer({ detail: n % 5 }),
    () => lnet.configRoute({ net: "tcp9", gateway: "10.1.1.2@tcp" }),
    () => lnet.showRoute({ detail: 1 }),
    () => lnet.yamlConfig({ text: `route:\n    - net: tcp${n % 7}\n      gateway: 10.1.1.3@tcp\n` }),
    () => lnet.yamlShow({ text: "net:\n    - net type: tcp\n" }),
    () => lnet.yamlDel({ text: "this is [no YAML" }),
    () => lnet.configIp2nets({ net: "tcp6", interfaces: ["eth0[0]"], ipRanges: ["10.1.1.*"], tunables: { credits: 32 } }),
    () => lnet.addUdsp({ src: net, type: "priority", priority: n % 9 }),
    () => lnet.showUdsp({ idx: n % 3 }),
    () => lnet.delUdsp({ idx: -1 }),
    () => lnet.showStats(),
    () => lnet.configDiscovery({ value: n % 2 }),
    () => lnet.parseNidstr({ text: "10.1.1.[1-20]@tcp" }),
    () => lnet.parseNidRange({ text: "10.1.1.[1-20]@tcp" }),
    () => lnet.matchNid({ nid: "10.1.1.1@tcp", list: "10.1.1.[1-9]@tcp" }),
    () => lnet.exprValues({ text: "[1-9/2]", max: 100 }),
    () => lnet.faultRule({ operation: 3 }),
    () => lnet.cyamlDump({ tree }),
    () => lnet.cyamlFind({ tree, key: "a" }),
    () => lnet.cyamlBuild({ text: "a:\n  - b: 1\n" }),
    () => lnet.cyamlBuildError({ rc: -1, command: "add", entity: "x", text: "y" }),
    () => lnet.configNi({ net, interfaces: ["eth0[*]"] }),
  ];
  await calls[n % calls.length]!().catch((error: Error) => {
    if (error.name !== "LnetUnsupported" && error.name !== "LnetRefused") throw error;
  });
}

async function many(first: number, count: number): Promise<void> {
  for (let n = first; n < first + count; n += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, i) => one(n + i)));
  }
}

export class Caller extends BaseTest {
  /** Kilobytes that each of four rounds of calls adds at least, once one has filled heaps and caches; null: a sanitizer is at work. */
  async growth(): Promise<number | null> {
    const count = lnet.provider === "simulated" ? 2500 : 5000;
    await many(0, count);
    const pages = [await residentPages()];
    for (let round = 1; round <= 4; round++) {
      await many(count * round, count);
      pages.push(await residentPages());
    }
    console.log(`${lnet.provider} ${lnet.generation}: pages ${pages.join(", ")}`);
    // A leak adds in each round; a heap that grows once, and is full of holes afterwards, does not.
    const growths = pages.slice(1).map((after, round) => after - pages[round]!);
    // A sanitizer keeps what was freed for a while; it finds leaks itself.
    return /asan|tsan/.test(await readFile("/proc/self/maps", "utf8")) ? null : Math.min(...growths) * 4;
  }
}

export async function run(): Promise<void> {
  expect((await new Caller().growth()) ?? 0).toBeLessThan(256);
}
