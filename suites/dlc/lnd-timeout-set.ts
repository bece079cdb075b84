// SPDX-License-Identifier: GPL-2.0-or-later
// The LND's timeout is set for all nets of its kind; NIs that are there show it.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1, { lnet: { version: ">=2.17" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const shown = async (): Promise<unknown> =>
      (await road.nets({ net: "tcp", detail: 1 }))[0]?.["local NI(s)"][0]?.["lnd tunables"]?.["timeout"];
    expect(await shown()).toBe(50);
    await road.setLndTimeout({ net: "tcp", seconds: 33 });
    expect(await shown()).toBe(33);
  });
}
