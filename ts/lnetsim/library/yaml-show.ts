// SPDX-License-Identifier: GPL-2.0-or-later
// lustre_yaml_show() and lustre_yaml_exec(): what each block shows, or asks of other nodes (lnetconfig-api.md §3.14).
import { showNet } from "./net.ts";
import { showPeer } from "./peer.ts";
import { discoverNid, pingNid } from "./ping.ts";
import { showRoute } from "./route.ts";
import { showRouting } from "./routing.ts";
import type { LibrarySession } from "./session.ts";
import { showSetting } from "./settings.ts";
import { showStats } from "./stats.ts";
import type { Tree } from "./tree.ts";
import { showUdsp } from "./udsp.ts";
import { firstOf, GLOBAL_KEYS } from "./yaml-config.ts";
import { type Handlers, intOf, seqNoOf, textOf, wordOf } from "./yaml-handlers.ts";

/** Only the keys that stand there. */
function showGlobal(session: LibrarySession, item: Tree): number {
  const seqNo = seqNoOf(item);
  let rc = 0;
  for (const { keys, name } of GLOBAL_KEYS) {
    if (!firstOf(item, keys) || (name === "max_recovery_ping_interval" && session.old)) continue;
    rc = showSetting(session, name, seqNo);
  }
  return rc;
}

const detailOf = (item: Tree): number => intOf(item, "detail", 0);

export const SHOW: Handlers = {
  route: (session, item) =>
    showRoute(session, {
      net: textOf(item, "net"),
      gateway: wordOf(item.find("gateway")),
      hops: intOf(item, "hop", -1),
      priority: intOf(item, "priority", -1),
      detail: detailOf(item),
      seqNo: seqNoOf(item),
    }),
  net: (session, item) => showNet(session, { net: textOf(item, "net type"), detail: detailOf(item), seqNo: seqNoOf(item) }),
  peer: (session, item) => showPeer(session, { nid: wordOf(item.find("nid")), detail: detailOf(item), seqNo: seqNoOf(item) }),
  routing: (session, item) => showRouting(session, { seqNo: seqNoOf(item) }),
  buffers: (session, item) => showRouting(session, { seqNo: seqNoOf(item) }),
  statistics: (session, item) => showStats(session, seqNoOf(item)),
  global: showGlobal,
  numa: (session, item) => showSetting(session, "numa_range", seqNoOf(item)),
  udsp: (session, item) => showUdsp(session, { index: intOf(item, "idx", -1), seqNo: seqNoOf(item) }),
};

const DEFAULT_TIMEOUT_MS = 1000;

export const EXEC: Handlers = {
  ping: (session, item) =>
    pingNid(session, {
      nids: wordOf(item.find("primary nid")) ?? "",
      source: wordOf(item.find("source_nid")),
      timeoutMs: intOf(item, "timeout", DEFAULT_TIMEOUT_MS),
      seqNo: seqNoOf(item),
    }),
  discover: (session, item) =>
    discoverNid(session, { nids: wordOf(item.find("primary nid")) ?? "", force: intOf(item, "force", 0) !== 0, seqNo: seqNoOf(item) }),
};
