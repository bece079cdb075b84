// SPDX-License-Identifier: GPL-2.0-or-later
// One test on a node that runs it: for each destination, as many RPCs at a time as its concurrency, each `loop` times (golden/36_selftest/facts.md: loop × concurrency RPCs).
import type { Clock, ClockEvent } from "../../clock.ts";
import type { DataErrors } from "./data-errors.ts";
import type { TestParameters } from "./protocol.ts";
import type { Bulk, Rpcs } from "./rpc.ts";

/**
 * Seconds between an RPC and the next of the same worker: nodes of the recordings did 45 RPCs a second with 5 workers (golden/09_lst/032), and 40 in less than 2 s with
 * one (golden/30_multirail/063). It makes a test whose every RPC fails at once take time, and half a minute of load a matter of milliseconds.
 */
const PAUSE = 0.04;

export interface Test {
  readonly destinations: readonly string[];
  /** Below 1: until it is stopped. */
  readonly loop: number;
  readonly concurrency: number;
  readonly parameters: TestParameters;
}

export class TestRun {
  readonly #clock: Clock;
  readonly #rpcs: Rpcs;
  readonly #dataErrors: DataErrors;
  readonly #test: Test;
  readonly #timeout: number;
  readonly #failed: () => void;
  #workers = 0;
  #stopping = false;
  readonly #aborts = new Set<(errno: number) => void>();
  /** The next RPCs of workers that pause. */
  readonly #pauses = new Set<ClockEvent>();

  /** `timeout`: seconds that an RPC may take; `failed` hears of each that fails while the test is not being stopped. */
  constructor(clock: Clock, rpcs: Rpcs, dataErrors: DataErrors, test: Test, timeout: number, failed: () => void) {
    this.#clock = clock;
    this.#rpcs = rpcs;
    this.#dataErrors = dataErrors;
    this.#test = test;
    this.#timeout = timeout;
    this.#failed = failed;
  }

  get active(): boolean {
    return this.#workers > 0;
  }

  start(): void {
    if (this.active) return;
    this.#stopping = false;
    const { destinations, concurrency, loop } = this.#test;
    this.#workers = destinations.length * concurrency;
    for (const to of destinations) for (let worker = 0; worker < concurrency; worker++) this.#next(to, loop);
  }

  /** It is over when the RPCs that are under way are; with an errno they are given up. */
  stop(errno: number): void {
    this.#stopping = true;
    for (const pause of this.#pauses) pause.cancel();
    this.#workers -= this.#pauses.size;
    this.#pauses.clear();
    if (errno !== 0) for (const abort of [...this.#aborts]) abort(errno);
  }

  #next(to: string, left: number): void {
    const { parameters } = this.#test;
    const { type } = parameters;
    const abort = this.#rpcs.call(
      { to, service: type, request: parameters, bulk: this.#bulk(), timeout: this.#timeout },
      (errno, reply) => {
        this.#aborts.delete(abort);
        if ((errno !== 0 || reply?.status !== 0) && !this.#stopping) this.#failed();
        if (this.#stopping || left === 1) this.#workers--;
        else this.#pause(to, left - 1);
      },
    );
    this.#aborts.add(abort);
  }

  /** What is written is filled here, what is read by the server. */
  #bulk(): Bulk | undefined {
    const { parameters } = this.#test;
    if (parameters.type !== "brw") return undefined;
    const { write, size: length } = parameters;
    return write ? { type: "get", length, spoiled: this.#dataErrors.spoil(parameters) } : { type: "put", length };
  }

  #pause(to: string, left: number): void {
    const pause = this.#clock.after(PAUSE, () => {
      this.#pauses.delete(pause);
      this.#next(to, left);
    });
    this.#pauses.add(pause);
  }
}
