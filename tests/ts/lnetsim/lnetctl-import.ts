// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl import` of 2.17, block by block (golden/08_yaml; read in lnetctl.c): what ends it, what is only told, and what is told later or not at all.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { type Shell, shell } from "./_shell.ts";

const told = (errno: number, text: string, code = 256 + errno): string =>
  ["---", "add:", "-     import:", `      errno: ${errno}`, `      descr: ! "${text}"`, "..."].map((line) => `! ${line}\n`).join("") +
  `exit ${code}\n`;

export async function run(): Promise<void> {
  for (const part of [nets, rules, sent, wrong]) {
    const { lnets } = lab(1, 2);
    const sh = shell(lnets[0]!);
    await part((yaml: string) => sh("lnetctl import", undefined, yaml), sh);
  }
}

type Import = (yaml: string) => Promise<string>;

async function nets(add: Import, sh: Shell): Promise<void> {
  // Without interfaces: the first that is up.
  expect(await add("net:\n    - net type: tcp9\n")).toBe("");
  expect(await sh("lnetctl net show --net tcp9")).toContain("nid: 10.1.1.1@tcp9");
  // What it does not know is told and left out; what was read last counts.
  const tunables = (credits: number): string => `tunables:\n              peer_credits: ${credits}\n              wibble: 7\n`;
  expect(
    await add(
      `net:\n    - net type: tcp8\n      ${tunables(5)}      local NI(s):\n        - interfaces:\n              0: eth0\n          ${tunables(6)}`,
    ),
  ).toBe("! Ignoring unrecognized key 'wibble' for 'tunables'\n".repeat(2));
  expect(await sh("lnetctl net show --net tcp8 -v")).toContain("peer_credits: 6\n");
  expect(await add("net:\n    - net type: tcp8\n      tunables: 7\n")).toBe(told(-22, "Failed to parse tunables rc = -22"));
  expect(await add("net:\n    - bogus: 1\n")).toBe(told(-22, "Malformed input. Expect 'net type' found 'bogus'"));
  expect(await add("net:\n    - net type: foo\n")).toBe(told(-22, "Invalid network ID 'foo'"));
  // Those before the one that fails stay, those behind it are not read.
  const net = (name: string, nic: string): string =>
    `    - net type: ${name}\n      local NI(s):\n        - interfaces:\n              0: ${nic}\n`;
  expect(await add(`net:\n${net("tcp6", "eth0")}${net("tcp5", "nope0")}${net("tcp4", "eth0")}`)).toBe(
    told(-42, "No interface matching 'nope0'"),
  );
  const shown = await sh("lnetctl net show");
  expect([shown.includes("tcp6"), shown.includes("tcp4")]).toEqual([true, false]);
  // A type that is no word is read all the same.
  expect(await add("net:\n  - net type: [tcp\n")).toMatch(/crashes[\s\S]*exit 139\n$/);
}

async function rules(add: Import, sh: Shell): Promise<void> {
  const rule = (idx: number, more: string): string => `    - idx: ${idx}\n${more}`;
  // Priority 0 is taken for none, which is refused without a word; so is a place that cannot be.
  expect(await add(`udsp:\n${rule(0, "      src: tcp\n      action:\n          priority: 0\n")}`)).toBe("exit 234\n");
  expect(await add(`udsp:\n${rule(0, "      src: tcp\n      dst: NA\n      rte: NA\n      action:\n          priority: 2\n")}`)).toBe(
    "exit 234\n",
  );
  expect(await sh("lnetctl udsp show")).not.toContain("src: tcp");
  // A rule that names none has the priority of the one before it.
  expect(await add(`udsp:\n${rule(0, "      src: tcp\n      action:\n          priority: 2\n")}${rule(1, "      dst: tcp1\n")}`)).toBe("");
  expect((await sh("lnetctl udsp show")).match(/priority: 2\n/g)).toHaveLength(2);
}

async function sent(add: Import, sh: Shell): Promise<void> {
  const peer = "peer:\n    - primary nid: 10.9.1@tcp\n";
  // Said when all has been read; what has ended it before is all that there is to say.
  expect(await add(peer)).toBe(told(-22, "unsupported primary NID"));
  expect(await add(`${peer}global:\n    retry_count: 3\n`)).toBe(told(-22, "unsupported primary NID"));
  expect(await sh("lnetctl global show")).toContain("retry_count: 3\n");
  expect(await add(`${peer}global:\n    bogus: 3\n`)).toBe(told(-22, "invalid key 'bogus'"));
  // The kernel stops at the first that it refuses.
  expect(await add("peer:\n    - primary nid: 10.9.1.1@tcp\n    - primary nid: 10.9.1@tcp\n    - primary nid: 10.9.1.2@tcp\n")).toMatch(
    /unsupported/,
  );
  const shown = await sh("lnetctl peer show");
  expect([shown.includes("10.9.1.1@tcp"), shown.includes("10.9.1.2@tcp")]).toEqual([true, false]);
}

async function wrong(add: Import): Promise<void> {
  expect(await add("frobnicate:\n    - a: 1\n")).toBe(told(-22, "invalid key 'frobnicate'"));
  expect(await add("global:\n    retry_count: x\n")).toBe(told(-22, "invalid value 'x' for key 'retry_count'"));
  expect(await add("global:\n    retry_count:\n")).toBe(told(-22, "no value specified for key 'retry_count'"));
}
