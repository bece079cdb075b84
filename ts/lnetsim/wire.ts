// SPDX-License-Identifier: GPL-2.0-or-later
// What is between the nodes: links that a topology describes, and messages that have left one NI and have not come to another.
import type { TopologyLink } from "./topology-links.ts";

/** Messages for one NI that have left another one. */
export interface UnderWay {
  /** Held up where they arrive, by a fault rule. */
  held: number;
  /** By a link, or because the NI had gone. */
  lost: number;
}

export class Wire {
  readonly #links: readonly TopologyLink[];
  readonly #underWay = new Map<string, UnderWay>();
  /** When the NIC has sent what it was given, on a link that limits it. */
  readonly #busyUntil = new Map<TopologyLink, Map<string, number>>();

  constructor(links: readonly TopologyLink[]) {
    this.#links = links;
  }

  /** No link is described. */
  get isPlain(): boolean {
    return this.#links.length === 0;
  }

  /** undefined: none that is described. */
  link(from: string, to: string): TopologyLink | undefined {
    return this.#links.find(({ nics }) => nics.has(from) && nics.has(to));
  }

  /** Seconds until so many bytes have left the NIC, after all that it was given before. */
  seconds(link: TopologyLink, nic: string, bytes: number, now: number): number {
    if (link.bytesPerSecond === undefined) return 0;
    let busy = this.#busyUntil.get(link);
    if (!busy) {
      busy = new Map();
      this.#busyUntil.set(link, busy);
    }
    const until = Math.max(now, busy.get(nic) ?? 0) + bytes / link.bytesPerSecond;
    busy.set(nic, until);
    return until - now;
  }

  to(nid: string): UnderWay {
    let found = this.#underWay.get(nid);
    if (!found) {
      found = { held: 0, lost: 0 };
      this.#underWay.set(nid, found);
    }
    return found;
  }
}
