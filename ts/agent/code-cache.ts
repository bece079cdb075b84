// SPDX-License-Identifier: GPL-2.0-or-later
// Texts of modules by content hash, kept for the run: a test that comes again, or shares a helper, is not sent again.
import { sha256 } from "lutf:hash";
import { callService } from "../rpc/channel.ts";

const sources = new Map<string, string>();

export function cachedSource(hash: string): string | undefined {
  return sources.get(hash);
}

/** Gets those of the modules from the master that are not here. */
export async function fetchCode(master: string, test: string, modules: [name: string, hash: string][]): Promise<void> {
  const missing = [...new Set(modules.map(([, hash]) => hash))].filter((hash) => !sources.has(hash));
  if (missing.length === 0) return;
  const texts = await callService<(string | undefined)[]>(master, "get_code", { test, hashes: missing });
  for (const [index, hash] of missing.entries()) {
    const text = texts[index];
    if (typeof text !== "string" || sha256(text) !== hash)
      throw new Error(`the master sent no code, or wrong code, for ${modules.find(([, each]) => each === hash)?.[0]}`);
    sources.set(hash, text);
  }
}
