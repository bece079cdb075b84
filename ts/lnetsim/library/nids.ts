// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of NIDs by the library, and its functions that only read and print names (lnetconfig-api.md §1.3, §3.15;
// golden/library-2.17.0/v2_17_0-nid-parsing.txt, golden/11_clib). The work is done in ts/lnet.
import {
  expandNidRange,
  expressionValues,
  findLnd,
  formatExpression,
  formatNidRange,
  lndName,
  matchesNidlist,
  NID_ANY,
  netFromNumber,
  nidToStr,
  parseExpression,
  parseNid,
  parseNidlist,
  parseNidPattern,
  parseNidRange,
  parseNidstr,
  strToAnyNid,
  strToNet,
  strToNid,
} from "../../lnet/nid.ts";
import { EINVAL } from "../errno.ts";
import { type LibrarySession, RefusedError } from "./session.ts";

/** The NIDs of "10.0.0.[1-3]@tcp 10.0.1.1@tcp", at most `limit`; or the text of what is wrong. */
export function parseNidList(session: LibrarySession, text: string | null, limit: number): string[] | string {
  const parsed = parseNidstr(text, limit);
  if (Array.isArray(parsed)) return parsed;
  const { message, diagnostic } = parsed;
  if (!session.old) {
    if (diagnostic !== undefined) session.stderr += `${diagnostic}\n`;
    return message;
  }
  // 2.15 names the word that it cannot read, and ends its text with a newline instead of quoting it (golden/20_v2_15_8/064, 076).
  if (diagnostic !== undefined) {
    const wrong = text!.split(" ").find((word) => word !== "" && !Array.isArray(parseNidlist(word)));
    session.stderr += `can't parse nidrange: "${wrong}"\n`;
  }
  return message.startsWith('"') ? `${message.slice(1, -1)}\n` : message;
}

const numberOf = (nid: string): string => strToNid(nid).toString();

/** lustre_lnet_parse_nidstr(): how many, in `nids` as numbers; or a negative rc, in `errmsg` why. */
export function parseNidstrCall(session: LibrarySession, text: string | null, limit: number): number {
  const parsed = parseNidList(session, text, limit);
  const failed = typeof parsed === "string";
  session.values = { nids: failed ? [] : parsed.map(numberOf), errmsg: failed ? parsed : "" };
  return failed ? session.codes.BAD_PARAM : parsed.length;
}

/** lustre_lnet_parse_nid_range() (2.16 and later): the NIDs as text, IPv6 too. */
export function parseNidRangeCall(session: LibrarySession, text: string | null): number {
  const parsed = parseNidRange(text);
  const failed = !Array.isArray(parsed);
  session.values = { nids: failed ? [] : parsed, errmsg: failed ? parsed.message : "" };
  return failed ? parsed.errno : 0;
}

/** lustre_lnet_debug_nidlist() (2.17): prints how a list was understood, or whether a NID is in it. */
export function debugNidlist(session: LibrarySession, text: string | null, nid: string | null): number {
  const ranges = text === null ? undefined : parseNidlist(text);
  if (!Array.isArray(ranges)) {
    if (ranges?.diagnostic !== undefined) session.stderr += `${ranges.diagnostic}\n`;
    return -EINVAL;
  }
  session.stdout += `nidlist parsed to: ${ranges.map(formatNidRange).join(" ")}\n`;
  if (nid === null) return 0;
  const parsed = parseNid(nid);
  if (!parsed) return -EINVAL;
  session.stdout += `${parsed.text} ${matchesNidlist(ranges, parsed) ? "matches" : "does not match"} nidlist\n`;
  return 0;
}

type Arguments = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const numberArgument = (value: unknown): number => Number(value) >>> 0;
const nidArgument = (value: unknown): bigint =>
  BigInt.asUintN(64, BigInt(typeof value === "bigint" || typeof value === "number" || typeof value === "string" ? value : 0));

/** Of `str`, between `min` and `max`: its values, or undefined. */
function expression({ str, min, max }: Arguments): { text: string; values: () => number[] } | undefined {
  const parsed = parseExpression(textOf(str), Number(min ?? 0), Number(max ?? 0xffffffff));
  if (!parsed) return undefined;
  return {
    text: formatExpression(parsed),
    values: () => {
      const values = expressionValues(parsed);
      if (values) return values;
      throw new RefusedError(`the expression ${JSON.stringify(str)} has too many values: liblnetconfig would not come back from it`);
    },
  };
}

