// SPDX-License-Identifier: GPL-2.0-or-later

import { milliseconds } from "../lutf/duration.ts";
import { CallContext, type CallOptions, currentCall, runInCall } from "./call-context.ts";
import { abandonWithin } from "./waits.ts";

/**
 * Options for all calls made inside body, also after an await and in functions that it calls. timeout is for each call, not for body.
 * Calls of withCalls nest: the inner timeout counts, and every signal counts. A signal ends the calls, sleeps and waits of body with an
 * error named "AbortError".
 *
 * @example
 * await withCalls({ timeout: "5s" }, () => Promise.all(nodes.map((node) => new Disk(node).format())));
 */
export function withCalls<T>(options: CallOptions, body: () => Promise<T>): Promise<T> {
  const context = new CallContext(
    currentCall(),
    options.timeout === undefined ? 0 : Math.max(1, milliseconds(options.timeout)),
    "withCalls",
  );
  const { signal } = options;
  if (signal === undefined) return runInCall(context, body);
  const abort = () => {
    context.cancel(signal.reason);
    abandonWithin(context);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort);
  return runInCall(context, body).finally(() => signal.removeEventListener("abort", abort));
}
