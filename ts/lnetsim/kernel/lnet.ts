// SPDX-License-Identifier: GPL-2.0-or-later
// LNet of one simulated node: the state of the module `lnet` from its loading to its unloading, and what may be done to it. Every operation answers with 0 or a negative
// errno; it knows nothing of YAML, wording or who asks (library/, netlink/ and commands/ do). Facts: lnetconfig-api.md §3 and the recordings named there.
import type { Clock } from "../clock.ts";
import { EBUSY, EEXIST, EINVAL, ENETDOWN, ENODEV, ENOENT, ENOSPC, ERANGE, ESHUTDOWN, EUSERS } from "../errno.ts";
import type { KernelLog } from "../host/kernel-log.ts";
import type { Nic } from "../host/nics.ts";
import type { SimulatedNode } from "../node.ts";
import type { Random } from "../random.ts";
import type { Generation } from "../topology.ts";
import { noStatistics, type Statistics } from "./counters.ts";
import { discover, discoverInBackground, type PingAnswer, ping, pushToPeers, serveReservedPortal } from "./discovery.ts";
import { FaultRules } from "./faults.ts";
import { Health } from "./health.ts";
import { findLnd, type Lnd, netTunables, niTunables } from "./lnd.ts";
import { startFromModuleParameters, startIp2nets } from "./module-parameters.ts";
import { Monitor } from "./monitor.ts";
import { type LndTunables, Net, Ni, type Tunables } from "./ni.ts";
import { LO_NID, lndOf, netOf } from "./nid-text.ts";
import { PEER, Peers } from "./peer.ts";
import { addPeer, deletePeer, netAdded, netRemoved, setPeerState } from "./peer-table.ts";
import { type Route, RouteTable } from "./route.ts";
import { Routing } from "./routing.ts";
import { Settings } from "./settings.ts";
import { Traffic } from "./traffic.ts";
import { type UdspRule, UdspRules } from "./udsp.ts";

export interface NewNi {
  net: string;
  /** The NIC; or the NID that it is to have (2.17). */
  interface?: string | undefined;
  nid?: string | undefined;
  /** undefined: all. */
  cpts?: readonly number[] | undefined;
  tunables?: Partial<Tunables> | undefined;
  lnd?: LndTunables | undefined;
}

export class Lnet {
  readonly node: SimulatedNode;
  readonly settings: Settings;
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
  #configured = false;
  /** It has been configured by hand, and not unconfigured. */
  #wanted = false;
  /** Kernel modules that need it up. */
  #users = 0;
  #nets: Net[] = [];
  readonly #nis = new Map<string, Ni>();
  /** Whether NIDs may be IPv6 (`lnet configure --large`). */
  #large = false;
  /** Once configured without module parameters, 2.17 does not look at them again until the module is loaded anew (golden/01_lnet/076, 12_extra/001; 2.15 does: 20_v2_15_8/123). */
  #usesModuleParameters = true;

