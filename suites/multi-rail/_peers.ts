// SPDX-License-Identifier: GPL-2.0-or-later
// Peers that nobody has: their NIDs are not contacted.
import type { AddPeer } from "lutf/lnet";
import type { Place } from "lutf/roads";

export const ONE = { primaryNid: "192.168.1.11@tcp", nids: ["192.168.1.[2-3]@tcp"] } satisfies AddPeer;
export const OTHER = { primaryNid: "192.168.122.11@tcp", nids: ["192.168.122.[2-4]@tcp"] } satisfies AddPeer;
export const NIDS_OF_ONE = ["192.168.1.11@tcp", "192.168.1.2@tcp", "192.168.1.3@tcp"];
export const NIDS_OF_OTHER = ["192.168.122.11@tcp", "192.168.122.2@tcp", "192.168.122.3@tcp", "192.168.122.4@tcp"];

/** The same peer with its NIDs on another net. */
export const onNet = ({ primaryNid, nids }: { primaryNid: string; nids: string[] }, net: string): AddPeer => ({
  primaryNid: primaryNid.replace(/@.*/, `@${net}`),
  nids: nids.map((nid) => nid.replace(/@.*/, `@${net}`)),
});

/** NIDs of each peer, the primary first; peers by their primary, in order. */
export async function nidsOfPeers({ road }: Place): Promise<string[][]> {
  const peers = (await road.peers()).map((peer) => peer["peer ni"].map(({ nid }) => nid));
  return peers.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

/** A `peer` section for imports. */
export function peersYaml(peers: readonly (readonly string[])[]): string {
  const items = peers.map(([primary, ...others]) => {
    const nids = [primary, ...others].map((nid) => `        - nid: ${nid}\n`).join("");
    return `    - primary nid: ${primary}\n      Multi-Rail: True\n      peer ni:\n${nids}`;
  });
  return `peer:\n${items.join("")}`;
}
