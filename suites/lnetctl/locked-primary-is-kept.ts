// SPDX-License-Identifier: GPL-2.0-or-later
// A peer whose primary NID is locked loses its other NIDs when it is deleted, and goes by --force only. sanity-lnet 26.
import { expect } from "lutf";
import { oneNode, tool } from "./_words.ts";

export const requires = oneNode;

export async function run(): Promise<void> {
  const one = await tool();
  const primary = "10.9.1.1@tcp";
  await one.ok(`peer add --prim_nid ${primary} --lock_prim --nid 10.9.1.[2-3]@tcp`);
  await one.ok(`peer add --prim_nid 10.9.2.1@tcp --nid 10.9.2.2@tcp`);
  await one.ok(`peer del --prim_nid ${primary}`);
  expect((await one.peers())[primary], `NIDs of ${primary} on ${one.after}`).toEqual([primary]);
  await one.ok(`peer del --prim_nid ${primary} --force`);
  // One that is not locked needs no force.
  expect(Object.keys(await one.peers()), `peers of ${one.after}`).toEqual(["10.9.2.1@tcp"]);
  await one.ok("peer del --prim_nid 10.9.2.1@tcp");
  expect(await one.peers(), `peers of ${one.after}`).toEqual({});
}
