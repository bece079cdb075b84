// SPDX-License-Identifier: GPL-2.0-or-later
import { self } from "lutf:agent";
import { here } from "../lutf/here.ts";
import type { Data } from "../rpc/data.ts";
import { type CallSite, RemoteError, registerError } from "../rpc/errors.ts";
import type { ErrorBlock } from "./error-blocks.ts";

/** Names of LUSTRE_CFG_RC_*, whose numbers changed with 2.16 (lnetconfig-api.md §2.7). */
export type RcName =
  | "BAD_PARAM"
  | "MISSING_PARAM"
  | "OUT_OF_RANGE"
  | "OUT_OF_MEM"
  | "GENERIC"
  | "NO_MATCH"
  | "MATCH"
  | "SKIP"
  | "LAST_ELEM"
  | "MARSHAL_FAIL";

const RC_ERRNO: Readonly<Record<RcName, number>> = {
  BAD_PARAM: -22,
  MISSING_PARAM: -14,
  OUT_OF_RANGE: -34,
  OUT_OF_MEM: -12,
  GENERIC: -61,
  NO_MATCH: -42,
  MATCH: -54,
  SKIP: -57,
  LAST_ELEM: -48,
  MARSHAL_FAIL: -60,
};

const CODES: Readonly<Record<number, string>> = {
  1: "EPERM",
  2: "ENOENT",
  3: "ESRCH",
  5: "EIO",
  7: "E2BIG",
  10: "ECHILD",
  12: "ENOMEM",
  13: "EACCES",
  14: "EFAULT",
  16: "EBUSY",
  17: "EEXIST",
  19: "ENODEV",
  22: "EINVAL",
  28: "ENOSPC",
  34: "ERANGE",
  42: "ENOMSG",
  48: "ECHRNG",
  54: "EXFULL",
  57: "EBADSLT",
  60: "ENOSTR",
  61: "ENODATA",
  71: "EPROTO",
  76: "ENOTUNIQ",
  87: "EUSERS",
  95: "EOPNOTSUPP",
  100: "ENETDOWN",
  108: "ESHUTDOWN",
  110: "ETIMEDOUT",
  113: "EHOSTUNREACH",
  114: "EALREADY",
};

/** What failed, and all that was said of it. */
export interface LnetFailure {
  /** "addNet", or the words of a command line. */
  what: string;
  road: "library" | "lnetctl";
  rc: number;
  rcName: RcName | null;
  errno: number;
  descr: string;
  command: string;
  entity: string;
  /** Every block with an error, in order. */
  blocks: ErrorBlock[];
}

/** An operation that LNet refused, or that failed, by either road. */
export class LnetError extends RemoteError {
  /** The method, or the command line. */
  readonly what: string;
  readonly road: "library" | "lnetctl";
  /** As it came: what the library returned, or the exit status of lnetctl. */
  readonly rc: number;
  /** Its name if it is one of LUSTRE_CFG_RC_*, in every version. */
  readonly rcName: RcName | null;
  /** LNet's words, without quotes. They differ by road and version: compare numbers first. */
  readonly descr: string;
  /** add, del, show, … of the block that says it; "" without a block. */
  readonly command: string;
  /** net, route, peer, … */
  readonly entity: string;
  readonly blocks: ErrorBlock[];

  constructor(failure: LnetFailure, site?: Error, call?: CallSite) {
    const { what, descr, errno } = failure;
    const code = CODES[-errno];
    super(
      `${what}: ${descr === "" ? "failed and said nothing" : descr} (${code ?? "errno"} ${errno})`,
      { ...(call ?? { node: self, script: here.script, what, site }), errno, code },
      "LnetError",
    );
    this.what = what;
    this.road = failure.road;
    this.rc = failure.rc;
    this.rcName = failure.rcName;
    this.descr = descr;
    this.command = failure.command;
    this.entity = failure.entity;
    this.blocks = failure.blocks;
  }

  /** -17 … : what 2.16 and later mean, also where `rc` is another number. */
  declare readonly errno: number;

  /** What travels to another node beside name, message and stack. */
  override get details(): { [key: string]: Data } {
    const { what, road, rc, rcName, errno, descr, command, entity, blocks } = this;
    return { what, road, rc, rcName, errno, descr, command, entity, blocks: blocks as unknown as Data };
  }
}

registerError("LnetError", (_data, call, details) => new LnetError(details as unknown as LnetFailure, undefined, call));

/** The failure of the first block that has an error; `rc` counts where no block does. undefined: nothing failed. */
export function failureOf(
  from: { what: string; road: "library" | "lnetctl"; rc: number; rcName: string | null; blocks: ErrorBlock[] },
  otherwise: { errno: number; descr: string },
): LnetFailure | undefined {
  const blocks = from.blocks.filter(({ errno }) => errno !== 0);
  const first = blocks[0];
  if (from.rc === 0 && first === undefined) return undefined;
  const named = from.rcName === null || from.rcName === "OK" ? null : (from.rcName as RcName);
  // Up to 2.15 numbers of LUSTRE_CFG_RC_* are none of the system: errno is what 2.16 says instead. udsp functions return positive ones.
  const said = first === undefined ? otherwise.errno : -Math.abs(first.errno);
  return {
    what: from.what,
    road: from.road,
    rc: from.rc,
    rcName: named ?? rcNameOf(said),
    errno: named === null ? said : RC_ERRNO[named],
    descr: first?.descr ?? otherwise.descr,
    command: first?.command ?? "",
    entity: first?.entity ?? "",
    blocks,
  };
}

function rcNameOf(errno: number): RcName | null {
  return (Object.entries(RC_ERRNO).find(([, number]) => number === errno)?.[0] as RcName | undefined) ?? null;
}

/** Texts of errnos whose numbers LUSTRE_CFG_RC_* has as well, in the order of RC_ERRNO. */
const SYSTEM_TEXTS = [
  "Operation not permitted",
  "No such file or directory",
  "No such process",
  "Interrupted system call",
  "Input/output error",
  "No such device or address",
  "Argument list too long",
  "Exec format error",
  "Bad file descriptor",
  "No child processes",
];
const OLD: readonly string[] = ["2.12", "2.14", "2.15a", "2.15b"];

/** Up to 2.15: LUSTRE_CFG_RC_* are -1 to -10. */
export function isOldGeneration(generation: string): boolean {
  return OLD.includes(generation);
}

/** Name of the first error's number: up to 2.15 a small one is one of LUSTRE_CFG_RC_*, unless the words end with the system's text for it (§2.7). */
export function oldRcName(blocks: readonly ErrorBlock[], generation: string): RcName | null {
  const first = blocks.find(({ errno }) => errno !== 0);
  if (first === undefined || !isOldGeneration(generation)) return null;
  const text = SYSTEM_TEXTS[-first.errno - 1];
  return text === undefined || first.descr.endsWith(text) ? null : (Object.keys(RC_ERRNO)[-first.errno - 1] as RcName);
}
