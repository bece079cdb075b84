// SPDX-License-Identifier: GPL-2.0-or-later
import type { Call } from "./command.ts";

/** Where the real program crashes: the simulated one says so, and ends with the exit status of a program that a signal ended. */
export function crash(call: Call, how: "segmentation fault" | "abort", why: string): number {
  call.err(`${call.request.argv[0]}: Lustre ${call.node.release} crashes here (${how}): ${why}\n`);
  return how === "abort" ? 134 : 139;
}
