// SPDX-License-Identifier: GPL-2.0-or-later
// The LNet of this node, for `requires.lnet` and `requires.cpts`; asked once, by a master that does not simulate it.
import { importModule } from "lutf:realm";
import { readFile } from "lutf/fs";
import type { Data } from "../rpc/data.ts";

interface Binding {
  provider: string;
  generation: string;
  version: string;
}

export async function describeLnet(): Promise<Data> {
  // A program without its modules beside it has no road to LNet.
  const { provider, generation, version } = ((await importModule("native:lnetconfig").catch(() => undefined)) as Binding | undefined) ?? {
    provider: "none",
    generation: "unknown",
    version: "",
  };
  return { lnet: { provider, generation, version }, cpts: await cpuPartitions() };
}

/** Its lines are "PARTITION : CPU CPU …" (libcfs; golden/10_sys); there while the module is loaded, for root. */
async function cpuPartitions(): Promise<number | undefined> {
  const table = await readFile("/sys/kernel/debug/lnet/cpu_partition_table", "utf8").catch(() => "");
  const lines = table.split("\n").filter((line) => /^\s*\d+\s*:/.test(line)).length;
  return lines > 0 ? lines : undefined;
}
