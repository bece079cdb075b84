// SPDX-License-Identifier: GPL-2.0-or-later
import { type AgentState, event, agents as registry, role, self } from "lutf:agent";
import type { CallOptions } from "../rpc/call-context.ts";
import { masterName, request } from "../rpc/channel.ts";
import type { Data, Parameters } from "../rpc/data.ts";
import { SkipError } from "../rpc/errors.ts";
import type { InterfaceKind, NetworkInterface, NodeDescription, Role } from "../rpc/node-description.ts";
import { callSite } from "../stack/stack.ts";
import { type Duration, milliseconds } from "./duration.ts";
import { here } from "./here.ts";

/** How a command ended. Of each stream the first 8 MiB are kept. */
export interface ExecResult {
  stdout: string;
  stderr: string;
  /** Exit code; 128 + its number if a signal ended it. */
  code: number;
  /** "SIGKILL" … if a signal ended it. */
  signal?: string;
  /** Bytes that were dropped, if any. */
  stdoutTruncated?: number;
  stderrTruncated?: number;
}

export interface ExecOptions {
  /** The command and all it started are killed after this, and exec() rejects. Default 60 s. */
  timeout?: Duration;
  /** Standard input; default empty. */
  input?: string;
  /** Added to the environment of the agent. */
  env?: Record<string, string>;
  /** Working directory; default the agent's. */
  cwd?: string;
}

/** Pieces of files travel in messages of this size: far below the cap of one, and large enough to be fast. */
const PIECE = 4 * 1024 * 1024;
/** An operation's answer needs this long on top of the operation's own time. */
const MARGIN = 10_000;
const OPERATIONS = "lutf/node-operations";

/** A node of the cluster: the master or an agent. */
export class Node {
  readonly #description: NodeDescription;

  constructor(description: NodeDescription) {
    this.#description = description;
  }

  /** Its name: unique in the cluster. */
  get name(): string {
    return this.#description.name;
  }

  /** Host name of the machine; several nodes may share one. */
  get host(): string {
    return this.#description.host;
  }

  get roles(): Role[] {
    return [...this.#description.roles];
  }

  /** On the master what its registry says now; on an agent always "alive", a call tells. */
  get state(): AgentState {
    if (role !== "master" || this.name === self) return "alive";
    return registry().find((agent) => agent.name === this.name)?.state ?? "dead";
  }

  /**
   * Its network interfaces of a kind that are up (without a kind: all), as they were when it joined. With a count: exactly that many, and if it has
   * fewer the test is a SKIP.
   */
  interfaces(kind?: InterfaceKind, count?: number): NetworkInterface[] {
    const all = this.#description.interfaces.filter((each) => kind === undefined || (each.kind === kind && each.up));
    if (count === undefined) return all;
    if (all.length < count) {
      throw new SkipError(
        `${this.name} has ${all.length} of the ${count} ${kind ?? "network"} interfaces that are needed: ${all.map((each) => each.name).join(", ") || "none"}`,
      );
    }
    return all.slice(0, count);
  }

  /**
   * Calls the exported function `fname` of a script on this node. script is a module's full name ("suites/dlc/helpers.ts", "lutf/fs") or relative
   * to the running script ("./helpers.ts").
   *
   * @example
   * const free = await node.call<number>("./disk.ts", "freeBytes", { path: "/tmp" });
   */
  call<R = Data>(script: string, fname: string, parameters: Parameters = {}, options?: CallOptions): Promise<R> {
    const full = script.startsWith(".") ? resolve(here.script, script) : script;
    return request(
      this.name,
      { type: "function_call", test: here.test, script: full, fname, parameters },
      full,
      "",
      fname,
      options,
    ) as Promise<R>;
  }

  /**
   * Runs a program on this node, without a shell, and resolves when it has ended, with whatever code. Rejects if it cannot be started, or
   * with a CallTimeoutError. It is killed, with all it started, when the test ends.
   *
   * @example
   * const { stdout } = await node.exec(["uname", "-r"]);
   */
  exec(argv: string[], options: ExecOptions = {}): Promise<ExecResult> {
    const timeoutMs = milliseconds(options.timeout ?? "60s");
    const parameters: Parameters = { argv, timeoutMs };
    if (options.input !== undefined) parameters.input = options.input;
    if (options.env !== undefined) parameters.env = options.env;
    if (options.cwd !== undefined) parameters.cwd = options.cwd;
    return this.#operate<ExecResult>("exec", parameters, callSite(), timeoutMs + MARGIN);
  }

  /** The text (UTF-8) of a file on this node. Rejects with the file system's error: code "ENOENT" … */
  readFile(path: string): Promise<string> {
    return this.#read(path, callSite()).then((bytes) => new TextDecoder().decode(bytes));
  }

  /** The bytes of a file on this node. */
  readBytes(path: string): Promise<Uint8Array> {
    return this.#read(path, callSite());
  }

  async #read(path: string, site: Error): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const piece = await this.#operate<Uint8Array>("readPiece", { path, offset: length, length: PIECE }, site);
      pieces.push(piece);
      length += piece.length;
      if (piece.length < PIECE) break;
    }
    if (pieces.length === 1) return pieces[0] as Uint8Array;
    const whole = new Uint8Array(length);
    let offset = 0;
    for (const piece of pieces) {
      whole.set(piece, offset);
      offset += piece.length;
    }
    return whole;
  }

  /** Writes a file on this node, of any size, in place of what it held. It is not removed when the test ends. */
  writeFile(path: string, content: string | Uint8Array): Promise<void> {
    return this.#write(path, content, callSite());
  }

  async #write(path: string, content: string | Uint8Array, site: Error): Promise<void> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += PIECE) {
      await this.#operate("writePiece", { path, piece: bytes.subarray(offset, offset + PIECE), append: offset > 0 }, site);
    }
  }

  /** Operations run in the test's realm on the node, so that what they start ends with the test. */
  #operate<R = Data>(fname: string, parameters: Parameters, site: Error, timeoutMs?: number): Promise<R> {
    const fields = { type: "function_call", test: here.test, script: OPERATIONS, fname, parameters };
    return request(
      this.name,
      fields,
      OPERATIONS,
      "",
      fname,
      timeoutMs === undefined ? { site } : { site, timeout: timeoutMs },
    ) as Promise<R>;
  }

  /** Puts a line into the test's log, in this node's name. */
  log(level: "debug" | "info" | "warn" | "error", message: string, data?: Data): void {
    event(masterName(), { type: "log", of: here.test, node: this.name, level, message, data });
  }
}

/** A relative name as seen from a module. */
function resolve(from: string, name: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
