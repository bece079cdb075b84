// SPDX-License-Identifier: GPL-2.0-or-later
// notify, waitFor, on, barrier: what a test calls. All of it goes through the master (coordinator.ts), so that one place knows who is missing.

import { type Duration, milliseconds } from "../lutf/duration.ts";
import { here } from "../lutf/here.ts";
import type { Node } from "../lutf/node.ts";
import { findNode } from "../lutf/nodes.ts";
import { type CallContext, currentCall, runInCall } from "../rpc/call-context.ts";
import { callService, masterName } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { type MissingNode, RemoteError, WaitTimeoutError } from "../rpc/errors.ts";
import { callSite } from "../stack/stack.ts";
import type { BarrierAnswer, Notification, Subscribe, WaitAnswer } from "./messages.ts";

/** What was notified, and by which node. */
export interface Notice {
  from: Node;
  data: Data;
}

/** The coordinator keeps the time; the call that asks it may take this much longer. */
const MARGIN = 10_000;
const DEFAULT: Duration = "30s";

/**
 * Tells all nodes of this test that something has happened. Resolves when the master knows. It is kept until the test ends, so a node that waits
 * only later gets it too.
 */
export function notify(event: string, data?: Data): Promise<void> {
  return callService<undefined>(masterName(), "notify", { test: here.test, event, data });
}

/**
 * Waits until a node (one of `from`, or any) has notified `event`, and resolves to the earliest that this node has not had yet: a second waitFor waits
 * for a second notify. Rejects with a WaitTimeoutError that says who has not notified, and the line each of them is on.
 * @param options timeout: default 30 s.
 */
export function waitFor(event: string, options: { from?: Node | readonly Node[]; timeout?: Duration } = {}): Promise<Notice> {
  const { from } = options;
  const names = from === undefined ? [] : Array.isArray(from) ? (from as Node[]).map((node) => node.name) : [(from as Node).name];
  const timeoutMs = milliseconds(options.timeout ?? DEFAULT);
  const site = callSite();
  const label = `waitFor(${JSON.stringify(event)})`;
  return ask<WaitAnswer>("wait_for", { test: here.test, event, from: names, timeoutMs }, timeoutMs, site, label).then((answer) => {
    if ("failed" in answer) throw timeoutError(label, answer, site);
    return { from: findNode(answer.from), data: answer.data };
  });
}

/**
 * Waits until each of `nodes` has come to the barrier of this name; the same name can be used again once all have passed. A node that is not
 * among `nodes` may not come. Rejects with a WaitTimeoutError that says who is missing, and the line each of them is on; at once if one of them is lost.
 * @param options timeout: default 30 s.
 */
export function barrier(name: string, options: { nodes: readonly Node[]; timeout?: Duration }): Promise<void> {
  const timeoutMs = milliseconds(options.timeout ?? DEFAULT);
  const nodes = options.nodes.map((node) => node.name);
  const site = callSite();
  const label = `barrier(${JSON.stringify(name)})`;
  return ask<BarrierAnswer>("barrier", { test: here.test, name, nodes, timeoutMs }, timeoutMs, site, label).then((answer) => {
    if (answer === null) return;
    if ("refused" in answer)
      throw new RemoteError(answer.refused, { node: masterName(), script: here.script, what: label, site }, "RangeError");
    throw timeoutError(label, answer, site);
  });
}

function ask<R extends WaitAnswer | BarrierAnswer>(
  service: string,
  parameters: { [key: string]: Data },
  timeoutMs: number,
  site: Error,
  label: string,
): Promise<R> {
  return callService<R>(masterName(), service, parameters, { timeout: timeoutMs + MARGIN, site, label });
}

type Failed = { failed: string; missing: MissingNode[]; after: number };

function timeoutError(what: string, answer: Failed, site: Error): WaitTimeoutError {
  const node = answer.missing[0]?.node ?? masterName();
  return new WaitTimeoutError(answer.failed, { node, script: here.script, what, site }, answer.after, answer.missing);
}

// ── on()

interface Subscription {
  handler(notice: Notice): void;
  context: CallContext | undefined;
}

const subscriptions = new Map<number, Subscription>();
let lastSubscription = 0;

/**
 * Calls handler for every notification of `event` in this test, also for those of before, in the order in which the master got them; until the
 * result is disposed of, or the test ends.
 *
 * @example
 * using _ = lutf.on("link", ({ from, data }) => console.log(from.name, data));
 */
export function on(event: string, handler: (notice: Notice) => void): Disposable {
  const subscription = ++lastSubscription;
  subscriptions.set(subscription, { handler, context: currentCall() });
  tell("subscribe", { test: here.test, event, subscription });
  return {
    [Symbol.dispose]() {
      if (subscriptions.delete(subscription)) tell("unsubscribe", { test: here.test, event, subscription });
    },
  };
}

function tell(service: string, parameters: Subscribe): void {
  // If the master cannot be reached this node's part of the test is over, and so is the subscription.
  callService(masterName(), service, parameters).catch(() => undefined);
}

/** A notification arrived for a subscriber of this realm. */
export function deliverNotification(notification: Notification): void {
  const subscription = subscriptions.get(notification.subscription);
  if (subscription === undefined) return;
  const notice: Notice = { from: findNode(notification.from), data: notification.data };
  runInCall(subscription.context, () => subscription.handler(notice));
}
