// SPDX-License-Identifier: GPL-2.0-or-later
// Clients and servers on different nets, with routers between them: routedTestbed() of "lutf/testbed".
import type { Duration } from "../lutf/duration.ts";
import { lutf } from "../lutf/lutf.ts";
import { type Bed, type Beds, type ModuleParameters, type TestbedOptions, testbed } from "./testbed.ts";
import type { AddRoute, Buffers, RouteEntry } from "./types.ts";

/** Router buffers that fit into 100 MB, and gateways that are looked at every few seconds: starting and ending routing takes the sum of both times (32_routing/facts.md). */
export const ROUTER_PARAMETERS: ModuleParameters = {
  tiny_router_buffers: 512,
  small_router_buffers: 512,
  large_router_buffers: 64,
  alive_router_check_interval: 5,
  router_ping_timeout: 3,
};

export interface RoutedOptions extends Pick<TestbedOptions, "parameters" | "settings" | "tunables" | "libcfs"> {
  /** How many; default 1 each. The script's agents are taken in this order: clients, servers, routers. */
  clients?: number;
  servers?: number;
  /** Routers side by side; a list: so many in each of several rows, one behind the other. */
  routers?: number | number[];
  /** NICs of a node on each of its nets. Default 1. */
  nics?: number;
  /** Of the routes through each router of a row, by its place there. */
  routes?: Pick<AddRoute, "hops" | "priority">[];
  /** false: the test switches routing on, or adds routes, itself. Default true. */
  routing?: boolean;
  addRoutes?: boolean;
  /** Clients and servers discover each other, through the routers. Default false. */
  discover?: boolean;
}

export class RoutedBeds {
  constructor(
    readonly clients: Beds,
    /** All of them, row by row. */
    readonly routers: Beds,
    readonly servers: Beds,
    readonly rows: readonly Bed[][],
  ) {}

  /** The net of place `row`: 0 that of the clients, the last one that of the servers. */
  net(row: number): string {
    return row === 0 ? "tcp" : `tcp${row}`;
  }

  /** The servers' net. */
  get far(): string {
    return this.net(this.rows.length);
  }

  /** Gateways of a node, with the net on which it reaches them, and the nets behind. */
  ways(bed: Bed): { gateways: readonly Bed[]; over: string; to: string[] }[] {
    const { rows } = this;
    const nets = Array.from({ length: rows.length + 1 }, (_, place) => this.net(place));
    const row = rows.findIndex((some) => some.includes(bed));
    const [first, last] = row >= 0 ? [row, row + 1] : this.clients.includes(bed) ? [0, 0] : [rows.length, rows.length];
    return [
      { gateways: rows[first - 1] ?? [], over: nets[first]!, to: nets.slice(0, first).reverse() },
      { gateways: rows[last] ?? [], over: nets[last]!, to: nets.slice(last + 1) },
    ].filter(({ to }) => to.length > 0);
  }

  /** Adds the routes of a node, to all nets that it is not on. */
  async addRoutes(bed: Bed, options: RoutedOptions["routes"] = []): Promise<void> {
    for (const { gateways, over, to } of this.ways(bed)) {
      for (const net of to) {
        for (const [place, gateway] of gateways.entries())
          await bed.lnet.addRoute({ net, gateway: gateway.nid(0, over), ...options[place] });
      }
    }
  }

  /** The routes of a node, and the router that each goes through. */
  async routes(bed: Bed): Promise<(RouteEntry & { router: Bed | undefined })[]> {
    const routes = await bed.lnet.routes();
    return routes.map((route) => ({ ...route, router: this.routers.find(({ nids }) => nids.includes(route.gateway)) }));
  }

