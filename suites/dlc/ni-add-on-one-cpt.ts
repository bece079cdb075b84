// SPDX-License-Identifier: GPL-2.0-or-later
// An NI is bound to the CPTs it was added with: its own before those of the net, and all without either. libcfs is loaded with two CPTs for it.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { libcfs: { cpu_npartitions: 2 } }, async (place) => {
    const { road } = place;
    const [name] = place.nics(1) as [string];
    await road.addNet({ net: "tcp", interfaces: [name] });
    await road.addNet({ net: "tcp1", interfaces: [name], cpts: [1] });
    await road.addNet({ net: "tcp2", interfaces: [{ name, cpts: [0] }] });
    await road.addNet({ net: "tcp3", interfaces: [{ name, cpts: [0] }], cpts: [1] });
    const nets = (await road.nets({ detail: 1 })).filter((net) => net["net type"] !== "lo");
    expect(nets.map((net) => [net["net type"], net["local NI(s)"][0]?.CPT])).toEqual([
      ["tcp", "[0,1]"],
      ["tcp1", "[1]"],
      ["tcp2", "[0]"],
      ["tcp3", "[0]"],
    ]);
  });
}
