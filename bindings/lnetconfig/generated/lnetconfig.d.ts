// SPDX-License-Identifier: GPL-2.0-or-later
// Types of the native module over liblnetconfig. Made from api.ts by generate.sh: edit that.

declare module "native:lnetconfig" {
  export type Generation = "2.12" | "2.14" | "2.15a" | "2.15b" | "2.16" | "2.17" | "master" | "unknown";
  /** Where the functions are: liblnetconfig of this machine, the simulator, or nowhere: then each throws LnetUnavailable. */
  export const provider: "real" | "simulated" | "none";
  /** Which set of signatures and texts; 2.15a is 2.15.0 to 2.15.3. "unknown": only what never changed is called. */
  export const generation: Generation;
  /** As Lustre says it; empty: it does not. */
  export const version: string;
  /** Path of the library. */
  export const library: string;

  /** Whether the function of this name can be called here. */
  export function has(name: string): boolean;
  /** Asks the simulator: {action: "advance", seconds}, {action: "now"}, {action: "topology"}, {action: "reset", node}. */
  export function control(request: { action: string; [key: string]: Data }): Promise<Data>;

  /** The generation here lacks the function, or one of the options that was given. */
  export class LnetUnsupported extends Error {
    readonly function: string;
    readonly generation: Generation;
  }
  /** It would hang or crash the library, or the simulator does not model it; the message says which. */
  export class LnetRefused extends Error {
    constructor(message: string, name: string);
    readonly function: string;
  }
  /** There is no liblnetconfig; the message says what to do. */
  export class LnetUnavailable extends Error {}

  export type RcName =
    | "OK"
    | "BAD_PARAM"
    | "MISSING_PARAM"
    | "OUT_OF_RANGE"
    | "OUT_OF_MEM"
    | "GENERIC"
    | "NO_MATCH"
    | "MATCH"
    | "SKIP"
    | "LAST_ELEM"
    | "MARSHAL_FAIL";

  /**
   * What every function resolves to, whatever it returned. Texts in show and errors are without the quotes that the library prints,
   * and True and False are booleans, as they would be in parsed YAML; a description is always a text.
   */
  export interface Reply<Values = undefined> {
    /** 0, or a negative number: an errno, or up to 2.15 one of LUSTRE_CFG_RC_*. */
    rc: number;
    /** Name of LUSTRE_CFG_RC_*, whatever its number here; null: an errno. */
    rcName: RcName | null;
    /** False: the kernel module is not loaded, so there is no LNet here that could be asked. */
    loaded: boolean;
    show: Data;
    errors: Data;
    /** As the library prints them; "" for nothing. */
    showText: string;
    errorsText: string;
    values: Values;
  }

  export type Interfaces = string | readonly (string | { name: string; cpts?: string | readonly number[] | null })[];
  export interface CommonTunables {
    /** s; -1: as the driver says. */
    peerTimeout?: number;
    /** -1: as the driver says. */
    peerCredits?: number;
    /** -1: as the driver says. */
    peerBufferCredits?: number;
    /** -1: as the driver says. */
    credits?: number;
  }
  export interface LndTunables {
    /** tcp, since 2.15a, 0: by the speed; o2ib, 0: the default. */
    connsPerPeer?: number;
    /** tcp, since 2.16, s; 0: as the driver says; o2ib, since 2.16, s; 0: the default; kfi, since 2.17, s; gni, since 2.16, s. */
    timeout?: number;
    /** tcp, since 2.16, -1 to 255; -1: none; o2ib, since 2.16, -1 to 255; -1: none. */
    tos?: number;
    /** o2ib, 0: half of the credits. */
    peercreditsHiw?: number;
    /** o2ib, 0: the default. */
    mapOnDemand?: number;
    /** o2ib, 0: the default. */
    concurrentSends?: number;
    /** o2ib, 0: the default. */
    fmrPoolSize?: number;
    /** o2ib, 0: the default. */
    fmrFlushTrigger?: number;
    /** o2ib, 0: the default. */
    fmrCache?: number;
    /** o2ib, 0: the default. */
    ntx?: number;
    /** kfi, since 2.16. */
    provMajorVersion?: number;
    /** kfi, since 2.16. */
    provMinorVersion?: number;
    /** kfi, since 2.16. */
    authKey?: number;
    /** kfi, since 2.16, best_effort, low_latency, dedicated_access, bulk_data, scavenger or network_ctrl. */
    trafficClass?: string;
    /** kfi, since 2.16. */
    trafficClassNum?: number;
    /** efa, since 2.17. */
    nqps?: number;
  }
  /** Rates and intervals exclude each other; drop has da_, delay has la_. */
  export interface FaultAttributes {
    fa_ptl_mask?: number;
    /** 1 ACK, 2 PUT, 4 GET, 8 REPLY. */
    fa_msg_mask?: number;
    /** One message of so many. */
    da_rate?: number;
    /** One message in so many seconds. */
    da_interval?: number;
    da_health_error_mask?: number;
    da_random?: number;
    da_drop_all?: number;
    la_rate?: number;
    la_interval?: number;
    /** Seconds. */
    la_latency?: number;
  }

