// SPDX-License-Identifier: GPL-2.0-or-later
// What undoes something on this node.
import { importModule } from "lutf:realm";
import { execute } from "../lnet/execute.ts";
import { unloadLnet } from "../lnet/modules.ts";

export interface Undoing {
  /** Unique in a test. */
  id: string;
  /** Where. */
  node: string;
  /** What is undone, for people. */
  what: string;
  how: Command | "unload LNet";
}

/** `gone`: a regular expression of what it says when there is nothing left to undo, which is as good. */
export interface Command {
  argv: string[];
  gone: string;
}

/** Undoes all, the last one first; gives a text for each that could not be. Never rejects. */
export async function undo(undoings: readonly Undoing[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { what, how } of [...undoings].reverse()) {
    const failure = await (how === "unload LNet" ? unload() : run(how)).catch((error: Error) => error.message);
    if (failure !== undefined) failures.push(`${what} could not be undone: ${failure}`);
  }
  return failures;
}

async function run({ argv, gone }: Command): Promise<string | undefined> {
  const { code, stdout, stderr } = await execute(argv);
  const said = `${stderr}\n${stdout}`.trim();
  if (code === 0 || new RegExp(gone).test(said)) return undefined;
  return `${argv.join(" ")} ended with ${code}: ${said || "it said nothing"}`;
}

async function unload(): Promise<undefined> {
  type Library = { provider: string; libUninit(): Promise<unknown> };
  const library = (await importModule("native:lnetconfig").catch(() => undefined)) as Library | undefined;
  // What this process has open of LNet keeps its module loaded.
  if (library !== undefined && library.provider !== "none") await library.libUninit();
  await unloadLnet();
  return undefined;
}
