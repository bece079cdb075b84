// SPDX-License-Identifier: GPL-2.0-or-later
// Child processes, with the names and the semantics of node:child_process; execFile() and exec() return promises, as util.promisify() makes
// them. Every child and all that it starts is ended when the test that started it ends.

import { type Child, outputMax, signals, spawn as spawnNative } from "lutf:process";
import EventEmitter from "eventemitter3";
import { bindContext } from "../globals/promise-context.ts";
import { ChildInput, ChildOutput } from "./child-streams.ts";
import { type BufferEncoding, bytesToText, textToBytes } from "./encoding.ts";

export { ChildInput, ChildOutput } from "./child-streams.ts";

type Stream = "pipe" | "ignore" | "inherit" | number | { readonly fd: number } | null | undefined;

export interface SpawnOptions {
  cwd?: string;
  /** Instead of our own. */
  env?: { readonly [name: string]: string | undefined };
  argv0?: string;
  stdio?: "pipe" | "ignore" | "inherit" | readonly Stream[];
  uid?: number;
  gid?: number;
  /** true: /bin/sh. */
  shell?: boolean | string;
  /** Milliseconds; then the process group gets killSignal. 0: none. */
  timeout?: number;
  killSignal?: string | number;
  signal?: AbortSignal;
}

interface ChildEvents {
  spawn: [];
  error: [error: Error];
  exit: [code: number | null, signal: string | null];
  /** After "exit", when all of its output has been read, too. */
  close: [code: number | null, signal: string | null];
}

const signalNames = new Map(Object.entries(signals).map(([name, number]) => [number, name]));

function signalNumber(signal: string | number): number {
  const number = typeof signal === "number" ? signal : signals[signal];
  if (number === undefined) throw Object.assign(new TypeError(`Unknown signal: ${signal}`), { code: "ERR_UNKNOWN_SIGNAL" });
  return number;
}

function streams(stdio: SpawnOptions["stdio"] = "pipe"): ("pipe" | "ignore" | number)[] {
  const list: readonly Stream[] = typeof stdio === "string" ? [stdio, stdio, stdio] : stdio;
  return [0, 1, 2].map((fd) => {
    const stream = list[fd] ?? "pipe";
    if (stream === "inherit") return fd;
    return typeof stream === "object" ? stream.fd : stream;
  });
}

function environmentList(env: { readonly [name: string]: string | undefined }): string[] {
  return Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
}

function abortError(reason: unknown): Error {
  return Object.assign(new Error("The operation was aborted", { cause: reason }), { name: "AbortError", code: "ABORT_ERR" });
}

export class ChildProcess extends EventEmitter<ChildEvents> {
  readonly spawnfile: string;
  readonly spawnargs: readonly string[];
  /** null where stdio is not "pipe". */
  readonly stdin: ChildInput | null = null;
  readonly stdout: ChildOutput | null = null;
  readonly stderr: ChildOutput | null = null;
  exitCode: number | null = null;
  signalCode: string | null = null;
  /** kill() has sent a signal. */
  killed = false;
  readonly #child: Child | undefined;
  #exited = false;
  #closed = false;
  #stop: () => void = () => undefined;

