// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0005: the net section of a backup deletes the net it describes, and brings the same NIs back.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { parse, stringify } from "lutf/yaml";

export const requires = needs(1, 3);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addNet({ net: "tcp", interfaces: place.nics(3), tunables: { peerCredits: 16, credits: 128 } });
    const before = await road.nets({ net: "tcp", detail: 1 });
    expect(before[0]?.["local NI(s)"]).toHaveLength(3);
    const { net } = parse(await road.exportYaml({ backup: true })) as { net: { "net type": string }[] };
    const text = stringify({ net: net.filter((one) => one["net type"] === "tcp") });

    await road.importYaml(text, { delete: true });
    expect(await place.layout()).toEqual({});
    await road.importYaml(text);
    expect(await road.nets({ net: "tcp", detail: 1 })).toEqual(before);
  });
}
