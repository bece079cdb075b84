// SPDX-License-Identifier: GPL-2.0-or-later
// NIs appear with their addresses in the order in which they were added, go one by one, and the net goes with the last.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [first, second] = place.nics(2) as [string, string];
    await road.addNet({ net: "tcp", interfaces: [first, second] });
    await road.addNet({ net: "tcp1", interfaces: [second] });

    expect(await road.nets()).toMatchObject([
      { "net type": "lo", "local NI(s)": [{ nid: "0@lo" }] },
      {
        "net type": "tcp",
        "local NI(s)": [
          { nid: place.nid(0), status: "up", interfaces: { 0: first } },
          { nid: place.nid(1), status: "up", interfaces: { 0: second } },
        ],
      },
      { "net type": "tcp1", "local NI(s)": [{ nid: place.nid(1, "tcp1"), status: "up", interfaces: { 0: second } }] },
    ]);
    expect(await road.nids()).toEqual([place.nid(0), place.nid(1), place.nid(1, "tcp1")]);
    expect(await road.nets({ net: "tcp1" })).toHaveLength(1);

    await road.deleteNet({ net: "tcp", interfaces: [first] });
    expect(await place.layout()).toEqual({ tcp: [second], tcp1: [second] });
    await road.deleteNet({ net: "tcp", interfaces: [second] });
    expect(await place.layout()).toEqual({ tcp1: [second] });
    await road.deleteNet({ net: "tcp1" });
    expect(await place.layout()).toEqual({});
  });
}
