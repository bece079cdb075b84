// SPDX-License-Identifier: GPL-2.0-or-later
import type { GlobalSettings } from "./settings.ts";
import type {
  AddNet,
  AddPeer,
  AddPolicy,
  AddRoute,
  Buffers,
  DeleteNet,
  DeletePeer,
  Detail,
  Discovered,
  LnetInfo,
  NetEntry,
  PeerEntry,
  Policy,
  RouteEntry,
  RouteFilter,
  Routing,
  Statistics,
} from "./types.ts";

/**
 * What can be asked of LNet on one node. `lnet` goes through liblnetconfig, `lnet.cli` through the program lnetctl; a test that
 * is written for a Road runs over both. Every method rejects with an LnetError when LNet refuses; the numbers and words of
 * an error depend on the road and on the version of Lustre.
 *
 * Not atomic: what was done before the part that failed stays (golden README).
 */
export interface Road {
  /** "library" or "lnetctl". */
  readonly road: "library" | "lnetctl";

  /** What answers on this node: provider, generation, version. */
  info(): Promise<LnetInfo>;

  /**
   * Loads the kernel module lnet if it is not loaded, with the parameters given, and brings LNet up; no change if it is up. Also from
   * module parameters (`networks`, `ip2nets`, `routes`) with fromModuleParameters. `large` allows IPv6 NIDs (2.17, lnetctl only).
   */
  configure(options?: { fromModuleParameters?: boolean; large?: boolean; parameters?: Record<string, string | number> }): Promise<void>;
  /** Takes LNet down: nets, peers, routes and rules are gone, global settings stay. EBUSY while Lustre uses it. No change if it is down. */
  unconfigure(): Promise<void>;
  /** As after a reboot: takes LNet down and unloads its kernel modules, so that global settings are the defaults again. */
  unload(): Promise<void>;

  /** Adds NIs, making the net if it is new. EEXIST: the interface is on the net already; ERANGE: there is no such CPT. */
  addNet(options: AddNet): Promise<void>;
  /** Adds NIs by legacy ip2nets text: `tcp(eth0) 10.1.1.*`. Deprecated in 2.17. */
  addIp2nets(text: string): Promise<void>;
  /** Deletes NIs, or the net. */
  deleteNet(options: DeleteNet): Promise<void>;
  /** Nets and their NIs, lo first, in the order in which they were added. Detail 0 if left out. */
  nets(options?: { net?: string; detail?: Detail }): Promise<NetEntry[]>;
  /** NIDs of this node, without 0@lo. */
  nids(): Promise<string[]>;

  /** Makes a peer, or adds NIDs to it. */
  addPeer(options: AddPeer): Promise<void>;
  deletePeer(options: DeletePeer): Promise<void>;
  /** Peers; with nid the one that has it. Detail 0 if left out. */
  peers(options?: { nid?: string; detail?: Detail }): Promise<PeerEntry[]>;
  /** Sets the bits of a peer's state (§3.16). Since 2.15.5. */
  setPeerState(options: { nid: string; state: number }): Promise<void>;

  /** Adds a route to a remote net. EHOSTUNREACH: no local net has the gateway; EEXIST: the net is local. */
  addRoute(options: AddRoute): Promise<void>;
  deleteRoute(options: { net: string; gateway: string }): Promise<void>;
  /** Routes that match, in no order. */
  routes(options?: RouteFilter): Promise<RouteEntry[]>;

  /** Makes the node a router, or not. Since 2.17 it takes 110 s and more until that is so; EBUSY while it stops. */
  setRouting(enabled: boolean, buffers?: Buffers): Promise<void>;
  /** null: routing was never on. */
  routing(): Promise<Routing | null>;
  /** Numbers of router buffers; -1 leaves one, 0 is the default. ERANGE below -1. Ignored unless routing is on. */
  setBuffers(buffers: Buffers): Promise<void>;

  /** Global settings, one after the other in the order in which they stand. */
  set(values: Partial<Omit<GlobalSettings, "lnd_timeout">>): Promise<void>;
  /** Those that this version has. */
  settings(): Promise<Partial<GlobalSettings>>;

  /** Health of an NI of this node, 0 to 1000, or of all. Below 1000 it is recovered by pings: 1000 again after seconds. */
  setHealth(options: { value: number; nid?: string; all?: boolean }): Promise<void>;
  /** Health of an NI of a peer, 0 to 1000, or of all. */
  setPeerHealth(options: { value: number; nid?: string; all?: boolean }): Promise<void>;
  /** Connections for each peer, 0 (automatic) to 127; of tcp and o2ib NIs. Since 2.15. */
  setConnsPerPeer(options: { value: number; nid?: string; all?: boolean }): Promise<void>;
  /** Seconds until a connection of that net's LND counts as dead. Since 2.17. */
  setLndTimeout(options: { net: string; seconds: number }): Promise<void>;
  /** NIDs that are being recovered. */
  recoveryQueue(which: "local" | "peer"): Promise<string[]>;

  /** Adds a UDSP rule. A rule that there is with another priority gets the new one; EALREADY if nothing is new. Since 2.15. */
  addPolicy(options: AddPolicy): Promise<void>;
  deletePolicy(index: number | "all"): Promise<void>;
  policies(): Promise<Policy[]>;

  /** NIDs that the peer says it has. timeout in milliseconds, default 1000. */
  ping(nid: string, options?: { source?: string; timeout?: number }): Promise<string[]>;
  /** Has LNet find out all NIDs of the peer. force: also if it believes that it knows. */
  discover(nid: string, options?: { force?: boolean }): Promise<Discovered>;

  /** Counters of the node. */
  stats(): Promise<Statistics>;
  /** Zeroes them; those of NIs and peers stay. Since 2.15. */
  resetStats(): Promise<void>;

  /** Configures what a YAML text says, or deletes it. */
  importYaml(text: string, options?: { delete?: boolean }): Promise<void>;
  /** The whole configuration as YAML; with backup only what an import needs. A full one cannot be imported: lo is refused. */
  exportYaml(options?: { backup?: boolean }): Promise<string>;
}
