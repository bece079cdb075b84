// SPDX-License-Identifier: GPL-2.0-or-later
// One RPC to each of several nodes at the same time, and what the console learns of the nodes from it. Blocks in virtual time.
import type { Clock } from "../../clock.ts";
import { ETIMEDOUT } from "../../errno.ts";
import { type Services, type SessionId, sameSession } from "./protocol.ts";
import type { Bulk, Rpcs } from "./rpc.ts";

/** Bytes of a server's identity in the bulk that a client is told its servers by (golden/36_selftest/003: 12 bytes more than the RPCs). */
const IDENTITY = 12;

export type NodeState = "active" | "busy" | "down" | "unknown";

/** A node as the console knows it, by the NID that the user gave. */
export interface ConsoleNode {
  readonly nid: string;
  state: NodeState;
  /** Seconds after which it leaves the session by itself. */
  timeout: number;
  /** Seconds of the clock when its last RPC ended. */
  heard: number;
}

export type Request<S extends keyof Services> = Services[S]["request"];

export interface Outcome<S extends keyof Services> {
  readonly node: ConsoleNode;
  /** Of the RPC; with 0 there is a reply, which has a status of its own. */
  errno: number;
  reply: Services[S]["reply"] | undefined;
  /** Seconds of the clock. */
  at: number;
}

export class Transactions {
  readonly #clock: Clock;
  readonly #rpcs: Rpcs;

  constructor(clock: Clock, rpcs: Rpcs) {
    this.#clock = clock;
    this.#rpcs = rpcs;
  }

  /** Waits until all have answered or `timeout` seconds are over (3 at least); who has not by then is down. */
  run<S extends keyof Services>(
    nodes: readonly ConsoleNode[],
    service: S,
    request: (node: ConsoleNode, index: number) => Request<S>,
    timeout: number,
    session: SessionId,
  ): Outcome<S>[] {
    const clock = this.#clock;
    let open = nodes.length;
    const calls = nodes.map((node, index) => {
      const outcome: Outcome<S> = { node, errno: 0, reply: undefined, at: 0 };
      const body = request(node, index);
      const abort = this.#rpcs.call({ to: node.nid, service, request: body, bulk: bulkOf(body) }, (errno, reply) => {
        Object.assign(outcome, { errno, reply, at: clock.now });
        open--;
      });
      return { outcome, abort };
    });
    const end = clock.now + Math.max(3, timeout);
    if (!clock.runUntil(() => open === 0, end)) clock.advance(end - clock.now);
    for (const { outcome, abort } of calls) {
      const { node } = outcome;
      if (outcome.at === 0) {
        abort(-ETIMEDOUT);
        node.state = "down";
      } else if (outcome.reply) {
        const other = outcome.reply.session;
        node.state = sameSession(other, session) ? "active" : other ? "busy" : "unknown";
      }
      if (outcome.at !== 0) node.heard = outcome.at;
    }
    if (nodes.length > 0) clock.settle();
    return calls.map(({ outcome }) => outcome);
  }

  /** Nobody waits for this one. */
  post<S extends keyof Services>(node: ConsoleNode, service: S, request: Request<S>): void {
    node.heard = this.#clock.now;
    this.#rpcs.call({ to: node.nid, service, request, timeout: 30 }, (errno) => {
      if (errno === -ETIMEDOUT) node.state = "down";
    });
  }
}

/** Of what the console sends only the clients of a test need more than fits: their servers. */
function bulkOf(request: object): Bulk | undefined {
  const { client, destinations } = request as Partial<Request<"addTest">>;
  return client && destinations ? { type: "get", length: IDENTITY * destinations.length } : undefined;
}
