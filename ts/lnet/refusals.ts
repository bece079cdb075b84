// SPDX-License-Identifier: GPL-2.0-or-later
// The errno with which LNet refuses, by road and version: the one place where they differ. 0: it accepts.
// Sources: lnetconfig-api.md §3, §4; the recordings (golden/README.md "Errors differ by road", golden/11_clib, golden/20_v2_15_8).
import type { LnetInfo } from "./types.ts";

interface Answers {
  /** Of liblnetconfig since 2.16. */
  library: number;
  /** Of lnetctl since 2.16, which speaks netlink; -22 is often all that its exit status says. */
  lnetctl: number;
  /** Up to 2.15, by either road, as lnetctl was the library; default that of the library. */
  old?: number;
  /** Of lnetctl up to 2.15 where it asks the library something else; default `old`. */
  oldLnetctl?: number;
}

const FACTS = {
  // NIs and nets: §3.4, §3.6; golden/02_net
  "net add without net": { library: -14, lnetctl: -22 },
  "net add without interface": { library: -14, lnetctl: -22 },
  "net add with neither": { library: -14, lnetctl: -22 },
  "net add of no LND": { library: -22, lnetctl: -2 },
  "net add with number out of range": { library: -22, lnetctl: -22 },
  "net add of unknown interface": { library: -22, lnetctl: -100 },
  "net add twice": { library: -17, lnetctl: -17 },
  "net add with CPT out of range": { library: -34, lnetctl: -34, old: -22 },
  "net add of lo": { library: 0, lnetctl: -19 },
  "net add without its LND's module": { library: -100, lnetctl: -100 },
  "net add unconfigured": { library: -22, lnetctl: -108 },
  "net delete of lo": { library: 0, lnetctl: -19 },
  "net delete of unknown net": { library: -2, lnetctl: -22 },
  "net delete of NI that is not there": { library: -2, lnetctl: -19 },
  "net delete of unknown interface": { library: -22, lnetctl: -19 },
  "net show of unknown net": { library: 0, lnetctl: -3 },
  "net show unconfigured": { library: -100, lnetctl: -100 },
  "ip2nets that match nothing": { library: -2, lnetctl: -2 },
  "ip2nets of garbage": { library: -2, lnetctl: -2 },
  "ip2nets with CPTs after the bracket": { library: -22, lnetctl: -22 },

  // Routes: §3.9; golden/04_route
  "route add without net": { library: -14, lnetctl: -22 },
  "route add without gateway": { library: -14, lnetctl: -22 },
  "route add with neither": { library: -14, lnetctl: -22 },
  "route add twice": { library: 0, lnetctl: -17 },
  "route add to local net": { library: 0, lnetctl: -17 },
  "route add to lo": { library: -22, lnetctl: -13 },
  "route add to no LND": { library: -22, lnetctl: -6 },
  "route add by no NID": { library: -22, lnetctl: -22 },
  "route add by lo": { library: -22, lnetctl: -22 },
  "route add by gateway on no local net": { library: -113, lnetctl: -113 },
  "route add with hop out of range": { library: -34, lnetctl: -22 },
  "route add with negative priority": { library: -34, lnetctl: -22 },
  "route add unconfigured": { library: -100, lnetctl: -100 },
  "route delete without net": { library: -14, lnetctl: -22 },
  "route delete without gateway": { library: -14, lnetctl: -22 },
  "route delete of unknown net": { library: -2, lnetctl: -2 },

  // Peers: §3.8; golden/03_peer
  "peer add of no NID": { library: -22, lnetctl: -22 },
  "peer add without primary": { library: -22, lnetctl: -22 },
  "peer add of no NID to a peer": { library: -22, lnetctl: -22 },
  "peer add of another peer's NID": { library: -17, lnetctl: -22 },
  "peer add of second NID of a net to one without Multi-Rail": { library: -76, lnetctl: -22 },
  "peer add of more NIDs than a call takes": { library: -22, lnetctl: -22 },
  "peer delete of unknown": { library: -2, lnetctl: -22 },
  "peer delete of NID it has not": { library: -2, lnetctl: -22 },
  "peer delete of another peer's NID": { library: -10, lnetctl: -22 },
  "peer delete by another NID than the primary": { library: -19, lnetctl: -22 },
  "peer show of unknown": { library: -2, lnetctl: -22 },
  "peer add unconfigured": { library: -100, lnetctl: -22 },

  // Routing and buffers: §3.10; golden/04_route/058…079
  "buffers below -1": { library: -34, lnetctl: -34 },
  "routing on while it stops": { library: -16, lnetctl: -16, old: 0 },
  "routing unconfigured": { library: -100, lnetctl: -100 },

  // Settings: §3.11; golden/05_set
  "setting out of the kernel's range": { library: -61, lnetctl: -61 },
  "setting out of the library's range": { library: -22, lnetctl: -22 },
  "numa_range unconfigured": { library: -100, lnetctl: -100 },

  // Health: §3.12
  "conns_per_peer out of range": { library: -22, lnetctl: -34 },

  // UDSP: §3.12; golden/07_udsp
  "policy without NIDs": { library: -22, lnetctl: 0, oldLnetctl: 0 },
  "policy of no NID": { library: -22, lnetctl: -22 },
  "policy of three NIDs": { library: -22, lnetctl: -22 },
  "policy of source and router": { library: -22, lnetctl: -22 },
  "policy twice": { library: -114, lnetctl: -114 },
  "policy delete of unknown index": { library: -2, lnetctl: -2, old: 0 },
  "policy unconfigured": { library: -100, lnetctl: -100 },

  // Ping and discovery: §3.13; golden/06_traffic. The library gives each failure -22 and its reason in words.
  "ping of absent host": { library: -22, lnetctl: -113 },
  "ping of net without route": { library: -22, lnetctl: -113 },
  "ping of no NID": { library: -22, lnetctl: -22 },
  "discover of absent host": { library: -22, lnetctl: -113 },
  "stats unconfigured": { library: -100, lnetctl: -100 },

  // YAML: §3.14; golden/08_yaml
  "import of no YAML": { library: -22, lnetctl: -22 },
  "import of unknown section": { library: -22, lnetctl: -22, oldLnetctl: 0 },
  // The handler reports it and goes on, so that lnetctl ends with 0 (§3.5).
  "import of ip2nets that match nothing": { library: -42, lnetctl: 0, oldLnetctl: 0 },
  "import of unknown interface": { library: -22, lnetctl: -42 },
  "import of lo": { library: -14, lnetctl: -19 },
} satisfies Record<string, Answers>;

export type Fact = keyof typeof FACTS;

const OLD: readonly string[] = ["2.12", "2.14", "2.15a", "2.15b"];

/** Whether lnetctl is a front of the library, as it was up to 2.15. */
export function isOld({ generation }: LnetInfo): boolean {
  return OLD.includes(generation);
}

export function lookUp(fact: Fact, road: "library" | "lnetctl", info: LnetInfo): number {
  const answers: Answers = FACTS[fact];
  if (!isOld(info)) return answers[road];
  const old = answers.old ?? answers.library;
  return road === "lnetctl" ? (answers.oldLnetctl ?? old) : old;
}
