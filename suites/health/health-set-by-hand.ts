// SPDX-License-Identifier: GPL-2.0-or-later
// Health set by hand, of one NI or of all, local and of peers, is what is shown; who is below 1000 is in its recovery queue; a NID that nobody has changes nothing.
// The library makes 1000 of more than that. sanity-lnet 501, 502.
import { expect, type Parameters, type Results } from "lutf";
import { localHealth, pair, peerHealth, pinged, recovered, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  // Nothing is won back.
  const [a, b] = await pair(3, { health_sensitivity: 0 });
  await pinged(a, b, 6);
  for (const road of [a.lnet, a.lnet.cli]) {
    await results.step(road.road, async () => {
      for (const which of ["local", "peer"] as const) await recovered(a, which);
      const shown = async () => ({ local: values(await localHealth(a), a.nids), peer: values(await peerHealth(a, b), b.nids) });
      const queued = async (which: "local" | "peer") =>
        (await road.recoveryQueue(which)).filter((nid) => [...a.nids, ...b.nids].includes(nid)).toSorted();
      await road.setHealth({ nid: a.nid(1), value: 700 });
      await road.setPeerHealth({ nid: b.nid(2), value: 1 });
      expect(await shown()).toEqual({ local: [WELL, 700, WELL], peer: [WELL, WELL, 1] });
      expect(await queued("local")).toEqual([a.nid(1)]);
      expect(await queued("peer")).toEqual([b.nid(2)]);
      await road.setHealth({ all: true, value: 10 });
      await road.setPeerHealth({ all: true, value: 999 });
      expect(await shown()).toEqual({ local: [10, 10, 10], peer: [999, 999, 999] });
      expect(await queued("local")).toEqual(a.nids.toSorted());
      await road.setHealth({ nid: "10.254.9.9@tcp", value: 5 });
      await road.setPeerHealth({ nid: "10.254.9.9@tcp", value: 5 });
      expect(await shown()).toEqual({ local: [10, 10, 10], peer: [999, 999, 999] });
      await road.setHealth({ all: true, value: road.road === "library" ? 4000 : WELL });
      await road.setPeerHealth({ all: true, value: WELL });
      expect(await shown()).toEqual({ local: [WELL, WELL, WELL], peer: [WELL, WELL, WELL] });
    });
  }
}
