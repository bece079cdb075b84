// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0171: NIs of a peer have no credits while its net is not there, and those of the net as soon as it is.
import { expect, type Parameters, type Results } from "lutf";
import type { PeerNi } from "lutf/lnet";
import { needs, overEachRoad, type Place } from "lutf/roads";
import { ONE, OTHER, onNet } from "./_peers.ts";

export const requires = needs(1, 2);

const PEER_CREDITS = 128;

async function peerNis({ road }: Place): Promise<PeerNi[]> {
  return (await road.peers({ detail: 4 })).flatMap((peer) => peer["peer ni"]);
}

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    for (const peer of [ONE, OTHER]) await road.addPeer(onNet(peer, "tcp1"));
    const before = await peerNis(place);
    expect(before).toHaveLength(7);
    for (const ni of before) expect(ni, ni.nid).toMatchObject({ max_ni_tx_credits: 0 });
    await road.addNet({ net: "tcp1", interfaces: place.nics(2), tunables: { peerCredits: PEER_CREDITS, credits: 256 } });
    for (const ni of await peerNis(place))
      expect(ni, ni.nid).toMatchObject({ max_ni_tx_credits: PEER_CREDITS, available_tx_credits: PEER_CREDITS });
  });
}
