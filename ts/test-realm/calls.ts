// SPDX-License-Identifier: GPL-2.0-or-later
// Answers calls of methods and functions that other nodes make in this realm.
import { role, self } from "lutf:agent";
import { importModule, loadLibrary } from "lutf:realm";
import { here } from "../lutf/here.ts";
import { CallContext, runInCall } from "../rpc/call-context.ts";
import { beginAnswer, callService, endAnswer, reply, replyError } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";

type Namespace = { readonly [name: string]: unknown };
type Constructor = new () => object;
export type CallBody = {
  script?: string;
  class?: string;
  instance?: string;
  fname?: string;
  parameters?: Data;
  state?: { [key: string]: Data };
  [key: string]: Data;
};

/** An object that is being made, and the calls that wait for it, in order; or why it could not be made. */
class Making {
  readonly queue: (() => void)[] = [];
  failure: unknown;
}

const namespaces = new Map<string, Namespace>();
const instances = new Map<string, object | Making>();

export function onMethodCall(id: number, src: string, body: CallBody): void {
  const { script = "", instance = "" } = body;
  const object = instances.get(instance);
  if (object instanceof Making) {
    if (object.failure !== undefined) replyError(id, src, script, object.failure);
    else object.queue.push(() => onMethodCall(id, src, body));
  } else if (object !== undefined) {
    invokeMethod(id, src, object, body);
  } else if (body.state === undefined) {
    replyError(
      id,
      src,
      script,
      named(
        "InstanceLostError",
        `the ${body.class} object of ${src} is gone: ${self} was restarted or lost its connection after the object's first call; make a new one`,
      ),
    );
  } else {
    make(id, src, body, body.state);
  }
}

export function onFunctionCall(id: number, src: string, body: CallBody): void {
  const { script = "", fname = "" } = body;
  const namespace = namespaces.get(script);
  if (namespace === undefined) {
    load(script).then(
      () => onFunctionCall(id, src, body),
      (error: unknown) => replyError(id, src, script, error),
    );
    return;
  }
  const called = Object.hasOwn(namespace, fname) ? namespace[fname] : undefined;
  if (typeof called !== "function") {
    replyError(
      id,
      src,
      script,
      named("UnknownMethodError", `${script} exports no function ${fname} on ${self}; it exports ${listed(Object.keys(namespace))}`),
    );
    return;
  }
  invoke(id, src, script, fname, called as (parameters: Data) => unknown, undefined, [body.parameters ?? {}]);
}

function make(id: number, src: string, body: CallBody, state: { [key: string]: Data }): void {
  const { script = "", instance = "" } = body;
  const namespace = namespaces.get(script);
  if (namespace === undefined) {
    const making = new Making();
    instances.set(instance, making);
    load(script).then(
      () => {
        instances.delete(instance);
        onMethodCall(id, src, body);
        for (const call of making.queue) call();
      },
      (error: unknown) => {
        making.failure = error;
        replyError(id, src, script, error);
        for (const call of making.queue) call();
      },
    );
    return;
  }
  let object: object;
  try {
    object = construct(namespace, script, body.class ?? "");
  } catch (error) {
    const failed = new Making();
    failed.failure = error;
    instances.set(instance, failed);
    replyError(id, src, script, error);
    return;
  }
  // Fields are defined, not set: a setter of the class is not to run, and fields that are readonly get their value too.
  for (const key of Object.keys(state))
    Object.defineProperty(object, key, { value: state[key], writable: true, enumerable: true, configurable: true });
  instances.set(instance, object);
  invokeMethod(id, src, object, body);
}

function construct(namespace: Namespace, script: string, name: string): object {
  const constructor = Object.hasOwn(namespace, name) ? namespace[name] : undefined;
  if (typeof constructor !== "function")
    throw named("UnknownMethodError", `${script} exports no class ${name} on ${self}; it exports ${listed(Object.keys(namespace))}`);
  try {
    return new (constructor as Constructor)();
  } catch (error) {
    throw named(
      "Error",
      `the constructor of ${name} must run without arguments, because ${self} makes its own object and then gives it the fields of yours; it threw ${String(error)}`,
      error,
    );
  }
}

function invokeMethod(id: number, src: string, object: object, body: CallBody): void {
  const { script = "", fname = "" } = body;
  const method = fname in Object.prototype ? undefined : (object as Namespace)[fname];
  if (typeof method !== "function") {
    replyError(
      id,
      src,
      script,
      named(
        "UnknownMethodError",
        `class ${body.class} of ${script} has no method ${fname} on ${self}; it has ${listed(methodsOf(object))}`,
      ),
    );
    return;
  }
  invoke(
    id,
    src,
    script,
    `${body.class}.${fname}`,
    method as (...parameters: Data[]) => unknown,
    object,
    (body.parameters ?? []) as Data[],
  );
}

function invoke(
  id: number,
  src: string,
  script: string,
  what: string,
  called: (...parameters: never[]) => unknown,
  object: object | undefined,
  parameters: Data[],
): void {
  const context = new CallContext(undefined, 0, what);
  beginAnswer(id, src, context);
  const answer = (value: unknown): void => {
    endAnswer(id, src);
    try {
      reply(id, src, script, value as Data);
    } catch (error) {
      replyError(
        id,
        src,
        script,
        named(
          "TypeError",
          `what ${what} returned on ${self} cannot travel: ${error instanceof Error ? error.message : String(error)}`,
          error,
        ),
      );
    }
  };
  const fail = (error: unknown): void => {
    endAnswer(id, src);
    replyError(id, src, script, error);
  };
  try {
    const value = runInCall(context, () => called.apply(object, parameters as never[]));
    if (value instanceof Promise) value.then(answer, fail);
    else answer(value);
  } catch (error) {
    fail(error);
  }
}

/** Loads the module. An agent that lacks it asks the master once more: the script may have loaded it only lately. */
async function load(script: string): Promise<void> {
  if (namespaces.has(script)) return;
  if (script === "lutf" || script.startsWith("lutf/")) {
    namespaces.set(script, loadLibrary(script) as Namespace);
    return;
  }
  if (role !== "master") await callService(self, "provide_module", { test: here.test, name: script });
  namespaces.set(script, (await importModule(script)) as Namespace);
}

function methodsOf(object: object): string[] {
  const found = new Set<string>();
  for (
    let at = Object.getPrototypeOf(object) as object | null;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") found.add(name);
  }
  return [...found];
}

function listed(names: string[]): string {
  return names.length === 0 ? "none" : names.sort().join(", ");
}

/** An error whose class is made again on the node that gets it (errors.ts). */
function named(name: string, message: string, cause?: unknown): Error {
  return Object.defineProperty(new Error(message, cause === undefined ? undefined : { cause }), "name", { value: name });
}
