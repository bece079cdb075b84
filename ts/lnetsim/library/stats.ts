// SPDX-License-Identifier: GPL-2.0-or-later
// The counters of a node by the library (lnetconfig-api.md §3.12).
import { failure, type LibrarySession } from "./session.ts";

const NOT_IN_2_15 = new Set(["failed_resends", "successful_resends"]);

export function showStats(session: LibrarySession, seqNo?: number): number {
  const rc = session.ioctl((lnet) => {
    const map = session.shown("statistics", "object");
    for (const [key, value] of Object.entries(lnet.statistics)) if (!(session.old && NOT_IN_2_15.has(key))) map.number(key, value);
    return 0;
  });
  return session.result({
    cmd: "show",
    entity: "statistics",
    rc,
    descr: rc === 0 ? "success" : failure("cannot get lnet statistics", rc),
    seqNo,
  });
}

export function resetStats(session: LibrarySession, seqNo?: number): number {
  const rc = session.ioctl((lnet) => lnet.resetStatistics());
  return session.result({
    cmd: "show",
    entity: "statistics",
    rc,
    descr: rc === 0 ? "success" : failure("cannot reset lnet statistics", rc),
    seqNo,
  });
}
