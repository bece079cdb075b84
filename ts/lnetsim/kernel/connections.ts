// SPDX-License-Identifier: GPL-2.0-or-later
// Connections of ksocklnd: there is one for each pair of NIs that have had to do with each other. A message goes into it and has left, be its link down; the connection
// tries it again, after 0.2 s and then always twice as long, and gives up, with all that waits in it, after the LND timeout (golden/06_traffic/054, 33_health/016). Where
// there is no connection yet, a link that is down is seen at once (33_health/015).
import type { Lnet } from "./lnet.ts";
import type { Message } from "./message.ts";
import type { Ni } from "./ni.ts";

/** Seconds until a connection tries again what was not acknowledged. */
const FIRST_RETRY = 0.2;
/** Seconds until it gives up, if the LND timeout is longer. */
const LONGEST_WAIT = 30;

interface Connection {
  ni: Ni;
  nid: string;
  /** In the order in which they were sent. */
  waiting: Message[];
}

/** To whom a NID belongs, while there is a way to it. */
type Find = (nid: string) => Lnet | undefined;
type Lose = (message: Message, ni: string, nid: string) => void;
type GiveUp = (nid: string) => void;

export class Connections {
  readonly #lnet: Lnet;
  readonly #find: Find;
  readonly #lose: Lose;
  readonly #giveUp: GiveUp;
  readonly #made = new Map<string, Set<Ni>>();
  /** Those in which messages wait. */
  #stalled: Connection[] = [];

  constructor(lnet: Lnet, find: Find, lose: Lose, giveUp: GiveUp) {
    this.#lnet = lnet;
    this.#find = find;
    this.#lose = lose;
    this.#giveUp = giveUp;
  }

  /** A message has gone, in either direction. */
  made(ni: Ni, nid: string): void {
    const nis = this.#made.get(nid);
    if (nis) nis.add(ni);
    else this.#made.set(nid, new Set([ni]));
  }

  /** Whether a message to the NID does not go on its way but into a connection: it cannot be reached, or those before it wait there. */
  takes(ni: Ni, nid: string, reached: boolean): boolean {
    if (reached) return this.#stalled.length > 0 && this.#stalledFor(ni, nid) !== undefined;
    // Who is not there any more has closed it.
    return this.#made.get(nid)?.has(ni) === true && this.#lnet.node.cluster.findNi(nid) !== undefined;
  }

  take(message: Message, ni: Ni, nid: string): void {
    const { clock, node } = this.#lnet;
    node.cluster.wire.to(nid).held++;
    const stalled = this.#stalledFor(ni, nid);
    if (stalled) {
      stalled.waiting.push(message);
      return;
    }
    const connection: Connection = { ni, nid, waiting: [message] };
    this.#stalled.push(connection);
    this.#retry(connection, FIRST_RETRY, clock.now + Math.min(LONGEST_WAIT, this.#lnet.settings.lndTimeout));
  }

  #stalledFor(ni: Ni, nid: string): Connection | undefined {
    return this.#stalled.find((one) => one.ni === ni && one.nid === nid);
  }

  #retry(connection: Connection, after: number, deadline: number): void {
    const { clock } = this.#lnet;
    const seconds = Math.min(after, deadline - clock.now);
    clock.after(seconds, () => {
      const { ni, nid } = connection;
      const target = this.#lnet.findNi(ni.nid) === ni ? this.#find(nid) : undefined;
      if (target) for (const message of this.#finish(connection)) target.traffic.arrive(message, ni.nid, nid);
      else if (clock.now < deadline) this.#retry(connection, 2 * after, deadline);
      else {
        this.#made.get(nid)?.delete(ni);
        for (const message of this.#finish(connection)) this.#lose(message, ni.nid, nid);
        this.#giveUp(nid);
      }
    });
  }

  #finish(connection: Connection): Message[] {
    this.#stalled = this.#stalled.filter((one) => one !== connection);
    this.#lnet.node.cluster.wire.to(connection.nid).held -= connection.waiting.length;
    return connection.waiting;
  }
}
