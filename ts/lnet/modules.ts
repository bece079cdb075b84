// SPDX-License-Identifier: GPL-2.0-or-later
// Kernel modules, by the programs that everybody has: on a simulated node they are the simulator's.
import { exec } from "../test-realm/node-operations.ts";

export interface Ended {
  stdout: string;
  stderr: string;
  code: number;
}

/** Milliseconds that one of these programs may take: unloading waits for connections. */
const PATIENCE = 60_000;

export async function execute(
  argv: string[],
  options: { input?: string; env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Ended> {
  try {
    return await exec({ timeoutMs: PATIENCE, ...options, argv });
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
    throw new Error(`there is no ${argv[0]} here: install the Lustre client, or run with --local and --nics, which simulates LNet`, {
      cause: error,
    });
  }
}

async function mustSucceed(argv: string[]): Promise<string> {
  const { stdout, stderr, code } = await execute(argv);
  if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}: ${(stderr || stdout).trim() || "it said nothing"}`);
  return stdout;
}

/** Loads lnet, with parameters; no change if it is loaded. */
export async function loadLnet(parameters: Record<string, string | number> = {}): Promise<void> {
  await mustSucceed(["modprobe", "lnet", ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)]);
}

/** Modules of LNet, those that use others first. */
const MODULES = ["lnet_selftest", "ksocklnd", "ko2iblnd", "kkfilnd", "kgnilnd", "kefalnd", "kbxi3lnd", "lnet", "libcfs"];

/** Unloads what is loaded of them. LNet must be down. */
export async function unloadLnet(): Promise<void> {
  const loaded = new Set((await mustSucceed(["lsmod"])).split("\n").map((line) => line.split(/\s/, 1)[0]));
  const unload = MODULES.filter((name) => loaded.has(name));
  if (unload.length > 0) await mustSucceed(["rmmod", ...unload]);
}
