// SPDX-License-Identifier: GPL-2.0-or-later
import { currentCall } from "../rpc/call-context.ts";
import { SkipError } from "../rpc/errors.ts";
import { barrier, notify, on, waitFor } from "../sync/client.ts";
import { here, masterEnvironment, type RunOfTest } from "./here.ts";
import type { Node } from "./node.ts";
import { type AgentList, allAgents, allocatedAgents, findNode, selfNode } from "./nodes.ts";
import { type Suites, suites } from "./suites.ts";
import { sleep, waitUntil } from "./wait-until.ts";

/** For code that no call runs: made when it is first asked for. */
let never: AbortSignal | undefined;

/** The test, the run and the cluster as seen from this node. The same on all nodes, but for `self` and `signal`. */
export const lutf = {
  /** The node on which this code runs. */
  get self(): Node {
    return selfNode();
  },

  /** The agents that this script may use: as many as its `requires` asks for. */
  get agents(): AgentList {
    return allocatedAgents();
  },

  /** Where suites are run from: all suites that were found. */
  get suites(): Suites {
    return suites();
  },

  /** id: of this run of the master; seed: for what is random in tests; output: the folder of its results, on the master. */
  get run(): Readonly<RunOfTest> {
    return here.run;
  },

  /** Aborted when the call that runs now is given up by the one who made it. For what is not LUTF's own: those waits end by themselves. */
  get signal(): AbortSignal {
    const call = currentCall();
    if (call !== undefined) return call.signal;
    never ??= new AbortController().signal;
    return never;
  },

  /** Environment variables that the master was started with; the same on every node. */
  getEnvironment(): Readonly<Record<string, string>> {
    return masterEnvironment();
  },

  /** All agents of the cluster, also those that other scripts use now. */
  getAgents(): Node[] {
    return allAgents();
  },

  /** A node by its name, or the first with a role (`mds`); throws a RangeError that lists the nodes. */
  getTarget(nameOrRole: string): Node {
    return findNode(nameOrRole);
  },

  /** Ends the test as a SKIP with this reason; on any node. */
  skip(reason: string): never {
    throw new SkipError(reason);
  },

  notify,
  waitFor,
  on,
  barrier,
  sleep,
  waitUntil,
} as const;
