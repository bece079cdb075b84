// SPDX-License-Identifier: GPL-2.0-or-later
// A backup of nets, peers, rules and settings gives the same LNet after a fresh start: the backup of that is the same text. Without routes: their gateways are
// among the peers of a backup, and LNet refuses to make a peer of what is a gateway already (EBUSY; golden/08_yaml/009).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addNet({ net: "tcp", interfaces: place.nics(2), tunables: { peerCredits: 16 }, lnd: { connsPerPeer: 2 } });
    await road.addNet({ net: "tcp1", interfaces: place.nics(1) });
    await road.addPeer({ primaryNid: "10.254.1.50@tcp", nids: ["10.254.1.51@tcp", "10.254.3.50@tcp1"] });
    // Not 0, which lnetctl of 2.17 takes for none, and refuses without a word (golden/08_yaml/013).
    await road.addPolicy({ src: "tcp", priority: 1 });
    await road.set({ retry_count: 3 });
    const backup = await road.exportYaml({ backup: true });
    for (const word of ["tcp1", "10.254.3.50@tcp1", "retry_count: 3"]) expect(backup).toContain(word);

    await place.begin({});
    expect(await place.layout()).toEqual({});
    await road.importYaml(backup);
    expect(await road.exportYaml({ backup: true })).toBe(backup);
    expect(await place.layout()).toEqual({ tcp: place.nics(2), tcp1: place.nics(1) });
  });
}
