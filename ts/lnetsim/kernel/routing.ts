// SPDX-License-Identifier: GPL-2.0-or-later
// This node as a router: its state over time and its buffers (lnetconfig-api.md §3.10, golden/04_route/056-079, 32_routing/facts.md).
import type { ClockEvent } from "../clock.ts";
import { EBUSY, ENOMEM } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import { type Pool, poolFor, RouterBuffers } from "./router-buffers.ts";

export const ROUTING = { DISABLED: 0, ENABLED: 1, STOPPING: 2, STARTING: 3 } as const;
export type RoutingState = (typeof ROUTING)[keyof typeof ROUTING];

export const POOLS = ["tiny", "small", "large"] as const;
export type PoolName = (typeof POOLS)[number];

const PAGE = 4096;
/** Pages of a buffer, how many there are by default, fewer than how many the kernel log warns of, and the place that does. */
const KINDS: Readonly<Record<PoolName, { npages: number; count: number; recommended: number; place: string }>> = {
  tiny: { npages: 0, count: 2048, recommended: 512, place: "router.c:1481:lnet_nrb_tiny_calculate()" },
  small: { npages: 1, count: 16384, recommended: 4096, place: "router.c:1503:lnet_nrb_small_calculate()" },
  large: { npages: 256, count: 1024, recommended: 256, place: "router.c:1525:lnet_nrb_large_calculate()" },
};

export class Routing {
  readonly #lnet: Lnet;
  state: RoutingState = ROUTING.DISABLED;
  everEnabled = false;
  /** Seconds of the clock when it was switched on or off. */
  since = 0;
  /** One set a CPT; empty while routing is off. */
  pools: Record<PoolName, Pool>[] = [];
  readonly held = new RouterBuffers();
  #pending: ClockEvent | undefined;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** Also while it starts or stops. */
  get isOn(): boolean {
    return this.state !== ROUTING.DISABLED;
  }

  get forwards(): boolean {
    return this.state === ROUTING.ENABLED;
  }

  /** The pool for a message of so many bytes that came in on that CPT. */
  poolFor(length: number, cpt: number): Pool {
    return (this.pools[cpt] ?? this.pools[0]!)[poolFor(length)];
  }

  get allPools(): Pool[] {
    return this.pools.flatMap((pools) => POOLS.map((name) => pools[name]));
  }

