// SPDX-License-Identifier: GPL-2.0-or-later
// Loads LNet for a test. It is a lease: what the test did not find loaded is unloaded when it ends, however it ends.

import { begin } from "../leases/lease.ts";
import { here } from "../lutf/here.ts";
import { isLnetLoaded, modprobe } from "./modules.ts";

/** Loads lnet, with parameters; no change if it is loaded. */
export async function loadLnet(parameters: Record<string, string | number> = {}): Promise<void> {
  const load = (): Promise<void> => modprobe("lnet", parameters);
  // Outside of tests it stays.
  if (here.test === "" || (await isLnetLoaded())) return load();
  await begin("LNet loaded", "unload LNet", load);
}
