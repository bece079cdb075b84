// SPDX-License-Identifier: GPL-2.0-or-later
// What lnet_selftest does on every node, as the console tells it: it is in one session at most, has batches of tests, and runs its part of them.
import type { ClockEvent } from "../../clock.ts";
import { EBUSY, EINTR, EINVAL, ENOENT, ESRCH } from "../../errno.ts";
import type { Lnet } from "../lnet.ts";
import { DataErrors } from "./data-errors.ts";
import { type BulkParameters, type Services, type SessionId, sameSession } from "./protocol.ts";
import { Rpcs, type Server } from "./rpc.ts";
import { TestRun } from "./test-run.ts";

interface Session {
  readonly id: SessionId;
  readonly name: string;
  /** The same node may be in it by several NIDs. */
  references: number;
  /** Tests by number, in batches by number. */
  readonly batches: Map<number, Map<number, TestRun>>;
  bulkErrors: number;
  pingErrors: number;
}

type Request<S extends keyof Services> = Services[S]["request"];
type Reply<S extends keyof Services> = Services[S]["reply"];

export class Framework {
  readonly rpcs: Rpcs;
  readonly #lnet: Lnet;
  readonly #parameter: (name: string) => number;
  readonly #dataErrors: DataErrors;
  #session: Session | undefined;
  #expiry: ClockEvent | undefined;

  /** `parameter`: a number that the module was loaded with. */
  constructor(lnet: Lnet, parameter: (name: string) => number) {
    this.#lnet = lnet;
    this.#parameter = parameter;
    this.#dataErrors = new DataErrors(lnet.node);
    const server: Server = {
      makeSession: (request) => this.#makeSession(request),
      removeSession: (request) => this.#removeSession(request),
      addTest: (request) => this.#addTest(request),
      batch: (request) => this.#batch(request),
      statistics: (request) => this.#statistics(request),
      debug: () => this.#debug(),
      ping: () => this.#status(0),
      brw: ({ size, offset }: BulkParameters) => this.#status(size > 0 && offset >= 0 ? 0 : EINVAL),
    };
    this.rpcs = new Rpcs(lnet, server, (service, request) => service === "brw" && this.#dataErrors.spoil(request as BulkParameters));
  }

  stop(): void {
    this.#end();
    this.rpcs.stop();
  }

  #status(status: number): { status: number; session: SessionId | undefined } {
    return { status, session: this.#session?.id };
  }

  /** 0 if this session is the node's. */
  #check(id: SessionId): number {
    if (!this.#session) return ESRCH;
    if (!sameSession(this.#session.id, id)) return EBUSY;
    this.#stayAlive();
    return 0;
  }

  /** A session ends if nobody asks for it for so long (0: it does not). */
  #stayAlive(): void {
    this.#expiry?.cancel();
    const timeout = this.#parameter("session_timeout");
    this.#expiry = timeout > 0 ? this.#lnet.clock.after(timeout, () => this.#end()) : undefined;
  }

  #end(): void {
    this.#expiry?.cancel();
    for (const tests of this.#session?.batches.values() ?? []) for (const test of tests.values()) test.stop(-EINTR);
    this.#session = undefined;
  }

  #makeSession({ session, name, force }: Request<"makeSession">): Reply<"makeSession"> {
    const known = this.#session;
    const answer = (status: number): Reply<"makeSession"> => ({
      ...this.#status(status),
      name: this.#session?.name ?? name,
      timeout: this.#parameter("session_timeout"),
    });
    if (known && sameSession(known.id, session)) {
      known.references++;
      this.#stayAlive();
      return answer(0);
    }
    if (known && !force) return answer(EBUSY);
    this.#end();
    this.#session = { id: session, name, references: 1, batches: new Map(), bulkErrors: 0, pingErrors: 0 };
    this.#stayAlive();
    return answer(0);
  }

  #removeSession({ session }: Request<"removeSession">): Reply<"removeSession"> {
    const status = this.#check(session);
    if (status === 0 && --this.#session!.references === 0) this.#end();
    return this.#status(status);
  }

  #addTest(request: Request<"addTest">): Reply<"addTest"> {
    const status = this.#check(request.session);
    if (status !== 0 || !request.client) return this.#status(status);
    const { batches } = this.#session!;
    const tests = batches.get(request.batch) ?? new Map<number, TestRun>();
    batches.set(request.batch, tests);
    const session = this.#session!;
    const { destinations, loop, concurrency, parameters } = request;
    const test = new TestRun(
      this.#lnet.clock,
      this.rpcs,
      this.#dataErrors,
      { destinations, loop, concurrency, parameters },
      this.#parameter("rpc_timeout"),
      () => {
        if (parameters.type === "brw") session.bulkErrors++;
        else session.pingErrors++;
      },
    );
    tests.set(request.test, test);
    return this.#status(0);
  }

  #batch({ session, batch, test, operation, force }: Request<"batch">): Reply<"batch"> {
    const status = this.#check(session);
    if (status !== 0) return { ...this.#status(status), active: 0 };
    const tests = this.#session!.batches.get(batch);
    if (!tests) return { ...this.#status(ENOENT), active: 0 };
    const chosen = [...tests].flatMap(([number, run]) => (test === 0 || number === test ? [run] : []));
    for (const run of chosen) {
      if (operation === "run") run.start();
      else if (operation === "stop") run.stop(force ? -EINTR : 0);
    }
    return { ...this.#status(0), active: chosen.filter((run) => run.active).length };
  }

  #statistics({ session }: Request<"statistics">): Reply<"statistics"> {
    const status = this.#check(session);
    const { bulkErrors = 0, pingErrors = 0 } = this.#session ?? {};
    return { ...this.#status(status), lnet: { ...this.#lnet.statistics }, rpc: { ...this.rpcs.counters }, bulkErrors, pingErrors };
  }

  #debug(): Reply<"debug"> {
    if (this.#session) this.#stayAlive();
    return { ...this.#status(this.#session ? 0 : ESRCH), name: this.#session?.name ?? "", timeout: this.#parameter("session_timeout") };
  }
}
