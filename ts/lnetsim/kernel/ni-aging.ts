// SPDX-License-Identifier: GPL-2.0-or-later
// NIs of a router over which nothing comes: after a check of gateways with the wait for its answers they are taken for down, and peers are told, until something comes in
// (golden/32_routing/012, 013, 030: 8 s with 5 + 3).
import { pushToPeers } from "./discovery.ts";
import type { Lnet } from "./lnet.ts";

/** One turn of the monitor. */
export function ageNis(lnet: Lnet): void {
  const { clock, settings, routing } = lnet;
  const oldest = clock.now - settings.routerCheckInterval - settings.routerPingTimeout;
  const silent = lnet.nets.filter((net) => net.name !== "lo" && Math.max(net.lastHeard, routing.since) < oldest).flatMap(({ nis }) => nis);
  const old = silent.filter((ni) => ni.status === "up");
  if (old.length === 0) return;
  for (const ni of old) {
    ni.status = "down";
    lnet.node.history?.add({ kind: "ni", nid: ni.nid, status: "down", link: !ni.fatalError, why: "nothing came" });
  }
  lnet.configurationNumber++;
  pushToPeers(lnet);
}
