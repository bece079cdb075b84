// SPDX-License-Identifier: GPL-2.0-or-later
// What tests of discovery share: how many nodes they need, and what a node knows of its peers.
import { lutf, type Requires } from "lutf";
import type { Bed } from "lutf/testbed";

const nodes = (agents: number, tcp: number): Requires => ({ agents, interfaces: { tcp }, lnet: {}, timeout: "3m" });
export const oneNode = nodes(1, 1);
export const twoNodes = nodes(2, 2);
export const twoNodesOfThree = nodes(2, 3);
export const threeNodes = nodes(3, 2);

/** A peer as discovery knows it: MULTI_RAIL, DISCOVERED, NIDS_UPTODATE (lnetconfig-api.md §3.16). */
export const DISCOVERED = 1 + 16 + 256;
/** One that has discovery off, or is asked by one that has: NO_DISCOVERY instead of MULTI_RAIL. */
export const WITHOUT_DISCOVERY = 2 + 16 + 256;
/** A push arrives within 2 s (golden/31_discovery/facts.md); nodes under test may be slower. */
const SOON = "20s";

export interface Known {
  primary: string;
  multiRail: boolean;
  nids: string[];
}

/** What a node knows of its peers, sorted. */
export async function known(bed: Bed): Promise<Known[]> {
  const peers = await bed.lnet.peers();
  return peers
    .map((peer) => ({ primary: peer["primary nid"], multiRail: peer["Multi-Rail"], nids: peer["peer ni"].map(({ nid }) => nid).sort() }))
    .sort((one, other) => (one.primary < other.primary ? -1 : 1));
}

/** A peer that is all of a node. */
export function whole(bed: Bed, nids: readonly string[] = bed.nids): Known {
  return { primary: nids[0]!, multiRail: true, nids: [...nids].sort() };
}

/** One that is a NID and nothing more. */
export function alone(nid: string): Known {
  return { primary: nid, multiRail: false, nids: [nid] };
}

export function sorted(known: readonly Known[]): Known[] {
  return [...known].sort((one, other) => (one.primary < other.primary ? -1 : 1));
}

/** Bits of the state of the peer that has this NID. */
export async function stateOf(bed: Bed, nid: string): Promise<number> {
  const [peer] = await bed.lnet.peers({ nid, detail: 3 });
  return peer?.["peer state"] ?? 0;
}

/** "10.1.1.2@tcp with 10.1.1.2@tcp, 10.1.2.2@tcp; 10.1.1.3@tcp, not multi-rail, with …" */
function inWords(all: readonly Known[]): string {
  const one = ({ primary, multiRail, nids }: Known): string => `${primary}${multiRail ? "" : ", not multi-rail,"} with ${nids.join(", ")}`;
  return all.map(one).join("; ") || "nobody";
}

/** Waits until a node knows these peers and no others: nobody tells it to look. */
export async function knowsSoon(bed: Bed, wanted: readonly Known[]): Promise<void> {
  let last: Known[] = [];
  const isSo = async (): Promise<boolean> => {
    last = await known(bed);
    return JSON.stringify(last) === JSON.stringify(sorted(wanted));
  };
  await lutf.waitUntil(isSo, {
    timeout: SOON,
    interval: "500ms",
    message: `${bed.node.name} knows ${inWords(sorted(wanted))}`,
    seen: () => inWords(last),
  });
}
