// SPDX-License-Identifier: GPL-2.0-or-later
// A gateway that nobody is: the route is taken, is up until the gateway has been asked, then down. Another route through a real router is used all the time: at first
// for its priority, and then against it, as the other is down.
import { expect, lutf } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, oneRouter, PINGS } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routes: [{ priority: 1 }] });
  const {
    clients: [client],
    routers: [router],
  } = routed;
  const gateway = client.nid(0).replace(/\d+@/, "253@");
  await client.lnet.addRoute({ net: "tcp1", gateway, priority: 5 });
  await client.lnet.addRoute({ net: "tcp7", gateway });
  const allThroughTheRouter = async (when: string): Promise<void> =>
    expect((await forwarded(routed))[0], `messages that ${router.node.name} forwards ${when}`).toBeGreaterThanOrEqual(2 * PINGS);
  await allThroughTheRouter(`while ${gateway} may not have been asked yet`);
  let states: string[] = [];
  const areDown = async (): Promise<boolean> => {
    states = (await client.lnet.routes({ gateway })).map(({ net, state }) => `${net} ${state}`).sort();
    return states.every((one) => one.endsWith(" down"));
  };
  const down = {
    timeout: "200s",
    interval: "2s",
    message: `routes of ${client.node.name} through ${gateway}, which nobody is, are down`,
    seen: () => states.join(", "),
  } as const;
  await lutf.waitUntil(areDown, down);
  expect(states, `routes of ${client.node.name} through ${gateway}`).toEqual(["tcp1 down", "tcp7 down"]);
  await client.lnet.deleteRoute({ net: "tcp1", gateway });
  await client.lnet.addRoute({ net: "tcp1", gateway });
  await lutf.waitUntil(areDown, down);
  await allThroughTheRouter(`when ${gateway}, which goes before it by priority, is known to be nobody`);
}
