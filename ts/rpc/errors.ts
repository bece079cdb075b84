// SPDX-License-Identifier: GPL-2.0-or-later
import { loadLibrary } from "lutf:realm";
import { seconds } from "../lutf/duration.ts";
import { rawStack, stitch } from "../stack/stack.ts";
import type { Data } from "./data.ts";
import type { ErrorData } from "./error-data.ts";

/** Where a call went wrong; all of it shows in the message or the stack. */
export interface CallSite {
  /** The node that was called. */
  node: string;
  /** The node where the error was thrown, if the one that was called had called another. */
  origin?: string | undefined;
  /** Module of the script (or of the library) whose class or function was called. */
  script: string;
  /** "Class.method" or "function". */
  what: string;
  /** Made where the call was made. */
  site?: Error | undefined;
  errno?: number | undefined;
  code?: string | undefined;
  /** Frames of the other node, mapped. */
  remoteStack?: string | undefined;
  cause?: unknown;
  errors?: readonly Error[] | undefined;
}

/**
 * Thrown here for what went wrong on another node: `name` and `message` are those of the error thrown there (a TypeError there is
 * a RemoteError with the name "TypeError" here), `stack` is one list of TypeScript lines across both nodes, newest first.
 * Its subclasses are what LUTF itself found wrong with a call.
 *
 * @example
 * const error = await new Disk(node).format().catch((e: unknown) => e);
 * if (error instanceof RemoteError) console.log(error.node, error.code, error.stack);
 */
export class RemoteError extends Error {
  /** The node where it was thrown, or that could not be reached. */
  readonly node: string;
  /** The module whose class or function was called. */
  readonly script: string;
  /** Negative errno (-2 for ENOENT), if the operating system said so. */
  readonly errno?: number;
  /** "ENOENT", "ABORT_ERR" … */
  readonly code?: string;
  /** Of an AggregateError. */
  readonly errors?: readonly Error[];
  readonly #call: CallSite;
  /** Somebody gave it another stack. */
  #replaced: string | undefined;

  constructor(message: string, call: CallSite, name?: string) {
    super(message, call.cause === undefined ? undefined : { cause: call.cause });
    Object.defineProperty(this, "name", { value: name ?? new.target.name, configurable: true, writable: true });
    this.node = call.origin ?? call.node;
    this.script = call.script;
    if (call.errno !== undefined) this.errno = call.errno;
    if (call.code !== undefined) this.code = call.code;
    if (call.errors !== undefined) this.errors = call.errors;
    this.#call = call;
    Object.defineProperty(this, "stack", { get: this.#stitched, set: this.#replaceStack, configurable: true, enumerable: false });
  }

  /** Further fields that travel with it. */
  get details(): { [key: string]: Data } | undefined {
    return undefined;
  }

  #stitched(ownOnly = false): string {
    return this.#replaced ?? stitch(this.#call.remoteStack ?? "", this.#call.node, rawStack(this.#call.site ?? this), ownOnly);
  }

  /** The frames that another node gets: where in the library LUTF finds something wrong helps nobody there, and mapping it takes milliseconds. */
  stackForCaller(): string {
    return this.#stitched(true);
  }

  #replaceStack(stack: string): void {
    this.#replaced = stack;
  }
}

/** The class has no such method, or the script exports no such function, on the node that was called. */
export class UnknownMethodError extends RemoteError {}

/** What became of a node: its process exited, was killed by a signal, its connection broke, or its heartbeats stopped. */
export type HowLost = "exited" | "killed" | "unreachable" | "silent";

/** The node died or became unreachable before it answered. Whether the call did its work is not known; it is not repeated. */
export class NodeLostError extends RemoteError {
  readonly how: HowLost;
  /** Milliseconds between the call and its loss. */
  readonly after: number;

  constructor(message: string, call: CallSite, how: HowLost, after: number) {
    super(message, call);
    this.how = how;
    this.after = after;
  }
}

/** This node lost its connection to the master while it called another node. */
export class DisconnectedError extends NodeLostError {}

/** No answer within the call's time. The node is told to give up: `lutf.signal` is aborted there. */
export class CallTimeoutError extends RemoteError {
  /** Milliseconds. */
  readonly after: number;

  constructor(message: string, call: CallSite, after: number) {
    super(message, call);
    this.after = after;
  }
}

/** The call was given up here, by its AbortSignal or because the call that made it was. Its name is "AbortError", its code "ABORT_ERR". */
export class CallCancelledError extends RemoteError {
  constructor(message: string, call: CallSite) {
    const { node, origin, script, what, site, remoteStack } = call;
    super(message, { node, origin, script, what, site, remoteStack, code: "ABORT_ERR" }, "AbortError");
  }
}

/** There is no node of that name, or it may not be called. */
export class NodeRefusedError extends RemoteError {}

