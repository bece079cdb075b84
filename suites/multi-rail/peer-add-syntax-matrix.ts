// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0115: which NIDs a peer may be given: singly, as ranges, with the primary among them; and what is refused, of which nothing is left.
import { expect, type Parameters, type Results } from "lutf";
import type { AddPeer } from "lutf/lnet";
import { lacking, needs, overEachRoad } from "lutf/roads";
import { nidsOfPeers, peersYaml } from "./_peers.ts";

export const requires = needs(1, 0);

const PRIMARY = "192.168.122.11@tcp";
const on0 = (...hosts: number[]): string[] => hosts.map((host) => `192.168.0.${host}@tcp`);

/** What is taken, and the NIDs that the peer has then. */
const TAKEN: [what: string, peer: AddPeer, nids: string[]][] = [
  ["a range", { primaryNid: PRIMARY, nids: ["192.168.0.[12-15]@tcp"] }, [PRIMARY, ...on0(12, 13, 14, 15)]],
  ["a range with the primary", { primaryNid: on0(12)[0]!, nids: ["192.168.0.[12-15]@tcp", ...on0(16)] }, on0(12, 13, 14, 15, 16)],
  ["a range of ranges", { primaryNid: on0(12)[0]!, nids: ["192.168.0.[12-15,16]@tcp"] }, on0(12, 13, 14, 15, 16)],
  ["single NIDs", { primaryNid: PRIMARY, nids: on0(13, 14, 15) }, [PRIMARY, ...on0(13, 14, 15)]],
  ["the primary again", { primaryNid: on0(15)[0]!, nids: on0(15, 16, 17) }, on0(15, 16, 17)],
];

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    for (const [what, peer, nids] of TAKEN) {
      await road.addPeer(peer);
      expect(await nidsOfPeers(place), what).toEqual([nids]);
      // By another NID than the primary it cannot be deleted.
      await place.refuses("peer delete by another NID than the primary", road.deletePeer({ primaryNid: nids.at(-1)! }));
      expect(await nidsOfPeers(place), what).toEqual([nids]);
      await road.deletePeer({ primaryNid: nids[0]! });
      expect(await nidsOfPeers(place), what).toEqual([]);
    }

    await place.refuses("peer add without primary", road.addPeer(lacking<AddPeer>({ nids: ["192.168.0.[12-15]@tcp"] })));
    await place.refuses("peer add without primary", road.addPeer(lacking<AddPeer>({})));
    const noPrimary = ["", `${PRIMARY}X`];
    // lnetctl 2.17 crashes on a range there (golden/03_peer).
    if (place.isLibrary || place.isOld) noPrimary.push("192.168.122.[11-12]@tcp");
    for (const primaryNid of noPrimary) await place.refuses("peer add of no NID", road.addPeer({ primaryNid, nids: on0(12, 13, 14) }));
    await place.refuses("peer add of no NID to a peer", road.addPeer({ primaryNid: PRIMARY, nids: [...on0(12), "192.168.0.13@tcpX"] }));
    expect(await nidsOfPeers(place), "nothing is half made").toEqual([]);

    const nids = [PRIMARY, ...on0(13, 14, 15)];
    await road.addPeer({ primaryNid: PRIMARY, nids: on0(13, 14, 15) });
    const before = await road.peers({ detail: 1 });
    await road.deletePeer({ primaryNid: PRIMARY });
    await road.importYaml(peersYaml([nids]));
    expect(await road.peers({ detail: 1 })).toEqual(before);
  });
}
