// SPDX-License-Identifier: GPL-2.0-or-later
// What is no YAML, or names what is not there, is refused with words that say what, and the configuration stays as it was.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { netsYaml, THREE_NETS } from "./_yaml.ts";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const before = await road.exportYaml({ backup: true });
    const refused = async (fact: globalThis.Parameters<typeof place.refuses>[0], text: string): Promise<string> => {
      const said = await place.refuses(fact, road.importYaml(text));
      expect(await road.exportYaml({ backup: true })).toBe(before);
      return said;
    };
    await refused("import of no YAML", "net:\n\t- net type: tcp2\n");
    await refused("import of no YAML", "net:\n    - net type: tcp2\n      local NI(s): [tcp\n foo: : bar\n");
    const said = await refused("import of unknown section", "frobnicate:\n    - a: 1\n");
    if (place.fact("import of unknown section") !== 0) expect(said).toContain("frobnicate");
    await refused("import of unknown interface", netsYaml("amir", THREE_NETS.slice(0, 1)));
    await road.importYaml("");
    expect(await road.exportYaml({ backup: true })).toBe(before);

    await road.importYaml(netsYaml(place.nics(1)[0] as string, THREE_NETS.slice(0, 1)));
    expect(Object.keys(await place.layout())).toEqual(["tcp", "tcp2"]);
  });
}
