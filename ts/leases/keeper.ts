// SPDX-License-Identifier: GPL-2.0-or-later
// Leases of tests, in the main realms: the master undoes those of a test that ends, also on an agent that was restarted meanwhile; an agent undoes its own
// when it loses its master. A lease is kept before it is used, so what is kept may never have happened: undoing that is no error.
import { self } from "lutf:agent";
import { callService, serve } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { type Undoing, undo } from "./undoing.ts";

/** By test, then by id. */
const kept = new Map<string, Map<string, Undoing>>();

/** Once, in a main realm. */
export function serveLeases(): void {
  serve("keep_lease", ({ parameters }) => {
    const test = String(parameters.test);
    const undoing = parameters.undoing as unknown as Undoing;
    const leases = kept.get(test) ?? new Map<string, Undoing>();
    kept.set(test, leases.set(undoing.id, undoing));
    return undefined;
  });
  serve("drop_lease", ({ parameters }) => {
    const test = String(parameters.test);
    const leases = kept.get(test);
    leases?.delete(String(parameters.id));
    if (leases?.size === 0) kept.delete(test);
    return undefined;
  });
  // The master asks a node to undo what it lists: an agent that was restarted knows nothing any more.
  serve("undo_leases", async ({ parameters }) => {
    kept.delete(String(parameters.test));
    return (await undo(parameters.undoings as unknown as Undoing[])) as Data;
  });
}

/** Undoes what this node keeps of a test. Never rejects. */
export async function undoHere(test: string): Promise<void> {
  const leases = kept.get(test);
  kept.delete(test);
  if (leases !== undefined) await undo([...leases.values()]);
}

/** Milliseconds that an agent has to come back, and between two tries. */
const PATIENCE = 15_000;
const AGAIN = 100;

/**
 * On the master: undoes a test's leases on all nodes; gives a text for each that could not be undone. With keepLnet LNet stays loaded. Never rejects.
 */
export async function undoEverywhere(test: string, { keepLnet = false } = {}): Promise<string[]> {
  const leases = kept.get(test);
  if (leases === undefined) return [];
  kept.delete(test);
  const undone = [...leases.values()].filter(({ how }) => !(keepLnet && how === "unload LNet"));
  const byNode = new Map<string, Undoing[]>();
  for (const undoing of undone) byNode.set(undoing.node, [...(byNode.get(undoing.node) ?? []), undoing]);
  const failures = await Promise.all(
    [...byNode].map(([node, undoings]) => (node === self ? undo(undoings) : undoOn(node, test, undoings))),
  );
  return failures.flat();
}

async function undoOn(node: string, test: string, undoings: Undoing[]): Promise<string[]> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await callService<string[]>(node, "undo_leases", { test, undoings: undoings as unknown as Data });
    } catch (error) {
      if (performance.now() > end) return undoings.map(({ what }) => `${what} could not be undone: ${(error as Error).message}`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}
