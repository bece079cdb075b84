// SPDX-License-Identifier: GPL-2.0-or-later
// What LNet shows, with its own spelling of keys (lnetconfig-api.md §3.7 to §3.13), and the options of what configures it.

/** Tunables of a net; what is left out is the driver's default. LNet takes them from the first NI of a net only (§3.4). */
export interface Tunables {
  /** Seconds; default 180. */
  peerTimeout?: number;
  /** Messages under way to one peer; default 8; lowered to `credits` if it is more. */
  peerCredits?: number;
  /** Router buffers for one peer; default 0. */
  peerBufferCredits?: number;
  /** Messages under way; default 256. */
  credits?: number;
}

/** Tunables of one LND; which there are depends on the net's type and on the version (§2.5). */
export interface LndTunables {
  /** tcp, o2ib: 0 to 127; 0 is automatic. Since 2.15. */
  connsPerPeer?: number;
  /** Type of service, -1 (none) to 255; tcp, o2ib. Since 2.16. */
  tos?: number;
  /** Seconds; since 2.16. By the library only. */
  timeout?: number;
  [more: string]: number | string | undefined;
}

export type InterfaceOption = string | { name: string; cpts?: number[] };

export interface AddNet {
  /** "tcp", "o2ib1" … */
  net: string;
  /** Each becomes an NI. The text `eth0[0,1]` gives CPTs as the object does. */
  interfaces: InterfaceOption[];
  /** CPTs of the interfaces that name none; default all. */
  cpts?: number[];
  tunables?: Tunables;
  lnd?: LndTunables;
}

export interface DeleteNet {
  net: string;
  /** Default: all, and so the net. */
  interfaces?: string[];
}

/** How much is shown: 1 counters and tunables, 2 counters of each kind and health, 4 what UDSP rules do. 3 adds the state of peers. */
export type Detail = 0 | 1 | 2 | 3 | 4;

export interface AddPeer {
  /** The NID by which the peer is known. */
  primaryNid: string;
  /** Further NIDs; also ranges, `10.1.1.[2-4]@tcp`; 128 at most. */
  nids?: string[];
  /** Default true. lnetctl 2.17 ignores false (golden/03_peer/045). */
  multiRail?: boolean;
  /** Locks the primary NID, so that discovery does not change it. Since 2.15.4. */
  lock?: boolean;
}

export interface DeletePeer {
  primaryNid: string;
  /** Default: the whole peer. */
  nids?: string[];
  /** Also if the primary NID is locked. Since 2.15.4. */
  force?: boolean;
}

export interface AddRoute {
  /** The remote net. */
  net: string;
  /** A NID of the router on a local net; also several, as a range. */
  gateway: string;
  /** 1 to 255; default undefined, shown as -1. */
  hops?: number;
  /** 0 (the default) is the highest. */
  priority?: number;
  /** 2.13 to 2.16 only: the health below which the route is down; 1 or more. */
  sensitivity?: number;
}

/** Router buffers; 0 is the default number, left out leaves them as they are. Ignored unless routing is on (§3.10). */
export interface Buffers {
  /** Default 2048. */
  tiny?: number;
  /** Default 16384. */
  small?: number;
  /** Default 1024, of 1 MiB. */
  large?: number;
}

export interface AddPolicy {
  /** Local NIDs or net: `tcp`, `10.1.1.[1-4]@tcp`. */
  src?: string;
  /** NIDs or net of peers. */
  dst?: string;
  /** NIDs of routers; with dst only. */
  route?: string;
  /** 0 is the highest. Left out: a preference for the pair that the rule names. */
  priority?: number;
  /** Place in the list; default the end. */
  index?: number;
}

/** Counters of messages. */
export interface MessageCounts {
  put: number;
  get: number;
  reply: number;
  ack: number;
  hello: number;
}

export interface TrafficCounts {
  send_count: number;
  recv_count: number;
  drop_count: number;
}

/** What UDSP rules have made of an NI; -1: nothing. */
export interface PolicyInfo {
  "net priority": number;
  "nid priority": number;
  "Preferred gateway NIDs"?: Record<string, string>;
  "Preferred source NIDs"?: Record<string, string>;
}

