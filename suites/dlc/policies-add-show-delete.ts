// SPDX-License-Identifier: GPL-2.0-or-later
// UDSP rules stand in their order, are shown as LNet understands them, and the others move up when one goes.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1, { lnet: { version: ">=2.15" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const nid = place.nid(0);
    expect(await road.policies()).toEqual([]);
    await road.addPolicy({ src: "tcp", priority: 0 });
    await road.addPolicy({ dst: "10.254.[1-3].[1-100/2]@tcp", priority: 4 });
    await road.addPolicy({ src: nid, dst: "10.254.1.2@tcp" });
    await road.addPolicy({ dst: "10.254.5.1@tcp5", route: "10.254.1.2@tcp" });
    await road.addPolicy({ src: "tcp1", priority: 2, index: 0 });
    await road.addPolicy({ src: "tcp9", priority: 1, index: 50 });
    const rules = [
      { src: "tcp1", action: { priority: 2 } },
      { src: "tcp", action: { priority: 0 } },
      { dst: "10.254.[1-3].[1-100/2]@tcp", action: { priority: 4 } },
      { src: nid, dst: "10.254.1.2@tcp" },
      { dst: "10.254.5.1@tcp5", rte: "10.254.1.2@tcp" },
      { src: "tcp9", action: { priority: 1 } },
    ];
    expect(await road.policies()).toEqual(rules.map((rule, idx) => ({ idx, ...rule })));

    // The same rule with another priority is changed in its place.
    await road.addPolicy({ src: "tcp", priority: 7 });
    expect((await road.policies())[1]).toEqual({ idx: 1, src: "tcp", action: { priority: 7 } });
    const [ni] = (await road.nets({ net: "tcp", detail: 4 }))[0]?.["local NI(s)"] ?? [];
    expect(ni?.["udsp info"]).toMatchObject({ "net priority": 7, "nid priority": -1 });

    await road.deletePolicy(0);
    expect((await road.policies()).map(({ idx, src }) => [idx, src]).slice(0, 2)).toEqual([
      [0, "tcp"],
      [1, undefined],
    ]);
    await road.deletePolicy("all");
    expect(await road.policies()).toEqual([]);
    await road.deletePolicy("all");
  });
}
