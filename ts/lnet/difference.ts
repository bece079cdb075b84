// SPDX-License-Identifier: GPL-2.0-or-later
// State and counters of LNet as `lnet.snapshot()` gives them, and what is different between two of them.

/** What is shown of one node; entries of lists are under their names: `net.tcp["10.1.1.1@tcp"]["health stats"]`. */
export interface NodeSnapshot {
  /** "down": the module is loaded and LNet is not configured. */
  lnet: "not loaded" | "down" | "up";
  /** By net, then by NID. */
  net?: Tree;
  /** By primary NID, then by NID. */
  peer?: Tree;
  /** By net, then by gateway. */
  route?: Tree;
  routing?: Tree;
  global?: Tree;
  /** By place in the list. */
  udsp?: Tree;
  statistics?: Tree;
  /** NIDs that are being recovered. */
  recovery?: { local: Tree; peer: Tree };
  /** Fault rules by source and destination. */
  faults?: { drop: Tree; delay: Tree };
}

export type Tree = { [name: string]: Value };
export type Value = Tree | string | number | boolean | null;

/** By name of the node. */
export type Snapshot = Record<string, NodeSnapshot>;

export interface Difference {
  node: string;
  /** Names from the outside to the inside, without those of lists: "net/tcp/10.1.1.1@tcp/health stats/health value". */
  path: string;
  /** undefined: it was not there. */
  before: Value | undefined;
  /** undefined: it is not there any more. */
  after: Value | undefined;
  /** "counter": what messages alone move, credits too. */
  kind: "state" | "counter";
}

/**
 * What is different, node by node and in the order of what is shown. What is there in one only is one difference, however much is in it; so is LNet that came up
 * or went down.
 */
export function diff(before: Snapshot, after: Snapshot): Difference[] {
  const differences: Difference[] = [];
  for (const node of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[node], after[node]];
    if (was?.lnet === is?.lnet) compare(node, [], was as unknown as Tree, is as unknown as Tree, differences);
    else differences.push({ node, path: "lnet", before: was?.lnet, after: is?.lnet, kind: "state" });
  }
  return differences;
}

function compare(node: string, path: string[], before: Value | undefined, after: Value | undefined, found: Difference[]): void {
  if (isTree(before) && isTree(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(node, [...path, name], before[name], after[name], found);
  } else if (before !== after) {
    found.push({ node, path: path.join("/"), before, after, kind: isCounter(path) ? "counter" : "state" });
  }
}

const isTree = (value: Value | undefined): value is Tree => typeof value === "object" && value !== null;

/** Mappings whose numbers are counters, but for the two of "health stats" that are state; and single numbers that messages move. */
const COUNTING = new Set(["statistics", "sent_stats", "received_stats", "dropped_stats", "health stats"]);
const HEALTH = new Set(["health value", "fatal_error"]);
const MOVED = /^(refcount|(min|available|max)_.*credits|tx_q_num_of_buf|credits|mincredits)$/;

function isCounter(path: readonly string[]): boolean {
  const name = path.at(-1) as string;
  if (HEALTH.has(name)) return false;
  // A rule that came or went, or is another, is state; what it did is not.
  if (path[0] === "faults") return /^(hits|matched|put|ack|get|reply)$/.test(name);
  return path.slice(0, -1).some((outer) => COUNTING.has(outer)) || (path[0] !== "net" && MOVED.test(name));
}

/** A line for each: `agent1 global/retry_count: 2, was 3`. */
export function differencesText(differences: readonly Difference[]): string {
  return differences.map(line).join("\n");
}

function line({ node, path, before, after }: Difference): string {
  const at = `${node} ${path}`;
  if (before === undefined) return isTree(after as Value) ? `${at}: was not there` : `${at}: ${shownValue(after)}, was not there`;
  if (after === undefined) return `${at}: is not there any more`;
  return `${at}: ${shownValue(after)}, was ${shownValue(before)}`;
}

const shownValue = (value: Value | undefined): string => (isTree(value) ? JSON.stringify(value) : String(value));