  /** For spawn(). */
  constructor(file: string, args: readonly string[], options: SpawnOptions) {
    super();
    this.spawnfile = file;
    this.spawnargs = args;
    const stdio = streams(options.stdio);
    try {
      this.#child = spawnNative(
        {
          file,
          args: [...args],
          env: options.env && environmentList(options.env),
          cwd: options.cwd,
          uid: options.uid,
          gid: options.gid,
          stdio,
        },
        bindContext((code: number, signal: number) => this.#onExit(code, signal)),
        bindContext((fd: 1 | 2, chunk: Uint8Array | undefined) => (fd === 1 ? this.stdout : this.stderr)!.receive(chunk)),
      );
    } catch (error) {
      this.#onSpawnError(error as Error & { code?: string; errno?: number });
      return;
    }
    if (stdio[0] === "pipe") this.stdin = new ChildInput(this.#child);
    if (stdio[1] === "pipe") this.stdout = new ChildOutput(this.#child, 1);
    if (stdio[2] === "pipe") this.stderr = new ChildOutput(this.#child, 2);
    for (const output of [this.stdout, this.stderr]) output?.on("close", () => this.#closeIfOver());
    queueMicrotask(() => this.emit("spawn"));
    this.#watch(options);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get stdio(): [ChildInput | null, ChildOutput | null, ChildOutput | null] {
    return [this.stdin, this.stdout, this.stderr];
  }

  /** As Node words it: "spawn nosuch ENOENT". */
  #onSpawnError(cause: Error & { code?: string; errno?: number }): void {
    const syscall = `spawn ${this.spawnfile}`;
    const error =
      cause.code === undefined
        ? cause
        : Object.assign(new Error(`${syscall} ${cause.code}`), {
            errno: cause.errno,
            code: cause.code,
            syscall,
            path: this.spawnfile,
            spawnargs: this.spawnargs.slice(1),
          });
    this.exitCode = cause.errno ?? -1;
    this.#exited = true;
    queueMicrotask(() => {
      this.#fail(error);
      this.#closed = true;
      this.emit("close", this.exitCode, null);
    });
  }

  /** As in Node, an error that nobody listens to is an uncaught one. */
  #fail(error: Error): void {
    if (this.listenerCount("error") > 0) this.emit("error", error);
    else {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #watch({ timeout = 0, killSignal = "SIGTERM", signal }: SpawnOptions): void {
    const timer = timeout > 0 ? setTimeout(() => this.killGroup(killSignal), timeout) : undefined;
    const abort = (): void => {
      if (this.killGroup(killSignal)) this.#fail(abortError(signal?.reason));
    };
    if (signal?.aborted) queueMicrotask(abort);
    else signal?.addEventListener("abort", abort, { once: true });
    this.#stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  }

  #onExit(code: number, signal: number): void {
    this.#exited = true;
    this.#stop();
    if (signal === 0) this.exitCode = code;
    else this.signalCode = signalNames.get(signal) ?? `SIG${signal}`;
    this.stdin?.close();
    this.emit("exit", this.exitCode, this.signalCode);
    this.stdout?.drain();
    this.stderr?.drain();
    this.#closeIfOver();
  }

  #closeIfOver(): void {
    if (!this.#exited || this.#closed) return;
    if (this.stdout?.closed === false || this.stderr?.closed === false) return;
    this.#closed = true;
    this.emit("close", this.exitCode, this.signalCode);
  }

  /** Signals the process itself. Returns whether it was still there. */
  kill(signal: string | number = "SIGTERM"): boolean {
    return this.#kill(signal, false);
  }

  /** Signals it and what it has started, as far as that has not left its process group. */
  killGroup(signal: string | number = "SIGTERM"): boolean {
    return this.#kill(signal, true);
  }

  #kill(signal: string | number, group: boolean): boolean {
    const number = signalNumber(signal);
    const done = this.#child?.kill(number, group) ?? false;
    if (done && number !== 0) this.killed = true;
    return done;
  }
}

function parse(file: string, args: readonly string[], options: SpawnOptions): [file: string, args: string[]] {
  if (!options.shell) return [file, [options.argv0 ?? file, ...args]];
  const shell = options.shell === true ? "/bin/sh" : options.shell;
  return [shell, [options.argv0 ?? shell, "-c", [file, ...args].join(" ")]];
}

/** Starts a program. If it cannot be started the child emits "error". */
export function spawn(file: string, args?: readonly string[], options?: SpawnOptions): ChildProcess;
export function spawn(file: string, options?: SpawnOptions): ChildProcess;
export function spawn(file: string, second: readonly string[] | SpawnOptions = [], third: SpawnOptions = {}): ChildProcess {
  const [args, options] = isList(second) ? [second, third] : [[], second];
  return new ChildProcess(...parse(file, args, options), options);
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

export interface ExecOptions extends Omit<SpawnOptions, "stdio"> {
  encoding?: BufferEncoding | "buffer" | null;
  /** More output than this ends the child, and is an error. Without it the first 8 MiB of each stream are kept, and the rest is counted. */
  maxBuffer?: number;
  /** Its standard input, which is empty otherwise. */
  input?: string | Uint8Array;
}

export interface ExecResult<T> {
  stdout: T;
  stderr: T;
  /** Bytes that were dropped. */
  stdoutTruncated: number;
  stderrTruncated: number;
}

/** A program that failed: it ended with another code than 0 or by a signal, or was ended for its time or its output. */
export interface ExecError extends Error, ExecResult<string | Uint8Array> {
  /** Its exit code; or a name, such as "ENOENT" or "ERR_CHILD_PROCESS_STDIO_MAXBUFFER". */
  code: number | string | null;
  signal: string | null;
  killed: boolean;
  cmd: string;
}

type Buffers = ExecOptions & { encoding: "buffer" | null };
type Executing<T> = Promise<ExecResult<T>> & { readonly child: ChildProcess };

/** What comes out of one stream, up to a limit. */
class Capture {
  readonly #parts: Uint8Array[] = [];
  readonly #max: number;
  kept = 0;
  dropped = 0;

  constructor(output: ChildOutput, max: number, onFull: () => void) {
    this.#max = max;
    output.on("data", (chunk: Uint8Array) => {
      const part = chunk.subarray(0, this.#max - this.kept);
      if (part.length > 0) this.#parts.push(part);
      this.kept += part.length;
      this.dropped += chunk.length - part.length;
      if (chunk.length > part.length) onFull();
    });
  }

  result(encoding: BufferEncoding | undefined): string | Uint8Array {
    const whole = new Uint8Array(this.kept);
    for (let at = 0, i = 0; i < this.#parts.length; at += this.#parts[i++]!.length) whole.set(this.#parts[i]!, at);
    return encoding === undefined ? whole : bytesToText(whole, encoding);
  }
}

function execute(file: string, args: readonly string[], options: ExecOptions): Executing<string | Uint8Array> {
  const { encoding = "utf8", maxBuffer } = options;
  const child = spawn(file, args, { ...options, stdio: "pipe" });
  const promise = new Promise<ExecResult<string | Uint8Array>>((resolve, reject) => {
    let failure: Error | undefined;
    const captures = ([child.stdout, child.stderr] as const).map(
      (output, i) =>
        output &&
        new Capture(output, maxBuffer ?? outputMax, () => {
          if (maxBuffer === undefined || failure !== undefined) return;
          failure = Object.assign(new RangeError(`${i === 0 ? "stdout" : "stderr"} maxBuffer length exceeded`), {
            code: "ERR_CHILD_PROCESS_STDIO_MAXBUFFER",
          });
          child.killGroup(options.killSignal);
          for (const one of [child.stdout, child.stderr]) one?.destroy();
        }),
    );
    child.on("error", (error) => {
      failure ??= error;
      // What it has started may hold the pipes open for ever.
      for (const output of [child.stdout, child.stderr]) output?.destroy();
    });
    child.on("close", (code, signal) => {
      const [stdout, stderr] = captures.map(
        (capture) => capture?.result(encoding === "buffer" || encoding === null ? undefined : encoding) ?? "",
      ) as [string, string];
      const result = { stdout, stderr, stdoutTruncated: captures[0]?.dropped ?? 0, stderrTruncated: captures[1]?.dropped ?? 0 };
      if (code === 0 && failure === undefined) return resolve(result);
      const cmd = options.shell ? file : [file, ...args].join(" ");
      failure ??= new Error(`Command failed: ${cmd}\n${typeof stderr === "string" ? stderr : bytesToText(stderr, "utf8")}`);
      return reject(Object.assign(failure, { code, killed: child.killed, signal, cmd }, { ...failure }, result));
    });
    // A program need not read what it is given.
    child.stdin?.on("error", () => undefined);
    if (options.input === undefined) child.stdin?.end();
    else child.stdin?.end(typeof options.input === "string" ? textToBytes(options.input) : options.input);
  });
  return Object.assign(promise, { child });
}

/** Runs a program to its end. Rejects with an ExecError unless it ends with code 0. */
export function execFile(file: string, args: readonly string[], options: Buffers): Executing<Uint8Array>;
export function execFile(file: string, args?: readonly string[], options?: ExecOptions & { encoding?: BufferEncoding }): Executing<string>;
export function execFile(file: string, args: readonly string[] = [], options: ExecOptions = {}): Executing<string> | Executing<Uint8Array> {
  return execute(file, args, options) as Executing<string>;
}

/** Runs a command line with /bin/sh, as execFile(). */
export function exec(command: string, options: Buffers): Executing<Uint8Array>;
export function exec(command: string, options?: ExecOptions & { encoding?: BufferEncoding }): Executing<string>;
export function exec(command: string, options: ExecOptions = {}): Executing<string> | Executing<Uint8Array> {
  return execute(command, [], { shell: true, ...options }) as Executing<string>;
}