  /**
   * Waits until all routes of a node through a router are as they should be, those through others up. A new route is up at first without anybody having
   * asked the gateway (32_routing/facts.md), so with discovery on it also has to be known how far the net is.
   */
  async routesAre(bed: Bed, down: readonly Bed[] = [], timeout: Duration = "150s"): Promise<void> {
    const { discovery } = await bed.lnet.settings();
    const adjacent = new Set(this.ways(bed).map(({ to }) => to[0]));
    const isSettled = ({ net, state, type = "single-hop", router }: RouteEntry & { router: Bed | undefined }): boolean => {
      if (router && down.includes(router)) return state === "down";
      return state === "up" && (discovery === 0 || !adjacent.has(net) || type === "single-hop");
    };
    let last: RouteEntry[] = [];
    const areSettled = async (): Promise<boolean> => {
      const routes = await this.routes(bed);
      last = routes;
      return routes.length > 0 && routes.every(isSettled);
    };
    const wanted = down.length === 0 ? "all up" : `down through ${down.map(({ node }) => node.name).join(", ")} only`;
    const inWords = ({ net, gateway, state, type }: RouteEntry): string => `${net} by ${gateway} ${state} ${type ?? ""}`.trim();
    await lutf.waitUntil(areSettled, {
      timeout,
      interval: "1s",
      message: `routes of ${bed.node.name} are ${wanted}`,
      seen: () => last.map(inWords).join(", ") || "none",
    });
  }

  get all(): Bed[] {
    return [...this.clients, ...this.servers, ...this.routers];
  }

  /** Waits until routes of all nodes are up. */
  async allUp(): Promise<void> {
    for (const bed of this.all) if (this.ways(bed).length > 0) await this.routesAre(bed);
  }
}

/**
 * Clients on tcp, servers on tcp1 (with more rows of routers tcp2 …), routers on both, routing on, routes in both directions, all of them up.
 * Needs (rows + 1) × `nics` NICs a node: the NICs of one place are on one link.
 *
 * @example
 * const { clients: [client], routers: [router], servers: [server] } = await routedTestbed();
 * expect(await client.lnet.ping(server.nid(0, "tcp1"))).toEqual(server.nids);
 */
export async function routedTestbed(options: RoutedOptions = {}): Promise<RoutedBeds> {
  const { clients = 1, servers = 1, routers = 1, nics = 1, routes, routing = true, addRoutes = true, discover, ...rest } = options;
  const counts = typeof routers === "number" ? [routers] : routers;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const nodes = [...lutf.agents.take(clients + total + servers)];
  const common = { ...rest, parameters: { ...ROUTER_PARAMETERS, ...rest.parameters } };
  const netName = (place: number): string => (place === 0 ? "tcp" : `tcp${place}`);
  const places = (net: number): number[] => Array.from({ length: nics }, (_, nic) => net * nics + nic);
  const make = (count: number, nets: number[]): Promise<Beds> =>
    testbed({ ...common, nodes: nodes.splice(0, count), nets: Object.fromEntries(nets.map((net) => [netName(net), places(net)])) });

  const rowCount = counts.length;
  // Agents are taken in the order of these calls, which run at the same time.
  const [ends, others, ...rows] = (await Promise.all([
    make(clients, [0]),
    make(servers, [rowCount]),
    ...counts.map((count, row) => make(count, [row, row + 1])),
  ])) as [Beds, Beds, ...Beds[]];
  const routed = new RoutedBeds(ends, rows.flat() as unknown as Beds, others, rows);
  if (!routing) return routed;
  await Promise.all(routed.routers.map((router) => startRouting(router)));
  if (!addRoutes) return routed;
  for (const bed of routed.all) await routed.addRoutes(bed, routes);
  await routed.allUp();
  if (discover) for (const client of ends) await discoverAcross(client, others);
  return routed;
}

async function discoverAcross(client: Bed, servers: readonly Bed[]): Promise<void> {
  for (const server of servers) {
    await client.lnet.discover(server.nids[0]!);
    await server.lnet.discover(client.nids[0]!);
  }
}

/** Switches routing on, with router buffers of these numbers, and waits until it is: since 2.17 that takes alive_router_check_interval and router_ping_timeout together (32_routing/facts.md). */
export async function startRouting(bed: Bed, buffers?: Buffers): Promise<void> {
  await bed.lnet.setRouting(true, buffers);
  await routingIs(bed, "on");
}

/** Switches routing off, and waits until that is over: since 2.17 up to three times as long. */
export async function stopRouting(bed: Bed): Promise<void> {
  await bed.lnet.setRouting(false);
  await routingIs(bed, "off");
}

/** Waits until routing is on, or off. */
export async function routingIs(bed: Bed, wanted: "on" | "off"): Promise<void> {
  await lutf.waitUntil(async () => ((await bed.lnet.routing())?.enable ?? 0) === (wanted === "on" ? 1 : 0), {
    timeout: "400s",
    interval: "2s",
    message: `routing of ${bed.node.name} is ${wanted}`,
  });
}
