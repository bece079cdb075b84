// SPDX-License-Identifier: GPL-2.0-or-later
// Credits of NIs and peer NIs: a message takes one of its peer NI, then one of its NI, and whoever finds none left waits until one comes back (lnetconfig-api.md §3.7, §3.8).
import type { Message } from "./message.ts";
import type { Ni } from "./ni.ts";
import type { PeerNi } from "./peer.ts";
import type { Path } from "./selection.ts";

/** Bytes of a message's header, which count as queued too (golden/08_yaml/001). */
const HEADER = 72;

interface Waiting {
  message: Message;
  path: Path;
}

export class Credits {
  /** By the peer NI or NI whose credit is waited for. */
  readonly #waiting = new Map<object, Waiting[]>();
  readonly #transmit: (message: Message, path: Path) => void;

  readonly #note: (whose: Ni | PeerNi, what: "wait" | "go on") => void;

  /** `transmit`: what is done with a message that has both its credits; `note` hears of those that wait. */
  constructor(transmit: (message: Message, path: Path) => void, note: (whose: Ni | PeerNi, what: "wait" | "go on") => void) {
    this.#transmit = transmit;
    this.#note = note;
  }

  take(message: Message, path: Path): void {
    const { peerNi } = path;
    peerNi.txCredits--;
    if (peerNi.txCredits < peerNi.minTxCredits) peerNi.minTxCredits = peerNi.txCredits;
    peerNi.txQueued += message.length + HEADER;
    peerNi.sending++;
    if (peerNi.txCredits < 0) this.#wait(peerNi, message, path);
    else this.#takeOfNi(message, path);
  }

  #takeOfNi(message: Message, path: Path): void {
    const { ni } = path;
    ni.txCredits--;
    if (ni.txCredits < ni.minTxCredits) ni.minTxCredits = ni.txCredits;
    if (ni.txCredits < 0) this.#wait(ni, message, path);
    else this.#transmit(message, path);
  }

  /** Whoever has brought them below 0 waits for one. */
  giveBack({ length }: Message, { ni, peerNi }: Path): void {
    peerNi.txQueued -= length + HEADER;
    peerNi.sending--;
    ni.txCredits++;
    const forNi = ni.txCredits <= 0 ? this.#next(ni) : undefined;
    if (forNi) this.#transmit(forNi.message, forNi.path);
    peerNi.txCredits++;
    const forPeer = peerNi.txCredits <= 0 ? this.#next(peerNi) : undefined;
    if (forPeer) this.#takeOfNi(forPeer.message, forPeer.path);
  }

  #wait(whose: Ni | PeerNi, message: Message, path: Path): void {
    this.#note(whose, "wait");
    const queue = this.#waiting.get(whose) ?? [];
    queue.push({ message, path });
    this.#waiting.set(whose, queue);
  }

  #next(whose: Ni | PeerNi): Waiting | undefined {
    const queue = this.#waiting.get(whose);
    const first = queue?.shift();
    if (first) this.#note(whose, "go on");
    if (queue?.length === 0) this.#waiting.delete(whose);
    return first;
  }
}
