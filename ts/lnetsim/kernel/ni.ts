// SPDX-License-Identifier: GPL-2.0-or-later
// A local network interface of LNet (NI) and the net it is on.
import { Counters } from "./counters.ts";
import { LO_NID } from "./nid-text.ts";

export const HEALTH_MAX = 1000;

/** Of a net; peerTimeout in seconds, the others in messages (lnetconfig-api.md §3.4). */
export interface Tunables {
  peerTimeout: number;
  peerCredits: number;
  peerBufferCredits: number;
  credits: number;
}

/** Keys are those of `lnd tunables` (§3.7): an LND has its own set. */
export type LndTunables = Record<string, number | string>;

export interface UdspInfo {
  /** -1: unset. */
  netPriority: number;
  nidPriority: number;
  preferredGateways: string[];
}

export class Ni {
  status: "up" | "down" = "up";
  /** The interface lost its link: never selected while another one is there. */
  fatalError = false;
  health: number;
  readonly counters = new Counters();
  readonly healthStats = { interrupts: 0, dropped: 0, aborted: 0, noRoute: 0, timeouts: 0, error: 0 };
  pingCount = 0;
  /** Seconds of the clock, whole; 0: none is due. */
  nextPing = 0;
  readonly udsp: UdspInfo = { netPriority: -1, nidPriority: -1, preferredGateways: [] };
  /** Sequence of the round robin: the smaller one is next. */
  sequence = 0;
  txCredits: number;
  minTxCredits: number;

  constructor(
    readonly net: Net,
    readonly nid: string,
    /** Empty: lo. */
    readonly interfaces: readonly string[],
    readonly lnd: LndTunables,
    /** CPT nearest to the device; -1: any. */
    readonly deviceCpt: number,
    readonly cpts: readonly number[],
  ) {
    // lo has no health: golden/01_lnet/055.
    this.health = nid === LO_NID ? 0 : HEALTH_MAX;
    this.txCredits = net.tunables.credits;
    this.minTxCredits = this.txCredits;
  }

  get tunables(): Tunables {
    return this.net.tunables;
  }

  get isLo(): boolean {
    return this.nid === LO_NID;
  }
}

export class Net {
  readonly nis: Ni[] = [];
  /** Seconds of the clock when something came in over one of them last. */
  lastHeard = 0;

  constructor(
    readonly name: string,
    readonly tunables: Tunables,
  ) {}
}
