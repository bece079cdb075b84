// SPDX-License-Identifier: GPL-2.0-or-later
// Peers: other nodes as this one knows them, each with its NIDs, grouped by net, in the order in which they came (golden/03_peer, 12_extra/010).
import { Counters } from "./counters.ts";
import { HEALTH_MAX } from "./ni.ts";
import { netOf } from "./nid-text.ts";

/** Bits of a peer's state (lnetconfig-api.md §3.16). */
export const PEER = {
  MULTI_RAIL: 1 << 0,
  NO_DISCOVERY: 1 << 1,
  ROUTER_ENABLED: 1 << 2,
  CONFIGURED: 1 << 3,
  DISCOVERED: 1 << 4,
  REDISCOVER: 1 << 5,
  DISCOVERING: 1 << 6,
  DATA_PRESENT: 1 << 7,
  NIDS_UPTODATE: 1 << 8,
  PING_SENT: 1 << 9,
  PUSH_SENT: 1 << 10,
  PING_FAILED: 1 << 11,
  PUSH_FAILED: 1 << 12,
  FORCE_PING: 1 << 13,
  FORCE_PUSH: 1 << 14,
  RTR_DISCOVERY: 1 << 16,
  RTR_DISCOVERED: 1 << 17,
  LOCK_PRIMARY: 1 << 20,
} as const;

const UP_TO_DATE = PEER.DISCOVERED | PEER.NIDS_UPTODATE;
const OUT_OF_DATE = PEER.REDISCOVER | PEER.FORCE_PING | PEER.FORCE_PUSH;

export interface PeerNiUdspInfo {
  /** -1: unset. */
  netPriority: number;
  nidPriority: number;
  preferredGateways: string[];
  preferredSources: string[];
}

export class PeerNi {
  readonly net: string;
  health = HEALTH_MAX;
  readonly counters = new Counters();
  readonly healthStats = { dropped: 0, timeout: 0, error: 0, networkTimeout: 0 };
  maxTxCredits = 0;
  txCredits = 0;
  minTxCredits = 0;
  /** Bytes of messages on their way to it, with their headers. */
  txQueued = 0;
  sending = 0;
  rtrCredits = 0;
  minRtrCredits = 0;
  pingCount = 0;
  nextPing = 0;
  /** Seconds of the clock when something came from it last; undefined: never. */
  lastAlive: number | undefined;
  /** What its own node said of it last. */
  reportedUp = true;
  /** On no local net: its credits are 0 and it has one reference more (golden/03_peer/075). */
  remote = true;
  sequence = 0;
  /** Of a peer that is not multi-rail: our NID that it has got ordinary messages from. */
  heardFrom: string | undefined;
  readonly udsp: PeerNiUdspInfo = { netPriority: -1, nidPriority: -1, preferredGateways: [], preferredSources: [] };

  constructor(
    public peer: Peer,
    readonly nid: string,
  ) {
    this.net = netOf(nid);
  }

  /** Messages that are being sent to it hold it too. */
  get refcount(): number {
    return (this.remote ? 2 : 1) + this.sending;
  }
}

export class Peer {
  state = 0;
  /** In order of nets, then of arrival. */
  nis: PeerNi[] = [];
  /** Routes that use it as gateway. */
  routerReferences = 0;
  /** Which of our configurations it has been told of (Lnet.configurationNumber). */
  toldConfiguration = -1;
  /** The same over lo, if it is this node. */
  toldOverLo = -1;
  /** A gateway is taken for alive until it fails to answer. */
  alive = true;

  constructor(readonly primaryNid: string) {}

  get multiRail(): boolean {
    return this.has(PEER.MULTI_RAIL);
  }

  get isGateway(): boolean {
    return this.routerReferences > 0;
  }

  /** It need not be discovered before something is sent to it. */
  get isUpToDate(): boolean {
    return (this.state & (UP_TO_DATE | OUT_OF_DATE)) === UP_TO_DATE;
  }

  has(bit: number): boolean {
    return (this.state & bit) !== 0;
  }

  set(bits: number): void {
    this.state |= bits;
  }

  clear(bits: number): void {
    this.state &= ~bits;
  }

  find(nid: string): PeerNi | undefined {
    return this.nis.find((ni) => ni.nid === nid);
  }

  /** It has an NI on this net. */
  isOn(net: string): boolean {
    for (const ni of this.nis) if (ni.net === net) return true;
    return false;
  }

  attach(ni: PeerNi): void {
    ni.peer = this;
    let index = this.nis.findLastIndex(({ net }) => net === ni.net);
    if (index < 0) index = this.nis.length - 1;
    this.nis.splice(index + 1, 0, ni);
  }
}

export class Peers {
  /** By primary NID, in order. */
  readonly #peers = new Map<string, Peer>();
  readonly #byNid = new Map<string, PeerNi>();

  list(): Peer[] {
    return [...this.#peers.values()];
  }

  get count(): number {
    return this.#peers.size;
  }

  allNis(): PeerNi[] {
    return this.list().flatMap(({ nis }) => nis);
  }

  /** By any of its NIDs. */
  find(nid: string): Peer | undefined {
    return this.#byNid.get(nid)?.peer;
  }

  findNi(nid: string): PeerNi | undefined {
    return this.#byNid.get(nid);
  }

  /** A new peer with one NI. */
  create(ni: PeerNi): Peer {
    this.#peers.set(ni.peer.primaryNid, ni.peer);
    this.attach(ni.peer, ni);
    return ni.peer;
  }

  attach(peer: Peer, ni: PeerNi): void {
    peer.attach(ni);
    this.#byNid.set(ni.nid, ni);
  }

  remove(peer: Peer): void {
    this.#peers.delete(peer.primaryNid);
    for (const { nid } of peer.nis) this.#byNid.delete(nid);
  }

  /** Takes one NI away; the peer goes with its last one. */
  removeNi(ni: PeerNi): void {
    const { peer } = ni;
    peer.nis = peer.nis.filter((other) => other !== ni);
    this.#byNid.delete(ni.nid);
    if (peer.nis.length === 0) this.#peers.delete(peer.primaryNid);
  }

  clear(): void {
    this.#peers.clear();
    this.#byNid.clear();
  }
}
