// SPDX-License-Identifier: GPL-2.0-or-later
// Requests and answers of this realm over "lutf:agent". Every realm has one channel; test realms add method and function calls.
import * as agent from "lutf:agent";
import { callSite, installStackMapping } from "../stack/stack.ts";
import { CallContext, type CallOptions, currentCall, isCancelled, runInCall, timeoutOf } from "./call-context.ts";
import type { Data, Parameters } from "./data.ts";
import type { ErrorData } from "./error-data.ts";
import { errorFromData, errorToData, failureError } from "./errors.ts";
import { abandonWithin, addWait, removeWait, type Wait } from "./waits.ts";

type Failure = agent.Failure;
type Kind = globalThis.Parameters<agent.Receiver>[0];
type Rpc = { type?: string; fname?: string; parameters?: Data; results?: { return_code?: Data }; error?: ErrorData; [key: string]: Data };

/** One call that waits for its answer. */
class Call implements Wait {
  id = 0;
  older: Wait | undefined;
  newer: Wait | undefined;
  givenUp = false;
  stopListening: (() => void) | undefined;

  constructor(
    readonly node: string,
    readonly script: string,
    readonly owner: string,
    readonly fname: string,
    readonly site: Error,
    readonly context: CallContext | undefined,
    readonly label: string | undefined,
  ) {}

  resolve(_value: Data): void {}
  reject(_error: Error): void {}

  get what(): string {
    return this.owner === "" ? this.fname : `${this.owner}.${this.fname}`;
  }

  describe(): string {
    return this.label ?? `${this.what} on ${this.node}`;
  }

  abandon(): void {
    this.givenUp = true;
    agent.cancel(this.id);
  }
}

/** A call that nobody has given up, for people. */
export type OpenCall = { id: number; what: string; site: Error };

/** By id, as text: quickjs puts nearly all whole numbers into the same bucket of a Map. */
const calls = new Map<string, Call>();
let master = agent.role === "master" ? agent.self : "";

/** Name of the master; known from the start on the master, and in every realm of a test. */
export function masterName(): string {
  return master;
}

export function setMasterName(name: string): void {
  master = name;
}

export interface RequestOptions extends CallOptions {
  /** Where the test made the call; default where request() is called. */
  site?: Error;
  /** What it waits for, for people; default the function and the node. */
  label?: string;
}

/**
 * Sends a request and returns the promise of its result. owner is the class, or "". fields must not hold dst, src, id; the first one that is
 * no data is thrown at once, as a TypeError that names it.
 */
export function sendRequest(
  node: string,
  fields: { [key: string]: Data },
  script: string,
  owner: string,
  fname: string,
  options?: RequestOptions,
): Promise<Data> {
  const context = currentCall();
  const call = new Call(node, script, owner, fname, options?.site ?? callSite(), context, options?.label);
  const signal = options?.signal;
  if (signal?.aborted || isCancelled(context))
    return Promise.reject(failureError("cancelled", undefined, 0, call, { node: agent.self, master }));
  call.id = agent.send(node, fields, timeoutOf(context, options));
  calls.set(`${call.id}`, call);
  addWait(call);
  if (signal !== undefined) {
    const abort = () => call.abandon();
    signal.addEventListener("abort", abort);
    call.stopListening = () => signal.removeEventListener("abort", abort);
  }
  return new Promise((resolve, reject) => {
    call.resolve = resolve;
    call.reject = reject;
  });
}

/** The same, but what is no data rejects the promise. */
export function request(
  node: string,
  fields: { [key: string]: Data },
  script: string,
  owner: string,
  fname: string,
  options?: RequestOptions,
): Promise<Data> {
  try {
    return sendRequest(node, fields, script, owner, fname, options);
  } catch (error) {
    return Promise.reject(error);
  }
}

function take(id: number): Call | undefined {
  const key = `${id}`;
  const call = calls.get(key);
  if (call === undefined) return undefined;
  calls.delete(key);
  removeWait(call);
  call.stopListening?.();
  return call;
}

function onResults(id: number, body: Rpc): void {
  const call = take(id);
  if (call === undefined) return;
  if (body.error !== undefined) call.reject(errorFromData(body.error, call));
  else if (body.results !== undefined && body.results !== null) call.resolve(body.results.return_code);
  else call.reject(failureError("invalid", "neither results nor error", 0, call, { node: agent.self, master }));
}

function onFailure(id: number, failure: Failure | undefined, detail: string | undefined, afterMs: number): void {
  const call = take(id);
  call?.reject(failureError(failure ?? "invalid", detail, afterMs, call, { node: agent.self, master }));
}

// ── answering

/** A service's request: who asks, with what. signal is aborted when the asker gives up. */
export interface ServiceRequest {
  readonly src: string;
  readonly parameters: Parameters;
  readonly signal: AbortSignal;
}
type Handler = (request: ServiceRequest) => Data | Promise<Data>;
type OtherRequest = (id: number, src: string, body: Rpc) => void;
type OtherMessage = (
  kind: Exclude<Kind, "request" | "results" | "failure" | "cancel">,
  src: string,
  body: Data,
  failure: Failure | undefined,
  detail: string | undefined,
) => void;