  /**
   * Registers the device /dev/lnet. Done by itself before the first call.
   * lustre_lnet_config_lib_init().
   */
  export function libInit(options?: Record<string, never>): Promise<Reply>;
  /**
   * Closes the device.
   * lustre_lnet_config_lib_uninit().
   */
  export function libUninit(options?: Record<string, never>): Promise<Reply>;
  /**
   * Brings LNet up or down. The block of down is unconfigure/lnet.
   * lustre_lnet_config_ni_system(). Result block: configure/lnet.
   */
  export function niSystem(options: {
      /** up, or down. */
      up: boolean;
      /** also start what the module parameters networks, ip2nets and routes say; left out: false. */
      loadNiFromMod?: boolean;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Adds interfaces to a net. Stops at the first that fails; those before stay.
   * lustre_lnet_config_ni(). Result block: add/net.
   */
  export function configNi(options?: {
      /** The net. */
      net?: string | null;
      /** Interfaces, each with or without CPTs: "eth0[0,1]". */
      interfaces?: Interfaces | null;
      /** CPTs of all interfaces: an expression such as "[0,2-3]", or numbers. */
      cpts?: string | readonly number[] | null;
      /** legacy rule, instead of net: less than 128 characters. */
      ip2net?: string | null;
      /** Left out, with lnd: all as the driver says. */
      tunables?: CommonTunables | null;
      /** Those of the LND of net. */
      lnd?: LndTunables | null;
      /** connections for each peer, tcp and o2ib; -1: as the driver says (2.15a to 2.15b); left out: -1. */
      connsPerPeer?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Deletes interfaces of a net, or the net. rc is that of the last interface.
   * lustre_lnet_del_ni(). Result block: del/net.
   */
  export function delNi(options?: {
      /** The net. */
      net?: string | null;
      /** Interfaces, each with or without CPTs: "eth0[0,1]". */
      interfaces?: Interfaces | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Nets and their NIs. Large NIDs are not in it.
   * lustre_lnet_show_net(). Result block: show/net.
   */
  export function showNet(options?: {
      /** one net; all if left out. */
      net?: string | null;
      /** how much to show, 0 to 4; left out: 0. */
      detail?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
      /** only what an import needs; left out: false. */
      backup?: boolean;
    }): Promise<Reply>;
  /**
   * Makes an empty network descriptor. Used by what takes a net.
   * lustre_lnet_init_nw_descr().
   */
  export function initNwDescr(options?: Record<string, never>): Promise<Reply<{ net: number; interfaces: string[] }>>;
  /**
   * Parses interfaces as configNi does.
   * lustre_lnet_parse_interfaces().
   */
  export function parseInterfaces(options?: {
      /** comma separated, each with or without CPTs: "eth0[0,1],eth1". */
      interfaces?: string | null;
    }): Promise<Reply<{ interfaces: string[] }>>;
  /**
   * Adds a route. A route that exists is no error.
   * lustre_lnet_config_route(). Result block: add/route.
   */
  export function configRoute(options?: {
      /** remote net. */
      net?: string | null;
      /** NID of the gateway, a range or a comma list: 128 at most. */
      gateway?: string | null;
      /** 1 to 255; -1: undefined; left out: -1. */
      hop?: number;
      /** 0 is the highest; -1: 0; left out: -1. */
      priority?: number;
      /** health sensitivity, 1 or greater; -1: 1 (2.14 to 2.16); left out: -1. */
      sensitivity?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Deletes a route.
   * lustre_lnet_del_route(). Result block: del/route.
   */
  export function delRoute(options?: {
      /** remote net. */
      net?: string | null;
      /** any NID of the gateway. */
      gateway?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Routes that match; their order is random.
   * lustre_lnet_show_route(). Result block: show/route.
   */
  export function showRoute(options?: {
      /** remote net. */
      net?: string | null;
      /** NID of the gateway. */
      gateway?: string | null;
      /** 0 to 256; -1: any; left out: -1. */
      hop?: number;
      /** -1: any; left out: -1. */
      priority?: number;
      /** how much to show, 0 to 1; left out: 0. */
      detail?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
      /** only what an import needs; left out: false. */
      backup?: boolean;
    }): Promise<Reply>;
  /**
   * Adds or deletes a peer or NIDs of it. A failure has a second block, peer/add or peer/del.
   * lustre_lnet_modify_peer(). Result block: add/peer_ni.
   */
  export function modifyPeer(options: {
      /** primary NID. */
      primaryNid?: string | null;
      /** NIDs, ranges: 128 at most; none: the peer itself. */
      nids?: string | readonly string[] | null;
      /** Multi-Rail; left out: true. */
      multiRail?: boolean;
      /** 3 adds, 4 deletes (LNETCTL_ADD_CMD, LNETCTL_DEL_CMD). */
      command: number;
      /** add: 1 locks the primary NID; delete: 1 deletes although it is locked (since 2.15b); left out: 0. */
      force?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Peers and their NIs.
   * lustre_lnet_show_peer(). Result block: show/peer.
   */
  export function showPeer(options?: {
      /** any NID of one peer; all if left out. */
      nid?: string | null;
      /** how much to show, 0 to 4; left out: 0. */
      detail?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
      /** only what an import needs; left out: false. */
      backup?: boolean;
    }): Promise<Reply>;
  /**
   * Primary NIDs, under `peer list`.
   * lustre_lnet_list_peer(). Result block: show/peer.
   */
  export function listPeer(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Block style only. Blocks are those of the functions it calls.
   * lustre_yaml_config(). Result block: yaml/builder.
   */
  export function yamlConfig(options?: {
      /** YAML. */
      text?: string | null;
    }): Promise<Reply>;
  /**
   * Block style only. Blocks are those of the functions it calls.
   * lustre_yaml_del(). Result block: yaml/builder.
   */
  export function yamlDel(options?: {
      /** YAML. */
      text?: string | null;
    }): Promise<Reply>;
  /**
   * Block style only. Blocks are those of the functions it calls.
   * lustre_yaml_show(). Result block: yaml/builder.
   */
  export function yamlShow(options?: {
      /** YAML. */
      text?: string | null;
    }): Promise<Reply>;
  /**
   * Block style only. Blocks are those of the functions it calls.
   * lustre_yaml_exec(). Result block: yaml/builder.
   */
  export function yamlExec(options?: {
      /** YAML. */
      text?: string | null;
    }): Promise<Reply>;
  /**
   * Enables or disables routing. The block of disabling is del/routing.
   * lustre_lnet_config_routing(). Result block: add/routing.
   */
  export function configRouting(options: {
      /** not 0: enable. */
      enable: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * State of routing and its buffers; nothing if it was never enabled.
   * lustre_lnet_show_routing(). Result block: show/routing.
   */
  export function showRouting(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
      /** only what an import needs; left out: false. */
      backup?: boolean;
    }): Promise<Reply>;
  /**
   * Router buffers of the node. Ignored unless routing is on.
   * lustre_lnet_config_buffers(). Result block: add/buf.
   */
  export function configBuffers(options?: {
      /** number; 0: the default; -1: leave; left out: -1. */
      tiny?: number;
      /** number; 0: the default; -1: leave; left out: -1. */
      small?: number;
      /** number; 0: the default; -1: leave; left out: -1. */
      large?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * distance within which NUMA nodes count as near
   * lustre_lnet_config_numa_range(). Result block: add/numa_range.
   */
  export function configNumaRange(options: {
      /** distance within which NUMA nodes count as near. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * most interfaces of a node; under 16 becomes 200
   * lustre_lnet_config_max_intf(). Result block: add/max_interfaces.
   */
  export function configMaxIntf(options: {
      /** most interfaces of a node; under 16 becomes 200. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * peer discovery: 0 or 1
   * lustre_lnet_config_discovery(). Result block: add/discovery.
   */
  export function configDiscovery(options: {
      /** peer discovery: 0 or 1. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * drop what comes by another route than ours: 0 or 1
   * lustre_lnet_config_drop_asym_route(). Result block: add/drop_asym_route.
   */
  export function configDropAsymRoute(options: {
      /** drop what comes by another route than ours: 0 or 1. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * resends of a message; at most the transaction timeout
   * lustre_lnet_config_retry_count(). Result block: add/retry_count.
   */
  export function configRetryCount(options: {
      /** resends of a message; at most the transaction timeout. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * seconds; more than the retry count
   * lustre_lnet_config_transaction_to(). Result block: add/transaction_timeout.
   */
  export function configTransactionTo(options: {
      /** seconds; more than the retry count. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * health lost with each failure, 0 to 1000; 0 sets the retry count to 0
   * lustre_lnet_config_hsensitivity(). Result block: add/health_sensitivity.
   */
  export function configHsensitivity(options: {
      /** health lost with each failure, 0 to 1000; 0 sets the retry count to 0. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * ignored since it is deprecated
   * lustre_lnet_config_recov_intrv(). Result block: add/recovery_interval.
   */
  export function configRecovIntrv(options: {
      /** ignored since it is deprecated. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * per cent, 0 to 100
   * lustre_lnet_config_rtr_sensitivity(), since 2.14. Result block: add/router_sensitivity.
   */
  export function configRtrSensitivity(options: {
      /** per cent, 0 to 100. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * 0 to 3
   * lustre_lnet_config_response_tracking(), since 2.14. Result block: add/response_tracking.
   */
  export function configResponseTracking(options: {
      /** 0 to 3. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * seconds; 0: for ever
   * lustre_lnet_config_recovery_limit(), since 2.14. Result block: add/recovery_limit.
   */
  export function configRecoveryLimit(options: {
      /** seconds; 0: for ever. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * seconds, more than 0
   * lustre_lnet_config_max_recovery_ping_interval(), since 2.16. Result block: add/maximum recovery ping interval.
   */
  export function configMaxRecoveryPingInterval(options: {
      /** seconds, more than 0. */
      value: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Timeout of an LND.
   * lustre_lnet_config_lnd_timeout(), since 2.17. Result block: set/lnd_timeout.
   */
  export function configLndTimeout(options: {
      /** seconds. */
      timeout: number;
      /** number of a net of that LND, its type in the upper 16 bits (golden/11_clib): 0x20000 tcp. */
      netType: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_numa_range(). Result block: show/global.
   */
  export function showNumaRange(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_max_intf(). Result block: show/global.
   */
  export function showMaxIntf(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_discovery(). Result block: show/global.
   */
  export function showDiscovery(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_drop_asym_route(). Result block: show/global.
   */
  export function showDropAsymRoute(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_retry_count(). Result block: show/global.
   */
  export function showRetryCount(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_transaction_to(). Result block: show/global.
   */
  export function showTransactionTo(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_hsensitivity(). Result block: show/global.
   */
  export function showHsensitivity(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_recov_intrv(). Result block: show/global.
   */
  export function showRecovIntrv(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_rtr_sensitivity(), since 2.14. Result block: show/global.
   */
  export function showRtrSensitivity(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_lnd_timeout(), since 2.14. Result block: show/global.
   */
  export function showLndTimeout(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_response_tracking(), since 2.14. Result block: show/global.
   */
  export function showResponseTracking(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_recovery_limit(), since 2.14. Result block: show/global.
   */
  export function showRecoveryLimit(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * The setting, under `global`.
   * lustre_lnet_show_max_recovery_ping_interval(), since 2.16. Result block: show/global.
   */
  export function showMaxRecoveryPingInterval(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Sets the health of NIs. An unknown NID is no error.
   * lustre_lnet_config_ni_healthv(). Result block: add/ni healthv.
   */
  export function configNiHealthv(options: {
      /** 0 to 1000; anything else is 1000. */
      value: number;
      /** all of them, whatever nid says; left out: false. */
      all?: boolean;
      /** NID of the NI. */
      nid?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Sets the health of NIs of peers. An unknown NID is no error.
   * lustre_lnet_config_peer_ni_healthv(). Result block: add/peer_ni healthv.
   */
  export function configPeerNiHealthv(options: {
      /** 0 to 1000; anything else is 1000. */
      value: number;
      /** all of them, whatever nid says; left out: false. */
      all?: boolean;
      /** NID of the NI. */
      nid?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * NIs in recovery: a mapping, 128 at most.
   * lustre_lnet_show_local_ni_recovq(). Result block: show/local NI recovery.
   */
  export function showLocalNiRecovq(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * NIs of peers in recovery: a mapping, 128 at most.
   * lustre_lnet_show_peer_ni_recovq(). Result block: show/peer NI recovery.
   */
  export function showPeerNiRecovq(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Connections for each peer of tcp and o2ib NIs. An unknown NID is no error.
   * lustre_lnet_config_ni_conns_per_peer(), since 2.15a. Result block: add/ni conns_per_peer.
   */
  export function configNiConnsPerPeer(options: {
      /** 0 to 127. */
      value: number;
      /** all of them, whatever nid says; left out: false. */
      all?: boolean;
      /** NID of the NI. */
      nid?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Counters of the node.
   * lustre_lnet_show_stats(). Result block: show/statistics.
   */
  export function showStats(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Zeroes them; those of NIs and peers stay.
   * lustre_lnet_reset_stats(), since 2.15a. Result block: show/statistics.
   */
  export function resetStats(options?: {
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Adds a rule, or gives an equal one another priority.
   * lustre_lnet_add_udsp(), since 2.15a. Result block: add/udsp.
   */
  export function addUdsp(options?: {
      /** local NIDs or net. */
      src?: string | null;
      /** remote NIDs or net. */
      dst?: string | null;
      /** NIDs of gateways. */
      rte?: string | null;
      /** "priority" or "pref". */
      type?: string | null;
      /** 0 is the highest; left out: none. */
      priority?: number;
      /** place; -1: at the end; left out: -1. */
      idx?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Deletes a rule.
   * lustre_lnet_del_udsp(), since 2.15a. Result block: add/udsp.
   */
  export function delUdsp(options: {
      /** place; -1: all. */
      idx: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Rules. A single one is picked here: asked for one, the library crashes.
   * lustre_lnet_show_udsp(), since 2.15a. Result block: show/udsp.
   */
  export function showUdsp(options?: {
      /** place; -1: all; left out: -1. */
      idx?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Pings. rc is 0 if one answers; each that does not has a block with errno -22.
   * lustre_lnet_ping_nid(). Result block: manage/ping.
   */
  export function pingNid(options?: {
      /** NIDs, up to 200. */
      nids?: string | readonly string[] | null;
      /** NID to ping from (since 2.15a). */
      source?: string | null;
      /** ms; not in 1 to 180000: 180 s; left out: 1000. */
      timeout?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Discovers peers; as pingNid.
   * lustre_lnet_discover_nid(). Result block: manage/discover.
   */
  export function discoverNid(options?: {
      /** NIDs, up to 200. */
      nids?: string | readonly string[] | null;
      /** 1: also peers that are up to date; left out: 0. */
      force?: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Overwrites the state bits of a peer.
   * lustre_lnet_set_peer_state(), since 2.15b. Result block: add/peer state.
   */
  export function setPeerState(options: {
      /** mask (§3.16). */
      state: number;
      /** primary NID. */
      nid?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Has the kernel log what it knows of a peer.
   * lustre_lnet_show_peer_debug_info(), since 2.16. Result block: debug/peer.
   */
  export function showPeerDebugInfo(options?: {
      /** NID. */
      nid?: string | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Adds interfaces by address; before 2.17 by way of YAML.
   * lustre_lnet_config_ip2nets(). Result block: add/ip2nets.
   */
  export function configIp2nets(options?: {
      /** The net. */
      net?: string | null;
      /** Interfaces, each with or without CPTs: "eth0[0,1]". */
      interfaces?: Interfaces | null;
      /** patterns such as "10.0.*.*", since 2.17 also IPv6 with a prefix. */
      ipRanges?: string | readonly string[] | null;
      /** Left out, with lnd: all as the driver says. */
      tunables?: CommonTunables | null;
      /** Those of the LND of net. */
      lnd?: LndTunables | null;
      /** CPTs of all interfaces: an expression such as "[0,2-3]", or numbers. */
      cpts?: string | readonly number[] | null;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
    }): Promise<Reply>;
  /**
   * Service id of o2iblnd.
   * lustre_lnet_calc_service_id(), since 2.14.
   */
  export function serviceId(options?: Record<string, never>): Promise<Reply<{ serviceId: bigint }>>;
  /**
   * Runs the script that sets up routing of Multi-Rail.
   * lustre_lnet_setup_mrrouting(), since 2.15a. Result block: manage/setup-mrrouting.
   */
  export function setupMrrouting(options?: Record<string, never>): Promise<Reply>;
  /**
   * Runs the script that sets sysctl values.
   * lustre_lnet_setup_sysctl(), since 2.16. Result block: manage/setup-sysctl.
   */
  export function setupSysctl(options?: Record<string, never>): Promise<Reply>;
  /**
   * The CPT of a NID; elsewhere lnetctl has it.
   * lustre_lnet_calc_cpt_of_nid(), 2.15a to 2.15b.
   */
  export function cptOfNid(options: {
      /** NID. */
      nid?: string | null;
      /** number of CPTs. */
      ncpts: number;
    }): Promise<Reply<{ cpt: number }>>;
  /**
   * Net as a number; 4294967295 if it is none. Numbers over 65535 are refused: they would spill into the type.
   * libcfs_str2net().
   */
  export function str2net(options?: {
      /** net. */
      text?: string | null;
    }): Promise<Reply<{ net: number }>>;
  /**
   * Net as text.
   * libcfs_net2str_r().
   */
  export function net2str(options: {
      /** number. */
      net: number;
    }): Promise<Reply<{ text: string }>>;
  /**
   * NID of four bytes as a number; 2^64-1 if it is none.
   * libcfs_str2nid().
   */
  export function str2nid(options?: {
      /** NID. */
      text?: string | null;
    }): Promise<Reply<{ nid: bigint }>>;
  /**
   * NID as text.
   * libcfs_nid2str_r().
   */
  export function nid2str(options: {
      /** the number of a 4-byte NID: bigint, or decimal text. */
      nid: bigint | string;
    }): Promise<Reply<{ text: string }>>;
  /**
   * NID of any size as struct lnet_nid.
   * libcfs_strnid(), since 2.16.
   */
  export function strnid(options?: {
      /** NID. */
      text?: string | null;
    }): Promise<Reply<{ bytes: Uint8Array }>>;
  /**
   * struct lnet_nid as text.
   * libcfs_nidstr_r(), since 2.16.
   */
  export function nidstr(options: {
      /** 20 bytes. */
      bytes: Uint8Array;
    }): Promise<Reply<{ text: string }>>;
  /**
   * As str2nid, and "*". rc 0, or -22 if it is none.
   * libcfs_str2anynid().
   */
  export function str2anynid(options?: {
      /** NID. */
      text?: string | null;
    }): Promise<Reply<{ nid: bigint }>>;
  /**
   * Whether a number is that of an LND.
   * libcfs_isknown_lnd().
   */
  export function isKnownLnd(options: {
      /** number. */
      lnd: number;
    }): Promise<Reply<{ known: boolean }>>;
  /**
   * Name of an LND.
   * libcfs_lnd2str_r().
   */
  export function lnd2str(options: {
      /** number. */
      lnd: number;
    }): Promise<Reply<{ text: string }>>;
  /**
   * Number of an LND; -1 if it is none.
   * libcfs_str2lnd().
   */
  export function str2lnd(options?: {
      /** name. */
      text?: string | null;
    }): Promise<Reply<{ lnd: number }>>;
  /**
   * Kernel module of an LND; null if it is none.
   * libcfs_lnd2modname().
   */
  export function lnd2modname(options: {
      /** number. */
      lnd: number;
    }): Promise<Reply<{ text: string | null }>>;
  /**
   * Expands NIDs and ranges. rc is negative if that fails.
   * lustre_lnet_parse_nidstr().
   */
  export function parseNidstr(options?: {
      /** NIDs and ranges, with spaces between. */
      text?: string | null;
      /** 1 to 128; left out: 128. */
      max?: number;
    }): Promise<Reply<{ nids: bigint[]; message: string }>>;
  /**
   * Expands NIDs and ranges, IPv6 too, to texts.
   * lustre_lnet_parse_nid_range(), since 2.16.
   */
  export function parseNidRange(options?: {
      /** NIDs and ranges, with spaces or commas between. */
      text?: string | null;
    }): Promise<Reply<{ nids: string[]; message: string }>>;
  /**
   * Whether a NID is in a list. rc is -22 if the list is none.
   * cfs_match_nid().
   */
  export function matchNid(options?: {
      /** NID. */
      nid?: string | null;
      /** NIDs and ranges, with spaces between. */
      list?: string | null;
    }): Promise<Reply<{ match: boolean }>>;
  /**
   * Whether a text is an expression, such as of CPTs: rc 0 or -22.
   * cfs_expr_list_parse().
   */
  export function exprParse(options?: {
      /** expression: "[0-6/2,9]". */
      text?: string | null;
      /** least value; left out: 0. */
      min?: number;
      /** greatest value; left out: 65535. */
      max?: number;
    }): Promise<Reply>;
  /**
   * The numbers of an expression.
   * cfs_expr_list_values().
   */
  export function exprValues(options?: {
      /** expression: "[0-6/2,9]". */
      text?: string | null;
      /** least value; left out: 0. */
      min?: number;
      /** greatest value, up to 65535: the library counts up to it; left out: 65535. */
      max?: number;
    }): Promise<Reply<{ numbers: number[] }>>;
  /**
   * Brings LNet up or down by netlink.
   * yaml_lnet_configure(), since 2.16.
   */
  export function netlinkConfigure(options: {
      /** 0: down; 0x400: up, with 0x200: not the module parameters', with 0x800: large NIDs. */
      flags: number;
    }): Promise<Reply<{ message: string }>>;
  /**
   * Adds, deletes, resets or lists rules that drop or delay messages.
   * yaml_lnet_fault_rule(), since 2.16.
   */
  export function faultRule(options: {
      /** drop: 0 add, 1 del, 2 reset, 3 list; delay: 4 add, 5 del, 6 reset, 7 list. */
      operation: number;
      /** NID, *@net or *. */
      source?: string | null;
      /** NID, *@net or *. */
      destination?: string | null;
      /** NID. */
      localNid?: string | null;
      /** by their C names: fa_ptl_mask, fa_msg_mask, da_rate, da_interval, da_health_error_mask, da_random, da_drop_all, la_rate, la_interval, la_latency. */
      attributes?: FaultAttributes;
    }): Promise<Reply>;
  /**
   * Parses YAML.
   * cYAML_build_tree(). Result block: yaml/builder.
   */
  export function cyamlBuild(options?: {
      /** YAML, in block style. */
      text?: string | null;
    }): Promise<Reply<{ tree: string | null }>>;
  /**
   * A tree as it is printed.
   * cYAML_dump().
   */
  export function cyamlDump(options?: {
      /** tree. */
      tree?: string | null;
    }): Promise<Reply<{ text: string | null }>>;
  /**
   * Builds a tree and frees it.
   * cYAML_free_tree().
   */
  export function cyamlFree(options?: {
      /** tree. */
      tree?: string | null;
    }): Promise<Reply>;
  /**
   * Whether the root is a sequence.
   * cYAML_is_sequence().
   */
  export function cyamlIsSequence(options?: {
      /** tree. */
      tree?: string | null;
    }): Promise<Reply<{ sequence: boolean }>>;
  /**
   * The nodes of a tree in pre-order.
   * No function of the library.
   */
  export function cyamlWalk(options?: {
      /** tree. */
      tree?: string | null;
    }): Promise<Reply<{ nodes: { depth: number; type: number; key: string | null; value: string | number | null }[] }>>;
  /**
   * The node of a key, wherever it is.
   * cYAML_find_object().
   */
  export function cyamlFind(options?: {
      /** tree. */
      tree?: string | null;
      /** key. */
      key?: string | null;
    }): Promise<Reply<{ tree: string | null }>>;
  /**
   * A tree as `show` and `errors` of a reply are made: in `show`.
   * No function of the library.
   */
  export function cyamlToJs(options?: {
      /** tree. */
      tree?: string | null;
    }): Promise<Reply>;
  /**
   * Data as a tree.
   * No function of the library.
   */
  export function cyamlFromJs(options: {
      /** mappings, sequences, texts, numbers, booleans, null. */
      value: Data;
    }): Promise<Reply<{ tree: string }>>;
  /**
   * A result block, in `errors`.
   * cYAML_build_error().
   */
  export function cyamlBuildError(options: {
      /** its errno. */
      rc: number;
      /** echoed in the result block; -1: none; left out: -1. */
      seqNo?: number;
      /** command. */
      command?: string | null;
      /** entity. */
      entity?: string | null;
      /** description. */
      text?: string | null;
    }): Promise<Reply>;
}

