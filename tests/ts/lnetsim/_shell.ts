// SPDX-License-Identifier: GPL-2.0-or-later
import { type Lnet, runCommand } from "lutf/lnetsim";

/** What a command prints, errors with "! " before each line, and its exit code unless that is 0. */
export type Shell = (line: string, environment?: Record<string, string>, input?: string) => Promise<string>;

/** Commands of a simulated node that touch no file. */
export function shell({ node }: Lnet): Shell {
  return async (line, environment = { LST_SESSION: "300" }, input) => {
    const argv = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const none = (): never => {
      throw new Error(`${line} touches a file`);
    };
    const reply = await runCommand(node, { argv, cwd: "/", environment, input: input ?? null }, { read: none, write: none });
    if (!("code" in reply)) throw new Error(`${line} wants something else`);
    return reply.stdout + reply.stderr.replace(/^(?=.)/gm, "! ") + (reply.code === 0 ? "" : `exit ${reply.code}\n`);
  };
}