export interface LocalNi {
  nid: string;
  status: "up" | "down";
  /** "0": "eth0"; absent for lo. */
  interfaces?: Record<string, string>;
  /** Detail 1 and more, as all that follows. */
  statistics?: TrafficCounts;
  "udsp info"?: PolicyInfo;
  sent_stats?: MessageCounts;
  received_stats?: MessageCounts;
  dropped_stats?: MessageCounts;
  /** Detail 2 and more. `health value`: 0 to 1000. */
  "health stats"?: {
    fatal_error?: number;
    "health value": number;
    interrupts: number;
    dropped: number;
    aborted: number;
    "no route": number;
    timeouts: number;
    error: number;
    ping_count?: number;
    next_ping?: number;
  };
  tunables?: { peer_timeout: number; peer_credits: number; peer_buffer_credits: number; credits: number };
  "lnd tunables"?: Record<string, number | string> | null;
  /** CPT that is nearest to the device; 0 or -1: not known. */
  "dev cpt"?: number;
  /** "[0,1]". */
  CPT?: string;
}

export interface NetEntry {
  "net type": string;
  "local NI(s)": LocalNi[];
}

export interface PeerNi {
  nid: string;
  "udsp info"?: PolicyInfo;
  /** NA: its aliveness is not watched. */
  state?: "up" | "down" | "NA";
  max_ni_tx_credits?: number;
  available_tx_credits?: number;
  min_tx_credits?: number;
  tx_q_num_of_buf?: number;
  available_rtr_credits?: number;
  min_rtr_credits?: number;
  refcount?: number;
  statistics?: TrafficCounts;
  sent_stats?: MessageCounts;
  received_stats?: MessageCounts;
  dropped_stats?: MessageCounts;
  "health stats"?: {
    "health value": number;
    dropped: number;
    timeout: number;
    error: number;
    "network timeout": number;
    ping_count?: number;
    next_ping?: number;
  };
}

export interface PeerEntry {
  "primary nid": string;
  "Multi-Rail": boolean;
  /** Detail 3 and more: bits of §3.16; 1 Multi-Rail, 8 configured, 16 discovered, 256 NIDs up to date. */
  "peer state"?: number;
  "peer ni": PeerNi[];
}

/** What routes() shows only; hops and priority are ignored by lnetctl 2.17 (golden/04_route/042). */
export interface RouteFilter {
  net?: string;
  gateway?: string;
  hops?: number;
  priority?: number;
}

export interface RouteEntry {
  net: string;
  gateway: string;
  /** -1: undefined. */
  hop: number;
  priority: number;
  /** 2.14 to 2.16. */
  health_sensitivity?: number;
  state: "up" | "down";
  type?: "single-hop" | "multi-hop";
}

export interface Pool {
  /** Pages of 4 KiB in each buffer: 0, 1, 256. */
  npages: number;
  nbuffers: number;
  credits: number;
  mincredits: number;
}

export interface Routing {
  /** 0 off, 1 on; since 2.17 also 2 stopping, 3 starting (110 s and more). */
  enable: number;
  /** Pools of each CPT. */
  cpts: { tiny: Pool; small: Pool; large: Pool }[];
  /** Buffers of all CPTs. */
  buffers: { tiny: number; small: number; large: number };
}

export interface Policy {
  idx: number;
  src?: string;
  dst?: string;
  rte?: string;
  /** 4294967295: the lowest; absent for a preference. */
  action?: { priority: number };
}

/** Counters of the node; their names and order are in §3.12. */
export type Statistics = Record<string, number>;

export interface Discovered {
  primaryNid: string;
  multiRail: boolean;
  /** Without 0@lo. */
  nids: string[];
}

/** What answers on a node. */
export interface LnetInfo {
  /** "none": neither liblnetconfig nor a simulator. */
  provider: "real" | "simulated" | "none";
  /** Which API and texts; 2.15a is 2.15.0 to 2.15.3. */
  generation: "2.12" | "2.14" | "2.15a" | "2.15b" | "2.16" | "2.17" | "master" | "unknown";
  /** "2.17.0"; empty if it is not known. */
  version: string;
  /** Path of the library. */
  library: string;
}
