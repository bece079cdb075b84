// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl route` of 2.17 (lnetconfig-api.md §3.9, golden/04_route).
import { parseNet, parseNid } from "../../lnet/nid.ts";
import { EACCES, EEXIST, EHOSTUNREACH, EINVAL, ENETDOWN, ENODEV, ENXIO, strerror } from "../errno.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { Route } from "../kernel/route.ts";
import type { SimulatedNode } from "../node.ts";
import { parseNids } from "./peer.ts";
import {
  type Entry,
  errorDocument,
  FAILED,
  format,
  KERNEL_INDENT,
  libnlText,
  list,
  NO_FAMILY,
  type Output,
  type Verb,
  type Yaml,
} from "./print.ts";

export interface RouteRequest {
  net: string | undefined;
  /** A list with commas and ranges. */
  gateways: string | undefined;
  /** -1: not given. */
  hops: number;
  priority: number;
}

export interface Refusal {
  errno: number;
  text: string;
}

function missing(output: Output, { net, gateways }: RouteRequest): boolean {
  if (net !== undefined && gateways !== undefined) return false;
  const what = net === undefined && gateways === undefined ? "net , gateway" : net === undefined ? "net" : "gateway";
  output.out(`missing mandatory parameters:'${what}'\n`);
  return true;
}

export function changeRoute(node: SimulatedNode, output: Output, verb: "add" | "del", request: RouteRequest): number {
  if (missing(output, request)) return -EINVAL;
  const gateways = parseNids(output, verb, "route", request.gateways as string);
  if (gateways === undefined) return FAILED;
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  for (const gateway of gateways) {
    const refusal = changeInKernel(lnet, verb, { net: request.net, gateway, hops: request.hops, priority: request.priority });
    if (!refusal) continue;
    output.err(errorDocument(verb, "route", refusal.errno, refusal.text));
    return FAILED;
  }
  return 0;
}

/** One route; also for import, where each value may be missing. */
export function changeInKernel(
  lnet: Lnet,
  verb: "add" | "del",
  o: { net: string | undefined; gateway: string | undefined; hops: number; priority: number },
): Refusal | undefined {
  if (!lnet.configured) return { errno: -ENETDOWN, text: strerror(ENETDOWN) };
  if (o.net === undefined) return { errno: -ENODEV, text: "missing mandatory parameter: network" };
  const net = parseNet(o.net);
  if (net === undefined) return { errno: -ENXIO, text: "setting LNET_NET_ANY not allowed" };
  if (net.name === "lo") return { errno: -EACCES, text: "setting @lo not allowed" };
  if (o.gateway === undefined) return { errno: -ENODEV, text: "missing mandatory parameter: gateway" };
  const gateway = parseNid(o.gateway)?.text;
  if (gateway === undefined) return { errno: -ENODEV, text: "cannot parse gateway" };
  if (o.hops !== -1 && (o.hops < 1 || o.hops > 255)) return { errno: -EINVAL, text: "invalid hop count must be between 1 and 255" };
  if (o.priority < 0) return { errno: -EINVAL, text: "invalid priority, must not be negative" };
  if (verb === "add") return adding(lnet.addRoute({ net: net.name, gateway, hops: o.hops, priority: o.priority }));
  const rc = lnet.deleteRoute(net.name, gateway);
  return rc === 0 ? undefined : { errno: rc, text: "failed to delete route" };
}

function adding(rc: number): Refusal | undefined {
  switch (rc) {
    case 0:
      return undefined;
    case -EINVAL:
      return { errno: rc, text: "invalid settings for route creation" };
    case -EHOSTUNREACH:
      return { errno: rc, text: "No interface configured on the same net as gateway" };
    case -EEXIST:
      return { errno: rc, text: "Route already exists or the specified network is local" };
    default:
      return { errno: rc, text: "failed to create route" };
  }
}

export interface RouteShow {
  net: string | undefined;
  gateway: string | undefined;
  detail: boolean;
  backup: boolean;
}

export function showRoutes(node: SimulatedNode, output: Output, show: RouteShow): number {
  const { lnet } = node;
  const refuse = (verb: Verb, errno: number, text: string): number => {
    output.err(errorDocument(verb, "route", errno, text));
    return FAILED;
  };
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (!lnet.configured) return refuse("show", -ENETDOWN, libnlText(-ENETDOWN));
  // A net that cannot be parsed is any net: golden/04_route/045.
  const net = show.net === undefined ? undefined : parseNet(show.net)?.name;
  const gateway = show.gateway === undefined ? undefined : parseNid(show.gateway)?.text;
  if (show.gateway !== undefined && gateway === undefined) return refuse("show", -ENODEV, "cannot parse gateway");
  const routes = lnet.routes.filter(
    (route) =>
      // Hops and priority are not looked at: golden/04_route/042.
      (net === undefined || route.net === net) && (gateway === undefined || route.gateway === gateway),
  );
  if (routes.length > 0) output.out(format([["route", list(routes.map((route) => routeTree(lnet, route, show)))]], KERNEL_INDENT));
  return 0;
}

function routeTree(lnet: Lnet, route: Route, { detail, backup }: RouteShow): Yaml {
  const entries: Entry[] = [
    ["net", route.net],
    ["gateway", route.gateway],
  ];
  if (detail || backup) entries.push(["hop", `${route.hops}`], ["priority", `${route.priority}`]);
  if (detail && !backup) {
    entries.push(["state", lnet.routeTable.isAlive(route) ? "up" : "down"], ["type", route.singleHop ? "single-hop" : "multi-hop"]);
  }
  return { entries };
}
