// SPDX-License-Identifier: GPL-2.0-or-later
// LNet of one simulated node: the state of the module `lnet` from its loading to its unloading, and what may be done to it. Every operation answers with 0 or a negative
// errno; it knows nothing of YAML, wording or who asks (library/, netlink/ and commands/ do). Facts: lnetconfig-api.md §3 and the recordings named there.
import type { Clock } from "../clock.ts";
import { EBUSY, ENETDOWN, ESHUTDOWN } from "../errno.ts";
import type { KernelLog } from "../host/kernel-log.ts";
import type { SimulatedNode } from "../node.ts";
import type { Random } from "../random.ts";
import type { Generation } from "../topology.ts";
import { noStatistics, type Statistics } from "./counters.ts";
import { discover, discoverInBackground, type PingAnswer, ping, pushToPeers, serveReservedPortal } from "./discovery.ts";
import { FaultRules } from "./faults.ts";
import { Health } from "./health.ts";
import { Interfaces, type NewNi } from "./interfaces.ts";
import { startFromModuleParameters, startIp2nets } from "./module-parameters.ts";
import { Monitor } from "./monitor.ts";
import type { Net, Ni } from "./ni.ts";
import { netOf } from "./nid-text.ts";
import { PEER, Peers } from "./peer.ts";
import { addPeer, deletePeer, setPeerState } from "./peer-table.ts";
import { type Route, RouteTable } from "./route.ts";
import { Routing } from "./routing.ts";
import { Settings } from "./settings.ts";
import { Traffic } from "./traffic.ts";
import { type UdspRule, UdspRules } from "./udsp.ts";

export class Lnet {
  readonly node: SimulatedNode;
  readonly settings: Settings;
  readonly interfaces: Interfaces;
  readonly peers = new Peers();
  readonly routeTable: RouteTable;
  readonly routing: Routing;
  readonly health: Health;
  readonly monitor: Monitor;
  readonly traffic: Traffic;
  readonly udspRules: UdspRules;
  readonly faults = new FaultRules();
  statistics: Statistics = noStatistics();
  /** Rises with every change that peers are told of. */
  configurationNumber = 1;
  /** Seconds of the clock when it came up last. */
  startedAt = 0;
  #configured = false;
  /** It has been configured by hand, and not unconfigured. */
  #wanted = false;
  /** Kernel modules that need it up. */
  #users = 0;
  /** Once configured without module parameters, 2.17 does not look at them again until the module is loaded anew (golden/01_lnet/076, 12_extra/001; 2.15 does: 20_v2_15_8/123). */
  #usesModuleParameters = true;

  constructor(node: SimulatedNode) {
    this.node = node;
    this.settings = new Settings(node.modules, node.log, node.generation);
    this.interfaces = new Interfaces(this);
    this.routeTable = new RouteTable(this);
    this.routing = new Routing(this);
    this.health = new Health(this);
    this.monitor = new Monitor(this);
    this.traffic = new Traffic(this);
    this.udspRules = new UdspRules(this);
    serveReservedPortal(this);
  }

  get log(): KernelLog {
    return this.node.log;
  }

  get clock(): Clock {
    return this.node.cluster.clock;
  }

  get random(): Random {
    return this.node.cluster.random;
  }

  get generation(): Generation {
    return this.node.generation;
  }

  get configured(): boolean {
    return this.#configured;
  }

  // ---- nets and NIs ----

  get nets(): readonly Net[] {
    return this.interfaces.nets;
  }

  findNet(name: string): Net | undefined {
    return this.interfaces.findNet(name);
  }

  allNis(): Ni[] {
    return this.interfaces.all();
  }

  findNi(nid: string): Ni | undefined {
    return this.interfaces.find(nid);
  }

  /** Our NIDs without lo. */
  ownNids(): string[] {
    return this.allNis().flatMap(({ isLo, nid }) => (isLo ? [] : [nid]));
  }

  // ---- up and down ----

  /** Brings LNet up with lo, and, if wanted, with what the module parameters say. 0 when it is up already. */
  configure(o: { fromModuleParameters: boolean; large: boolean }): number {
    this.#wanted = true;
    return this.#start(o);
  }

  #start(o: { fromModuleParameters: boolean; large: boolean }): number {
    if (this.#configured) return 0;
    if (!o.fromModuleParameters && this.generation !== "2.15") this.#usesModuleParameters = false;
    this.#configured = true;
    this.startedAt = this.clock.now;
    this.node.modules.addReference("lnet", 1);
    this.interfaces.start(o.large);
    const rc = o.fromModuleParameters && this.#usesModuleParameters ? startFromModuleParameters(this) : 0;
    if (rc !== 0) this.#stop();
    return rc;
  }

