// SPDX-License-Identifier: GPL-2.0-or-later
// Health values and recovery: what lowers and raises them, and who is pinged until it is well (lnetconfig-api.md §3.16, golden/33_health/facts.md).
import type { Statistics } from "./counters.ts";
import type { Lnet } from "./lnet.ts";
import { OUTCOME, type Outcome } from "./message.ts";
import { HEALTH_MAX, Ni } from "./ni.ts";
import type { PeerNi } from "./peer.ts";

/** The kernel log hears of the recovery queues at most so often (seconds). */
const REPORT_INTERVAL = 60;
const REPORT_SHOWN = 10;

interface Effect {
  /** Whose health it takes. */
  local: boolean;
  remote: boolean;
  count: keyof Statistics;
  niStat?: keyof Ni["healthStats"];
  peerStat?: keyof PeerNi["healthStats"];
  /** Whether another pair of NIs is tried. */
  again: boolean;
}

const local = (count: keyof Statistics, niStat: keyof Ni["healthStats"], again = true): Effect => ({
  local: true,
  remote: false,
  count,
  niStat,
  again,
});
const remote = (count: keyof Statistics, peerStat: keyof PeerNi["healthStats"], again: boolean): Effect => ({
  local: false,
  remote: true,
  count,
  peerStat,
  again,
});

const EFFECTS: Readonly<Record<Outcome, Effect>> = {
  [OUTCOME.OK]: { local: false, remote: false, count: "send_count", again: false },
  [OUTCOME.LOCAL_INTERRUPT]: local("local_interrupt_count", "interrupts"),
  [OUTCOME.LOCAL_DROPPED]: local("local_dropped_count", "dropped"),
  [OUTCOME.LOCAL_ABORTED]: local("local_aborted_count", "aborted"),
  [OUTCOME.LOCAL_NO_ROUTE]: local("local_no_route_count", "noRoute"),
  [OUTCOME.LOCAL_ERROR]: local("local_error_count", "error", false),
  [OUTCOME.LOCAL_TIMEOUT]: local("local_timeout_count", "timeouts"),
  [OUTCOME.REMOTE_ERROR]: remote("remote_error_count", "error", false),
  [OUTCOME.REMOTE_DROPPED]: remote("remote_dropped_count", "dropped", true),
  [OUTCOME.REMOTE_TIMEOUT]: remote("remote_timeout_count", "timeout", false),
  [OUTCOME.NETWORK_TIMEOUT]: { local: true, remote: true, count: "network_timeout_count", peerStat: "networkTimeout", again: false },
};

export class Health {
  readonly #lnet: Lnet;
  readonly #local: Ni[] = [];
  readonly #peers: PeerNi[] = [];
  readonly #asked = new Set<string>();
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
    this.#change(ni, value, "by hand");
    if (value === 0 && !ni.isLo) this.#setStatus(ni, "down");
    else if (value === HEALTH_MAX && !ni.isLo) this.#setStatus(ni, "up");
    // lo is not to be found in the queue (golden/11_clib, after the health of all was set).
    if (ni.isLo || value >= HEALTH_MAX || this.#local.includes(ni)) return;
    this.#lnet.log.error("api-ni.c:4347:lnet_ni_set_healthv()", `manually adding local NI ${ni.nid} to recovery`);
    this.#local.push(ni);
    ni.nextPing = 0;
    this.#lnet.monitor.wake();
  }

  setPeerNi(ni: PeerNi, value: number): void {
    this.#change(ni, value, "by hand");
    if (value < HEALTH_MAX) this.#queuePeerNi(ni);
  }

  /** Only what has been heard of, and not longer ago than the recovery limit. */
  #queuePeerNi(ni: PeerNi): void {
    if (ni.lastAlive === undefined || this.#isGivenUp(ni) || this.#peers.includes(ni)) return;
    this.#peers.push(ni);
    this.#pingNextSecond(ni);
  }

  /**
   * What has lost health is pinged a second later (13_router/010: 0.7 s; 33_health/026: next_ping is a second ahead before the first recovery ping; 33_health/004: a ping that failed
   * on three NIs is told of before any of them is pinged).
   */
  #pingNextSecond(ni: Ni | PeerNi): void {
    ni.nextPing = Math.floor(this.#lnet.clock.now) + 1;
    this.#lnet.monitor.await();
  }

