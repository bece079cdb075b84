// SPDX-License-Identifier: GPL-2.0-or-later
// Nets come from YAML, each with its own tunables, and go by the same text; a net that was there before stays.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { netsYaml, THREE_NETS } from "./_yaml.ts";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [name] = place.nics(1) as [string];
    await place.addTcp();
    await road.importYaml(netsYaml(name, THREE_NETS));
    const nets = await road.nets({ detail: 1 });
    expect(nets.map((net) => net["net type"])).toEqual(["lo", "tcp", "tcp2", "tcp3", "tcp4"]);
    expect(nets.slice(2).map((net) => net["local NI(s)"].map(({ tunables }) => tunables))).toEqual(
      THREE_NETS.map(({ peerTimeout, peerCredits, credits }) => [
        { peer_timeout: peerTimeout, peer_credits: peerCredits, peer_buffer_credits: 0, credits },
      ]),
    );

    await road.importYaml(netsYaml(name, THREE_NETS), { delete: true });
    expect(await place.layout()).toEqual({ tcp: [name] });
  });
}
