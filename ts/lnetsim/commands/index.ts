// SPDX-License-Identifier: GPL-2.0-or-later
// What a person or a script runs on a simulated node. Programs that have nothing to do with the node's LNet are the machine's own.
import type { SimulatedNode } from "../node.ts";
import {
  Call,
  type Command,
  type CommandReply,
  type CommandRequest,
  type Files,
  InputWanted,
  RealProgramWanted,
  TimeLimitReached,
} from "./command.ts";
import { cat, ls } from "./files.ts";
import { dmesg, hostname, secondsOf, sleep } from "./host.ts";
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
  taskset,
  timeout,
};

/** `taskset -c CPUS COMMAND …`: a process runs on the first of them, where the memory is that it sends. Other forms, and other commands, are the machine's. */
async function taskset(call: Call, argv: readonly string[]): Promise<number> {
  const [, option, list = "", name = "", ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if ((option !== "-c" && option !== "--cpu-list") || !/^\d+([-,]\d+)*$/.test(list) || !command) throw new RealProgramWanted();
  const { node } = call;
  const cpu = Number.parseInt(list, 10);
  if (cpu >= node.cpuCount) {
    call.err("taskset: failed to set pid 0's affinity: Invalid argument\n");
    return 1;
  }
  node.callerCpu = cpu;
  try {
    return await command(call, [name, ...rest]);
  } finally {
    node.callerCpu = 0;
  }
}

/** What timeout(1) exits with when it has ended the program. */
const TIMED_OUT = 124;

/** `timeout DURATION lst …`: the time is virtual. Other forms, and other commands, which end by themselves, are the machine's. */
async function timeout(call: Call, argv: readonly string[]): Promise<number> {
  const [, duration = "", name, ...rest] = argv;
  const seconds = secondsOf(duration);
  if (seconds === undefined || name !== "lst") throw new RealProgramWanted();
  if (seconds > 0) call.end = call.node.cluster.clock.now + seconds;
  try {
    return await lst(call, [name, ...rest]);
  } catch (error) {
    if (error instanceof TimeLimitReached) return TIMED_OUT;
    throw error;
  }
}

/** At once, unless the command waits for time or files. */
export function runCommand(node: SimulatedNode, request: CommandRequest, files: Files): CommandReply | Promise<CommandReply> {
  const name = request.argv[0] ?? "";
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return { exec_real: true };
  const call = new Call(node, request, files);
  const exited = (code: number): CommandReply => ({ stdout: call.stdout, stderr: call.stderr, code: code & 0xff });
  try {
    const code = command(call, request.argv);
    return typeof code === "number" ? exited(code) : code.then(exited).catch(wish);
  } catch (error) {
    return wish(error);
  }
}

/** What a command asks for instead of an exit status. */
function wish(error: unknown): CommandReply {
  if (error instanceof InputWanted) return { input_wanted: true };
  if (error instanceof RealProgramWanted) return { exec_real: true };
  throw error;
}
