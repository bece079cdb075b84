// SPDX-License-Identifier: GPL-2.0-or-later
// One simulated node: its NICs, kernel modules, kernel log, and LNet while that module is loaded.
import type { Cluster } from "./cluster.ts";
import { EINVAL } from "./errno.ts";
import { type CpuLayout, partition } from "./host/cpus.ts";
import { KernelLog } from "./host/kernel-log.ts";
import { Modules } from "./host/modules.ts";
import { Nics } from "./host/nics.ts";
import type { NodeHistory } from "./kernel/history.ts";
import { lndOfModule } from "./kernel/lnd.ts";
import { Lnet } from "./kernel/lnet.ts";
import { Selftest } from "./kernel/selftest/selftest.ts";
import { type Generation, generationOf, type TopologyNode } from "./topology.ts";

export class SimulatedNode {
  readonly name: string;
  /** Lustre's version: "2.17.0". */
  readonly release: string;
  readonly generation: Generation;
  /** Bytes that router buffers may take. */
  readonly memory: number;
  readonly cluster: Cluster;
  readonly log: KernelLog;
  readonly modules: Modules;
  #nics: Nics;
  #lnet: Lnet | undefined;
  #selftest: Selftest | undefined;
  #cpus: CpuLayout;
  /** The CPU that whoever calls into the kernel runs on, and so where the memory of its messages is: `taskset` says which, else 0. */
  callerCpu = 0;
  /** While somebody records all that happens on it. */
  history: NodeHistory | undefined;
  /** While somebody records that, or only why it chooses. */
  choices: NodeHistory | undefined;
  readonly #topology: TopologyNode;

  constructor(cluster: Cluster, topology: TopologyNode) {
    this.cluster = cluster;
    this.#topology = topology;
    this.name = topology.name;
    this.release = topology.lustre;
    this.generation = generationOf(topology.lustre)!;
    this.memory = topology.memory * 2 ** 20;
    this.#cpus = this.#partitions(topology.cpts, undefined)!;
    this.log = new KernelLog(cluster.clock);
    this.#nics = this.#makeNics();
    this.modules = new Modules(this.generation, (name) => this.#hasModule(name), {
      loaded: ({ name }) => this.#loaded(name),
      unloaded: (name) => this.#unloaded(name),
      written: (module, name, text) => (module === "lnet" && this.#lnet ? this.#lnet.settings.write(name, text) : text),
      changed: (module, name) => {
        if (module === "lnet" && name === "lnet_peer_discovery_disabled") this.#lnet?.discoverySwitched();
      },
    });
  }

  get nics(): Nics {
    return this.#nics;
  }

  /** How many CPU partitions there are: the topology's, or what module parameters say. */
  get cpts(): number {
    return this.#cpus.cpts.length;
  }

  get cpus(): CpuLayout {
    return this.#cpus;
  }

  get cpuCount(): number {
    return this.#topology.cpus;
  }

  #partitions(count: number | undefined, pattern: string | undefined): CpuLayout | undefined {
    return partition(this.#topology.cpus, this.#topology.numaNodes, { count, pattern });
  }

  allCpts(): number[] {
    return Array.from({ length: this.cpts }, (_, cpt) => cpt);
  }

  /** undefined: the module is not loaded, so there is no /dev/lnet and no netlink family. */
  get lnet(): Lnet | undefined {
    return this.#lnet;
  }

  /** undefined: lnet_selftest is not loaded. */
  get selftest(): Selftest | undefined {
    return this.#selftest;
  }

  /** As after a reboot: nothing is loaded, NICs are as the topology has them. */
  reset(): void {
    this.cluster.histories.forget(this);
    this.modules.unload("lnet_selftest");
    this.#lnet?.unconfigure();
    for (const { name } of this.modules.list()) this.modules.unload(name);
    this.#nics = this.#makeNics();
    this.log.clear();
  }

  #makeNics(): Nics {
    const nics = new Nics(this.#topology.nics);
    this.cluster.changes++;
    nics.onChange((nic) => {
      this.cluster.changes++;
      this.#lnet?.interfaces.nicChanged(nic);
    });
    return nics;
  }

  /** An LND needs hardware; Ethernet is always there. */
  #hasModule(name: string): boolean {
    const lnd = lndOfModule(name);
    return !lnd || lnd.name === "tcp" || this.#topology.nics.some(({ kind }) => kind === lnd.name);
  }

  #loaded(module: string): number {
    // Lines of the kernel itself: golden/01_lnet/093.
    if (module === "libcfs") for (const key of ["._llcrypt", ".llcrypt"]) this.log.write(`Key type ${key} registered`);
    if (module === "lnet") return this.#loadedLnet();
    if (module !== "lnet_selftest" || !this.#lnet) return 0;
    const rc = this.#lnet.retain();
    if (rc === 0) this.#selftest = new Selftest(this.#lnet, (name) => Number(this.modules.readParameter(module, name) ?? 0));
    return rc;
  }

  /** What was given when lnet was loaded goes before what libcfs was given; without either it is as the topology has it. */
  #wantedPartitions(): CpuLayout | undefined {
    for (const module of ["lnet", "libcfs"]) {
      const given = this.modules.find(module)?.given;
      if (given?.has("cpu_pattern")) return this.#partitions(undefined, this.modules.readParameter(module, "cpu_pattern"));
      const count = Number(this.modules.readParameter(module, "cpu_npartitions") ?? 0);
      if (count > 0) return this.#partitions(count, undefined);
    }
    return this.#partitions(this.#topology.cpts, undefined);
  }

  #loadedLnet(): number {
    const { cpus, numaNodes } = this.#topology;
    const wanted = this.#wantedPartitions();
    if (!wanted) {
      this.log.write(`libcfs: Failed to setup CPU-partition-table, online HW nodes: ${numaNodes}, HW CPU cores: ${cpus}`);
      return -EINVAL;
    }
    this.#cpus = wanted;
    this.log.write(`libcfs: HW NUMA nodes: ${numaNodes}, HW CPU cores: ${cpus}, npartitions: ${this.cpts}`);
    this.log.write("alg: No test for adler32 (adler32-zlib)");
    this.#lnet = new Lnet(this);
    if (Number(this.modules.readParameter("lnet", "config_on_load")) > 0)
      this.#lnet.configure({ fromModuleParameters: true, large: false });
    return 0;
  }

  #unloaded(module: string): void {
    if (module === "lnet") this.#lnet = undefined;
    // golden/03_peer/070
    if (module === "libcfs") for (const key of [".llcrypt", "._llcrypt"]) this.log.write(`Key type ${key} unregistered`);
    if (module !== "lnet_selftest") return;
    this.#selftest?.stop();
    this.#selftest = undefined;
    this.#lnet?.release();
  }
}
