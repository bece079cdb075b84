// SPDX-License-Identifier: GPL-2.0-or-later
// Two routers between main and remote, and rules that prefer one of them.
import type { Requires } from "lutf";
import { type Bed, type RoutedBeds, type RoutedOptions, routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { PINGS } from "./_pinged.ts";

export const twoRouters: Requires = { agents: 4, interfaces: { tcp: 2 }, lnet: { version: ">=2.15" }, timeout: "15m" };

/** All know each other. */
export function betweenRouters(options: RoutedOptions = {}): Promise<RoutedBeds> {
  return routedTestbed({ routers: 2, discover: true, ...options });
}

/** Messages from main to each router while it pings the remote node, and what the routers passed on. */
export async function sentToRouters({
  clients: [main],
  routers,
  servers: [remote],
}: RoutedBeds): Promise<{ asked: number[]; routed: number }> {
  const seen = await traffic([main, ...routers], () => traffic.pings(main, remote.nids[0]!, PINGS, { timeout: 5 }));
  const asked = (router: Bed): number => seen.on(main).toPeer[router.nid(0)] ?? 0;
  return {
    asked: [...routers].map(asked),
    routed: [...routers].reduce((sum, router) => sum + (seen.on(router).statistics["route_count"] ?? 0), 0),
  };
}

/** Looks at the gateways, and pushes of theirs. */
export const LOOKS = 6;
