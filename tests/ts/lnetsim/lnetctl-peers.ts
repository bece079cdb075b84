// SPDX-License-Identifier: GPL-2.0-or-later
// What `lnetctl peer` and `net` of 2.17 do in the corners: an empty table, a peer that could not be made wholly, lists with the primary NID, settings that delete
// (golden/03_peer/001, 020, 067, 31_discovery/006; read in api-ni.c and peer.c).
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { type Shell, shell } from "./_shell.ts";

const peers = async (sh: Shell): Promise<string[]> =>
  [...(await sh("lnetctl peer show")).matchAll(/(primary nid|^ {6}- +nid): (\S+)/gm)].map(([, key, nid]) =>
    key === "primary nid" ? `[${nid}]` : nid!,
  );

export async function run(): Promise<void> {
  const { lnets } = lab(1, 1);
  const sh = shell(lnets[0]!);
  // That there are none is nothing to say; that there is not the one that was asked for is an error.
  expect(await sh("lnetctl peer show")).toBe("");
  expect(await sh("lnetctl peer show --nid 10.9.9.9@tcp")).toBe("exit 234\n");

  // One of its NIDs is another's: the peer that was named is gone, whatever was added before.
  expect(await sh("lnetctl peer add --prim_nid 10.9.1.1@tcp --nid 10.9.1.2@tcp")).toBe("");
  expect(await sh("lnetctl peer add --prim_nid 10.9.2.1@tcp --nid 10.9.2.2@tcp,10.9.1.2@tcp")).toBe("exit 234\n");
  expect(await peers(sh)).toEqual(["[10.9.1.1@tcp]", "10.9.1.1@tcp", "10.9.1.2@tcp"]);

  // In a list to delete, all goes with the primary NID.
  expect(await sh("lnetctl peer add --prim_nid 10.9.2.1@tcp --nid 10.9.2.[2-4]@tcp")).toBe("");
  expect(await sh("lnetctl peer del --prim_nid 10.9.2.1@tcp --nid 10.9.2.3@tcp")).toBe("");
  expect(await peers(sh)).toEqual([
    "[10.9.1.1@tcp]",
    "10.9.1.1@tcp",
    "10.9.1.2@tcp",
    "[10.9.2.1@tcp]",
    "10.9.2.1@tcp",
    "10.9.2.2@tcp",
    "10.9.2.4@tcp",
  ]);
  expect(await sh("lnetctl peer del --prim_nid 10.9.2.1@tcp --nid 10.9.2.2@tcp,10.9.2.1@tcp")).toBe("");
  expect(await peers(sh)).toEqual(["[10.9.1.1@tcp]", "10.9.1.1@tcp", "10.9.1.2@tcp"]);
  // A state is set in what is then taken for a request to delete.
  expect(await sh("lnetctl peer set --nid 10.9.1.1@tcp --state 5")).toBe("");
  expect(await peers(sh)).toEqual([]);

  // What is no net is one that there is not.
  const refused = (action: string, errno: number, text: string): string =>
    ["---", `${action}:`, "-     net:", `      errno: ${errno}`, `      descr: ! "${text}"`, "..."].map((line) => `! ${line}\n`).join("") +
    "exit 234\n";
  expect(await sh("lnetctl net show --net foo")).toBe(refused("show", -2, "Object not found"));
  expect(await sh("lnetctl net del --net foo")).toBe(refused("del", -22, "cannot del network"));
  expect(await sh("lnetctl cpt-of-nid 10.1.1.1@tcp")).toBe("cpt-of-nid:\n- nid: 10.1.1.1@tcp\n  cpt: 0\n");
}