/** Parameters or result are larger than one message may be (16 MiB). */
export class MessageTooLargeError extends RemoteError {}

/** Too many calls are under way, or too much is queued for a node that has stopped reading. */
export class NodeBusyError extends RemoteError {}

/** The answer was not what the protocol asks for: the node runs another version of LUTF, or it is broken. */
export class InvalidAnswerError extends RemoteError {}

/** The object's state on its node is gone: the agent was restarted, or it lost its connection, after the object's first call. */
export class InstanceLostError extends RemoteError {}

/** The test's realm on the node ended while it ran the call: out of memory, one turn too long, an error nobody handled. */
export class RealmEndedError extends RemoteError {
  /** "memory", "turn", "error", "closed", "timeout" or "terminated". */
  readonly how: string;

  constructor(message: string, call: CallSite, how: string) {
    super(message, call);
    this.how = how;
  }
}

/** A node that has not come to a barrier, or has not notified, and where its script is instead. */
export type MissingNode = {
  node: string;
  /** "waitFor \"ready\"", "sleep" …, or why nothing is known. */
  doing: string;
  /** "suites/samples/x.ts:12:5": the line it waits on, if it is known. */
  at?: string;
};

/** waitFor() or barrier() was not fulfilled in time, or never can be: says who is missing and the line each of them is on. */
export class WaitTimeoutError extends RemoteError {
  /** Milliseconds. */
  readonly after: number;
  readonly missing: MissingNode[];

  constructor(message: string, call: CallSite, after: number, missing: MissingNode[]) {
    super(message, call);
    this.after = after;
    this.missing = missing;
  }
}

/** Thrown by `lutf.skip(reason)`, on any node: the test is a SKIP. */
export class SkipError extends Error {
  constructor(reason: string) {
    super(reason);
    Object.defineProperty(this, "name", { value: "SkipError", configurable: true, writable: true });
  }
}

const HOW_LOST: Readonly<Record<HowLost, string>> = {
  exited: "its process exited",
  killed: "its process was killed",
  unreachable: "its connection broke",
  silent: "its heartbeats stopped",
};

/** The error for a call that got no answer. detail is what the wire or the node's supervisor said. */
export function failureError(
  failure: string,
  detail: string | undefined,
  afterMs: number,
  call: CallSite,
  here: { node: string; master: string },
): RemoteError {
  const about = `${call.what} of ${call.script} on ${call.node}`;
  const more = detail === undefined || detail === "" ? "" : `: ${detail}`;
  const after = seconds(afterMs);
  switch (failure) {
    case "timeout":
      return new CallTimeoutError(
        `${about} did not return within ${after}; if it needs longer, give it time: withCalls({ timeout: "…" }, …)`,
        call,
        afterMs,
      );
    case "exited":
    case "killed":
    case "unreachable":
    case "silent": {
      if (here.node !== here.master && failure === "unreachable" && call.node === here.master) {
        return new DisconnectedError(
          `${here.node} lost its connection to the master after ${after}, while it called ${about}${more}`,
          call,
          failure,
          afterMs,
        );
      }
      return new NodeLostError(
        `${call.node} died or was lost after ${after}, while it ran ${call.what} of ${call.script}: ${HOW_LOST[failure]}${more}`,
        call,
        failure,
        afterMs,
      );
    }
    case "cancelled":
      return new CallCancelledError(`${about} was cancelled (aborted) after ${after}`, call);
    case "refused":
      return new NodeRefusedError(`${about} was refused${more}; lutf.getAgents() lists the nodes`, call);
    case "too-large":
      return new MessageTooLargeError(
        `parameters or result of ${about} are larger than a message may be${more}; send files with node.writeFile()`,
        call,
      );
    case "busy":
      return new NodeBusyError(`${about} could not be sent${more}; await some of the calls under way first`, call);
    default:
      return new InvalidAnswerError(`the answer of ${about} was not understood${more}; do all nodes run the same version of lutf?`, call);
  }
}

/** Makes an error of its data: `details` are those of the error that was thrown there. */
export type Maker = (error: ErrorData, call: CallSite, details: { [key: string]: Data }) => Error;

