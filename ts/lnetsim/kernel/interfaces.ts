// SPDX-License-Identifier: GPL-2.0-or-later
// The nets of one node and the network interfaces (NIs) on them: made from NICs and taken away (lnetconfig-api.md §3.4, golden/02_net).
import { EEXIST, EINVAL, ENETDOWN, ENODEV, ENOENT, ENOSPC, ERANGE, ESHUTDOWN, EUSERS } from "../errno.ts";
import type { Nic } from "../host/nics.ts";
import { findLnd, type Lnd, netTunables, niTunables } from "./lnd.ts";
import type { Lnet } from "./lnet.ts";
import { type LndTunables, Net, Ni, type Tunables } from "./ni.ts";
import { LO_NID, lndOf } from "./nid-text.ts";
import { netAdded, netRemoved } from "./peer-table.ts";

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

export class Interfaces {
  readonly #lnet: Lnet;
  #nets: Net[] = [];
  readonly #nis = new Map<string, Ni>();
  /** Whether NIDs may be IPv6 (`lnet configure --large`). */
  #large = false;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** In order of their making; lo is the first. */
  get nets(): readonly Net[] {
    return this.#nets;
  }

  findNet(name: string): Net | undefined {
    return this.#nets.find((net) => net.name === name);
  }

  all(): Ni[] {
    return this.#nets.flatMap(({ nis }) => nis);
  }

  find(nid: string): Ni | undefined {
    return this.#nis.get(nid);
  }

