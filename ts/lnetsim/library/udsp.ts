// SPDX-License-Identifier: GPL-2.0-or-later
// User Defined Selection Policies by the library (2.15 and later; lnetconfig-api.md §3.12, golden/07_udsp, 11_clib).
import { matchesNetPattern, matchesNidPattern, parseNet, parseNidPattern } from "../../lnet/nid.ts";
import { EINVAL, ENOENT } from "../errno.ts";
import type { NidPattern, UdspRule } from "../kernel/udsp.ts";
import { failure, type LibrarySession, RefusedError } from "./session.ts";

export interface NewUdsp {
  src?: string | null | undefined;
  dst?: string | null | undefined;
  rte?: string | null | undefined;
  /** Begins with "priority" or "pref". */
  type: string;
  /** null: none given. */
  priority: number | null;
  /** -1: at the end. */
  index: number;
  seqNo?: number | undefined;
}

function pattern(text: string): NidPattern | undefined {
  const parsed = parseNidPattern(text);
  return (
    parsed && {
      text: parsed.text,
      isNet: parsed.addresses === undefined,
      matchesNid: (nid) => matchesNidPattern(parsed, nid),
      matchesNet: (name) => {
        const net = parseNet(name);
        return net !== undefined && matchesNetPattern(parsed, net);
      },
    }
  );
}

/** A failure of the kernel is the positive errno (§0.8). */
export function addUdsp(session: LibrarySession, o: NewUdsp): number {
  const answer = (rc: number, descr: string): number => session.result({ cmd: "add", entity: "udsp", rc, descr, seqNo: o.seqNo });
  const rule = parseRule(session, o);
  if (typeof rule === "string") return answer(-EINVAL, rule);
  const rc = session.ioctl((lnet) => lnet.addUdsp(rule, o.index));
  return rc === 0 ? answer(0, '"success"') : answer(-rc, failure("cannot add udsp", rc));
}

function parseRule(session: LibrarySession, o: NewUdsp): UdspRule | string {
  const { src = null, dst = null, rte = null } = o;
  if (!o.type.startsWith("priority") && !o.type.startsWith("pref")) return `"bad action type specified: ${o.type}"`;
  if (src === null && dst === null && rte === null) return '"Missing required argument(s)"';
  if (src !== null && dst !== null && rte !== null) return '"The combination of src, dst and rte is not supported"';
  if (src !== null && rte !== null) return '"src and rte cannot be combined"';
  const rule: UdspRule = {};
  for (const [name, text] of [
    ["src", src],
    ["dst", dst],
    ["rte", rte],
  ] as const) {
    if (text === null) continue;
    const parsed = pattern(text);
    // 2.15 has an escape there that is none: \f (golden/20_v2_15_8/108).
    if (!parsed) return session.old ? `\failed to parse ${name} parameter"` : `"failed to parse ${name} parameter"`;
    rule[name] = parsed;
  }
  // A rule for one side only has a priority, whatever was asked for: without one the highest.
  if (o.type.startsWith("priority")) rule.priority = (o.priority ?? 0) >>> 0;
  else if ((src === null) !== (dst === null) && rte === null) rule.priority = 0;
  return rule;
}

/** -1: all. The block is that of adding. */
export function delUdsp(session: LibrarySession, o: { index: number; seqNo?: number | undefined }): number {
  const rc = session.ioctl((lnet) => lnet.deleteUdsp(o.index | 0));
  return session.result({ cmd: "add", entity: "udsp", rc, descr: rc === 0 ? '"success"' : failure("cannot del udsp", rc), seqNo: o.seqNo });
}

/** -1: all. A single one that there is: the real library frees something twice and aborts, so this refuses it. */
export function showUdsp(session: LibrarySession, o: { index: number; seqNo?: number | undefined }): number {
  const rc = session.ioctl((lnet) => {
    if (o.index >= 0 && o.index < lnet.udsp.length) {
      throw new RefusedError(
        `lustre_lnet_show_udsp(${o.index}): liblnetconfig frees memory twice and aborts here; show all with -1 and pick one`,
      );
    }
    if (o.index < 0 && lnet.udsp.length > 0) {
      const list = session.shown("udsp", "array");
      for (const [index, rule] of lnet.udsp.entries()) {
        const item = list.item();
        item.number("idx", index);
        for (const key of ["src", "dst", "rte"] as const) {
          const text = rule[key]?.text;
          if (text !== undefined || session.old) item.string(key, text ?? "NA");
        }
        if (rule.priority !== undefined) item.object("action").number("priority", rule.priority);
      }
    }
    return 0;
  });
  const failed = rc !== 0 && rc !== -ENOENT;
  return session.result({
    cmd: "show",
    entity: "udsp",
    rc: failed ? rc : 0,
    descr: failed ? failure("cannot get udsp", rc) : '"success"',
    seqNo: o.seqNo,
  });
}