/** Functions without state: the rc of each, and what it hands out in `values`. */
export const NID_FUNCTIONS: Readonly<Record<string, (session: LibrarySession, args: Arguments) => number>> = {
  libcfs_str2net: (session, { str }) => give(session, { net: strToNet(textOf(str)) }),
  libcfs_net2str_r: (session, { net }) => give(session, { text: netFromNumber(numberArgument(net)).name }),
  libcfs_str2nid: (session, { str }) => give(session, { nid: strToNid(textOf(str)).toString() }),
  libcfs_nid2str_r: (session, { nid }) => give(session, { text: nidToStr(nidArgument(nid)) }),
  libcfs_strnid: (session, { str }) => {
    const nid = parseNid(textOf(str));
    return give(session, { text: nid?.text ?? null }, nid ? 0 : -EINVAL);
  },
  libcfs_str2anynid: (session, { str }) => {
    const nid = strToAnyNid(textOf(str));
    // The real one tells success by 1 and failure by 0.
    return give(session, { nid: (nid ?? NID_ANY).toString() }, nid === undefined ? 0 : 1);
  },
  libcfs_isknown_lnd: (session, { lnd }) => give(session, {}, findLnd(numberArgument(lnd)) ? 1 : 0),
  libcfs_lnd2str_r: (session, { lnd }) => give(session, { text: lndName(numberArgument(lnd)) }),
  libcfs_str2lnd: (session, { str }) => give(session, {}, findLnd(textOf(str))?.number ?? -1),
  libcfs_lnd2modname: (session, { lnd }) => give(session, { text: findLnd(numberArgument(lnd))?.module ?? null }),
  /** 1: it is a list; 0: it is none. */
  cfs_parse_nidlist: (session, { str }) => {
    const ranges = parseNidlist(textOf(str));
    if (Array.isArray(ranges)) return give(session, { text: ranges.map(formatNidRange).join(" ") }, 1);
    if (ranges.diagnostic !== undefined) session.stderr += `${ranges.diagnostic}\n`;
    return give(session, { text: null }, 0);
  },
  /** 1: the NID is one of the list's. */
  cfs_match_nid: (session, { nid, list }) => {
    const ranges = parseNidlist(textOf(list));
    const parsed = parseNid(textOf(nid));
    if (!Array.isArray(ranges) || !parsed) return give(session, {}, -EINVAL);
    return give(session, {}, matchesNidlist(ranges, parsed) ? 1 : 0);
  },
  /** How many, in `nids` as numbers; -1: more than `max_nids`, or no list. */
  cfs_expand_nidlist: (session, { list, max_nids }) => {
    const ranges = parseNidlist(textOf(list));
    const limit = Number(max_nids);
    const nids: string[] = [];
    for (const range of Array.isArray(ranges) ? ranges : []) {
      const some = expandNidRange(range, limit - nids.length);
      if (!some) return give(session, { nids: [] }, -1);
      nids.push(...some);
    }
    return give(session, { nids: nids.map(numberOf) }, Array.isArray(ranges) ? nids.length : -1);
  },
  /** A NID or net of a UDSP rule: number of the LND, numbers of its nets as text, its address as texts of expressions. */
  cfs_parse_nid_parts: (session, { str }) => {
    const pattern = parseNidPattern(textOf(str));
    if (!pattern) return give(session, {}, -EINVAL);
    const address = (pattern.addresses ?? []).map(formatExpression);
    return give(session, { type: pattern.lnd.number, nets: formatExpression(pattern.nets), address });
  },
  cfs_expr_list_parse: (session, args) => {
    const parsed = expression(args);
    return give(session, { text: parsed?.text ?? null }, parsed ? 0 : -EINVAL);
  },
  cfs_expr_list_values: (session, args) => {
    const parsed = expression(args);
    if (!parsed) return give(session, { numbers: [] }, -EINVAL);
    const numbers = parsed.values();
    return give(session, { numbers }, numbers.length);
  },
};

function give(session: LibrarySession, values: Record<string, unknown>, rc = 0): number {
  session.values = values;
  return rc;
}
