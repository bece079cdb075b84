// SPDX-License-Identifier: GPL-2.0-or-later
// Health values and recovery: what lowers and raises them, and who is pinged until it is well (lnetconfig-api.md §3.16, golden/33_health/facts.md).
import type { Lnet } from "./lnet.ts";
import { HEALTH_MAX, type Ni } from "./ni.ts";
import type { PeerNi } from "./peer.ts";

/** The kernel log hears of the recovery queues at most so often (seconds). */
const REPORT_INTERVAL = 60;
const REPORT_SHOWN = 10;

export class Health {
  readonly #lnet: Lnet;
  readonly #local: Ni[] = [];
  readonly #peers: PeerNi[] = [];
  #reported = { local: Number.NEGATIVE_INFINITY, peer: Number.NEGATIVE_INFINITY };

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  get sensitivity(): number {
    return this.#lnet.settings.healthSensitivity;
  }

  /** NIDs in the order in which they came. */
  queue(which: "local" | "peer"): string[] {
    return (which === "local" ? this.#local : this.#peers).map(({ nid }) => nid);
  }

  get hasWork(): boolean {
    return this.#local.length > 0 || this.#peers.length > 0;
  }

  // ---- by hand ----

  setNi(ni: Ni, value: number): void {
    ni.health = value;
    if (value === 0) ni.status = "down";
    else if (value === HEALTH_MAX && !ni.isLo) ni.status = "up";
    if (value >= HEALTH_MAX || this.#local.includes(ni)) return;
    this.#lnet.log.error("api-ni.c:4347:lnet_ni_set_healthv()", `manually adding local NI ${ni.nid} to recovery`);
    this.#local.push(ni);
    ni.nextPing = 0;
    this.#lnet.monitor.wake();
  }

  setPeerNi(ni: PeerNi, value: number): void {
    ni.health = value;
    if (value < HEALTH_MAX) this.#queuePeerNi(ni);
  }

  /** Only what has been heard of, and not longer ago than the recovery limit. */
  #queuePeerNi(ni: PeerNi): void {
    const { recoveryLimit } = this.#lnet.settings;
    if (ni.lastAlive === undefined || this.#peers.includes(ni)) return;
    if (recoveryLimit > 0 && this.#lnet.clock.now - ni.lastAlive > recoveryLimit) return;
    this.#peers.push(ni);
    ni.nextPing = 0;
    this.#lnet.monitor.wake();
  }

  // ---- by what became of messages ----

  /** A message went out through this NI, or came in, without error. */
  niWorked(ni: Ni, times = 1): void {
    ni.pingCount = 0;
    if (ni.isLo || ni.health >= HEALTH_MAX) return;
    this.#raiseNi(ni, times);
  }

  /** An answer to a recovery ping is one success more. */
  niRecovered(ni: Ni): void {
    ni.pingCount = 0;
    if (ni.health < HEALTH_MAX) this.#raiseNi(ni, 1);
  }

  #raiseNi(ni: Ni, times: number): void {
    ni.health = Math.min(HEALTH_MAX, ni.health + times * this.sensitivity);
    if (ni.health === HEALTH_MAX && !ni.fatalError) ni.status = "up";
  }

  /** A message came from this peer NI; a gateway's is well at once. */
  peerNiHeard(ni: PeerNi): void {
    ni.lastAlive = this.#lnet.clock.now;
    ni.pingCount = 0;
    if (ni.health < HEALTH_MAX) ni.health = ni.peer.isGateway ? HEALTH_MAX : Math.min(HEALTH_MAX, ni.health + this.sensitivity);
  }

  /** It could not be reached. A peer with one NI keeps its health, unless it is a gateway: there is no other to prefer. */
  peerNiDropped(ni: PeerNi): void {
    ni.healthStats.dropped++;
    this.#lnet.statistics.remote_dropped_count++;
    if (ni.peer.nis.length < 2 && !ni.peer.isGateway) return;
    ni.health = Math.max(0, ni.health - this.sensitivity);
    this.#queuePeerNi(ni);
  }

  // ---- recovery ----

  forgetNi(ni: Ni): void {
    remove(this.#local, ni);
  }

  forgetPeerNi(ni: PeerNi): void {
    remove(this.#peers, ni);
  }

  clear(): void {
    this.#local.length = 0;
    this.#peers.length = 0;
    this.#reported = { local: Number.NEGATIVE_INFINITY, peer: Number.NEGATIVE_INFINITY };
  }

  /** One turn of the monitor: pings what is due, and lets go what is well. */
  recover(): void {
    const now = Math.floor(this.#lnet.clock.now);
    const cap = this.#lnet.settings.maxRecoveryPingInterval;
    for (const ni of [...this.#local]) {
      if (ni.health >= HEALTH_MAX && !ni.fatalError) {
        remove(this.#local, ni);
        continue;
      }
      if (now < ni.nextPing) continue;
      ni.pingCount++;
      ni.nextPing = now + Math.min(2 ** ni.pingCount, cap);
      this.#lnet.traffic.exchangeInBackground({ type: "get", to: ni.nid }, (errno) => {
        if (errno === 0) this.niRecovered(ni);
      });
    }
    for (const ni of [...this.#peers]) {
      if (ni.health >= HEALTH_MAX) {
        remove(this.#peers, ni);
        continue;
      }
      if (now < ni.nextPing) continue;
      ni.pingCount++;
      ni.nextPing = now + Math.min(2 ** ni.pingCount, cap);
      this.#lnet.traffic.exchangeInBackground({ type: "get", to: ni.nid }, () => undefined);
    }
    this.#report("local", this.#local);
    this.#report("peer", this.#peers);
  }

  #report(which: "local" | "peer", queue: readonly { nid: string }[]): void {
    const { now } = this.#lnet.clock;
    if (queue.length === 0 || now - this.#reported[which] < REPORT_INTERVAL) return;
    this.#reported[which] = now;
    const some = queue.slice(0, REPORT_SHOWN).map(({ nid }) => nid);
    this.#lnet.log.console(`${queue.length} ${which} NIs in recovery (showing ${some.length}): ${some.join(", ")}`);
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
