// SPDX-License-Identifier: GPL-2.0-or-later
// traffic.pings(): many pings by few processes.
import { here } from "../lutf/here.ts";
import type { Node } from "../lutf/node.ts";
import { RemoteError } from "../rpc/errors.ts";
import { callSite } from "../stack/stack.ts";
import { lnet } from "./index.ts";

export interface PingsOptions {
  /** NID of the NI that they leave from; they go to exactly the NID that is pinged. */
  source?: string;
  /** Seconds that one may take; default 1. */
  timeout?: number;
  /** CPU that the process runs on, and so where the memory of its messages is: a number as `taskset -c` takes it. */
  cpu?: number;
  /** Failures are counted and do not reject. */
  mayFail?: boolean;
}

export interface Pings {
  ok: number;
  failed: number;
}

/** A command has 60 s; one that pings a dead host 50 times stays below. */
const BUDGET = 50;

export async function pings(from: Node, to: string | readonly string[], count: number, options: PingsOptions = {}): Promise<Pings> {
  const site = callSite(12);
  const nids = typeof to === "string" ? [to] : [...to];
  const { source, timeout = 1, cpu, mayFail = false } = options;
  if (nids.length === 0 || nids.some((nid) => typeof nid !== "string" || nid === "")) throw new TypeError("traffic.pings: a NID is wanted");
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`traffic.pings: ${count} pings are not 1 or more`);
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > BUDGET)
    throw new RangeError(`traffic.pings: timeout ${timeout} is not 1 to ${BUDGET} whole seconds, as lnetctl takes them`);
  const all = Array.from({ length: count }, (_, index) => nids[index % nids.length]!);
  const atOnce = Math.floor(BUDGET / timeout);
  const result: Pings = { ok: 0, failed: 0 };
  for (let begin = 0; begin < count; begin += atOnce) {
    const some = all.slice(begin, begin + atOnce);
    const words = ["ping", "--timeout", `${timeout}`, ...(source === undefined ? [] : ["--source", source])];
    const run = [...words, ...some];
    const { stdout, stderr, code } = await (cpu === undefined
      ? lnet.on(from).cli.run(run)
      : from.exec(["taskset", "-c", `${cpu}`, "lnetctl", ...run]));
    const ok = stdout.match(/^\s*(- )?\s*primary nid:/gm)?.length ?? 0;
    result.ok += ok;
    result.failed += some.length - ok;
    if (ok < some.length && !mayFail) {
      const message = failure(from, some, ok, { stdout, stderr, code });
      throw new RemoteError(message, { node: from.name, script: here.script, what: "traffic.pings", site });
    }
  }
  return result;
}

function failure(
  from: Node,
  nids: readonly string[],
  ok: number,
  { stdout, stderr, code }: { stdout: string; stderr: string; code: number },
): string {
  const descriptions = `${stdout}\n${stderr}`.match(/(?<=descr:\s*)\S.*/g) ?? [];
  const said = [...new Set(descriptions.map((line) => line.replace(/^!? ?['"]+|['"]+$/g, "")))];
  const why = said.length > 0 ? said.join("; ") : (stderr || stdout).trim() || `lnetctl ended with ${code} and said nothing`;
  return `${nids.length - ok} of ${nids.length} pings from ${from.name} to ${[...new Set(nids)].join(", ")} failed: ${why}`;
}
