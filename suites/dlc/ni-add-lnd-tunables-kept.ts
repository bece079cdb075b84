// SPDX-License-Identifier: GPL-2.0-or-later
// Connections for each peer and the type of service are those that the net was added with.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1, { lnet: { version: ">=2.16" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addNet({ net: "tcp", interfaces: place.nics(1), lnd: { connsPerPeer: 3, tos: 40 } });
    await road.addNet({ net: "tcp1", interfaces: place.nics(1) });
    const nets = await road.nets({ detail: 1 });
    const tunables = nets.slice(1).map((net) => net["local NI(s)"][0]?.["lnd tunables"]);
    expect(tunables).toEqual([expect.objectContaining({ conns_per_peer: 3, tos: 40 }), expect.objectContaining({ tos: -1 })]);
  });
}
