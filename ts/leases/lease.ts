// SPDX-License-Identifier: GPL-2.0-or-later
// What a test does to a node and must not leave there: told to those who undo it (keeper.ts) before it is done, so that it is undone when the test ends, however it ends.
import { role, self } from "lutf:agent";
import { here } from "../lutf/here.ts";
import { callService, masterName } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { type Undoing, undo } from "./undoing.ts";

/** Something that a test has done to a node: undone by heal(), by `await using`, or else when the test ends. */
export interface Lease extends AsyncDisposable {
  /** For people: "drop rule *@tcp -> *@tcp on agent1". */
  readonly what: string;
  /** Undoes it now; no change if that is done already. Rejects if it cannot be undone. */
  heal(): Promise<void>;
}

/** Who keeps this node's leases. */
const keepers = (): string[] => (role === "master" ? [self] : [self, masterName()]);

let count = 0;

/** Does something on this node that `how` undoes. Rejects as `body` does, and then nothing is left. */
export async function begin(what: string, how: Undoing["how"], body: () => Promise<void>): Promise<Undoing> {
  const undoing: Undoing = { id: `${self}/${Date.now()}/${++count}`, node: self, what: `${what} on ${self}`, how };
  for (const node of keepers()) await callService(node, "keep_lease", { test: here.test, undoing: undoing as unknown as Data });
  try {
    await body();
  } catch (error) {
    await heal(undoing);
    throw error;
  }
  return undoing;
}

/** Undoes what begin() gave, on its node. */
export async function heal(undoing: Undoing): Promise<void> {
  const [failure] = await undo([undoing]);
  if (failure !== undefined) throw new Error(failure);
  for (const node of keepers()) await callService(node, "drop_lease", { test: here.test, id: undoing.id });
}

/** The lease, where the test has it; `healThere` undoes it on its node. */
export function leaseOf({ what }: Undoing, healThere: () => Promise<unknown>): Lease {
  let healed: Promise<unknown> | undefined;
  const healOnce = async (): Promise<void> => {
    healed ??= healThere().catch((error: unknown) => {
      healed = undefined;
      throw error;
    });
    await healed;
  };
  return { what, heal: healOnce, [Symbol.asyncDispose]: healOnce };
}
