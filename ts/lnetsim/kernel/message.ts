// SPDX-License-Identifier: GPL-2.0-or-later
// What travels between NIs, and who waits for its answer.
import type { ClockEvent } from "../clock.ts";
import type { MessageType } from "./counters.ts";

/** What a node tells of itself, in the answer to a ping and in a push (lnetconfig-api.md §3.16). */
export interface PingInfo {
  /** Without lo, in order; up: its status. */
  nis: readonly { nid: string; up: boolean }[];
  /** Discovery is on there. */
  discovery: boolean;
  /** It forwards messages. */
  router: boolean;
}

/** A message on its way. Owned by whoever holds it now: a queue, a link, or the function that handles it. */
export interface Message {
  readonly type: MessageType;
  /** Final ends. `from` is filled in when an NI is chosen; a peer on a net of ours gets it at the NI that was chosen of it. */
  from: string;
  to: string;
  /** Bytes that are counted; the header is not. */
  readonly length: number;
  readonly portal: number;
  /** Of a GET or PUT: whom its answer is for. Of a REPLY or ACK: the same. */
  readonly request: Request | undefined;
  readonly info: PingInfo | undefined;
  /** What a portal other than 0 carries; only who serves it knows its form. */
  readonly body: object | undefined;
  /** A source NID that must be used, with exactly `to` at the other end. */
  readonly pinned: string | undefined;
  /** A ping of an NI that is to recover: it goes to exactly `to`, and is not sent again (33_health/001, 004). */
  readonly recovery: boolean;
  /** A REPLY or ACK: the gateway that the request came through. */
  readonly back: string | undefined;
  /** The CPT that its memory is on. */
  readonly cpt: number;
  /** A router passes it on. */
  forwarded: boolean;
  /** Times it was sent again. */
  resends: number;
  /** Seconds of the clock; after that it is not sent again. */
  readonly deadline: number;
}

/** A GET, or a PUT that wants an ACK, until its answer has come or cannot come any more; any other PUT until it has left. */
export interface Request {
  readonly wantsAnswer: boolean;
  done: boolean;
  /** It has left. */
  sent: boolean;
  /** Nobody waits any more: done as soon as it has left. */
  expired: boolean;
  /** Its failure is that nobody answered in time, or is told as that. */
  unanswered: boolean;
  timeout: ClockEvent | undefined;
  /** Is told, once, 0 and what came, or a negative errno, and `unanswered`: see finish(). */
  readonly answered: (errno: number, answer: Message | undefined, unanswered: boolean) => void;
}

/** What it waits for has come, or a negative errno says why it does not; what comes later is nobody's. */
export function finish(request: Request, errno: number, answer?: Message): void {
  if (request.done) return;
  request.done = true;
  request.timeout?.cancel();
  request.answered(errno, answer, request.unanswered);
}

/** How a message that could not be sent failed; the numbers are those of the kernel (lnetconfig-api.md §3.16). */
export const OUTCOME = {
  OK: 0,
  LOCAL_INTERRUPT: 1,
  LOCAL_DROPPED: 2,
  LOCAL_ABORTED: 3,
  LOCAL_NO_ROUTE: 4,
  LOCAL_ERROR: 5,
  LOCAL_TIMEOUT: 6,
  REMOTE_ERROR: 7,
  REMOTE_DROPPED: 8,
  REMOTE_TIMEOUT: 9,
  NETWORK_TIMEOUT: 10,
} as const;

export type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME];
