// SPDX-License-Identifier: GPL-2.0-or-later
// RPCs of lnet_selftest over LNet messages, none of which asks for an ACK (golden/36_selftest/facts.md): a PUT with the request, then what the server does, a PUT or GET of the
// bulk and a PUT with the reply, on the very pair of NIs that the request came over (golden/30_multirail/023: it counts as many each way for each pair).
import type { ClockEvent } from "../../clock.ts";
import { EBADMSG, EINVAL, ETIMEDOUT } from "../../errno.ts";
import type { Lnet } from "../lnet.ts";
import type { Message } from "../message.ts";
import type { RpcCounters, Service, Services } from "./protocol.ts";

/** Requests of tests, requests of the console, and everything that answers them. */
const TEST_PORTAL = 50;
const FRAMEWORK_PORTAL = 51;
const ANSWER_PORTAL = 52;

/** Bytes of a request and of a reply, whatever they say. */
const LENGTH = 160;

/** What comes along with a request: "put": the server sends it; "get": it fetches it. */
export interface Bulk {
  type: "put" | "get";
  length: number;
  /** It is not what it should be, and whoever gets it will see that. */
  spoiled?: boolean | undefined;
}

/** Of what a server sends: whether it is spoiled. */
export type Fill = (service: Service, request: object) => boolean;

export interface Call<S extends Service> {
  to: string;
  service: S;
  request: Services[S]["request"];
  bulk?: Bulk | undefined;
  /** Seconds; undefined: until it is aborted. */
  timeout?: number | undefined;
}

interface RequestBody {
  id: number;
  service: Service;
  request: object;
  bulk: Bulk | undefined;
}

interface AnswerBody {
  id: number;
  /** undefined: it is the bulk. */
  reply: object | undefined;
  spoiled?: boolean;
}

type Done<S extends Service> = (errno: number, reply: Services[S]["reply"] | undefined) => void;

/** An RPC that waits for its reply. */
interface Pending {
  to: string;
  bulk: Bulk | undefined;
  timer: ClockEvent | undefined;
  /** What came along is not what it should be. */
  spoiled: boolean;
  done: Done<Service>;
}

export type Server = { [S in Service]: (request: Services[S]["request"], from: string) => Services[S]["reply"] };

export class Rpcs {
  readonly counters: RpcCounters = { errors: 0, sent: 0, received: 0, dropped: 0, expired: 0, bulkGet: 0, bulkPut: 0 };
  readonly #lnet: Lnet;
  readonly #server: Server;
  readonly #fill: Fill;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(lnet: Lnet, server: Server, fill: Fill) {
    this.#lnet = lnet;
    this.#server = server;
    this.#fill = fill;
    const requests = { put: (message: Message, back: string | undefined): void => this.#serve(message, back) };
    lnet.traffic.portals.on(TEST_PORTAL, requests);
    lnet.traffic.portals.on(FRAMEWORK_PORTAL, requests);
    lnet.traffic.portals.on(ANSWER_PORTAL, {
      accepts: (message) => this.#expects(message),
      put: ({ body }) => {
        const { id, reply, spoiled } = body as AnswerBody;
        const pending = this.#pending.get(id);
        if (pending && spoiled) pending.spoiled = true;
        if (reply) this.#finish(id, pending?.spoiled ? -EBADMSG : 0, reply as Services[Service]["reply"]);
      },
      get: ({ body }) => ({ length: this.#pending.get((body as AnswerBody).id)?.bulk?.length ?? 0 }),
    });
  }

  /** The module goes: nothing is served or awaited any more. */
  stop(): void {
    for (const portal of [TEST_PORTAL, FRAMEWORK_PORTAL, ANSWER_PORTAL]) this.#lnet.traffic.portals.on(portal, undefined);
    for (const { timer } of this.#pending.values()) timer?.cancel();
    this.#pending.clear();
  }

  /** done is called once, with 0 and the reply or with a negative errno, and not if the module is unloaded before. Returns a function that gives it up with an errno. */
  call<S extends Service>(o: Call<S>, done: Done<S>): (errno: number) => void {
    const id = ++this.#lastId;
    const pending: Pending = { to: o.to, bulk: o.bulk, timer: undefined, spoiled: false, done: done as unknown as Done<Service> };
    this.#pending.set(id, pending);
    this.counters.sent++;
    if (o.timeout !== undefined) {
      pending.timer = this.#lnet.clock.after(o.timeout, () => {
        this.counters.expired++;
        this.#finish(id, -ETIMEDOUT, undefined);
      });
    }
    const body: RequestBody = { id, service: o.service, request: o.request, bulk: o.bulk };
    const portal = o.service === "ping" || o.service === "brw" ? TEST_PORTAL : FRAMEWORK_PORTAL;
    this.#lnet.traffic.request({ type: "put", to: o.to, portal, length: LENGTH, wantsAck: false, body }, (errno) => {
      // Never before call() has returned.
      if (errno !== 0) this.#lnet.clock.after(0, () => this.#fail(id, errno));
    });
    return (errno) => this.#finish(id, errno, undefined);
  }

  #fail(id: number, errno: number): void {
    this.counters.errors++;
    this.#finish(id, errno, undefined);
  }

  #finish(id: number, errno: number, reply: Services[Service]["reply"] | undefined): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.timer?.cancel();
    pending.done(errno, reply);
  }

  /** LNet knows a multi-rail peer by its primary NID: who was called by another one answers in vain (golden/36_selftest/019). */
  #expects({ from, body }: Message): boolean {
    const pending = this.#pending.get((body as AnswerBody).id);
    if (!pending) return false;
    const peer = this.#lnet.peers.find(from);
    return (peer?.multiRail ? peer.primaryNid : from) === pending.to;
  }

  #serve(message: Message, back: string | undefined): void {
    const { id, service, request, bulk } = message.body as RequestBody;
    this.counters.received++;
    const serve = this.#server[service] as (request: object, from: string) => Services[Service]["reply"];
    const reply = (failed: boolean): void => {
      const answer = serve(request, message.from);
      if (failed) answer.status = EINVAL;
      else if (bulk?.spoiled) answer.status = EBADMSG;
      this.#answer(message, back, "put", LENGTH, { id, reply: answer });
    };
    if (!bulk) {
      reply(false);
      return;
    }
    if (bulk.type === "get") this.counters.bulkGet++;
    else this.counters.bulkPut++;
    const spoiled = bulk.type === "put" && this.#fill(service, request);
    const length = bulk.type === "put" ? bulk.length : 0;
    this.#answer(message, back, bulk.type, length, { id, reply: undefined, spoiled }, (errno) => reply(errno !== 0));
  }

  #answer(
    to: Message,
    back: string | undefined,
    type: "put" | "get",
    length: number,
    body: AnswerBody,
    then?: (errno: number) => void,
  ): void {
    const source = back === undefined ? to.to : undefined;
    this.#lnet.traffic.request({ type, to: to.from, source, back, portal: ANSWER_PORTAL, length, wantsAck: false, body }, (errno) => {
      if (errno !== 0) this.counters.errors++;
      then?.(errno);
    });
  }
}
