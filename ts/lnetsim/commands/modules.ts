// SPDX-License-Identifier: GPL-2.0-or-later
// modprobe, rmmod and lsmod for the modules of Lustre (golden/01_lnet/007, 074); for other modules the machine's own.
import { EBUSY, ENOENT } from "../errno.ts";
import { type Call, RealProgramWanted } from "./command.ts";

const OURS = /^(libcfs|lnet|k\w+lnd|lnet_selftest)$/;

export function modprobe(call: Call, argv: readonly string[]): number {
  const words = argv.slice(1);
  const options = words.filter((word) => word.startsWith("-"));
  const [name, ...rest] = words.filter((word) => !word.startsWith("-"));
  if (name === undefined || !OURS.test(name)) throw new RealProgramWanted();
  if (options.some((option) => option === "-r" || option === "--remove")) {
    let status = 0;
    for (const one of [name, ...rest]) {
      if (!call.node.modules.isLoaded(one)) continue;
      if (call.node.modules.unload(one) === 0) continue;
      call.err(`modprobe: FATAL: Module ${one} is in use.\n`);
      status = 1;
    }
    return status;
  }
  const rc = call.node.modules.load(name, rest);
  if (rc === 0) return 0;
  call.err(
    rc === -ENOENT
      ? `modprobe: FATAL: Module ${name} not found in directory /lib/modules/6.1.0\n`
      : `modprobe: ERROR: could not insert '${name}': error ${-rc}\n`,
  );
  return 1;
}

export function rmmod(call: Call, argv: readonly string[]): number {
  const names = argv.slice(1).filter((word) => !word.startsWith("-"));
  if (names.length === 0 || names.some((name) => !OURS.test(name))) throw new RealProgramWanted();
  const { modules } = call.node;
  let status = 0;
  for (const name of names) {
    const users = modules.usedBy(name);
    const rc = modules.unload(name);
    if (rc === 0) continue;
    status = 1;
    if (rc === -ENOENT) call.err(`rmmod: ERROR: Module ${name} is not currently loaded\n`);
    else if (rc === -EBUSY && users.length > 0) call.err(`rmmod: ERROR: Module ${name} is in use by: ${users.join(" ")}\n`);
    else call.err(`rmmod: ERROR: Module ${name} is in use\n`);
  }
  return status;
}

/** Only the modules of Lustre: the others are of a kernel that is not simulated. */
export function lsmod(call: Call): number {
  call.out("Module                  Size  Used by\n");
  for (const { name, size, users, usedBy } of call.node.modules.list()) {
    call.out(`${name.padEnd(19)} ${String(size).padStart(8)}  ${users}${usedBy.length > 0 ? ` ${usedBy.join(",")}` : ""}\n`);
  }
  return 0;
}
