// SPDX-License-Identifier: GPL-2.0-or-later
// Ends with two NIDs each discover each other through the router: each knows all NIDs of the other, as multi-rail, and the gateway with the NIDs of both nets.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";

export const requires = { agents: 3, interfaces: { tcp: 4 }, lnet: {}, timeout: "15m" };

export async function run(): Promise<void> {
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = await routedTestbed({ nics: 2 });
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    const found = await one.lnet.discover(other.nids[1]!);
    expect(found).toEqual({ primaryNid: other.nids[0], multiRail: true, nids: other.nids });
    const known = await one.lnet.peers({ nid: router.nids.find((nid) => one.nids[0]!.endsWith(nid.slice(nid.indexOf("@"))))! });
    expect(known[0]?.["peer ni"].map(({ nid }) => nid).sort()).toEqual([...router.nids].sort());
  }
}
