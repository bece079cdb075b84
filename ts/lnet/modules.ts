// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel modules of LNet on this node.
import { loadLibrary } from "lutf:realm";
import { simulatedNode } from "../lutf/simulator.ts";
import { mustSucceed } from "./execute.ts";

/** Modules of LNet, those that use others first. */
const MODULES = ["ksocklnd", "ko2iblnd", "kkfilnd", "kgnilnd", "kefalnd", "kbxi3lnd", "lnet", "libcfs"];

async function loadedModules(): Promise<Set<string>> {
  const lines = (await shownByLsmod()).split("\n");
  return new Set(lines.map((line) => line.split(/\s/, 1)[0] as string));
}

async function shownByLsmod(): Promise<string> {
  if (simulatedNode !== undefined) return mustSucceed(["lsmod"]);
  const { readFile } = loadLibrary("lutf/fs") as typeof import("../lutf/fs.ts");
  // It shows what is in this file; a kernel without modules has none.
  return readFile("/proc/modules", "utf8").catch(() => "");
}

/** Loads a module and those that it uses, with parameters of its own; no change if it is loaded. */
export async function modprobe(name: string, parameters: Record<string, string | number>): Promise<void> {
  await mustSucceed(["modprobe", name, ...Object.entries(parameters).map(([parameter, value]) => `${parameter}=${value}`)]);
}

export async function isLnetLoaded(): Promise<boolean> {
  return (await loadedModules()).has("lnet");
}

/** Takes LNet down, if it is loaded, by `unconfigure`; then unloads what is loaded of them. */
export async function unloadLnet(unconfigure: () => Promise<void> = lnetctlUnconfigure): Promise<void> {
  const loaded = await loadedModules();
  // It holds LNet up.
  if (loaded.delete("lnet_selftest")) await mustSucceed(["rmmod", "lnet_selftest"]);
  if (loaded.has("lnet")) await unconfigure();
  const unload = MODULES.filter((name) => loaded.has(name));
  if (unload.length > 0) await mustSucceed(["rmmod", ...unload]);
}

async function lnetctlUnconfigure(): Promise<void> {
  await mustSucceed(["lnetctl", "lnet", "unconfigure"]);
}
