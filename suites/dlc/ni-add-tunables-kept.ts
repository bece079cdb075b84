// SPDX-License-Identifier: GPL-2.0-or-later
// The tunables that an NI is added with are those it shows; what is left out is the driver's; a net's first NI decides for the others.
import { expect, type Parameters, type Results } from "lutf";
import type { Road } from "lutf/lnet";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

async function shown(road: Road, net: string): Promise<unknown[]> {
  const [entry] = await road.nets({ net, detail: 1 });
  return entry?.["local NI(s)"].map(({ tunables }) => tunables) ?? [];
}

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [first, second] = place.nics(2) as [string, string];
    const tunables = { peerTimeout: 50, peerCredits: 16, peerBufferCredits: 4, credits: 128 };
    await road.addNet({ net: "tcp", interfaces: [first], tunables });
    await road.addNet({ net: "tcp", interfaces: [second] });
    const kept = { peer_timeout: 50, peer_credits: 16, peer_buffer_credits: 4, credits: 128 };
    expect(await shown(road, "tcp")).toEqual([kept, kept]);

    await road.addNet({ net: "tcp1", interfaces: [first] });
    expect(await shown(road, "tcp1")).toEqual([{ peer_timeout: 180, peer_credits: 8, peer_buffer_credits: 0, credits: 256 }]);

    // A peer cannot have more credits than there are (lnetconfig-api.md §3.4).
    await road.addNet({ net: "tcp2", interfaces: [first], tunables: { ...tunables, peerCredits: 256 } });
    expect(await shown(road, "tcp2")).toEqual([{ ...kept, peer_credits: 128 }]);
  });
}
