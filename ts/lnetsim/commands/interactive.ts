// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl, lctl and lst without arguments: commands from standard input, a line each, until `quit` or its end (golden/12_extra/014).
import { UNANSWERED } from "../netlink/ping.ts";
import type { Call } from "./command.ts";

/**
 * The first command that fails ends it, unless `ignore_errors` came before; the status is then its (golden/33_health/027-032: of five pings that fail one is sent; 30_multirail/038: of
 * thirty, by rst_alloc). A ping that nobody answered in time does not (35_faults/003-022, 33_health/017), nor one that a rule failed with remote_timeout (35_faults/facts.md).
 */
export async function runInteractively(call: Call, run: (words: readonly string[]) => number | Promise<number>): Promise<number> {
  let goesOn = false;
  let failure = 0;
  for (const line of call.readInput().split("\n")) {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const [name] = words;
    if (name === undefined) continue;
    if (name === "quit" || name === "exit") break;
    if (name === "ignore_errors" || name === "--ignore_errors") goesOn = true;
    const status = await run(words);
    failure ||= status;
    if (status !== 0 && status !== UNANSWERED && !goesOn) break;
  }
  return failure;
}
