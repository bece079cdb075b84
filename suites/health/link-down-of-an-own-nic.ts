// SPDX-License-Identifier: GPL-2.0-or-later
// A NIC loses its link: its NI has a fatal error and is down at once, keeps its health, and carries nothing while there are others; no ping is lost. With the link
// it carries its share again (33_health/015). sanity-lnet 214.
import { type Duration, expect, lutf } from "lutf";
import { traffic } from "lutf/traffic";
import { localHealth, pair, pinged, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3);
  const [first, dead, last] = a.nids as [string, string, string];
  const link = await a.lnet.fault.linkDown(a.nics[1]!);
  const fatal = (wanted: 0 | 1, timeout: Duration): Promise<unknown> =>
    lutf.waitUntil(async () => (await localHealth(a))[dead]!.fatal_error === wanted, {
      timeout,
      interval: "1s",
      message: `fatal_error of ${dead} on ${a.node.name} is ${wanted}`,
      seen: () => `${1 - wanted}`,
    });
  await fatal(1, "20s");
  const { status, "health value": health } = (await localHealth(a))[dead]!;
  expect({ status, health }, `${dead} on ${a.node.name} without its link`).toEqual({ status: "down", health: WELL });
  expect(await a.lnet.recoveryQueue("local"), `local recovery queue of ${a.node.name}: a link that is down is nothing to ping`).toEqual([]);
  // The peer NI of that link cannot be reached any more, which the first messages to it find out.
  const seen = await pinged(a, b);
  traffic.expect(seen.sent).none([dead]).only([first, last]);
  await link.heal();
  await fatal(0, "60s");
  await recovered(a, "peer");
  const again = await pinged(a, b);
  traffic.expect(again.sent).over(a.nids, { tolerance: 0.5 });
}
