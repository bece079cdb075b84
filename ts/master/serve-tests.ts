// SPDX-License-Identifier: GPL-2.0-or-later
// What the master's main realm answers for the tests that are open: code for agents, and what realms of tests tell their runner.
import { environment } from "lutf:global";
import { sha256 } from "lutf:hash";
import { serveLeases } from "../leases/keeper.ts";
import { listen, type ServiceRequest, serve } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { startCoordinator } from "../sync/coordinator.ts";
import type { StepResult, TestObserver } from "../test-run.ts";
import type { OpenedTest } from "./open-test.ts";

export const tests = new Map<string, OpenedTest>();
let serving = false;

function testOf(request: ServiceRequest): OpenedTest {
  const test = tests.get(String(request.parameters.test));
  if (test === undefined) throw new Error(`test ${String(request.parameters.test)} is over`);
  return test;
}

/** Once per process. */
export function serveTests(): void {
  if (serving) return;
  serving = true;
  startCoordinator();
  serveLeases();
  const environmentHash = sha256(JSON.stringify(environment));

  // An agent takes part: what its realm has to know. It says which environment it has from earlier tests.
  serve("open_test", (request) => {
    const test = testOf(request);
    test.join(request.src);
    const opened: { [key: string]: Data } = {
      script: test.script,
      run: test.options.run,
      nodes: test.nodes as Data,
      agents: test.agents,
      modules: test.code.list(),
      environmentHash,
      timeoutMs: test.timeOnAgent(),
    };
    if (request.parameters.environmentHash !== environmentHash) opened.environment = { ...environment };
    return opened;
  });

  // Texts of modules by hash.
  serve("get_code", (request) => {
    const { code } = testOf(request);
    return (request.parameters.hashes as string[]).map((hash) => code.byHash(hash));
  });

  // A module that the script had not loaded when the agent opened the test, and all that are known by now.
  serve("list_modules", (request) => {
    const { code } = testOf(request);
    code.source(String(request.parameters.name));
    return code.list();
  });

  listen((kind, src, body) => {
    if (kind === "event") onTold(src, body as Told);
  });
}

/** An event from a realm of a test (test-realm/results.ts) or of a node's log. */
type Told = { type: string; of: string; node: string; [key: string]: Data };

function onTold(src: string, told: Told): void {
  const observer: TestObserver | undefined = tests.get(told.of)?.options.observer;
  if (observer === undefined) return;
  switch (told.type) {
    case "console":
      observer.onConsole?.(src, told.level as "log", String(told.text));
      break;
    case "log":
      observer.onLog?.(told.node, told.level as "info", String(told.message), told.data);
      break;
    case "step-begin":
      observer.onStepBegin?.(String(told.name));
      break;
    case "step-end": {
      const { type: _type, of: _of, node: _node, dst: _dst, src: _src, ...step } = told;
      observer.onStepEnd?.(step as unknown as StepResult);
      break;
    }
    case "record":
      observer.onRecord?.(String(told.key), told.value);
      break;
    case "attach":
      observer.onAttachment?.(String(told.name), told.content as string | Uint8Array);
      break;
  }
}
