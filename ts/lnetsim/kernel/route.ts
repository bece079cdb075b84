// SPDX-License-Identifier: GPL-2.0-or-later
// Routes to remote nets through gateways (lnetconfig-api.md §3.9, golden/04_route).
import { parseNet } from "../../lnet/nid.ts";
import { EEXIST, EHOSTUNREACH, EINVAL, ENOENT } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import { LO_NID, netOf } from "./nid-text.ts";
import { PEER, type Peer } from "./peer.ts";
import { peerNiForTraffic, removePeer } from "./peer-table.ts";

export const HOPS_UNDEFINED = -1;

export interface Route {
  readonly net: string;
  /** The gateway's NID as it was given. */
  readonly gateway: string;
  peer: Peer;
  /** 1 … 255, or -1. */
  readonly hops: number;
  readonly priority: number;
  /** 2.13 to 2.16. */
  readonly sensitivity: number;
  /** What was found out last, and the kernel log told of; at first a route is taken for alive. */
  wasAlive: boolean;
  /** The gateway, as a router, has told of an interface on the route's net; before that, and while it does not route, it counts as further away (13_router/001, 021). */
  singleHop: boolean;
}

const CHAINS = 128;

/** Remote nets stand in a table of 128 chains (rnet_htable_size); they are shown in its order. */
function chainOf(net: string): number {
  const { type = 0, number = 0 } = parseNet(net) ?? {};
  return (type + number) % CHAINS;
}

export class RouteTable {
  readonly #lnet: Lnet;
  readonly #remoteNets = new Map<string, Route[]>();

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** In the order in which the kernel shows them. */
  list(): Route[] {
    const chains = [...this.#remoteNets].map(([net, routes]) => ({ chain: chainOf(net), routes }));
    return chains.sort((a, b) => a.chain - b.chain).flatMap(({ routes }) => routes);
  }

  /** The first in no order that fits: there may be hundreds, and one more is added. */
  #find(fits: (route: Route) => boolean): Route | undefined {
    for (const routes of this.#remoteNets.values()) {
      const found = routes.find(fits);
      if (found) return found;
    }
    return undefined;
  }

  to(net: string): Route[] {
    return this.#remoteNets.get(net) ?? [];
  }

  isTarget(net: string): boolean {
    return this.#remoteNets.has(net);
  }

