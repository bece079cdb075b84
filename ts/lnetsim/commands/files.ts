// SPDX-License-Identifier: GPL-2.0-or-later
// cat and ls of what the kernel of a simulated node would show in /sys. Other files are the machine's.
import { type Call, fileFailure, RealProgramWanted } from "./command.ts";
import { debugFile, debugFileNames } from "./debug-files.ts";

const PARAMETERS = /^\/sys\/module\/([^/]+)\/parameters(?:\/([^/]+))?\/?$/;
const DEBUG = /^\/sys\/kernel\/debug\/lnet(?:\/([^/]+))?\/?$/;
const NUMA_NODE = /^\/sys\/class\/net\/([^/]+)\/device\/numa_node$/;

const isOurs = (path: string): boolean =>
  NUMA_NODE.test(path) || /^\/sys\/module\/(libcfs|lnet|k\w+lnd|lnet_selftest)(\/|$)/.test(path) || DEBUG.test(path);

/** The text of a file of the node, or an error's. */
function read(call: Call, path: string): { text: string } | { problem: string } {
  const [, module, parameter] = PARAMETERS.exec(path) ?? [];
  if (module !== undefined && parameter !== undefined) {
    const value = call.node.modules.readParameter(module, parameter);
    return value === undefined ? { problem: "No such file or directory" } : { text: `${value}\n` };
  }
  const [, nic] = NUMA_NODE.exec(path) ?? [];
  if (nic !== undefined) {
    const numaNode = call.node.nics.find(nic)?.numaNode;
    return numaNode === undefined ? { problem: "No such file or directory" } : { text: `${numaNode}\n` };
  }
  const [, name] = DEBUG.exec(path) ?? [];
  return name === undefined
    ? { problem: module === undefined ? "No such file or directory" : "Is a directory" }
    : debugFile(call.node, name);
}

export async function cat(call: Call, argv: readonly string[]): Promise<number> {
  const names = argv.slice(1);
  if (names.length === 0 || names.some((name) => name.startsWith("-")) || !names.some((name) => isOurs(call.path(name)))) {
    throw new RealProgramWanted();
  }
  let status = 0;
  for (const name of names) {
    const path = call.path(name);
    let found: { text: string } | { problem: string };
    if (isOurs(path)) found = read(call, path);
    else {
      try {
        found = { text: await call.files.read(path) };
      } catch (error) {
        found = { problem: fileFailure(error).text };
      }
    }
    if ("text" in found) call.out(found.text);
    else {
      call.err(`cat: ${name}: ${found.problem}\n`);
      status = 1;
    }
  }
  return status;
}

/** `ls FOLDER`, and `ls -l` of a module's parameters, for their modes. */
export function ls(call: Call, argv: readonly string[]): number {
  const long = argv[1] === "-l";
  const [name, ...others] = argv.slice(long ? 2 : 1);
  if (name === undefined || name.startsWith("-") || others.length > 0 || !isOurs(call.path(name))) throw new RealProgramWanted();
  const path = call.path(name);
  const [, module, parameter] = PARAMETERS.exec(path) ?? [];
  const directory = DEBUG.exec(path);
  const listed =
    directory !== null && directory[1] === undefined
      ? debugFileNames(call.node)
      : module !== undefined && parameter === undefined && call.node.modules.isLoaded(module)
        ? call.node.modules.parameterNames(module)
        : undefined;
  if (listed === undefined || listed.length === 0) {
    call.err(`ls: cannot access '${name}': No such file or directory\n`);
    return 2;
  }
  if (!long) {
    for (const one of listed) call.out(`${one}\n`);
    return 0;
  }
  if (module === undefined) throw new RealProgramWanted();
  call.out("total 0\n");
  const time = new Date(1000 * call.node.cluster.clock.now).toISOString().slice(11, 16);
  for (const one of listed) {
    const { writable } = call.node.modules.parameter(module, one)!;
    call.out(`-r${writable ? "w" : "-"}-r--r-- 1 root root 4096 Jan  1 ${time} ${one}\n`);
  }
  return 0;
}
