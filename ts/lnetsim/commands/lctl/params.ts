// SPDX-License-Identifier: GPL-2.0-or-later
// `lctl get_param`, `set_param`, `list_param` (golden/10_sys/039-055).
import { EINVAL, ENOENT, strerror } from "../../errno.ts";
import type { SimulatedNode } from "../../node.ts";
import type { Call } from "../command.ts";
import { debugFile, debugFileNames, parameterBehind } from "../debug-files.ts";
import { OptionReader } from "../options.ts";
import { parseMask } from "./debug-masks.ts";

function matching(node: SimulatedNode, pattern: string): string[] {
  const expression = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
  return debugFileNames(node).filter((name) => expression.test(name));
}

function missing(call: Call, command: string, pattern: string): number {
  call.err(`error: ${command}: param_path '${pattern}': ${strerror(ENOENT)}\n`);
  return ENOENT;
}

export function getParam(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(argv, { short: "nNFR", long: [] }, (text) => call.err(text));
  let names = true;
  let values = true;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") names = false;
    else if (option.value === "N") values = false;
    else if (option.value === "?") return EINVAL;
  }
  let status = 0;
  for (const pattern of options.words) {
    const found = matching(call.node, pattern);
    if (found.length === 0) status = missing(call, "get_param", pattern);
    for (const name of found) {
      const file = debugFile(call.node, name);
      if (!values) call.out(`${name}\n`);
      else if ("text" in file) {
        const text = file.text.replace(/\n$/, "");
        // What has several lines begins on one of its own.
        if (!names) call.out(`${text}\n`);
        else call.out(`${name}=${text.includes("\n") ? "\n" : ""}${text}\n`);
      }
    }
  }
  return status;
}

export function listParam(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(argv, { short: "FRD", long: [] }, (text) => call.err(text));
  while (options.next()) {
    // Nothing here has a type or something below it.
  }
  let status = 0;
  for (const pattern of options.words) {
    const found = matching(call.node, pattern);
    if (found.length === 0) status = missing(call, "list_param", pattern);
    for (const name of found) call.out(`${name}\n`);
  }
  return status;
}

/** Writes a mask, and tells the kernel log of a name that is none. */
export function writeMask(node: SimulatedNode, name: string, text: string): number {
  const behind = parameterBehind(name);
  if (!behind?.names) return -ENOENT;
  const module = node.modules.find("libcfs");
  if (!module) return -ENOENT;
  const mask = parseMask(text, Number(module.parameters.get(behind.parameter)), behind.names);
  if (typeof mask !== "number") {
    node.log.warning("debug.c:390:cfs_str2mask()", `unknown mask '${mask.unknown}'.\n               mask usage: [+|-]<all|type> ...`);
    return -EINVAL;
  }
  node.modules.setParameter("libcfs", behind.parameter, String(mask));
  return 0;
}

function write(node: SimulatedNode, name: string, text: string): number {
  const behind = parameterBehind(name);
  if (behind?.names) return writeMask(node, name, text);
  if (!behind) return -EINVAL;
  if (name !== "debug_mb") return node.modules.writeParameter("libcfs", behind.parameter, text);
  const wanted = Number(text);
  if (!Number.isInteger(wanted) || wanted < 1) return -EINVAL;
  // Each of two processors gets its half, and what is shown is one more (golden/10_sys/045).
  node.modules.setParameter("libcfs", behind.parameter, String(2 * Math.floor(wanted / 2) + 1));
  return 0;
}

export function setParam(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(argv, { short: "nPdF", long: [] }, (text) => call.err(text));
  let quiet = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") quiet = true;
    else if (option.value === "P") {
      call.err("error: set_param: -P is for a management server, which is not simulated\n");
      return EINVAL;
    } else if (option.value === "?") return EINVAL;
  }
  const words = [...options.words];
  let status = 0;
  while (words.length > 0) {
    const word = words.shift() as string;
    const at = word.indexOf("=");
    const pattern = at < 0 ? word : word.slice(0, at);
    const text = at < 0 ? words.shift() : word.slice(at + 1);
    if (text === undefined) {
      call.err(`error: set_param: setting ${pattern}: no value\n`);
      return EINVAL;
    }
    const found = matching(call.node, pattern);
    if (found.length === 0) status = missing(call, "set_param", pattern);
    for (const name of found) {
      const rc = write(call.node, name, text);
      if (rc === 0) {
        if (!quiet) call.out(`${name}=${text}\n`);
        continue;
      }
      call.err(`error: set_param: setting /sys/kernel/debug/lnet/${name}=${text}: ${strerror(-rc)}\n`);
      call.err(`error: set_param: setting '${pattern}'='${text}': ${strerror(-rc)}\n`);
      status = -rc;
    }
  }
  return status;
}
