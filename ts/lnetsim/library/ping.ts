// SPDX-License-Identifier: GPL-2.0-or-later
// Ping and discovery by the library (lnetconfig-api.md §3.13).
import { NID_ANY, nidToStr, strToNid } from "../../lnet/nid.ts";
import { strerror } from "../errno.ts";
import type { PingAnswer } from "../kernel/discovery.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { LibrarySession } from "./session.ts";
import type { Tree } from "./tree.ts";

const MAX_TIMEOUT_MS = 180_000;

export interface PingNids {
  /** With commas between. */
  nids: string;
  source?: string | null | undefined;
  /** Anything but 1 … 180000 is 180 s. */
  timeoutMs: number;
  seqNo?: number | undefined;
}

export function pingNid(session: LibrarySession, o: PingNids): number {
  const timeoutMs = o.timeoutMs > 0 && o.timeoutMs <= MAX_TIMEOUT_MS ? o.timeoutMs : MAX_TIMEOUT_MS;
  let source: string | undefined;
  if (o.source !== undefined && o.source !== null) {
    const nid = strToNid(o.source);
    if (nid === NID_ANY) return failed(session, "ping", `"cannot parse source NID '${o.source}'"`, o.seqNo);
    source = nidToStr(nid);
  }
  return each(session, "ping", o.nids, o.seqNo, (lnet, nid) => lnet.ping(nid, { source, timeoutMs }));
}

export function discoverNid(session: LibrarySession, o: { nids: string; force: boolean; seqNo?: number | undefined }): number {
  return each(session, "discover", o.nids, o.seqNo, (lnet, nid) => lnet.discover(nid, { force: o.force }));
}

function failed(session: LibrarySession, entity: string, descr: string, seqNo: number | undefined): number {
  return session.result({ cmd: "manage", entity, rc: session.codes.BAD_PARAM, descr, seqNo });
}

/** A NID that fails has a result block and leaves an empty item behind. 0 if one succeeds; if none does, nothing is shown. */
function each(
  session: LibrarySession,
  entity: "ping" | "discover",
  nids: string,
  seqNo: number | undefined,
  call: (lnet: Lnet, nid: string) => PingAnswer,
): number {
  const { show } = session;
  const list = session.shown(entity, "array");
  const before = list.children.length;
  let succeeded = false;
  for (const text of nids.split(",").filter((part) => part !== "")) {
    const item = list.item();
    const nid = strToNid(withoutPid(text));
    if (nid === NID_ANY) {
      failed(session, entity, `"cannot parse NID '${text}'"`, seqNo);
      continue;
    }
    let answer: PingAnswer | undefined;
    const rc = session.ioctl((lnet) => {
      answer = call(lnet, nidToStr(nid));
      return answer.errno;
    });
    if (rc === 0 && answer) {
      succeeded = true;
      showAnswer(item, answer);
    } else {
      const words = `failed to ${entity} ${text}: ${strerror(-rc)}`;
      failed(session, entity, session.old ? `${words}\n` : `"${words}"`, seqNo);
    }
  }
  if (succeeded) return 0;
  list.truncate(before);
  if (before === 0) {
    session.show!.remove(list);
    session.show = show;
  }
  return session.codes.BAD_PARAM;
}

/** "12345-10.1.1.1@tcp", "u12345-…": whose process is meant. */
const withoutPid = (text: string): string => text.replace(/^u?\d+-/, "");

function showAnswer(item: Tree, { primaryNid, multiRail, nids }: PingAnswer): void {
  item.string("primary nid", primaryNid);
  item.string("Multi-Rail", multiRail ? "True" : "False");
  const list = item.array("peer ni");
  for (const nid of nids) if (nid !== "0@lo") list.item().string("nid", nid);
}
