// SPDX-License-Identifier: GPL-2.0-or-later
// Runs programs of this node: lnetctl, lctl, lst, and those for kernel modules.
import { environment } from "lutf:global";
import { cwd } from "lutf:process";
import { loadLibrary } from "lutf:realm";
import { askSimulator, simulatedNode } from "../lutf/simulator.ts";

export interface Ended {
  stdout: string;
  stderr: string;
  code: number;
}

interface ExecuteOptions {
  input?: string;
  env?: Record<string, string>;
  /** Default PATIENCE. */
  timeoutMs?: number;
}

/** Milliseconds that one of these programs may take: unloading waits for connections. */
const PATIENCE = 60_000;
/** What such a program exits with where the simulator does not do what it asks (src/lnetsim/tool.c). */
const COULD_NOT = 4;

/** Runs a program to its end, whatever its exit status. On a simulated node the simulator is asked without a process between: that takes a tenth of the time. */
export async function execute(argv: string[], options: ExecuteOptions = {}): Promise<Ended> {
  const simulated = simulatedNode === undefined ? undefined : await ask(simulatedNode, argv, options);
  if (simulated !== undefined) return simulated;
  // Processes and files are not loaded where LNet is simulated: that takes a third of what a realm needs to be made.
  const { exec } = loadLibrary("lutf/node-operations") as typeof import("../test-realm/node-operations.ts");
  try {
    return await exec({ timeoutMs: PATIENCE, ...options, argv });
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
    throw new Error(`there is no ${argv[0]} here: install the Lustre client, or run with --local and --nics, which simulates LNet`, {
      cause: error,
    });
  }
}

/** What the program of that name in the simulated node's PATH would do; undefined: it would run the real one. */
async function ask(node: string, argv: string[], { input = "", env = {} }: ExecuteOptions): Promise<Ended | undefined> {
  const command = { node, argv, cwd: cwd(), environment: { ...lstVariables(), ...env }, input };
  const reply = (await askSimulator({ command })) as Partial<Ended> & { exec_real?: boolean; refused?: string; error?: string };
  if (reply.exec_real) return undefined;
  const cannot = reply.refused ?? reply.error;
  if (cannot !== undefined) return { stdout: "", stderr: `${argv[0]}: ${cannot}\n`, code: COULD_NOT };
  return { stdout: reply.stdout ?? "", stderr: reply.stderr ?? "", code: reply.code ?? 0 };
}

function lstVariables(): Record<string, string> {
  const names = ["LST_SESSION", "LST_FEATURES"].filter((name) => environment[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, environment[name] as string]));
}

/** Its output. Rejects if its exit status is not 0. */
export async function mustSucceed(argv: string[]): Promise<string> {
  const { stdout, stderr, code } = await execute(argv);
  if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}: ${(stderr || stdout).trim() || "it said nothing"}`);
  return stdout;
}