  /** Adds a route and begins to watch its gateway. */
  add(o: { net: string; gateway: string; hops: number; priority: number; sensitivity?: number }): number {
    const lnet = this.#lnet;
    const gatewayNet = netOf(o.gateway);
    if (o.gateway === LO_NID || o.net === "lo" || gatewayNet === o.net) return -EINVAL;
    if (o.hops !== HOPS_UNDEFINED && (o.hops < 1 || o.hops > 255)) return -EINVAL;
    if (lnet.findNet(o.net)) return -EEXIST;
    if (!lnet.findNet(gatewayNet)) {
      lnet.log.error(
        "router.c:627:lnet_add_route()",
        `Cannot add route with gateway ${o.gateway}. There is no local interface configured on LNet ${gatewayNet}`,
      );
      return -EHOSTUNREACH;
    }
    const { peer } = peerNiForTraffic(lnet, o.gateway);
    const routes = this.to(o.net);
    // The gateway is a peer: another NID of it is the same gateway.
    if (routes.some((route) => route.peer === peer)) return -EEXIST;
    // A gateway that is one already is what is known of it (golden/11_clib, the route to tcp77).
    const wasAlive = this.#find((other) => other.peer === peer)?.wasAlive ?? true;
    const route: Route = { ...o, sensitivity: o.sensitivity ?? 1, peer, wasAlive, singleHop: false };
    if (!this.#remoteNets.has(o.net)) this.#remoteNets.set(o.net, routes);
    // Anywhere among those of its net, so that gateways share the load.
    routes.splice(lnet.random.below(routes.length + 1), 0, route);
    if (peer.routerReferences++ === 0) peer.alive = !lnet.settings.checkRoutersBeforeUse;
    if (o.hops === HOPS_UNDEFINED && lnet.settings.avoidAsymmetricalRouterFailure) {
      lnet.log.warning(
        "router.c:733:lnet_add_route()",
        "Use hops = 1 for a single-hop route when avoid_asym_router_failure feature is enabled",
      );
    }
    lnet.monitor.checkGateway(peer);
    return 0;
  }

  /** A net that no route goes to: -ENOENT; a gateway that it has no route through: 0. */
  delete(net: string, gateway: string): number {
    const routes = this.#remoteNets.get(net);
    if (!routes) return -ENOENT;
    const peer = this.#lnet.peers.find(gateway);
    for (const route of routes.filter((one) => one.peer === peer)) this.#remove(route);
    return 0;
  }

  /** All routes through it, whatever they lead to. */
  removeGateway(peer: Peer): void {
    for (const route of this.list()) if (route.peer === peer) this.#remove(route);
  }

  #remove(route: Route): void {
    const rest = this.to(route.net).filter((other) => other !== route);
    if (rest.length > 0) this.#remoteNets.set(route.net, rest);
    else this.#remoteNets.delete(route.net);
    const { peer } = route;
    if (--peer.routerReferences > 0) return;
    // That it was discovered as a router stays (golden/32_routing/029).
    peer.clear(PEER.RTR_DISCOVERY);
    // What was there only as a gateway, and never answered, is forgotten when LNet stops using it.
    if (this.#lnet.peers.find(peer.primaryNid) === peer && peer.nis.length === 0) removePeer(this.#lnet, peer);
  }

  /** Discovery has found the gateway's primary NID to be another one. */
  gatewayRenamed(from: Peer, to: Peer): void {
    for (const route of this.list()) if (route.peer === from) route.peer = to;
    this.#lnet.monitor.gatewayRenamed(from, to);
  }

  clear(): void {
    this.#remoteNets.clear();
  }

  /** Whether messages would be sent this way now. Of a gateway that is not discovered, or not to be, counts what was found out last (32_routing/facts.md: a fresh route is up). */
  isAlive(route: Route): boolean {
    const { peer } = route;
    const discovered = this.#lnet.settings.discovery && peer.multiRail && !peer.has(PEER.NO_DISCOVERY);
    return discovered ? this.#works(route) : peer.alive && route.wasAlive;
  }

  /** The gateway answers, routes, and has a working NI on our net, and on the route's net if that is one hop away (§3.9). */
  #works(route: Route): boolean {
    const { peer } = route;
    if (!peer.alive || !peer.has(PEER.ROUTER_ENABLED)) return false;
    const works = (net: string): boolean => peer.nis.some((ni) => ni.net === net && ni.reportedUp);
    if (!works(netOf(route.gateway))) return false;
    // Of a gateway that is not discovered not all NIs are known.
    const isAdjacent = route.singleHop || (route.hops === 1 && peer.multiRail);
    return !isAdjacent || !this.#lnet.settings.avoidAsymmetricalRouterFailure || works(route.net);
  }

  /** A gateway that routes has told of its interfaces. */
  noteHops(peer: Peer): void {
    for (const route of this.list()) if (route.peer === peer) route.singleHop = peer.isOn(route.net);
  }

  /** Tells the kernel log of routes that have changed. */
  noteAliveness(peer: Peer): void {
    if (!this.#find((route) => route.peer === peer && this.#works(route) !== route.wasAlive)) return;
    for (const route of this.list()) {
      if (route.peer !== peer) continue;
      const alive = this.#works(route);
      if (alive === route.wasAlive) continue;
      const words = (up: boolean): string => (up ? "up" : "down");
      this.#lnet.log.error(
        "lib-lnet.h:1333:lnet_set_route_aliveness()",
        `route to ${route.net} through ${peer.primaryNid} has gone from ${words(route.wasAlive)} to ${words(alive)}`,
      );
      route.wasAlive = alive;
    }
  }
}
