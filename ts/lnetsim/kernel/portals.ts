// SPDX-License-Identifier: GPL-2.0-or-later
// Portals: what a node does with the PUTs and GETs that come for it, by their number.
import type { Message, PingInfo } from "./message.ts";

/** The portal of pings and pushes. */
export const RESERVED_PORTAL = 0;

/** What a node does with a PUT that has come, and what it answers a GET with; by portal. */
export interface PortalHandler {
  /** Whether somebody waits for this message; what nobody waits for is dropped. Without: all are welcome. */
  accepts?(message: Message): boolean;
  /** `back`: the gateway that it came through. */
  put?(message: Message, back: string | undefined): void;
  /** Of a GET: the answer's length and content. */
  get?(message: Message): Content;
}

export interface Content {
  length: number;
  info?: PingInfo;
  body?: object;
}

export class Portals {
  readonly #handlers = new Map<number, PortalHandler>();

  /** Without a handler, what comes there is dropped. */
  on(portal: number, handler: PortalHandler | undefined): void {
    if (handler) this.#handlers.set(portal, handler);
    else this.#handlers.delete(portal);
  }

  find(portal: number): PortalHandler | undefined {
    return this.#handlers.get(portal);
  }

  /** A PUT or GET for us that no portal waits for is not wanted (golden/36_selftest/019: neither received nor dropped in the counts of its peer). */
  want(message: Message): boolean {
    const { type, portal } = message;
    if (portal === RESERVED_PORTAL || type === "reply" || type === "ack") return true;
    const handler = this.#handlers.get(portal);
    return handler !== undefined && (handler.accepts?.(message) ?? true);
  }
}
