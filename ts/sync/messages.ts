// SPDX-License-Identifier: GPL-2.0-or-later
// What the client (in the realms of a test) and the coordinator (in the master's main realm) say to each other.
import type { Data } from "../rpc/data.ts";
import type { MissingNode } from "../rpc/errors.ts";

/** Parameters of the services; `test` says which test's events and barriers are meant. */
export type Notify = { test: string; event: string; data: Data };
export type WaitFor = { test: string; event: string; from: string[]; timeoutMs: number };
export type Barrier = { test: string; name: string; nodes: string[]; timeoutMs: number };
export type Subscribe = { test: string; event: string; subscription: number };

/** What waitFor comes to: an answer and no exception, so that the error has the stack of the line that waits. */
export type WaitAnswer = { from: string; data: Data } | { failed: string; missing: MissingNode[]; after: number };
/** refused: the nodes do not agree about the barrier. */
export type BarrierAnswer = null | { refused: string } | { failed: string; missing: MissingNode[]; after: number };

/** One-way, from the coordinator to a subscriber: `event: {test, type: notification, subscription, name, from, data}`. */
export type Notification = { type: "notification"; subscription: number; name: string; from: string; data: Data };