  #freePools(): void {
    this.held.drop(this.allPools);
    this.pools = [];
  }

  /** Sums over the CPTs. */
  get buffers(): Record<PoolName, number> {
    const sum = (name: PoolName): number => this.pools.reduce((total, pool) => total + pool[name].nbuffers, 0);
    return { tiny: sum("tiny"), small: sum("small"), large: sum("large") };
  }

  /** Seconds until starting is over, or stopping: a check of all gateways with the wait for its answers. */
  get #settleTime(): number {
    return this.#lnet.settings.routerCheckInterval + this.#lnet.settings.routerPingTimeout;
  }

  enable(): number {
    const { log } = this.#lnet;
    if (this.state === ROUTING.ENABLED || this.state === ROUTING.STARTING) return 0;
    if (this.state === ROUTING.STOPPING) {
      log.error("router.c:1681:lnet_rtrpools_enable()", "Cannot enable routing while it is being stopped");
      return -EBUSY;
    }
    const rc = this.allocate();
    if (rc !== 0) return rc;
    if (this.#lnet.generation === "2.15") {
      this.#become(ROUTING.ENABLED);
      return 0;
    }
    this.state = ROUTING.STARTING;
    log.console(`Message forwarding will be enabled in ${this.#settleTime}s`);
    this.#pending = this.#lnet.clock.after(this.#settleTime, () => {
      this.#become(ROUTING.ENABLED);
      log.console("Message forwarding enabled");
    });
    return 0;
  }

  disable(): number {
    const { log } = this.#lnet;
    if (this.state === ROUTING.DISABLED) return 0;
    this.#resetParameters();
    if (this.#lnet.generation === "2.15") {
      this.#freePools();
      this.#become(ROUTING.DISABLED);
      return 0;
    }
    log.console(`Message forwarding will stop in ${this.#settleTime}s to ${3 * this.#settleTime}s`);
    if (this.state === ROUTING.STOPPING) return 0;
    this.#pending?.cancel();
    this.#become(ROUTING.STOPPING);
    this.#pending = this.#lnet.clock.after(this.#settleTime, () => {
      this.#freePools();
      this.#become(ROUTING.DISABLED);
      log.console("Message forwarding disabled");
    });
    return 0;
  }

  #become(state: RoutingState): void {
    this.state = state;
    this.since = this.#lnet.clock.now;
    if (this.forwards) this.#lnet.monitor.wake();
    this.#lnet.routingChanged();
  }

  /** At once, by the module parameter `forwarding=enabled`. */
  enableAtStart(): number {
    const rc = this.allocate();
    if (rc !== 0) return rc;
    this.state = ROUTING.ENABLED;
    this.since = this.#lnet.clock.now;
    this.#lnet.monitor.wake();
    return 0;
  }

  /** Makes the buffers that the module parameters ask for. */
  allocate(): number {
    const { cpts } = this.#lnet.node;
    const counts = Object.fromEntries(POOLS.map((name) => [name, this.#perCpt(name, this.#parameter(name))])) as Record<PoolName, number>;
    const rc = this.#checkMemory(counts);
    if (rc !== 0) return rc;
    this.pools = Array.from({ length: cpts }, () => {
      const pool = (name: PoolName): Pool => ({
        npages: KINDS[name].npages,
        nbuffers: counts[name],
        wanted: counts[name],
        credits: counts[name],
        minCredits: counts[name],
        waiting: [],
      });
      return { tiny: pool("tiny"), small: pool("small"), large: pool("large") };
    });
    this.everEnabled = true;
    return 0;
  }

  /** -1: as it is; 0: the default. Nothing while routing is off. More are made at once; fewer come about as buffers are used, so idle pools keep theirs. */
  setBuffers(wanted: Record<PoolName, number>): number {
    if (this.state === ROUTING.DISABLED) return 0;
    for (const name of POOLS) {
      if (wanted[name] < 0) continue;
      const count = this.#perCpt(name, wanted[name]);
      const rc = this.#checkMemory({ ...this.#counts(), [name]: Math.max(count, this.pools[0]![name].nbuffers) });
      if (rc !== 0) return rc;
      this.#lnet.node.modules.setParameter("lnet", `${name}_router_buffers`, String(wanted[name]));
      for (const pools of this.pools) {
        const pool = pools[name];
        const more = Math.max(0, count - pool.nbuffers);
        pool.wanted = count;
        if (more > 0) this.held.grow(pool, more);
      }
    }
    return 0;
  }

  #counts(): Record<PoolName, number> {
    const [first] = this.pools;
    return { tiny: first!.tiny.nbuffers, small: first!.small.nbuffers, large: first!.large.nbuffers };
  }

  #parameter(name: PoolName): number {
    return Number(this.#lnet.node.modules.readParameter("lnet", `${name}_router_buffers`) ?? 0);
  }

  #resetParameters(): void {
    for (const name of POOLS) this.#lnet.node.modules.setParameter("lnet", `${name}_router_buffers`, "0");
  }

  #perCpt(name: PoolName, wanted: number): number {
    const { count, recommended, place } = KINDS[name];
    if (wanted > 0 && wanted < recommended) {
      this.#lnet.log.warning(place, `${name}_router_buffers=${wanted} less than recommended minimum ${recommended}`);
    }
    return Math.max(1, Math.floor((wanted > 0 ? wanted : count) / this.#lnet.node.cpts));
  }

  #checkMemory(counts: Record<PoolName, number>): number {
    const { cpts, memory } = this.#lnet.node;
    for (const name of POOLS) {
      const { npages } = KINDS[name];
      if (counts[name] * cpts * npages * PAGE <= memory) continue;
      this.#lnet.log.error(
        "router.c:1395:lnet_rtrpool_adjust_bufs()",
        `lnet: error allocating ${counts[name]}x${npages} page router buffers on CPT 0: rc = -12`,
      );
      return -ENOMEM;
    }
    return 0;
  }

  /** LNet stops. */
  clear(): void {
    this.#pending?.cancel();
    this.state = ROUTING.DISABLED;
    this.#freePools();
    this.everEnabled = false;
  }
}
