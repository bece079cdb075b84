// SPDX-License-Identifier: GPL-2.0-or-later
// lustre_yaml_del(): what each block deletes, or sets back (lnetconfig-api.md §3.14; the order of golden/20_v2_15_8/118).
import { delNi } from "./net.ts";
import { delRoute } from "./route.ts";
import { configRouting } from "./routing.ts";
import type { LibrarySession } from "./session.ts";
import { configNumaRange, configSetting } from "./settings.ts";
import type { Tree } from "./tree.ts";
import { delUdsp } from "./udsp.ts";
import { changePeerOf, firstOf } from "./yaml-config.ts";
import { type Handlers, intOf, networkOf, seqNoOf, textOf, wordOf } from "./yaml-handlers.ts";

/** Only what stands there is set back. */
function deleteGlobal(session: LibrarySession, item: Tree): number {
  const seqNo = seqNoOf(item);
  let rc = 0;
  if (firstOf(item, ["max_intf", "max_interfaces"])) rc = configSetting(session, "max_intf", 200, seqNo);
  if (item.find("numa_range")) rc = configNumaRange(session, 0, seqNo);
  if (item.find("discovery")) rc = configSetting(session, "discovery", 1, seqNo);
  if (item.find("drop_asym_route")) rc = configSetting(session, "drop_asym_route", 0, seqNo);
  return rc;
}

export const DELETE: Handlers = {
  route: (session, item) => delRoute(session, { net: textOf(item, "net"), gateway: wordOf(item.find("gateway")), seqNo: seqNoOf(item) }),
  net: (session, item) => {
    const network = networkOf(session, item, "del");
    return typeof network === "number" ? network : delNi(session, { network, seqNo: seqNoOf(item) });
  },
  peer: (session, item) => changePeerOf(session, item, "del"),
  routing: (session, item) => configRouting(session, { enable: 0, seqNo: seqNoOf(item) }),
  global: deleteGlobal,
  numa: (session, item) => configNumaRange(session, 0, seqNoOf(item)),
  udsp: (session, item) => {
    const index = item.find("idx");
    return delUdsp(session, { index: index ? intOf(item, "idx", -1) : -1, seqNo: seqNoOf(item) });
  },
};
