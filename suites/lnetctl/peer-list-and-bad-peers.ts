// SPDX-License-Identifier: GPL-2.0-or-later
// `peer list` has each peer once, by its primary NID; of bad NIDs, bad ranges and missing options nothing is made, and nothing that was there changes. sanity-lnet 28, 99a.
import { expect, type Parameters, type Results } from "lutf";
import { parseShown } from "lutf/lnet";
import { oneNode, type Tool, tool } from "./_words.ts";

export const requires = oneNode;

/** What `peer add` refuses; a range as primary NID is left out, since 2.17.0 crashes on it (golden/03_peer). */
const BAD = [
  "",
  "--nid 10.9.1.9@tcp",
  "--prim_nid 10.9.1@tcp",
  "--prim_nid 10.9.1.1.1@tcp",
  "--prim_nid 300.9.1.1@tcp",
  "--prim_nid 10.9.1.1@foo",
  "--prim_nid 10.9.1.1@tcpx",
  "--prim_nid 10.9.1.1@",
  "--prim_nid @tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.10",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.x@tcp",
  "--prim_nid 10.9.1.9@tcp --nid *@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[5-4]@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[4-300]@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[4-5@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.4-5]@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[4-8/0]@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[a-b]@tcp",
  "--prim_nid 10.9.1.9@tcp --nid 10.9.1.[4-5]@foo",
];

async function list(one: Tool): Promise<string[]> {
  const shown = parseShown(await one.ok("peer list")) as { "peer list"?: { nid: string }[] } | null;
  return (shown?.["peer list"] ?? []).map(({ nid }) => nid).sort();
}

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  await results.step("28", async () => {
    const wanted: string[] = [];
    for (const primary of ["10.9.1.1@tcp", "10.9.2.1@o2ib", "3@gni"]) {
      await one.ok(`peer add --prim_nid ${primary} --nid 10.9.${wanted.length}.[20-22]@tcp`);
      wanted.push(primary);
      expect(await list(one), `printed by ${one.ran}`).toEqual([...wanted].sort());
    }
    await one.ok("peer del --prim_nid 10.9.2.1@o2ib");
    expect(await list(one), `printed by ${one.ran}, without the peer that was deleted`).toEqual(["10.9.1.1@tcp", "3@gni"]);
  });
  await results.step("99a", async () => {
    await one.allRefused(BAD.map((words) => `peer add ${words}`.trim()));
  });
}