  /** Others may reach what they did not, or the other way round. */
  #changed(): void {
    this.#lnet.node.cluster.changes++;
  }

  /** LNet comes up: there is lo. */
  start(large: boolean): void {
    this.#large = large;
    const lo = new Net("lo", { peerTimeout: 0, peerCredits: 0, peerBufferCredits: 0, credits: 0 });
    lo.nis.push(new Ni(lo, LO_NID, [], {}, 0, this.#lnet.node.allCpts()));
    this.#nis.set(LO_NID, lo.nis[0]!);
    this.#nets = [lo];
    this.#changed();
  }

  /** LNet goes down. */
  stop(): void {
    for (const ni of this.all()) {
      if (ni.isLo) continue;
      this.#lnet.log.error("acceptor.c:264:lnet_acceptor_remove_socket()", `Interface ${ni.interfaces[0] ?? ni.nid} not found`);
      this.#shut(ni);
    }
  }

  clear(): void {
    this.#nets = [];
    this.#nis.clear();
    this.#changed();
  }

  /** Adds one NI; the net is made with its first. Only the first one's tunables count for a net. */
  add(o: NewNi): number {
    const lnd = this.#loadLnd(o.net);
    if (!lnd) return -EINVAL;
    if (!this.#lnet.configured) return -ESHUTDOWN;
    // golden/20_v2_15_8/038, 11_clib.
    if (o.cpts?.some((cpt) => cpt >= this.#lnet.node.cpts)) return this.#lnet.generation === "2.15" ? -EINVAL : -ERANGE;
    if (this.#lnet.routeTable.isTarget(o.net)) return -EUSERS;
    if (this.#nis.size >= this.#lnet.settings.maxInterfaces - 1) return -ENOSPC;
    const known = this.findNet(o.net);
    if (o.interface !== undefined && known?.nis.some(({ interfaces }) => interfaces.includes(o.interface!))) return -EEXIST;
    const found = this.#findNic(lnd, o);
    if (!found) {
      // An interface that is up but has no address is none without a word (golden/02_net/089, 090).
      const nic = this.#lnet.node.nics.find(o.interface ?? "");
      if (!(nic?.up && nic.kind === lnd.name))
        this.#lnet.log.error(
          o.nid === undefined ? "config.c:1558:lnet_inet_select()" : "config.c:1554:lnet_inet_select()",
          o.nid === undefined
            ? `${lnd.module}: failed to find UP interface ${o.interface ?? ""}`
            : `${lnd.module}: failed to find UP interface with IP address ${o.nid}`,
        );
      this.#lnet.log.consoleError(`Error -100 starting up LNI ${lnd.name}`);
      return -ENETDOWN;
    }
    const { nic, nid } = found;
    if (this.#nis.has(nid)) return -EEXIST;
    const net = known ?? new Net(o.net, netTunables(this.#lnet.node.modules, lnd, o.tunables ?? {}));
    const cpts = o.cpts && o.cpts.length > 0 ? [...o.cpts] : this.#lnet.node.allCpts();
    const tunables = niTunables(this.#lnet.node.modules, lnd, nic.speed, net.tunables, o.lnd ?? {});
    // 2.15 does not find out which interface a net got that named none (golden/20_v2_15_8/123).
    const named = o.interface !== undefined || o.nid !== undefined || this.#lnet.generation !== "2.15";
    const ni = new Ni(net, nid, named ? [nic.name] : [], tunables, this.#lnet.node.cpus.cptOfNode(nic.numaNode), cpts);
    net.nis.push(ni);
    this.#nis.set(nid, ni);
    this.#changed();
    if (!known) this.#nets.push(net);
    this.#lnet.node.modules.addReference(lnd.module, 1);
    const { peerCredits, credits, peerBufferCredits, peerTimeout } = net.tunables;
    this.#lnet.log.console(`Added LNI ${nid} [${peerCredits}/${credits}/${peerBufferCredits}/${peerTimeout}]`);
    if (!known) netAdded(this.#lnet, net.name);
    this.#lnet.udspRules.apply();
    this.#lnet.configurationChanged();
    return 0;
  }

  /** Loads the module of a net's LND; undefined: there is none for it here. */
  #loadLnd(net: string): Lnd | undefined {
    const name = lndOf(net);
    const lnd = findLnd(name);
    if (lnd && this.#lnet.node.modules.load(lnd.module) === 0) return lnd;
    this.#lnet.log.error("api-ni.c:2730:lnet_load_lnd()", `Can't load LND ${name}, module ${lnd?.module ?? "(null)"}, rc=256`);
    return undefined;
  }

  /** The NIC that an NI is to use, and the NID that it gets; only one that is up and has an address. */
  #findNic(lnd: Lnd, o: NewNi): { nic: Nic; nid: string } | undefined {
    for (const nic of this.#lnet.node.nics.list()) {
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
  delete(o: { net: string; interface?: string | undefined; nid?: string | undefined }): number {
    if (!this.#lnet.configured) return -ESHUTDOWN;
    if (o.net === "lo") return -ENODEV;
    const net = this.findNet(o.net);
    if (!net) {
      this.#lnet.log.error("api-ni.c:4087:lnet_dyn_del_ni()", `net ${o.net} not found`);
      return -ENOENT;
    }
    const ni = net.nis.find((one) => (o.nid !== undefined ? one.nid === o.nid : one.interfaces.includes(o.interface ?? "")));
    if (!ni) {
      if (o.nid !== undefined) this.#lnet.log.error("api-ni.c:4120:lnet_dyn_del_ni()", `nid ${o.nid} not found`);
      return -ENOENT;
    }
    this.#remove(ni);
    return 0;
  }

  deleteNet(name: string): number {
    if (!this.#lnet.configured) return -ESHUTDOWN;
    if (name === "lo") return -ENODEV;
    const net = this.findNet(name);
    if (!net) {
      this.#lnet.log.error("api-ni.c:4087:lnet_dyn_del_ni()", `net ${name} not found`);
      return -ENOENT;
    }
    for (const ni of [...net.nis]) this.#remove(ni);
    return 0;
  }

  #remove(ni: Ni): void {
    const { net } = ni;
    this.#shut(ni);
    this.#lnet.health.forgetNi(ni);
    this.#nis.delete(ni.nid);
    this.#changed();
    net.nis.splice(net.nis.indexOf(ni), 1);
    if (net.nis.length === 0) {
      this.#nets = this.#nets.filter((other) => other !== net);
      netRemoved(this.#lnet, net.name);
    }
    this.#lnet.udspRules.apply();
    this.#lnet.configurationChanged();
  }

  #shut(ni: Ni): void {
    const lnd = findLnd(lndOf(ni.net.name));
    if (lnd) this.#lnet.node.modules.addReference(lnd.module, -1);
    this.#lnet.log.console(`Removed LNI ${ni.nid}`);
  }

  /** A NIC went up or down, or lost an address. A link that comes back does not bring the status back: a health of 1000 reached anew does (golden/02_net/087). */
  nicChanged(nic: Nic): void {
    for (const ni of this.all()) {
      if (!ni.interfaces.includes(nic.name)) continue;
      const address = ni.nid.slice(0, ni.nid.indexOf("@"));
      const works = nic.up && this.#lnet.node.nics.find(nic.name) === nic && this.#addressesOf(nic).includes(address);
      if (ni.fatalError === !works) continue;
      ni.fatalError = !works;
      if (!works) ni.status = "down";
      this.#lnet.node.history?.add({ kind: "ni", nid: ni.nid, status: ni.status, link: works, why: "link" });
      this.#lnet.configurationChanged();
    }
  }

  /** All connections an NI makes to a peer. 0 … 127; an NID that there is not: 0, and nothing happens. */
  setConnsPerPeer(nid: string | "all", value: number): number {
    if (value < 0 || value > 127) return -EINVAL;
    for (const ni of this.all()) {
      if ((nid === "all" || ni.nid === nid) && "conns_per_peer" in ni.lnd) ni.lnd["conns_per_peer"] = value;
    }
    return 0;
  }

  /** An LND's own time-out, in seconds, by the LND's name; of all its NIs, also of those to come. */
  setLndTimeout(lndName: string, seconds: number): number {
    const lnd = findLnd(lndName);
    const parameter = { tcp: "sock_timeout", o2ib: "timeout", kfi: "kfi_timeout", gni: "timeout" }[lndName];
    if (!lnd || !parameter) return -EINVAL;
    if (!this.#lnet.node.modules.isLoaded(lnd.module)) return -ENOENT;
    this.#lnet.node.modules.setParameter(lnd.module, parameter, String(seconds));
    const shown = seconds === 0 ? this.#lnet.settings.lndTimeout : seconds;
    for (const ni of this.all()) if (lndOf(ni.net.name) === lndName) ni.lnd["timeout"] = shown;
    return 0;
  }
}
