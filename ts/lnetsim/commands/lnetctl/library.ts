// SPDX-License-Identifier: GPL-2.0-or-later
// How lnetctl calls liblnetconfig: result blocks go to standard error if the call failed, what it shows to standard output (lnetconfig-api.md §4).
import { parseNet } from "../../../lnet/nid.ts";
import { LibrarySession, RefusedError } from "../../library/session.ts";
import { configLndTimeout } from "../../library/settings.ts";
import { printTree, Tree } from "../../library/tree.ts";
import type { Call } from "../command.ts";
import { crash } from "../crash.ts";

/** A result block of lnetctl's own. */
export function printResult(group: string, entity: string, errno: number, description: string): string {
  const root = new Tree();
  const block = root.array(group).item().object(entity);
  block.number("errno", errno);
  block.string("descr", description);
  return printTree(root);
}

/** Calls the library; its result is the command's. */
export function callLibrary(call: Call, run: (session: LibrarySession) => number): number {
  const session = new LibrarySession(call.node);
  let rc: number;
  try {
    rc = run(session);
  } catch (error) {
    if (error instanceof RefusedError) return crash(call, "abort", error.message);
    throw error;
  }
  call.out(session.stdout);
  call.err(session.stderr);
  if (rc !== 0) {
    if (session.errors) call.err(printTree(session.errors));
  } else if (session.show) call.out(printTree(session.show));
  return rc;
}

/** By the name of a net. */
export function setLndTimeout(call: Call, seconds: number, net: string): number {
  const parsed = parseNet(net);
  const number = parsed === undefined ? 0xffffffff : ((parsed.type << 16) | parsed.number) >>> 0;
  return callLibrary(call, (session) => configLndTimeout(session, seconds, number));
}
