// SPDX-License-Identifier: GPL-2.0-or-later
import { self } from "lutf:agent";
import { here } from "../lutf/here.ts";
import { Node } from "../lutf/node.ts";
import { sendRequest } from "./channel.ts";
import { type ClassName, nameOfClass } from "./class-names.ts";
import type { Data } from "./data.ts";

/**
 * The base of classes whose methods run on a node. `new Disk(node)` is an object here whose methods run there; `new Disk()`, and
 * `new Disk(lutf.self)`, is an ordinary object. Methods must be async, so that the types are the same in both cases.
 *
 * With the first call of a method the object is made on the node: its constructor runs there without arguments, then it gets the data fields that the
 * object has here. From then on its state lives there, until the test ends: fields here no longer change, and may not be set. A subclass must
 * be exported by its module, its constructor must work without arguments, and what it passes and returns must be Data.
 *
 * @example
 * export class Counter extends BaseTest {
 *   private total = 0;
 *   async add(amount: number): Promise<number> { return (this.total += amount); }
 * }
 * const counter = new Counter(node);
 * await counter.add(2);
 */
export class BaseTest {
  constructor(target?: Node) {
    // biome-ignore lint/correctness/noConstructorReturn: the proxy stands for the object, and is `this` of the subclass's constructor
    if (target !== undefined && target.name !== self) return new Proxy(this, new Remote(target.name));
  }
}

/** Names that others look for in any object; a method of that name does not exist unless the class has it. */
const NOT_METHODS: ReadonlySet<string> = new Set([
  "then",
  "toJSON",
  "asymmetricMatch",
  "$$typeof",
  "nodeType",
  "tagName",
  "inspect",
  "@@__IMMUTABLE_ITERABLE__@@",
  "@@__IMMUTABLE_RECORD__@@",
]);
const REMOTE: unique symbol = Symbol("remote object");
type Method = (this: { [REMOTE]: Remote }, ...parameters: Data[]) => Promise<Data>;

/** One function per name, for all classes. */
const methods = new Map<string, Method>();
let lastInstance = 0;

function methodOf(fname: string): Method {
  let method = methods.get(fname);
  if (method === undefined) {
    method = function (...parameters) {
      return this[REMOTE].call(this, fname, parameters);
    };
    methods.set(fname, method);
  }
  return method;
}

/** An object whose methods run on another node; also the handler of its proxy. */
class Remote implements ProxyHandler<BaseTest> {
  /** Unique in the test, whatever node made it. */
  readonly #instance = `${self}-${++lastInstance}`;
  /** Known since the first call was sent. */
  #name: ClassName | undefined;

  constructor(readonly node: string) {}

  get(target: BaseTest, key: string | symbol, receiver: unknown): unknown {
    if (typeof key === "symbol") return key === REMOTE ? this : Reflect.get(target, key, receiver);
    if (key in Object.prototype || Object.hasOwn(target, key)) return Reflect.get(target, key, receiver);
    if (NOT_METHODS.has(key) && !(key in target)) return undefined;
    return methodOf(key);
  }

  set(target: BaseTest, key: string | symbol, value: unknown, receiver: unknown): boolean {
    if (this.#name === undefined) return Reflect.set(target, key, value, receiver);
    throw new TypeError(
      `${this.#name.class}.${String(key)} cannot be set here any more: the object lives on ${this.node} since its first call; set it in a method`,
    );
  }

  call(proxy: object, fname: string, parameters: Data[]): Promise<Data> {
    try {
      const name = this.#name ?? nameOfClass(proxy.constructor as new () => unknown);
      const { script, class: className } = name;
      for (const parameter of parameters)
        if ((parameter as unknown) instanceof Node)
          throw new TypeError(`${className}.${fname}: a Node cannot be a parameter; pass its name, and call lutf.getTarget(name) there`);
      const fields: { [key: string]: Data } = {
        test: here.test,
        type: "method_call",
        script,
        class: className,
        instance: this.#instance,
        fname,
        parameters,
      };
      if (this.#name === undefined) fields.state = stateOf(proxy, className);
      const answer = sendRequest(this.node, fields, script, className, fname);
      this.#name = name;
      return answer;
    } catch (error) {
      return Promise.reject(error);
    }
  }
}

/** The object's own fields, as the other node's object gets them. */
function stateOf(object: object, className: string): { [key: string]: Data } {
  const state: { [key: string]: Data } = {};
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === "function")
      throw new TypeError(`${className}.${key} is a function in a field, which cannot travel: make it a method`);
    state[key] = value as Data;
  }
  return state;
}
