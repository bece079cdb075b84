// SPDX-License-Identifier: GPL-2.0-or-later
// Routes by the library (lnetconfig-api.md §3.9; golden/11_clib).
import { NET_ANY, NID_ANY, nidToStr, strToNid } from "../../lnet/nid.ts";
import { EEXIST, EHOSTUNREACH, ENOENT } from "../errno.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { Route } from "../kernel/route.ts";
import { netId, netName } from "./network.ts";
import { parseNidList } from "./nids.ts";
import { NIDS_PER_PEER } from "./peer.ts";
import { failure, type LibrarySession } from "./session.ts";

/** What success reports too: the text is set beforehand (§0.6). */
const GENERIC = '"generic error"';

export interface NewRoute {
  net: string | null;
  /** NIDs and ranges. */
  gateway: string | null;
  /** -1: undefined. */
  hops: number;
  priority: number;
  /** 2.13 to 2.16; -1: 1. */
  sensitivity?: number | undefined;
  seqNo?: number | undefined;
}

interface Problem {
  rc: number;
  descr: string;
}

/** Net and gateways, or what is wrong with them. */
function parseRoute(session: LibrarySession, net: string | null, gateway: string | null): { net: string; gateways: string[] } | Problem {
  const { codes } = session;
  if (net === null || gateway === null) {
    const missing = net === null ? (gateway === null ? "network, gateway" : "network") : "gateway";
    return { rc: codes.MISSING_PARAM, descr: `"missing mandatory parameter:'${missing}'"` };
  }
  const id = netId(net);
  if (id === NET_ANY) return { rc: codes.BAD_PARAM, descr: `"cannot parse remote net ${net}"` };
  const gateways = parseNidList(session, gateway, NIDS_PER_PEER);
  if (typeof gateways === "string") return { rc: codes.BAD_PARAM, descr: gateways };
  return { net: netName(id), gateways };
}

export function configRoute(session: LibrarySession, o: NewRoute): number {
  const { rc, descr } = add(session, o);
  return session.result({ cmd: "add", entity: "route", rc, descr, seqNo: o.seqNo });
}

function add(session: LibrarySession, o: NewRoute): Problem {
  const { OUT_OF_RANGE } = session.codes;
  const parsed = parseRoute(session, o.net, o.gateway);
  if ("rc" in parsed) return parsed;
  const outOfRange = (text: string): Problem => ({ rc: OUT_OF_RANGE, descr: session.old ? `"${text}"` : text });
  if (o.hops !== -1 && (o.hops < 1 || o.hops > 255)) return outOfRange(`invalid hop count ${o.hops}, must be between 1 and 255`);
  if (o.priority < -1) return outOfRange(`invalid priority ${o.priority}, must be greater than 0`);
  const sensitivity = o.sensitivity === undefined || o.sensitivity === -1 ? 1 : o.sensitivity;
  if (sensitivity < 1) return { rc: OUT_OF_RANGE, descr: `"invalid health sensitivity ${sensitivity}, must be 1 or greater"` };
  const priority = Math.max(0, o.priority);
  return forEach(session, parsed.gateways, (lnet, gateway) =>
    lnet.addRoute({ net: parsed.net, gateway, hops: o.hops, priority, sensitivity }),
  );
}

/** One gateway after the other. A route that exists is no error; an unreachable gateway is one, but does not end it and has no text of its own. */
function forEach(session: LibrarySession, gateways: readonly string[], call: (lnet: Lnet, gateway: string) => number): Problem {
  let last = 0;
  for (const gateway of gateways) {
    const rc = session.ioctl((lnet) => call(lnet, gateway));
    last = rc === -EEXIST ? 0 : rc;
    if (last !== 0 && last !== -EHOSTUNREACH) return { rc: last, descr: failure("route operation failed", last) };
  }
  return { rc: last, descr: GENERIC };
}

export function delRoute(session: LibrarySession, o: { net: string | null; gateway: string | null; seqNo?: number | undefined }): number {
  const parsed = parseRoute(session, o.net, o.gateway);
  const { rc, descr } =
    "rc" in parsed ? parsed : forEach(session, parsed.gateways, (lnet, gateway) => lnet.deleteRoute(parsed.net, gateway));
  return session.result({ cmd: "del", entity: "route", rc, descr, seqNo: o.seqNo });
}

export interface ShowRoute {
  net?: string | null | undefined;
  gateway?: string | null | undefined;
  /** -1: any. */
  hops?: number | undefined;
  priority?: number | undefined;
  detail?: number | undefined;
  backup?: boolean | undefined;
  seqNo?: number | undefined;
}

export function showRoute(session: LibrarySession, o: ShowRoute): number {
  const { hops = -1, priority = -1, detail = 0, backup = false, seqNo } = o;
  const answer = (rc: number, descr: string): number => session.result({ cmd: "show", entity: "route", rc, descr, seqNo });
  const { codes } = session;
  const net = o.net === undefined || o.net === null ? undefined : netId(o.net);
  if (net === NET_ANY) return answer(codes.BAD_PARAM, `"cannot parse net '${o.net}'"`);
  const gateway = o.gateway === undefined || o.gateway === null ? undefined : strToNid(o.gateway);
  if (gateway === NID_ANY) return answer(codes.BAD_PARAM, `"cannot parse gateway NID '${o.gateway}'"`);
  if (hops !== -1 && (hops < 1 || hops > 255)) return answer(codes.OUT_OF_RANGE, `"invalid hop count ${hops}, must be between 0 and 256"`);
  const wanted = (route: Route): boolean =>
    (net === undefined || route.net === netName(net)) &&
    (gateway === undefined || route.gateway === nidToStr(gateway)) &&
    (hops === -1 || route.hops === hops) &&
    (priority === -1 || route.priority === priority);
  const rc = session.ioctl((lnet) => {
    for (const route of lnet.routes) if (wanted(route)) showOne(session, lnet, route, detail, backup);
    return 0;
  });
  // As with nets, the end of the list and a missing device are the same (§0.9).
  return rc === 0 || rc === -ENOENT ? answer(0, "success") : answer(rc, failure("cannot get routes", rc));
}

function showOne(session: LibrarySession, lnet: Lnet, route: Route, detail: number, backup: boolean): void {
  const item = session.shown("route", "array").item();
  item.string("net", route.net);
  item.string("gateway", route.gateway);
  if (detail < 1) return;
  item.number("hop", route.hops);
  item.number("priority", route.priority);
  if (session.old) item.number("health_sensitivity", route.sensitivity);
  if (backup) return;
  item.string("state", lnet.routeTable.isAlive(route) ? "up" : "down");
  item.string("type", route.singleHop ? "single-hop" : "multi-hop");
}
