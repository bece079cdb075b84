// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0215: nets, peers, settings and rules of a backup bring a node that was started anew to the same backup.
import { expect, type Parameters, type Results } from "lutf";
import { parseShown } from "lutf/lnet";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 3, { lnet: { version: ">=2.15" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.set({ discovery: 0, numa_range: 100, retry_count: 1 });
    await road.addNet({ net: "tcp1", interfaces: place.nics(3), tunables: { peerCredits: 32, credits: 512 } });
    await road.addPeer({ primaryNid: "192.168.122.34@tcp", nids: ["192.168.122.[35-36]@tcp"] });
    await road.addPolicy({ src: "tcp1", priority: 2 });
    const backup = await road.exportYaml({ backup: true });
    for (const there of ["192.168.122.36@tcp", "tcp1", "numa_range: 100", "peer_credits: 32"]) expect(backup).toContain(there);

    await road.unload();
    await road.configure();
    await road.importYaml(backup);
    expect(parseShown(await road.exportYaml({ backup: true }))).toEqual(parseShown(backup));
  });
}
