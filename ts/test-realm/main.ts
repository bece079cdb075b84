// SPDX-License-Identifier: GPL-2.0-or-later
// The entry of a realm of a test: on the master the one that runs the script, on an agent the one that answers its calls.
import { self } from "lutf:agent";
import { setInspector } from "lutf:realm";
import "../globals/index.ts";
import { here } from "../lutf/here.ts";
import { attachSuites, type SuitesSource, type Verdict } from "../lutf/suites.ts";
import { callService, describeAnswers, masterName, reply, replyError, setMasterName, startChannel } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { describeWaits } from "../rpc/waits.ts";
import { deliverNotification } from "../sync/client.ts";
import type { Notification } from "../sync/messages.ts";
import { type CallBody, onFunctionCall, onMethodCall } from "./calls.ts";
import { sendConsoleToRunner } from "./console.ts";
import { describeScript, type RunBody, runScript } from "./script.ts";

/** Milliseconds: the call ends with the test. */
const NEVER = 2_147_000_000;

setMasterName(here.master);
sendConsoleToRunner();
attachSuites({
  list: async () => (await callService(masterName(), "list_suites", {})) as unknown as Awaited<ReturnType<SuitesSource["list"]>>,
  // The scripts have time limits of their own.
  run: async (suite, scripts, parameters) =>
    (await callService(
      masterName(),
      "run_scripts",
      { test: here.test, suite, scripts, parameters },
      { timeout: NEVER },
    )) as unknown as Verdict[],
});
// What runs and waits for nothing of LUTF (a file, a promise of its own) has no line to show, but a name.
setInspector(() => {
  const waits = describeWaits();
  return waits.length > 0 ? waits : describeAnswers();
});
startChannel(
  (kind, _src, body) => {
    if (kind === "event") deliverNotification(body as Notification);
  },
  (id, src, body) => {
    switch (body.type) {
      case "method_call":
        onMethodCall(id, src, body as CallBody);
        break;
      case "function_call":
        onFunctionCall(id, src, body as CallBody);
        break;
      // The two that follow come from the main realm of this process.
      case "describe_script":
        if (src === self) answer(id, describeScript());
        break;
      case "run_script":
        if (src === self) answer(id, runScript(body as RunBody));
        break;
      default:
        replyError(
          id,
          src,
          here.script,
          new TypeError(`a test answers no request of type ${String(body.type)}; do all nodes run the same version of lutf?`),
        );
    }
  },
);

function answer(id: number, promise: Promise<Data>): void {
  promise.then((value) => reply(id, self, here.script, value)).catch((error: unknown) => replyError(id, self, here.script, error));
}
