// SPDX-License-Identifier: GPL-2.0-or-later
// User Defined Selection Policies: rules that prefer nets, NIs and gateways (lnetconfig-api.md §3.12, golden/07_udsp).
import { EALREADY, ENOENT } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import { netOf } from "./nid-text.ts";
import type { Peer } from "./peer.ts";

/** What a rule says of a NID: parsed by ts/lnet/nid.ts from "tcp", "tcp[1-3]" or "10.0.[0-3].*@tcp". */
export interface NidPattern {
  /** As it is shown: "10.0.[0-3].[0-255]@tcp". */
  readonly text: string;
  /** A whole net (or several), no NIDs. */
  readonly isNet: boolean;
  matchesNid(nid: string): boolean;
  matchesNet(net: string): boolean;
}

export interface UdspRule {
  src?: NidPattern | undefined;
  dst?: NidPattern | undefined;
  rte?: NidPattern | undefined;
  /** 0 is the highest; undefined: the rule names preferred ones instead. */
  priority?: number | undefined;
}

const LOWEST = 0xffffffff;
const sameRule = (a: UdspRule, b: UdspRule): boolean =>
  a.src?.text === b.src?.text && a.dst?.text === b.dst?.text && a.rte?.text === b.rte?.text;

export class UdspRules {
  readonly #lnet: Lnet;
  readonly #rules: UdspRule[] = [];

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  list(): readonly UdspRule[] {
    return this.#rules;
  }

  /** index -1, or past the end: last. The same rule with another priority is an update; the same once more is -EALREADY. */
  add(rule: UdspRule, index: number): number {
    const same = this.#rules.find((other) => sameRule(other, rule));
    if (same) {
      if (same.priority === rule.priority || same.priority === undefined || rule.priority === undefined) return -EALREADY;
      same.priority = rule.priority;
    } else if (index < 0 || index >= this.#rules.length) {
      this.#rules.push({ ...rule });
    } else {
      this.#rules.splice(index, 0, { ...rule });
    }
    this.apply();
    return 0;
  }

  /** -1: all of them, also when there are none. */
  delete(index: number): number {
    if (index === -1) this.#rules.length = 0;
    // golden/07_udsp/029, 20_v2_15_8/108.
    else if (index < 0 || index >= this.#rules.length) return this.#lnet.generation === "2.15" ? 0 : -ENOENT;
    else this.#rules.splice(index, 1);
    this.apply();
    return 0;
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Whether any rule has ever had an effect that may have to be taken back. */
  #used = false;

  /** Works the effects of all rules out again. The first rule of several that say something of the same thing is the one that counts. */
  apply(): void {
    if (this.#rules.length === 0 && !this.#used) return;
    this.#used = true;
    for (const net of this.#lnet.nets) {
      for (const ni of net.nis) {
        const first = (isNet: boolean): number =>
          shown(
            this.#rules.find(
              ({ src, dst, rte, priority }) =>
                src &&
                !dst &&
                !rte &&
                priority !== undefined &&
                src.isNet === isNet &&
                (isNet ? src.matchesNet(net.name) : src.matchesNid(ni.nid)),
            )?.priority,
          );
        ni.udsp.netPriority = first(true);
        ni.udsp.nidPriority = first(false);
      }
    }
    for (const peer of this.#lnet.peers.list()) this.applyToPeer(peer);
  }

  applyToPeer(peer: Peer): void {
    if (!this.#used) return;
    const localNids = this.#lnet.nets.flatMap(({ nis }) => nis.filter(({ isLo }) => !isLo).map(({ nid }) => nid));
    // A gateway is known to rules by its primary NID only.
    const gatewayNids = [...new Set(this.#lnet.routeTable.list().map((route) => route.peer.primaryNid))];
    for (const ni of peer.nis) {
      const hits = ({ dst }: UdspRule): boolean => dst !== undefined && (dst.isNet ? dst.matchesNet(ni.net) : dst.matchesNid(ni.nid));
      const priority = (isNet: boolean): number =>
        shown(
          this.#rules.find((rule) => !rule.src && !rule.rte && rule.priority !== undefined && rule.dst?.isNet === isNet && hits(rule))
            ?.priority,
        );
      ni.udsp.netPriority = priority(true);
      ni.udsp.nidPriority = priority(false);
      const rules = this.#rules.filter(hits);
      ni.udsp.preferredSources = preferredSources(rules, localNids);
      ni.udsp.preferredGateways = gatewayNids.filter((nid) =>
        rules.some(({ rte }) => rte && (rte.isNet ? rte.matchesNet(netOf(nid)) : rte.matchesNid(nid))),
      );
    }
  }
}

/**
 * Each rule begins the list of a peer NI anew, so of several the last counts (golden/34_udsp/023); a net as source prefers nothing (025); of the NIs that a range matches no more than two
 * are in the list (027: two of three; which ones cannot be seen there, and are taken to be the first).
 */
function preferredSources(rules: readonly UdspRule[], localNids: readonly string[]): string[] {
  const { src } = rules.findLast((rule) => rule.src && !rule.src.isNet) ?? {};
  return src ? localNids.filter((nid) => src.matchesNid(nid)).slice(0, 2) : [];
}

/** The lowest priority is what an unset one is, and both are shown as -1. */
const shown = (priority: number | undefined): number => (priority === undefined || priority === LOWEST ? -1 : priority);
