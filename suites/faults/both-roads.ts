// SPDX-License-Identifier: GPL-2.0-or-later
// Rules by `lnetctl fault` and by `lctl net_drop_…`, `net_delay_…`: added, in effect, listed with counts, zeroed, deleted one by one and all at once; what one
// added the other sees and deletes (06_traffic/045-053).
import { expect, type Parameters, type Results } from "lutf";
import type { FaultKind } from "lutf/lnet";
import type { Bed } from "lutf/testbed";
import { oneNic, pair, ping } from "./_faults.ts";

export const requires = oneNic;

type Action = "add" | "del" | "reset";
interface Way {
  name: string;
  words(kind: FaultKind, action: Action): string[];
}
const LCTL: Way = { name: "lctl", words: (kind, action) => ["lctl", `net_${kind}_${action}`] };
const LNETCTL: Way = { name: "lnetctl", words: (kind, action) => ["lnetctl", "fault", kind, action] };

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  const { generation } = await b.lnet.info();
  // lnetctl has it since 2.16.
  const ways = generation.startsWith("2.15") ? [LCTL] : [LCTL, LNETCTL];
  for (const [place, way] of ways.entries()) {
    const other = ways[(place + 1) % ways.length]!;
    await results.step(`added by ${way.name}, deleted by ${other.name}`, async () => {
      for (const kind of ["drop", "delay"] as const) await addUseDelete(a, b, kind, way, other);
    });
  }
}

async function addUseDelete(a: Bed, b: Bed, kind: FaultKind, way: Way, other: Way): Promise<void> {
  const held = kind === "delay" ? ["-l", "2"] : [];
  const add = way.words(kind, "add");
  const narrow = ["-s", a.nid(0), "-d", b.nid(0), "-r", "2", "-m", "PUT"];
  await does(b, way, [...add, "-s", "*@tcp", "-d", "*@tcp", "-r", "1", ...held], [...add, ...narrow, ...held]);
  expect(await ping(a, b, 2)).toEqual({ ok: 0, failed: 2 });
  const [second, first] = await b.lnet.fault.rules(kind);
  expect(first).toMatchObject({ source: "*@tcp", destination: "*@tcp", rate: 1, interval: 0 });
  expect(first!.get).toBeGreaterThanOrEqual(2);
  expect(second).toMatchObject({ source: a.nid(0), destination: b.nid(0), rate: 2, hits: 0, matched: 0 });
  // lnetctl wants a word more, which it does not look at: alone it prints its help (06_traffic/050).
  await does(b, other, [...other.words(kind, "reset"), ...(other === LNETCTL ? ["-a"] : [])]);
  expect((await b.lnet.fault.rules(kind)).map(({ rate, get }) => [rate, get])).toEqual([
    [2, 0],
    [1, 0],
  ]);
  await does(b, other, [...other.words(kind, "del"), "-s", "*@tcp", "-d", "*@tcp"]);
  expect((await b.lnet.fault.rules(kind)).map(({ rate }) => rate)).toEqual([2]);
  expect(await ping(a, b, 2)).toEqual({ ok: 2, failed: 0 });
  await does(b, other, [...other.words(kind, "del"), "-a"]);
  expect(await b.lnet.fault.rules(kind)).toEqual([]);
}

/** One shell for all, as each takes its time to start. */
async function does({ node, lnet }: Bed, way: Way, ...commands: string[][]): Promise<void> {
  if (way === LNETCTL) {
    for (const words of commands) {
      const { stdout, stderr, code } = await lnet.cli.run(words.slice(1));
      expect(code, `${words.join(" ")}: ${stdout}${stderr}`).toBe(0);
    }
    return;
  }
  const quoted = commands.map((words) => words.map((word) => `'${word}'`).join(" "));
  const { stdout, stderr, code } = await node.exec(["sh", "-c", quoted.join(" && ")]);
  expect(code, `${quoted.join("; ")}: ${stdout}${stderr}`).toBe(0);
}
