// SPDX-License-Identifier: GPL-2.0-or-later
// Lustre's debug log as far as it is simulated: what `lctl mark` writes. What LNet itself would log by the masks is not modelled.
import type { SimulatedNode } from "../../node.ts";
import { type Call, fileFailure } from "../command.ts";
import { SUBSYSTEMS, TYPES } from "./debug-masks.ts";
import { writeMask } from "./params.ts";

const logs = new WeakMap<SimulatedNode, string[]>();

function logOf(node: SimulatedNode): string[] {
  let log = logs.get(node);
  if (!log) {
    log = [];
    logs.set(node, log);
  }
  return log;
}

/** Seconds of the epoch at the clock's 0, so that lines look like the real ones (golden/10_sys/046). */
const BOOT = 1795359000;

export function mark(call: Call, argv: readonly string[]): number {
  const text = argv[1] ?? "";
  const { node } = call;
  if (!node.modules.isLoaded("libcfs")) {
    call.err("lctl: the module libcfs is not loaded\n");
    return 1;
  }
  const time = (BOOT + node.cluster.clock.now).toFixed(6);
  logOf(node).push(`00000001:02000400:0.0:${time}:0:${node.log.pid}:0:(debug.c:665:libcfs_debug_mark_buffer()) DEBUG MARKER: ${text}\n`);
  node.log.write(`Lustre: DEBUG MARKER: ${text}`);
  return 0;
}

export function clear(call: Call): number {
  logs.delete(call.node);
  return 0;
}

/** Shows the log, or writes it to a file, and empties it. */
export async function dump(call: Call, argv: readonly string[]): Promise<number> {
  const lines = logOf(call.node).splice(0);
  const [, name] = argv;
  if (name === undefined) call.out(lines.join(""));
  else {
    try {
      await call.files.write(call.path(name), lines.join(""));
    } catch (error) {
      call.err(`fopen(${name}) failed: ${fileFailure(error).text}\n`);
      return 1;
    }
  }
  call.out(`Debug log: ${lines.length} lines, ${lines.length} kept, 0 dropped, 0 bad.\n`);
  return 0;
}

export function debugList(call: Call, argv: readonly string[]): number {
  const [, what = ""] = argv;
  if (what === "types") call.out(`Types: all_types, ${TYPES.join(", ")}\n`);
  else if (what === "subs") call.out(`Subsystems: all_subs, ${SUBSYSTEMS.filter((name) => name !== "").join(", ")}\n`);
  // Other words show nothing: golden/10_sys/050.
  return 0;
}

/** `filter` and `show` change the mask of types or of subsystems by one name. */
export function changeMask(call: Call, argv: readonly string[], enable: boolean): number {
  const [, name = ""] = argv;
  const isType = TYPES.includes(name) || name === "all_types";
  if (!isType && !SUBSYSTEMS.includes(name) && name !== "all_subs") {
    call.err(`Unknown subsystem or type: ${name}\n`);
    return 1;
  }
  const word = /^all_/.test(name) ? "all" : name;
  writeMask(call.node, isType ? "debug" : "subsystem_debug", `${enable ? "+" : "-"}${word}`);
  call.out(`${enable ? "Enabling" : "Disabling"} output of ${isType ? "type" : "subsystem"} "${name}"\n`);
  return 0;
}
