// SPDX-License-Identifier: GPL-2.0-or-later
// The full export shows the state as well, lo included; a backup has neither, so that it can be imported.
import { expect, type Parameters, type Results } from "lutf";
import { parseShown } from "lutf/lnet";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    await road.addPeer({ primaryNid: "10.254.1.50@tcp" });
    const text = await road.exportYaml();
    const full = parseShown(text) as { net: { "net type": string; "local NI(s)": object[] }[]; peer: object[]; global: object };
    expect(full.net.map((net) => net["net type"])).toEqual(["lo", "tcp"]);
    expect(full.net[1]?.["local NI(s)"][0]).toMatchObject({
      nid: place.nid(0),
      status: "up",
      statistics: {},
      "health stats": { "health value": 1000 },
    });
    expect(full.peer).toMatchObject([{ "primary nid": "10.254.1.50@tcp" }]);
    expect(full.global).toMatchObject({ retry_count: 2 });

    const backup = parseShown(await road.exportYaml({ backup: true })) as typeof full;
    expect(backup.net.map((net) => net["net type"])).toEqual(["tcp"]);
    expect(Object.keys(backup.net[0]?.["local NI(s)"][0] ?? {})).not.toContain("statistics");
    await place.refuses("import of lo", road.importYaml(text));
  });
}