const services = new Map<string, Handler>();
/** Requests that are being answered, for "cancel". */
const answering = new Map<string, CallContext>();
/** Requests that were given up before their answering began: the module they are about was still being loaded. */
const givenUpEarly = new Set<string>();
let onOther: OtherRequest = (id, src, body) => {
  replyError(id, src, "lutf", new Error(`${agent.self} runs no test ${String(body.test)}: it is over`));
};
const listeners: OtherMessage[] = [];

/** Offers a service to all nodes and all realms, under a name; a name is given once. Usual in main realms. */
export function serve(fname: string, handler: Handler): void {
  if (services.has(fname)) throw new Error(`service ${fname} is there already`);
  services.set(fname, handler);
}

/** Calls a service of a node's main realm. */
export function callService<R extends Data = Data>(
  node: string,
  fname: string,
  parameters: Parameters,
  options?: RequestOptions,
): Promise<R> {
  return request(node, { type: "service", fname, parameters }, "lutf", "", fname, options) as Promise<R>;
}

export function reply(id: number, src: string, script: string, value: Data): void {
  agent.reply(src, id, { results: { script, return_code: value } });
}

export function replyError(id: number, src: string, script: string, error: unknown): void {
  agent.reply(src, id, { error: errorToData(error, agent.self, script) });
}

/** Remembers that a request is being answered in context, until endAnswer(): a "cancel" then cancels the context. */
export function beginAnswer(id: number, src: string, context: CallContext): void {
  answering.set(`${src} ${id}`, context);
  if (givenUpEarly.delete(`${src} ${id}`)) context.cancel(undefined);
}

/** Services that are asked without anybody waiting: their answer says nothing about the test. */
const UNAWAITED: ReadonlySet<string> = new Set(["notify", "subscribe", "unsubscribe"]);

/** Calls of this test's own code that wait for their answer, oldest first; not those that a call from elsewhere made, which is its caller's. */
export function openCalls(): OpenCall[] {
  const answers = [...answering.values()];
  const ofTest = (call: Call): boolean =>
    !call.givenUp &&
    !isCancelled(call.context) &&
    !(call.script === "lutf" && UNAWAITED.has(call.fname)) &&
    !answers.some((answer) => call.context?.isWithin(answer));
  return [...calls.values()].filter(ofTest).map((call) => ({ id: call.id, what: call.describe(), site: call.site }));
}

/** What is being answered, for people. */
export function describeAnswers(): { what: string }[] {
  return [...answering.values()].map(({ what }) => ({ what: `running ${what}` }));
}

export function endAnswer(id: number, src: string): void {
  answering.delete(`${src} ${id}`);
}

function onCancel(id: number, src: string): void {
  const context = answering.get(`${src} ${id}`);
  if (context === undefined) {
    givenUpEarly.add(`${src} ${id}`);
    return;
  }
  context.cancel(undefined);
  abandonWithin(context);
}

function onService(id: number, src: string, body: Rpc): void {
  const handler = services.get(String(body.fname));
  if (handler === undefined) {
    const error = new Error(
      `${agent.self} has no service ${String(body.fname)} in its ${agent.role}'s main realm; do all nodes run the same version of lutf?`,
    );
    Object.defineProperty(error, "name", { value: "UnknownMethodError" });
    replyError(id, src, "lutf", error);
    return;
  }
  const context = new CallContext(undefined, 0, String(body.fname));
  beginAnswer(id, src, context);
  void runInCall(context, () => answerService(id, src, handler, new Asked(src, (body.parameters ?? {}) as Parameters, context)));
}

class Asked implements ServiceRequest {
  readonly #context: CallContext;

  constructor(
    readonly src: string,
    readonly parameters: Parameters,
    context: CallContext,
  ) {
    this.#context = context;
  }

  get signal(): AbortSignal {
    return this.#context.signal;
  }
}

async function answerService(id: number, src: string, handler: Handler, serviceRequest: ServiceRequest): Promise<void> {
  try {
    reply(id, src, "lutf", await handler(serviceRequest));
  } catch (error) {
    replyError(id, src, "lutf", error);
  }
  endAnswer(id, src);
}

function receive(
  kind: Kind,
  id: number,
  src: string,
  body: Data,
  failure: Failure | undefined,
  detail: string | undefined,
  afterMs: number,
): void {
  switch (kind) {
    case "results":
      onResults(id, body as Rpc);
      break;
    case "failure":
      onFailure(id, failure, detail, afterMs);
      break;
    case "request":
      if ((body as Rpc).type === "service") onService(id, src, body as Rpc);
      else onOther(id, src, body as Rpc);
      break;
    case "cancel":
      onCancel(id, src);
      break;
    default:
      for (const listener of listeners) listener(kind, src, body, failure, detail);
  }
}

/** Gets every event, and in a main realm the kinds that are about nodes: "agent", "connected", "disconnected" … */
export function listen(listener: OtherMessage): void {
  listeners.push(listener);
}

/** Installs this realm's receiver, and stacks in lines of TypeScript. listener: see listen(); other gets requests that are no service. */
export function startChannel(listener: OtherMessage, other?: OtherRequest): void {
  installStackMapping();
  listen(listener);
  if (other !== undefined) onOther = other;
  agent.setReceiver(receive);
}
