// SPDX-License-Identifier: GPL-2.0-or-later
// The library can be initialised and let go again and again, also without LNet; afterwards it works.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false, roads: ["library"] }, async ({ lnet }) => {
    for (let round = 0; round < 3; round++) {
      expect((await lnet.raw.libInit()).rc).toBe(0);
      await lnet.raw.libUninit();
    }
    // Shows succeed with nothing where the module is not loaded (lnetconfig-api.md §0): `loaded` tells.
    expect(await lnet.raw.showNet()).toMatchObject({ rc: 0, show: null, loaded: false });
    await expect(lnet.nets()).rejects.toMatchObject({ name: "LnetError", code: "ENOENT" });

    await lnet.configure();
    await lnet.raw.libUninit();
    expect(await lnet.nets()).toMatchObject([{ "net type": "lo", "local NI(s)": [{ nid: "0@lo", status: "up" }] }]);
  });
}
