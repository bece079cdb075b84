// SPDX-License-Identifier: GPL-2.0-or-later
// lst, as far as it needs no test session: the console of lnet_selftest is not simulated (golden/09_lst/001-005).
import { ENOENT, strerror } from "../errno.ts";
import { NO_FAMILY } from "../netlink/print.ts";
import type { Call } from "./command.ts";

const COMMANDS =
  "new_session end_session show_session ping add_group del_group update_group list_group stat show_error add_batch run stop list_batch query add_test".split(
    " ",
  );

const USAGE =
  "usage: lst [COMMAND] [OPTIONS]... [ARGS]\n" +
  "Without any parameters, interactive mode is invoked\n" +
  "Try 'lst help <COMMAND>', or 'lst --list-commands' for a list of commands.\n";

export function lst(call: Call, argv: readonly string[]): number {
  const [, name] = argv;
  if (name === undefined || name === "help") {
    call.out(USAGE);
    return 0;
  }
  if (name === "--version") {
    call.out(`lst ${call.node.release}\n`);
    return 0;
  }
  if (name === "--list-commands") {
    call.out(`${COMMANDS.join("\n")}\n`);
    return 0;
  }
  if (!COMMANDS.includes(name)) {
    call.err(`lst: '${name}' is not a valid command. See 'lst --list-commands'.\n`);
    return -1;
  }
  if (!call.node.lnet && name === "show_session") {
    // Asks by netlink, then by the device, before it looks for a session's number (golden/library-2.17.0).
    call.err(`${NO_FAMILY}opening /dev/lnet failed: ${strerror(ENOENT)}\nhint: the kernel modules may not be loaded\n`);
    call.err("Can't find session in current session\n");
    return -1;
  }
  const session = Number(call.request.environment["LST_SESSION"] ?? "");
  if (!Number.isInteger(session) || session === 0) {
    if (!call.node.lnet && name === "new_session") call.err(NO_FAMILY);
    call.err("Can't find env LST_SESSION or value is not valid\n");
    return -1;
  }
  call.err(`lst: ${name} is not simulated: sessions of lnet_selftest need what the simulator does not have\n`);
  return -1;
}
