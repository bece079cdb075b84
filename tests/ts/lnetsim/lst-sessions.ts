// SPDX-License-Identifier: GPL-2.0-or-later
// Sessions of lst of 2.17 (golden/09_lst/003-008 and 042; read in lst.c and conctl.c): they need no key over netlink, and who fails to make one ends that of others.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const { lnets } = lab(2, 1);
  for (const { node } of lnets) node.modules.load("lnet_selftest");
  const lst = shell(lnets[0]!);
  expect(await lst("lst new_session a", {})).toBe("SESSION: a FEATURES: 1 TIMEOUT: 300 FORCE: No\n");
  // Its key is nobody's.
  expect(await lst("lst list_group")).toBe("! Unmatched session key or not root\nexit 255\n");
  expect(await lst("lst end_session", {})).toBe("! Can't find env LST_SESSION or value is not valid\nexit 255\n");
  expect(await lst("lst end_session")).toBe("");
  expect(await lst("lst end_session")).toBe("");

  expect(await lst("lst new_session b")).toBe("SESSION: b FEATURES: 1 TIMEOUT: 300 FORCE: No\n");
  expect(await lst("lst add_group s 10.1.1.2@tcp")).toBe("10.1.1.2@tcp are added to session\n");
  expect(await lst("lst show_session")).toMatch(/^b ID: \d+@10\.1\.1\.1@tcp, KEY: 300 FEATURES: 1 NODES: 1\n$/);
  expect(await lst("lst new_session c")).toBe(
    "! Reader error: 'new session creation failed' at 0\n! Failed to create session: Operation not supported\nexit 255\n",
  );
  expect(lnets[0]!.node.selftest!.console.session).toBe(undefined);
  expect(await lst("lst new_session c")).toBe("SESSION: c FEATURES: 1 TIMEOUT: 300 FORCE: No\n");

  // Lists of no NIDs are passed by, and if there was no other, the group goes again; a node that cannot be asked ends it.
  expect(await lst("lst add_group g foo")).toBe(
    "Group is deleted\n! Ignore invalid id list foo\n! No nodes added successfully, deleting group g\n",
  );
  expect(await lst("lst add_group g foo 10.1.1.[2,9]@tcp 10.1.1.1@tcp")).toMatch(
    /create session RPC failed on 12345-10\.1\.1\.9@tcp[\s\S]*exit 254\n$/,
  );
  expect(await lst("lst new_session --timeout x d")).toBe("! Invalid timeout value\nexit 255\n");
}