  constructor(node: SimulatedNode) {
    this.node = node;
    this.settings = new Settings(node.modules, node.log, node.generation);
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

  /** In order of their making; lo is the first. */
  get nets(): readonly Net[] {
    return this.#nets;
  }

  findNet(name: string): Net | undefined {
    return this.#nets.find((net) => net.name === name);
  }

  allNis(): Ni[] {
    return this.#nets.flatMap(({ nis }) => nis);
  }

  findNi(nid: string): Ni | undefined {
    return this.#nis.get(nid);
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
    this.#large = o.large;
    this.#configured = true;
    this.node.modules.addReference("lnet", 1);
    const lo = new Net("lo", { peerTimeout: 0, peerCredits: 0, peerBufferCredits: 0, credits: 0 });
    lo.nis.push(new Ni(lo, LO_NID, [], {}, 0, this.#allCpts()));
    this.#nis.set(LO_NID, lo.nis[0]!);
    this.#nets = [lo];
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
    for (const net of this.#nets) {
      for (const ni of net.nis) {
        if (ni.isLo) continue;
        this.log.error("acceptor.c:264:lnet_acceptor_remove_socket()", `Interface ${ni.interfaces[0] ?? ni.nid} not found`);
        this.#shutNi(ni);
      }
    }
    this.monitor.clear();
    this.routing.clear();
    this.routeTable.clear();
    this.peers.clear();
    this.health.clear();
    this.udspRules.clear();
    this.faults.clear();
    this.statistics = noStatistics();
    this.#nets = [];
    this.#nis.clear();
    this.#configured = false;
    this.node.modules.addReference("lnet", -1);
  }

  #allCpts(): number[] {
    return Array.from({ length: this.node.cpts }, (_, cpt) => cpt);
  }

  // ---- nets and NIs ----

  /** Adds one NI; the net is made with its first. Only the first one's tunables count for a net. */
  addNi(o: NewNi): number {
    const lnd = this.#loadLnd(o.net);
    if (!lnd) return -EINVAL;
    if (!this.#configured) return -ESHUTDOWN;
    // golden/20_v2_15_8/038, 11_clib.
    if (o.cpts?.some((cpt) => cpt >= this.node.cpts)) return this.generation === "2.15" ? -EINVAL : -ERANGE;
    if (this.routeTable.isTarget(o.net)) return -EUSERS;
    if (this.#nis.size >= this.settings.maxInterfaces - 1) return -ENOSPC;
    const known = this.findNet(o.net);
    if (o.interface !== undefined && known?.nis.some(({ interfaces }) => interfaces.includes(o.interface!))) return -EEXIST;
    const found = this.#findNic(lnd, o);
    if (!found) {
      // An interface that is up but has no address is none without a word (golden/02_net/089, 090).
      const nic = this.node.nics.find(o.interface ?? "");
      if (!(nic?.up && nic.kind === lnd.name))
        this.log.error(
          o.nid === undefined ? "config.c:1558:lnet_inet_select()" : "config.c:1554:lnet_inet_select()",
          o.nid === undefined
            ? `${lnd.module}: failed to find UP interface ${o.interface ?? ""}`
            : `${lnd.module}: failed to find UP interface with IP address ${o.nid}`,
        );
      this.log.consoleError(`Error -100 starting up LNI ${lnd.name}`);
      return -ENETDOWN;
    }
    const { nic, nid } = found;
    if (this.#nis.has(nid)) return -EEXIST;
    const net = known ?? new Net(o.net, netTunables(this.node.modules, lnd, o.tunables ?? {}));
    const cpts = o.cpts && o.cpts.length > 0 ? [...o.cpts] : this.#allCpts();
    const tunables = niTunables(this.node.modules, lnd, nic.speed, net.tunables, o.lnd ?? {});
    // 2.15 does not find out which interface a net got that named none (golden/20_v2_15_8/123).
    const named = o.interface !== undefined || o.nid !== undefined || this.generation !== "2.15";
    const ni = new Ni(
      net,
      nid,
      named ? [nic.name] : [],
      tunables,
      nic.numaNode >= 0 ? Math.min(nic.numaNode, this.node.cpts - 1) : -1,
      cpts,
    );
    net.nis.push(ni);
    this.#nis.set(nid, ni);
    if (!known) this.#nets.push(net);
    this.node.modules.addReference(lnd.module, 1);
    const { peerCredits, credits, peerBufferCredits, peerTimeout } = net.tunables;
    this.log.console(`Added LNI ${nid} [${peerCredits}/${credits}/${peerBufferCredits}/${peerTimeout}]`);
    if (!known) netAdded(this, net.name);
    this.udspRules.apply();
    this.#changed();
    return 0;
  }

  /** Legacy rules as text: the nets whose address patterns match this node (§3.5). */
  addIp2nets(text: string): number {
    return this.#configured ? startIp2nets(this, text) : -ESHUTDOWN;
  }

  /** Loads the module of a net's LND; undefined: there is none for it here. */
  #loadLnd(net: string): Lnd | undefined {
    const name = lndOf(net);
    const lnd = findLnd(name);
    if (lnd && this.node.modules.load(lnd.module) === 0) return lnd;
    this.log.error("api-ni.c:2730:lnet_load_lnd()", `Can't load LND ${name}, module ${lnd?.module ?? "(null)"}, rc=256`);
    return undefined;
  }

  /** The NIC that an NI is to use, and the NID that it gets; only one that is up and has an address. */
  #findNic(lnd: Lnd, o: NewNi): { nic: Nic; nid: string } | undefined {
    for (const nic of this.node.nics.list()) {
      if (nic.kind !== lnd.name || !nic.up) continue;
      for (const address of this.#addressesOf(nic)) {
        const nid = `${address}@${o.net}`;
        if (o.nid !== undefined ? nid === o.nid : o.interface === undefined || nic.name === o.interface) return { nic, nid };
      }
    }
    return undefined;
  }

  /** The first one is the one that an NI on this NIC gets, unless a NID is asked for. */
  #addressesOf(nic: Nic): string[] {
    if (nic.kind === "kfi" || nic.kind === "gni") return nic.hardware === undefined ? [] : [String(nic.hardware)];
    const ipv4 = nic.ipv4.map(({ address }) => address);
    // Link-local addresses are nobody's NID.
    const ipv6 = this.#large ? nic.ipv6.map(({ address }) => address).filter((address) => !/^fe[89ab]/i.test(address)) : [];
    return [...ipv6, ...ipv4];
  }

  /** Deletes one NI of a net; the net goes with its last one. */
  deleteNi(o: { net: string; interface?: string | undefined; nid?: string | undefined }): number {
    if (!this.#configured) return -ESHUTDOWN;
    if (o.net === "lo") return -ENODEV;
    const net = this.findNet(o.net);
    if (!net) {
      this.log.error("api-ni.c:4087:lnet_dyn_del_ni()", `net ${o.net} not found`);
      return -ENOENT;
    }
    const ni = net.nis.find((one) => (o.nid !== undefined ? one.nid === o.nid : one.interfaces.includes(o.interface ?? "")));
    if (!ni) {
      if (o.nid !== undefined) this.log.error("api-ni.c:4120:lnet_dyn_del_ni()", `nid ${o.nid} not found`);
      return -ENOENT;
    }
    this.#removeNi(ni);
    return 0;
  }

  deleteNet(name: string): number {
    if (!this.#configured) return -ESHUTDOWN;
    if (name === "lo") return -ENODEV;
    const net = this.findNet(name);
    if (!net) {
      this.log.error("api-ni.c:4087:lnet_dyn_del_ni()", `net ${name} not found`);
      return -ENOENT;
    }
    for (const ni of [...net.nis]) this.#removeNi(ni);
    return 0;
  }

  #removeNi(ni: Ni): void {
    const { net } = ni;
    this.#shutNi(ni);
    this.health.forgetNi(ni);
    this.#nis.delete(ni.nid);
    net.nis.splice(net.nis.indexOf(ni), 1);
    if (net.nis.length === 0) {
      this.#nets = this.#nets.filter((other) => other !== net);
      netRemoved(this, net.name);
    }
    this.udspRules.apply();
    this.#changed();
  }

  /** Peers that discovery has found hear of it. */
  #changed(): void {
    this.configurationNumber++;
    pushToPeers(this);
    this.clock.settle();
  }

  #shutNi(ni: Ni): void {
    const lnd = findLnd(lndOf(ni.net.name));
    if (lnd) this.node.modules.addReference(lnd.module, -1);
    this.log.console(`Removed LNI ${ni.nid}`);
  }

  /** A NIC went up or down, or lost an address. A link that comes back does not bring the status back: a health of 1000 reached anew does (golden/02_net/087). */
  nicChanged(nic: Nic): void {
    for (const ni of this.allNis()) {
      if (!ni.interfaces.includes(nic.name)) continue;
      const address = ni.nid.slice(0, ni.nid.indexOf("@"));
      const works = nic.up && this.node.nics.find(nic.name) === nic && this.#addressesOf(nic).includes(address);
      if (ni.fatalError === !works) continue;
      ni.fatalError = !works;
      if (!works) ni.status = "down";
      this.#changed();
    }
  }

  /** All connections an NI makes to a peer. 0 … 127; an NID that there is not: 0, and nothing happens. */
  setConnsPerPeer(nid: string | "all", value: number): number {
    if (value < 0 || value > 127) return -EINVAL;
    for (const ni of this.allNis()) {
      if ((nid === "all" || ni.nid === nid) && "conns_per_peer" in ni.lnd) ni.lnd["conns_per_peer"] = value;
    }
    return 0;
  }

  /** An LND's own time-out, in seconds, by the LND's name; of all its NIs, also of those to come. */
  setLndTimeout(lndName: string, seconds: number): number {
    const lnd = findLnd(lndName);
    const parameter = { tcp: "sock_timeout", o2ib: "timeout", kfi: "kfi_timeout", gni: "timeout" }[lndName];
    if (!lnd || !parameter) return -EINVAL;
    if (!this.node.modules.isLoaded(lnd.module)) return -ENOENT;
    this.node.modules.find(lnd.module)!.parameters.set(parameter, String(seconds));
    const shown = seconds === 0 ? this.settings.lndTimeout : seconds;
    for (const ni of this.allNis()) if (lndOf(ni.net.name) === lndName) ni.lnd["timeout"] = shown;
    return 0;
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
    this.#changed();
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

  ping(nid: string, o: { source?: string | undefined; timeoutMs: number }): PingAnswer {
    return ping(this, nid, o);
  }

  discover(nid: string, o: { force: boolean }): PingAnswer {
    return discover(this, nid, o.force);
  }

  /** The CPT that messages with a NID are handled on: its net's, if that has its own ones; the last number of the address spreads NIDs over them. */
  cptOfNid(nid: string): number {
    const net = this.findNet(netOf(nid));
    const cpts = net?.nis[0]?.cpts ?? this.#allCpts();
    const last = Number(/(\d+)@/.exec(nid)?.[1] ?? 0);
    return cpts[last % cpts.length] ?? 0;
  }
}