  #isGivenUp({ lastAlive = 0 }: PeerNi): boolean {
    const { recoveryLimit } = this.#lnet.settings;
    return recoveryLimit > 0 && this.#lnet.clock.now - lastAlive > recoveryLimit;
  }

  // ---- by what became of messages ----

  /** A message went out through this NI, or came in, without error. */
  niWorked(ni: Ni, times = 1): void {
    ni.pingCount = 0;
    if (ni.isLo || ni.health >= HEALTH_MAX) return;
    this.#raiseNi(ni, times, "message");
  }

  /** lo gains by all that comes in but GETs, whose answer makes them messages without a peer (golden/06_traffic/034: 400 after two pings and a push). */
  loHeard(lo: Ni, times: number): void {
    this.#change(lo, Math.min(HEALTH_MAX, lo.health + times * this.sensitivity), "message");
  }

  /** An answer to a recovery ping is one success more. */
  niRecovered(ni: Ni): void {
    ni.pingCount = 0;
    if (ni.health < HEALTH_MAX) this.#raiseNi(ni, 1, "recovery ping");
  }

  #raiseNi(ni: Ni, times: number, why: string): void {
    this.#change(ni, Math.min(HEALTH_MAX, ni.health + times * this.sensitivity), why);
    if (ni.health === HEALTH_MAX && !ni.fatalError) this.#setStatus(ni, "up");
  }

  /** A message came from this peer NI; a gateway's is well at once. */
  peerNiHeard(ni: PeerNi): void {
    ni.lastAlive = this.#lnet.clock.now;
    ni.pingCount = 0;
    if (ni.health >= HEALTH_MAX) return;
    this.#change(ni, ni.peer.isGateway ? HEALTH_MAX : Math.min(HEALTH_MAX, ni.health + this.sensitivity), "heard");
    // One that was given up, or never heard of, is recovered from now on (33_health/033: until a message arrives from it; sanity-lnet 211).
    if (ni.health < HEALTH_MAX) this.#queuePeerNi(ni);
  }

  /** A message has not been sent: who is to blame, and whether it may be sent again (the table in golden/33_health/facts.md). */
  sendFailed(ni: Ni, peerNi: PeerNi, outcome: Outcome): boolean {
    const { local, remote, count, niStat, peerStat, again } = EFFECTS[outcome];
    this.#lnet.statistics[count]++;
    if (niStat) ni.healthStats[niStat]++;
    if (peerStat) peerNi.healthStats[peerStat]++;
    const why = String(count).replace(/_count$/, "");
    if (local) this.#lowerNi(ni, why);
    // A peer with one NI keeps its health, unless it is a gateway: there is no other to prefer, and none to send to.
    const alone = peerNi.peer.nis.length < 2;
    if (remote && (!alone || peerNi.peer.isGateway)) this.#lowerPeerNi(peerNi, why);
    // Nor is there another way out of a node with one NI (lnetconfig-api.md §3.16; sanity-lnet 204).
    const only = local && this.#lnet.nets.reduce((count, net) => count + net.nis.filter(({ isLo }) => !isLo).length, 0) < 2;
    return again && this.sensitivity > 0 && !(remote && alone) && !only;
  }

  /** It has not answered in time, be it the only one of its peer (35_faults/006, 007, 010: its recovery pings are among what the rules saw). */
  peerNiTimedOut(ni: PeerNi): void {
    this.#lowerPeerNi(ni, "no answer");
  }

  /** Its own node says that it is down. */
  peerNiReportedDown(ni: PeerNi): void {
    this.#lowerPeerNi(ni, "reported down");
  }

  #lowerNi(ni: Ni, why: string): void {
    this.#change(ni, Math.max(0, ni.health - this.sensitivity), why);
    if (ni.health === 0) this.#setStatus(ni, "down");
    if (ni.health >= HEALTH_MAX || this.#local.includes(ni)) return;
    this.#local.push(ni);
    this.#pingNextSecond(ni);
  }

  #lowerPeerNi(ni: PeerNi, why: string): void {
    this.#change(ni, Math.max(0, ni.health - this.sensitivity), why);
    this.#queuePeerNi(ni);
  }

  /** `why` stands in the history. */
  #change(ni: Ni | PeerNi, value: number, why: string): void {
    if (ni.health === value) return;
    this.#lnet.node.choices?.add({ kind: "health", nid: ni.nid, local: ni instanceof Ni, from: ni.health, to: value, why });
    ni.health = value;
  }

  #setStatus(ni: Ni, status: Ni["status"]): void {
    if (ni.status === status) return;
    ni.status = status;
    this.#lnet.node.history?.add({ kind: "ni", nid: ni.nid, status, link: !ni.fatalError, why: "health" });
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
    this.#asked.clear();
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
      if (now < ni.nextPing || this.#asked.has(ni.nid)) continue;
      ni.pingCount++;
      ni.nextPing = now + Math.min(2 ** ni.pingCount, cap);
      this.#ping(ni.nid, () => this.niRecovered(ni));
    }
    for (const ni of [...this.#peers]) {
      if (ni.health >= HEALTH_MAX) {
        remove(this.#peers, ni);
        continue;
      }
      if (now < ni.nextPing || this.#asked.has(ni.nid)) continue;
      ni.pingCount++;
      ni.nextPing = now + Math.min(2 ** ni.pingCount, cap);
      this.#ping(ni.nid, () => undefined);
      if (this.#isGivenUp(ni)) remove(this.#peers, ni);
    }
    this.#report("local", this.#local);
    this.#report("peer", this.#peers);
  }

  /** One ping at a time for a NID: the next one waits for the answer, or for its time-out. */
  #ping(nid: string, answered: () => void): void {
    this.#asked.add(nid);
    this.#lnet.traffic.request({ type: "get", to: nid, recovery: true }, (errno) => {
      this.#asked.delete(nid);
      if (errno === 0) answered();
    });
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
