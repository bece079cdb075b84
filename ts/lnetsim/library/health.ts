// SPDX-License-Identifier: GPL-2.0-or-later
// Health values and recovery queues by the library (lnetconfig-api.md §3.12).
import { nidToStr, strToNid } from "../../lnet/nid.ts";
import { HEALTH_MAX } from "../kernel/ni.ts";
import { failure, type LibrarySession } from "./session.ts";

const MAX_SHOWN = 128;

export interface SetHealth {
  /** 0 … 1000; anything else is 1000. */
  value: number;
  all: boolean;
  nid: string | null;
  seqNo?: number | undefined;
}

/** Of our NIs, or of those of peers. A NID that there is not, or is none, changes nothing. */
export function configHealth(session: LibrarySession, whose: "ni" | "peer_ni", o: SetHealth): number {
  const value = o.value < 0 || o.value > HEALTH_MAX ? HEALTH_MAX : o.value;
  const nid = o.all ? "all" : nidToStr(strToNid(o.nid ?? ""));
  const rc = session.ioctl((lnet) => (whose === "ni" ? lnet.setNiHealth(nid, value) : lnet.setPeerNiHealth(nid, value)));
  const descr = rc === 0 ? '"success"' : failure("Can not configure health value", rc);
  return session.result({ cmd: "add", entity: `${whose} healthv`, rc, descr, seqNo: o.seqNo });
}

/** A mapping nid-0, nid-1 …; an empty queue shows nothing, and says it failed. A failure is the positive errno (§0.8). */
export function showRecoveryQueue(session: LibrarySession, which: "local" | "peer", seqNo?: number): number {
  const entity = which === "local" ? "local NI recovery" : "peer NI recovery";
  let descr = "failed to print recovery queue\n";
  const rc = session.ioctl((lnet) => {
    const queue = lnet.recoveryQueue(which).slice(0, MAX_SHOWN);
    if (queue.length === 0) return 0;
    const map = session.shown(entity, "object");
    for (const [index, nid] of queue.entries()) map.string(`nid-${index}`, nid);
    descr = "success";
    return 0;
  });
  return session.result({ cmd: "show", entity, rc: rc === 0 ? 0 : -rc, descr, seqNo });
}