  /** 0 when it is down already. Stays up for kernel modules that use it. */
  unconfigure(): number {
    if (!this.#configured) return 0;
    this.#wanted = false;
    if (this.#users > 0) return -EBUSY;
    this.log.warning("lib-ptl.c:967:lnet_clear_lazy_portal()", "Active lazy portal 0 on exit");
    this.#stop();
    return 0;
  }

  /** A kernel module needs LNet: up by the module parameters, if it is not up yet. */
  retain(): number {
    const rc = this.#start({ fromModuleParameters: true, large: false });
    if (rc === 0) this.#users++;
    return rc;
  }

  release(): void {
    this.#users--;
    if (this.#users === 0 && !this.#wanted) this.#stop();
  }

  #stop(): void {
    this.interfaces.stop();
    this.monitor.clear();
    this.routing.clear();
    this.routeTable.clear();
    this.peers.clear();
    this.health.clear();
    this.udspRules.clear();
    this.faults.clear();
    this.statistics = noStatistics();
    this.interfaces.clear();
    this.#configured = false;
    this.node.modules.addReference("lnet", -1);
  }

  addNi(o: NewNi): number {
    return this.interfaces.add(o);
  }

  deleteNi(o: { net: string; interface?: string | undefined; nid?: string | undefined }): number {
    return this.interfaces.delete(o);
  }

  deleteNet(name: string): number {
    return this.interfaces.deleteNet(name);
  }

  /** Legacy rules as text: the nets whose address patterns match this node (§3.5). */
  addIp2nets(text: string): number {
    return this.#configured ? startIp2nets(this, text) : -ESHUTDOWN;
  }

  /** Peers that discovery has found hear of it. */
  configurationChanged(): void {
    this.configurationNumber++;
    pushToPeers(this);
    this.clock.settle();
  }

  /** That it is off is pushed, that it is on again is not (golden/31_discovery/facts.md). */
  discoverySwitched(): void {
    if (!this.settings.discovery && this.#configured) this.configurationChanged();
  }

  /** On a router an NI that something comes in over is up, whatever it was, and peers are told (32_routing/012: the route was up within 1 s of the link). */
  niHeard(ni: Ni): void {
    if (ni.isLo || ni.status === "up" || ni.fatalError) return;
    ni.status = "up";
    this.configurationNumber++;
    pushToPeers(this);
  }

  // ---- peers, routes, routing ----

  addPeer(primary: string, nid: string | undefined, multiRail: boolean, lock: boolean): number {
    return this.#configured ? addPeer(this, primary, nid, multiRail, lock) : -ENETDOWN;
  }

  deletePeer(primary: string, nid: string | undefined, force: boolean): number {
    return this.#configured ? deletePeer(this, primary, nid, force) : -ENETDOWN;
  }

  setPeerState(nid: string, mask: number): number {
    return this.#configured ? setPeerState(this, nid, mask) : -ENETDOWN;
  }

  get routes(): Route[] {
    return this.routeTable.list();
  }

  addRoute(o: { net: string; gateway: string; hops: number; priority: number; sensitivity?: number }): number {
    if (!this.#configured) return -ENETDOWN;
    const rc = this.routeTable.add(o);
    this.clock.settle();
    return rc;
  }

  deleteRoute(net: string, gateway: string): number {
    return this.#configured ? this.routeTable.delete(net, gateway) : -ENETDOWN;
  }

  setRouting(enable: boolean): number {
    if (!this.#configured) return -ENETDOWN;
    return enable ? this.routing.enable() : this.routing.disable();
  }

  /** -1: as it is; 0: the default. */
  setBuffers(tiny: number, small: number, large: number): number {
    return this.#configured ? this.routing.setBuffers({ tiny, small, large }) : -ENETDOWN;
  }

  /** Routing began or ended: peers are told, and gateways are asked, one of which may be this node itself. */
  routingChanged(): void {
    for (const peer of this.peers.list()) {
      if (peer.isGateway) this.monitor.checkGateway(peer);
      // 2.15 looks at all multi-rail peers anew, also at those that were only configured (golden/20_v2_15_8/114).
      else if (this.generation === "2.15" && peer.multiRail && !peer.has(PEER.DISCOVERED)) discoverInBackground(this, peer);
    }
    this.configurationChanged();
  }

  // ---- settings and health ----

  setNumaRange(value: number): number {
    if (!this.#configured) return -ENETDOWN;
    this.settings.numaRange = value;
    return 0;
  }

  /** Not limited to 0 … 1000 here: who asks does that, or does not. A NID that there is not: 0, and nothing happens. */
  setNiHealth(nid: string | "all", value: number): number {
    if (!this.#configured) return -ENETDOWN;
    for (const ni of this.allNis()) if (nid === "all" || ni.nid === nid) this.health.setNi(ni, value);
    this.clock.settle();
    return 0;
  }

  setPeerNiHealth(nid: string | "all", value: number): number {
    if (!this.#configured) return -ENETDOWN;
    for (const ni of this.peers.allNis()) if (nid === "all" || ni.nid === nid) this.health.setPeerNi(ni, value);
    this.clock.settle();
    return 0;
  }

  recoveryQueue(which: "local" | "peer"): string[] {
    return this.health.queue(which);
  }

  // ---- policies ----

  get udsp(): readonly UdspRule[] {
    return this.udspRules.list();
  }

  addUdsp(rule: UdspRule, index: number): number {
    return this.#configured ? this.udspRules.add(rule, index) : -ENETDOWN;
  }

  deleteUdsp(index: number): number {
    return this.#configured ? this.udspRules.delete(index) : -ENETDOWN;
  }

  // ---- statistics, ping, discovery ----

  /** Those of the node; NIs and peers keep theirs. */
  resetStatistics(): number {
    if (!this.#configured) return -ENETDOWN;
    this.statistics = noStatistics();
    return 0;
  }

  ping(nid: string, o: { source?: string | undefined; timeoutMs?: number | undefined }): PingAnswer {
    return ping(this, nid, o);
  }

  discover(nid: string, o: { force: boolean }): PingAnswer {
    return discover(this, nid, o.force);
  }

  /** The CPT that messages with a NID are handled on: its net's, if that has its own ones; the last number of the address spreads NIDs over them. */
  cptOfNid(nid: string): number {
    // Every message asks.
    if (this.node.cpts === 1) return 0;
    const net = this.findNet(netOf(nid));
    const cpts = net?.nis[0]?.cpts ?? this.node.allCpts();
    const last = Number(/(\d+)@/.exec(nid)?.[1] ?? 0);
    return cpts[last % cpts.length] ?? 0;
  }
}