/** How LUTF's own errors are made again on the node that gets them; all others become a RemoteError of their name. */
const makers: Record<string, Maker> = {
  UnknownMethodError: (e, c) => new UnknownMethodError(e.message, c),
  NodeLostError: (e, c, d) => new NodeLostError(e.message, c, d.how as HowLost, Number(d.after)),
  DisconnectedError: (e, c, d) => new DisconnectedError(e.message, c, d.how as HowLost, Number(d.after)),
  CallTimeoutError: (e, c, d) => new CallTimeoutError(e.message, c, Number(d.after)),
  AbortError: (e, c) => new CallCancelledError(e.message, c),
  NodeRefusedError: (e, c) => new NodeRefusedError(e.message, c),
  MessageTooLargeError: (e, c) => new MessageTooLargeError(e.message, c),
  NodeBusyError: (e, c) => new NodeBusyError(e.message, c),
  InvalidAnswerError: (e, c) => new InvalidAnswerError(e.message, c),
  InstanceLostError: (e, c) => new InstanceLostError(e.message, c),
  // The host knows what ended the realm, but not what ran in it.
  RealmEndedError: (e, c, d) =>
    new RealmEndedError(
      e.details === undefined && c.what !== ""
        ? `${c.what} of ${c.script} did not return: its test on ${c.node} ended (${String(d.how)}): ${e.message}`
        : e.message,
      c,
      String(d.how),
    ),
  WaitTimeoutError: (e, c, d) => new WaitTimeoutError(e.message, c, Number(d.after), d.missing as MissingNode[]),
  SkipError: (e) => new SkipError(e.message),
};

/** A library module that has an error class of its own says here how it is made again; `details` of the class travel. */
export function registerError(name: string, maker: Maker): void {
  makers[name] = maker;
}

/** The error that arrived as data, as it is thrown here. */
export function errorFromData(data: ErrorData, call: CallSite): Error {
  const member = (each: ErrorData): Error => errorFromData(each, { node: each.node, script: each.script ?? call.script, what: "" });
  const full: CallSite = {
    node: call.node,
    what: call.what,
    site: call.site,
    origin: data.node ?? call.node,
    script: data.script ?? call.script,
    errno: data.errno,
    code: data.code,
    remoteStack: data.stack,
    cause: data.cause === undefined ? undefined : member(data.cause),
    errors: data.errors?.map(member),
  };
  const maker = Object.hasOwn(makers, data.name) ? makers[data.name] : undefined;
  // What the host says for a realm that ended has its fields beside the name.
  return maker === undefined
    ? new RemoteError(data.message, full, data.name)
    : maker(data, full, data.details ?? (data as { [key: string]: Data }));
}

/** As it can be sent: half of a surrogate pair is no text for YAML. */
const text = (value: unknown): string => String(value).toWellFormed();

/** What was thrown and is no Error, as console.log shows it. */
function shown(thrown: unknown): string {
  if ((typeof thrown !== "object" || thrown === null) && typeof thrown !== "function") return String(thrown);
  try {
    return (loadLibrary("lutf/inspect") as typeof import("../globals/inspect.ts")).inspect(thrown);
  } catch {
    return "something that cannot be shown";
  }
}

/** Causes of causes: a chain may be a circle. */
const CAUSES = 8;

/** What travels of something thrown here: of an Error its name, message, mapped stack and what else is known; of anything else its text. */
export function errorToData(thrown: unknown, node: string, script: string, depth = 0): ErrorData {
  if (!(thrown instanceof Error)) {
    return { name: "Error", message: text(`thrown: ${shown(thrown)}`), stack: "", node, script };
  }
  const remote = thrown instanceof RemoteError;
  const error = thrown as Error & { errno?: unknown; code?: unknown; how?: unknown; after?: unknown; missing?: unknown; errors?: unknown };
  const data: ErrorData = {
    name: text(error.name),
    message: text(error.message),
    stack: text(remote ? thrown.stackForCaller() : (error.stack ?? "")),
    node: remote ? thrown.node : node,
    script: remote ? thrown.script : script,
  };
  if (typeof error.errno === "number") data.errno = error.errno;
  if (typeof error.code === "string") data.code = text(error.code);
  if (depth === CAUSES) return data;
  if (error.cause !== undefined) data.cause = errorToData(error.cause, node, script, depth + 1);
  if (Array.isArray(error.errors)) data.errors = error.errors.map((each) => errorToData(each, node, script, depth + 1));
  if (remote) {
    const details: { [key: string]: Data } = { ...thrown.details };
    if (typeof error.how === "string") details.how = error.how;
    if (typeof error.after === "number") details.after = error.after;
    if (Array.isArray(error.missing)) details.missing = error.missing as MissingNode[];
    if (Object.keys(details).length > 0) data.details = details;
  } else if (error.name === "AssertionError") {
    data.details = comparison(error as { expected?: unknown; actual?: unknown });
  }
  return data;
}

/** What was compared, as text where it is short and plain. */
function comparison(error: { expected?: unknown; actual?: unknown }): { [key: string]: Data } {
  const details: { [key: string]: Data } = {};
  for (const key of ["expected", "actual"] as const) {
    const value = error[key];
    if (value === null || ["string", "number", "boolean", "bigint"].includes(typeof value))
      details[key] = text(String(value).slice(0, 1000));
  }
  return details;
}
