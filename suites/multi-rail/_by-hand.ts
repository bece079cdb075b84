// SPDX-License-Identifier: GPL-2.0-or-later
// Two nodes with discovery off that were told all NIDs of each other, as the first LUTF had them.
import type { Requires } from "lutf";
import { type Bed, testbed } from "lutf/testbed";

export const NET = "tcp1";

export const twoNodes = (tcp: number): Requires => ({ agents: 2, interfaces: { tcp }, timeout: "3m" });

/** Each has its NICs on one net, and the other as a Multi-Rail peer: the first NID is the primary. */
export async function peersByHand(nics: number): Promise<[Bed, Bed]> {
  const places = Array.from({ length: nics }, (_, place) => place);
  const [a, b] = await testbed({ nodes: 2, nets: { [NET]: places }, settings: { discovery: 0 } });
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const [primaryNid, ...nids] = other.nids as [string, ...string[]];
    await one.lnet.addPeer({ primaryNid, nids });
  }
  return [a, b];
}
