// SPDX-License-Identifier: GPL-2.0-or-later
// What selftest calls on each node: module lnet_selftest, NIDs by which nodes know each other, and `lst`.

import { execute } from "./execute.ts";
import { lnet } from "./index.ts";

const MODULE = "lnet_selftest";
/** Milliseconds: `lst stop` waits for RPCs that were lost, 64 s each (golden/36_selftest/facts.md). */
export const LST_PATIENCE = 180_000;

/** Loads the module if need be; throws what is lacking. */
export async function prepareSelftest(): Promise<{ nids: string[]; loaded: boolean }> {
  const nids = await lnet.nids().catch(() => []);
  if (nids.length === 0) throw new Error("selftest: LNet has no NI here; configure it first");
  const { stdout } = await execute(["lsmod"]);
  if (stdout.split("\n").some((line) => line.split(/\s/, 1)[0] === MODULE)) return { nids, loaded: false };
  const { stderr, code } = await execute(["modprobe", MODULE]);
  if (code !== 0)
    throw new Error(
      `selftest: the kernel module ${MODULE} cannot be loaded here: ${stderr.trim() || `modprobe ended with ${code}`}; it comes with Lustre's client`,
    );
  return { nids, loaded: true };
}

/** Unloads the module, which holds LNet up. */
export async function unloadSelftest(): Promise<void> {
  const { stderr, code } = await execute(["rmmod", MODULE]);
  if (code !== 0) throw new Error(`selftest: rmmod ${MODULE}: ${stderr.trim() || `ended with ${code}`}`);
}

/**
 * By which NID this node knows each of these others: lst wants primary NIDs, those of others are answered in vain (golden/36_selftest/019). Each is given by
 * all its NIDs; one that is not known yet is discovered.
 */
export async function primaryNids({ peers }: { peers: { name: string; nids: string[] }[] }): Promise<string[]> {
  const found: string[] = [];
  for (const { name, nids } of peers) found.push(await primaryNid(name, nids));
  return found;
}

async function primaryNid(name: string, nids: readonly string[]): Promise<string> {
  let why: unknown;
  for (const nid of nids) {
    try {
      const { primaryNid: primary } = await lnet.discover(nid);
      if (primary !== "") return primary;
    } catch (error) {
      why = error;
    }
  }
  throw new Error(`selftest: ${name} cannot be reached from here at any of ${nids.join(", ")}`, { cause: why });
}

/** Runs commands of lst one after the other until one fails; gives what each printed. */
export async function lst({ session, commands }: { session: number; commands: string[][] }): Promise<string[]> {
  const outputs: string[] = [];
  for (const words of commands) {
    const { stdout, stderr, code } = await execute(["lst", ...words], { env: { LST_SESSION: `${session}` }, timeoutMs: LST_PATIENCE });
    if (code !== 0) throw new Error(`lst ${words.join(" ")} ended with ${code}: ${(stderr + stdout).trim() || "it said nothing"}`);
    // show_error tells errors on standard error.
    outputs.push(stdout + stderr);
  }
  return outputs;
}
