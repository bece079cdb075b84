// SPDX-License-Identifier: GPL-2.0-or-later
// Peers go whole, or lose exactly the NIDs that are named, singly, as ranges, on nets of every kind; other peers stay. sanity-lnet 7-13, 22-25.
import { expect, type Parameters, type Results } from "lutf";
import { oneNode, range, tool, withSorted } from "./_words.ts";

export const requires = oneNode;

/** Whole peers, on every net, alone and with others of theirs. */
const WHOLE: [string, string][] = [
  ["10.9.1.1@tcp", ""],
  ["10.9.1.1@tcp", "10.9.1.[2-4]@tcp"],
  ["10.9.1.1@o2ib", ""],
  ["10.9.1.1@o2ib", "10.9.1.2@tcp"],
  ["1@gni", "[2-3]@gni,10.9.1.2@tcp"],
  ["1@kfi", "2@kfi"],
  ["1@bxi3f", ""],
];
const tcp = range("10.9.1.", 2, 5, "@tcp");
const o2ib = range("10.9.2.", 2, 8, "@o2ib", 2);
const gni = range("", 2, 5, "@gni");
/** Numbers of sanity-lnet, primary NID, NIDs added, NIDs deleted, and what is left beside the primary. */
const PARTS: [string, string, string, string, string[]][] = [
  ["8", "10.9.1.1@tcp", "10.9.1.[2-5]@tcp", "10.9.1.3@tcp", tcp.filter((nid) => nid !== "10.9.1.3@tcp")],
  ["9", "10.9.1.1@tcp", "10.9.1.[2-5]@tcp", "10.9.1.[2-5]@tcp", []],
  ["10", "10.9.1.1@o2ib", "10.9.2.[2-8/2]@o2ib", "10.9.2.4@o2ib", o2ib.filter((nid) => nid !== "10.9.2.4@o2ib")],
  ["11", "10.9.1.1@o2ib", "10.9.2.[2-8/2]@o2ib", "10.9.2.[2-8/2]@o2ib", []],
  ["12", "10.9.1.1@tcp", "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib", "10.9.1.[4-5]@tcp,10.9.2.2@o2ib", [...tcp.slice(0, 2), ...o2ib.slice(1)]],
  ["13", "10.9.1.1@tcp", "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib", "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib", []],
  ["22", "1@gni", "[2-5]@gni", "4@gni", gni.filter((nid) => nid !== "4@gni")],
  ["23", "1@gni", "[2-5]@gni", "[2-5]@gni", []],
  [
    "24",
    "10.9.1.1@tcp",
    "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib,[2-5]@gni",
    "10.9.1.2@tcp,10.9.2.2@o2ib,2@gni",
    [...tcp.slice(1), ...o2ib.slice(1), ...gni.slice(1)],
  ],
  ["25", "10.9.1.1@tcp", "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib,[2-5]@gni", "10.9.1.[2-5]@tcp,10.9.2.[2-8/2]@o2ib,[2-5]@gni", []],
];

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const other = "10.9.9.9@tcp";
  await one.ok(`peer add --prim_nid ${other}`);
  const stays = { [other]: [other] };
  await results.step("7", async () => {
    // Each time the peers of the nets before have gone.
    for (const [primary, nids] of WHOLE) {
      await one.ok(`peer add --prim_nid ${primary}${nids && ` --nid ${nids}`}`);
      expect(Object.keys(await one.peers()), `peers of ${one.after}`).toEqual([other, primary]);
      await one.ok(`peer del --prim_nid ${primary}`);
    }
    expect(await one.peers(), `peers of ${one.after}`).toEqual(stays);
    // The primary among the NIDs that are deleted: the peer goes.
    await one.ok("peer add --prim_nid 10.9.1.1@tcp --nid 10.9.1.[2-4]@tcp");
    // What it says of the NIDs that went with it differs.
    await one.run("peer del --prim_nid 10.9.1.1@tcp --nid 10.9.1.[1-4]@tcp");
    expect(await one.peers(), `peers of ${one.after}`).toEqual(stays);
  });
  for (const [number, primary, added, deleted, left] of PARTS) {
    await results.step(number, async () => {
      await one.ok(`peer add --prim_nid ${primary} --nid ${added}`);
      await one.ok(`peer del --prim_nid ${primary} --nid ${deleted}`);
      expect(await one.peers(), `peers of ${one.after}`).toEqual(withSorted({ ...stays, [primary]: [primary, ...left] }));
      await one.ok(`peer del --prim_nid ${primary}`);
    });
  }
}
