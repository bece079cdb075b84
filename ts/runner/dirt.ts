// SPDX-License-Identifier: GPL-2.0-or-later
// What a test leaves of LNet on its agents: a test that leaves something is dirty, whatever its verdict.
import { type Difference, diff, type Snapshot } from "../lnet/difference.ts";
import { callService } from "../rpc/channel.ts";

/** Milliseconds in which an agent says how its LNet is; one whose JavaScript is busy says nothing. */
const PATIENCE = 5_000;

/** LNet of these agents; without those that do not say. */
export async function lnetStates(agents: readonly string[]): Promise<Snapshot> {
  const states: Snapshot = {};
  await Promise.allSettled(
    agents.map(async (name) => {
      states[name] = (await callService(name, "lnet_state", {}, { timeout: PATIENCE })) as unknown as Snapshot[string];
    }),
  );
  return states;
}

/** What is not as it was. Agents without LNet afterwards have nothing left of it, and counters are no dirt. */
export function dirt(before: Snapshot, after: Snapshot): Difference[] {
  const dirty = Object.entries(after).filter(([, { lnet }]) => lnet !== "not loaded");
  return diff(before, Object.fromEntries(dirty)).filter(({ node, kind }) => kind === "state" && dirty.some(([name]) => name === node));
}
