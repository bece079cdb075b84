// SPDX-License-Identifier: GPL-2.0-or-later
// The monitor: what LNet looks after every second, as long as there is anything: recovery of NIs, gateways, and on a router NIs over which nothing comes (lnetconfig-api.md §3.16).
import type { ClockEvent } from "../clock.ts";
import { discoverPeer } from "./discovery.ts";
import type { Lnet } from "./lnet.ts";
import { ageNis } from "./ni-aging.ts";
import type { Peer } from "./peer.ts";

const PERIOD = 1;

export class Monitor {
  readonly #lnet: Lnet;
  /** Gateways, and when each is to be asked next. */
  readonly #gateways = new Map<Peer, number>();
  #next: ClockEvent | undefined;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** There is something to do: now, and then every second. */
  wake(): void {
    this.#next?.cancel();
    this.#next = this.#lnet.clock.after(0, () => this.#turn());
  }

  /** There is something to do in the next turn. */
  await(): void {
    this.#next ??= this.#lnet.clock.after(PERIOD, () => this.#turn());
  }

  /** A gateway that has been given a route is asked at once (golden/04_route/016, 11_clib); by 2.15 in the next turn (golden/20_v2_15_8/073). */
  checkGateway(peer: Peer): void {
    this.#gateways.set(peer, 0);
    if (this.#lnet.generation !== "2.15") this.wake();
    else this.await();
  }

  gatewayRenamed(from: Peer, to: Peer): void {
    const due = this.#gateways.get(from);
    this.#gateways.delete(from);
    if (due !== undefined) this.#gateways.set(to, due);
  }

  /**
   * When responses that are overdue at `deadline` are found to be: they are looked at each half of a transaction time-out since LNet came up
   * (golden/06_traffic/032, 036; 35_faults/003-022: with a time-out of 2 s, pings that are lost one after the other take 3 s each; 33_health/026: 6 to 8 s with one of 5 s).
   */
  looksAtResponses(deadline: number): number {
    const { settings, startedAt } = this.#lnet;
    const period = Math.max(Math.floor(settings.transactionTimeout / 2), 1);
    return startedAt + Math.ceil((deadline - startedAt) / period) * period;
  }

  clear(): void {
    this.#next?.cancel();
    this.#next = undefined;
    this.#gateways.clear();
  }

  #turn(): void {
    const lnet = this.#lnet;
    lnet.health.recover();
    // Recorded of 2.17 only.
    const ages = lnet.routing.forwards && lnet.generation !== "2.15";
    if (ages) ageNis(lnet);
    for (const [peer, due] of this.#gateways) {
      if (!peer.isGateway) this.#gateways.delete(peer);
      else if (lnet.clock.now >= due) {
        this.#gateways.set(peer, lnet.clock.now + lnet.settings.routerCheckInterval);
        discoverPeer(lnet, peer.primaryNid, {}, () => undefined);
      }
    }
    this.#next = undefined;
    if (ages || lnet.health.hasWork || this.#gateways.size > 0) this.#next = lnet.clock.after(PERIOD, () => this.#turn());
  }
}
