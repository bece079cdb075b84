// SPDX-License-Identifier: GPL-2.0-or-later
// What a person or a script runs on a simulated node. Programs that have nothing to do with the node's LNet are the machine's own.
import type { SimulatedNode } from "../node.ts";
import { Call, type Command, type CommandReply, type CommandRequest, type Files, InputWanted, RealProgramWanted } from "./command.ts";
import { cat, ls } from "./files.ts";
import { dmesg, hostname, sleep } from "./host.ts";
import { ip } from "./ip.ts";
import { lctl } from "./lctl/index.ts";
import { lnetctl } from "./lnetctl/index.ts";
import { lnetctl215 } from "./lnetctl-2.15/index.ts";
import { lst } from "./lst/index.ts";
import { lsmod, modprobe, rmmod } from "./modules.ts";

export type { CommandReply, CommandRequest, CommandResult, Files } from "./command.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  cat,
  dmesg,
  hostname,
  ip,
  lctl,
  lnetctl: (call, argv) => (call.node.generation === "2.15" ? lnetctl215 : lnetctl)(call, argv),
  ls,
  lsmod,
  lst,
  modprobe,
  rmmod,
  sleep,
};

export async function runCommand(node: SimulatedNode, request: CommandRequest, files: Files): Promise<CommandReply> {
  const name = request.argv[0] ?? "";
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return { exec_real: true };
  const call = new Call(node, request, files);
  try {
    const code = await command(call, request.argv);
    return { stdout: call.stdout, stderr: call.stderr, code: code & 0xff };
  } catch (error) {
    if (error instanceof InputWanted) return { input_wanted: true };
    if (error instanceof RealProgramWanted) return { exec_real: true };
    throw error;
  }
}
