// SPDX-License-Identifier: GPL-2.0-or-later
// A NIC loses its link: its NI has a fatal error and is down at once, keeps its health, and carries nothing while there are others; no ping is lost. With the link
// it carries its share again (33_health/015). sanity-lnet 214.
import { expect, lutf } from "lutf";
import { traffic } from "lutf/traffic";
import { localHealth, pair, pinged, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3);
  const [first, dead, last] = a.nids as [string, string, string];
  const link = await a.lnet.fault.linkDown(a.nics[1]!);
  await lutf.waitUntil(async () => (await localHealth(a))[dead]!.fatal_error === 1, {
    timeout: "20s",
    message: `${dead} has a fatal error`,
  });
  expect((await localHealth(a))[dead]).toMatchObject({ status: "down", "health value": WELL });
  expect(await a.lnet.recoveryQueue("local")).toEqual([]);
  // The peer NI of that link cannot be reached any more, which the first messages to it find out.
  const seen = await pinged(a, b);
  traffic.expect(seen.sent).none([dead]).only([first, last]);
  await link.heal();
  await lutf.waitUntil(async () => (await localHealth(a))[dead]!.fatal_error === 0, { timeout: "60s", interval: "1s" });
  await recovered(a, "peer");
  const again = await pinged(a, b);
  traffic.expect(again.sent).over(a.nids, { tolerance: 0.5 });
}
