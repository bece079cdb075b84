// SPDX-License-Identifier: GPL-2.0-or-later
// What a selftest is asked to do, checked before anything is started.
import type { Node } from "../lutf/node.ts";
import { type NodeOrBed, nodeOf } from "./node-or-bed.ts";

interface Common {
  /** The nodes that send the RPCs; the first is the console, on which `lst` runs. */
  from: readonly NodeOrBed[];
  /** The nodes that answer them; none of `from`. */
  to: readonly NodeOrBed[];
  /** ping: nothing but RPCs; write: data from `from` to `to`; read: the other way. Or `write: true`, `read: true`. */
  test?: "ping" | "read" | "write";
  write?: boolean;
  read?: boolean;
  /** Bytes of data of each RPC, or "4K", "1M"; 1 to 1M, default 4K. Not of a ping. */
  size?: number | string;
  /** RPCs at a time from each node of `from` to each of its servers; 1 to 1024, default 1. */
  concurrency?: number;
  /** "A:B": each A nodes of `from` have B servers of their own. Default "1:1". */
  distribute?: string;
  /** Whether data is compared: its ends or all of it. Default none. */
  check?: "none" | "simple" | "full";
}

/** Of selftest.start(): it runs until it is stopped, or until each of its workers has done `loop` RPCs. */
export interface SelftestStart extends Common {
  loop?: number;
}

/** Of selftest.run(): either seconds or loop. */
export interface SelftestRun extends Common {
  seconds?: number;
  loop?: number;
}

export interface Wanted {
  from: Node[];
  to: Node[];
  /** Words of `lst add_test` after the groups: what `test`, `size` and `check` say. */
  words: string[];
  test: "ping" | "read" | "write";
  /** Bytes; 0 of a ping. */
  size: number;
  loop: number | undefined;
  concurrency: number;
  distribute: string;
}

const LARGEST = 1 << 20;
const MOST_AT_A_TIME = 1024;

/** Throws RangeError or TypeError, which say what is wrong and what may stand there. */
export function checkSelftest(o: SelftestStart): Wanted {
  const [from, to] = [nodes("from", o.from), nodes("to", o.to)];
  const both = from.find(({ name }) => to.some((other) => other.name === name));
  if (both) throw new RangeError(`selftest: ${both.name} stands in from and in to; a node is on one side`);
  const test = testOf(o);
  const size = test === "ping" ? 0 : sizeOf(o.size ?? "4K");
  if (test === "ping" && o.size !== undefined) throw new RangeError("selftest: a ping has no size; write and read have");
  const { check = "none" } = o;
  if (!["none", "simple", "full"].includes(check)) throw new RangeError(`selftest: check ${show(check)} is none of none, simple, full`);
  if (test === "ping" && check !== "none") throw new RangeError("selftest: a ping has no data to check; write and read have");
  return {
    from,
    to,
    test,
    size,
    words: test === "ping" ? ["ping"] : ["brw", test, ...(check === "none" ? [] : [`check=${check}`]), `size=${size}`],
    loop: o.loop === undefined ? undefined : whole("loop", o.loop, 1, 2 ** 31 - 1),
    concurrency: whole("concurrency", o.concurrency ?? 1, 1, MOST_AT_A_TIME),
    distribute: distributionOf(o.distribute ?? "1:1", to.length),
  };
}

/** Exactly one of seconds and loop; gives the seconds. */
export function checkDuration({ seconds, loop }: SelftestRun): number | undefined {
  if ((seconds === undefined) === (loop === undefined))
    throw new RangeError("selftest.run: exactly one of seconds and loop says how long it runs; selftest.start() runs until it is stopped");
  if (seconds !== undefined && !(typeof seconds === "number" && seconds > 0 && Number.isFinite(seconds)))
    throw new RangeError(`selftest.run: seconds ${show(seconds)} is no time above 0`);
  return seconds;
}

function nodes(which: "from" | "to", given: readonly NodeOrBed[]): Node[] {
  if (!Array.isArray(given) || given.length === 0) throw new TypeError(`selftest: ${which} wants a list of one node or more`);
  if (given.some((one) => typeof one !== "object" || one === null)) throw new TypeError(`selftest: one of ${which} is no node`);
  const found = given.map(nodeOf);
  const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) < index);
  if (twice) throw new RangeError(`selftest: ${twice.name} stands twice in ${which}`);
  return found;
}

function testOf({ test, write, read }: Common): Wanted["test"] {
  const said = [test, write ? "write" : undefined, read ? "read" : undefined].filter((one) => one !== undefined);
  if (said.length !== 1)
    throw new RangeError(`selftest: exactly one test is wanted: test: "ping", "read" or "write"; not ${said.join(" and ") || "none"}`);
  const only = said[0]!;
  if (only !== "ping" && only !== "read" && only !== "write")
    throw new RangeError(`selftest: test ${show(only)} is none of ping, read, write`);
  return only;
}

function sizeOf(given: number | string): number {
  const [, number, unit = ""] = /^(\d+)([kKmM]?)$/.exec(String(given)) ?? [];
  const bytes = Number(number ?? Number.NaN) * (unit === "" ? 1 : unit.toLowerCase() === "k" ? 1024 : LARGEST);
  if (bytes >= 1 && bytes <= LARGEST) return bytes;
  throw new RangeError(`selftest: size ${show(given)} is not 1 byte to 1M: a number, "4K" …`);
}

function whole(what: string, given: number, least: number, most: number): number {
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  throw new RangeError(`selftest: ${what} ${show(given)} is no whole number from ${least} to ${most}`);
}

function distributionOf(text: string, servers: number): string {
  const [, clients, span] = /^(\d+):(\d+)$/.exec(text) ?? [];
  if (!(Number(clients) > 0 && Number(span) > 0)) throw new RangeError(`selftest: distribute ${show(text)} is not "1:1", "1:2" …`);
  if (Number(span) > servers) throw new RangeError(`selftest: distribute ${show(text)} wants ${span} nodes in to; there are ${servers}`);
  return text;
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
