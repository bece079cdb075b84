// SPDX-License-Identifier: GPL-2.0-or-later
// The network drivers (LNDs): which module, which kind of interface, and what tunables an NI starts with (lnetconfig-api.md §3.4, §5).
import { findLnd as lndNamed } from "../../lnet/nid.ts";
import type { Modules } from "../host/modules.ts";
import type { NicKind } from "../host/nics.ts";
import type { LndTunables, Tunables } from "./ni.ts";

export interface Lnd {
  /** Also the kind of the interfaces that it drives. */
  name: NicKind;
  module: string;
}

const SIMULATED: readonly NicKind[] = ["tcp", "o2ib", "kfi", "gni"];

const LNDS: readonly Lnd[] = SIMULATED.map((name) => ({ name, module: lndNamed(name)!.module }));

export const findLnd = (name: string): Lnd | undefined => LNDS.find((lnd) => lnd.name === name);
export const lndOfModule = (module: string): Lnd | undefined => LNDS.find((lnd) => lnd.module === module);

/** A parameter of the LND's module as a number. */
function parameter(modules: Modules, lnd: Lnd, name: string): number {
  return Number(modules.readParameter(lnd.module, name) ?? 0);
}

/**
 * The tunables of a new net. -1 or nothing: the module's; credits and peer credits of 0 or less too; a peer timeout below 0 too
 * (golden/02_net/047 and 048). More peer credits than credits are cut down.
 */
export function netTunables(modules: Modules, lnd: Lnd, given: Partial<Tunables>): Tunables {
  const atLeast = (value: number | undefined, least: number, name: string): number =>
    value !== undefined && value >= least ? value : parameter(modules, lnd, name);
  const credits = atLeast(given.credits, 1, "credits");
  return {
    peerTimeout: atLeast(given.peerTimeout, 0, "peer_timeout"),
    peerCredits: Math.min(atLeast(given.peerCredits, 1, "peer_credits"), credits),
    peerBufferCredits: atLeast(given.peerBufferCredits, 0, "peer_buffer_credits"),
    credits,
  };
}

/** socklnd: floor(log2(Gbit/s))/2 + 1 connections; unknown speed: 1 (§3.4). */
export function automaticConnections(speed: number | undefined): number {
  const gigabits = Math.floor((speed ?? 0) / 1000);
  return gigabits < 1 ? 1 : Math.floor(Math.floor(Math.log2(gigabits)) / 2) + 1;
}

/**
 * The LND tunables of a new NI. `given`: what the caller set, by the keys of `lnd tunables`; 0 or less means automatic, but a tos of 0 is one
 * (golden/11_clib shows 0 for a zeroed struct, -1 without one).
 */
export function niTunables(modules: Modules, lnd: Lnd, speed: number | undefined, credits: Tunables, given: LndTunables): LndTunables {
  const number = (key: string): number => Number(given[key] ?? 0);
  const positive = (key: string, fallback: number): number => (number(key) > 0 ? number(key) : fallback);
  const tos = (): number => ("tos" in given ? number("tos") : parameter(modules, lnd, "tos"));
  switch (lnd.name) {
    case "tcp": {
      const connections = positive("conns_per_peer", parameter(modules, lnd, "conns_per_peer"));
      return {
        conns_per_peer: connections > 0 ? connections : automaticConnections(speed),
        timeout: positive("timeout", parameter(modules, lnd, "sock_timeout")),
        tos: tos(),
      };
    }
    case "o2ib": {
      const hiw = positive("peercredits_hiw", parameter(modules, lnd, "peer_credits_hiw"));
      const sends = positive("concurrent_sends", parameter(modules, lnd, "concurrent_sends")) || credits.peerCredits;
      return {
        peercredits_hiw: Math.min(Math.max(hiw, Math.floor(credits.peerCredits / 2)), credits.peerCredits - 1),
        map_on_demand: 1,
        concurrent_sends: Math.min(Math.max(sends, Math.floor(credits.peerCredits / 2)), 2 * credits.peerCredits),
        fmr_pool_size: positive("fmr_pool_size", parameter(modules, lnd, "fmr_pool_size")),
        fmr_flush_trigger: positive("fmr_flush_trigger", parameter(modules, lnd, "fmr_flush_trigger")),
        fmr_cache: positive("fmr_cache", parameter(modules, lnd, "fmr_cache")),
        ntx: positive("ntx", parameter(modules, lnd, "ntx")),
        conns_per_peer: positive("conns_per_peer", parameter(modules, lnd, "conns_per_peer")),
        timeout: positive("timeout", parameter(modules, lnd, "timeout")),
        tos: tos(),
      };
    }
    case "kfi":
      return {
        prov_major_version: positive("prov_major_version", parameter(modules, lnd, "prov_major_version")),
        prov_minor_version: positive("prov_minor_version", parameter(modules, lnd, "prov_minor_version")),
        auth_key: positive("auth_key", parameter(modules, lnd, "auth_key")),
        traffic_class: given["traffic_class"] ?? modules.readParameter(lnd.module, "traffic_class") ?? "best_effort",
        timeout: positive("timeout", parameter(modules, lnd, "kfi_timeout")),
      };
    default:
      return { timeout: positive("timeout", parameter(modules, lnd, "timeout")) };
  }
}
