// SPDX-License-Identifier: GPL-2.0-or-later
// The preferred NID's health falls: the next priority takes all; when it is well again, so does the first (golden/34_udsp/017). The health that is set by
// hand is won back by 100 with each recovery ping, so here by 1.
import { lutf } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await testbed({ nodes: 2, nics: 3, discover: true, settings: { health_sensitivity: 1 } });
  for (const [place, priority] of [2, 1, 0].entries()) await main.lnet.addPolicy({ src: main.nid(place), priority });
  traffic.expect((await pinged(main, agent)).main.sent).only([main.nid(2)], ABOUT_NONE);
  await main.lnet.setHealth({ nid: main.nid(2), value: 500 });
  // Recovery pings go to the NID itself, from any other.
  traffic.expect((await pinged(main, agent)).main.toPeer).none([main.nid(1)], { atMost: 5 });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).none([main.nid(2), main.nid(0)], { atMost: 5 });

  await main.lnet.setHealth({ nid: main.nid(2), value: 1000 });
  let queue: string[] = [];
  const isEmpty = async (): Promise<boolean> => {
    queue = await main.lnet.recoveryQueue("local");
    return queue.length === 0;
  };
  await lutf.waitUntil(isEmpty, {
    timeout: "60s",
    message: `no NI of ${main.node.name} is recovered`,
    seen: () => `in its queue: ${queue.join(", ")}`,
  });
  traffic.expect((await pinged(main, agent)).main.sent).only([main.nid(2)], ABOUT_NONE);
}
