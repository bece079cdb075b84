// SPDX-License-Identifier: GPL-2.0-or-later
// The process that simulates the LNet of this run's nodes: started beside the agents, held on a leash like them, ended with the run.
import { request } from "lutf:local-client";
import { type ChildProcess, spawn } from "lutf/child-process";
import { limits } from "../limits.ts";
import { TextFile } from "../report/text-file.ts";
import type { NetworkInterface } from "../rpc/node-description.ts";
import type { NodeDescription } from "../test-run.ts";
import { ClusterError, logTail } from "./agent-processes.ts";

/** What a simulated node is, in place of what its agent says of this machine. */
export type SimulatedNode = Required<Pick<NodeDescription, "interfaces" | "cpts" | "lnet">>;

export class Simulator {
  readonly #child: ChildProcess;
  readonly #log: TextFile;
  readonly #socket: string;
  readonly #started: Promise<void>;
  readonly #exit: Promise<void>;
  #ended: string | undefined;
  #stopping = false;
  #stopped: Promise<void> | undefined;

  /**
   * `words`: of `lutf lnetsim`, describing the nodes. `log`: where its output goes. `onDeath` is told how it ended if nobody ended it, once it was ready.
   */
  constructor(program: string, words: readonly string[], socket: string, log: string, onDeath: (how: string) => void) {
    this.#socket = socket;
    this.#log = new TextFile(log, "w");
    this.#child = spawn(program, ["lnetsim", "--leash", "--socket", socket, ...words], { stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdin!.on("error", () => undefined); // it died: "close" says how
    const decoder = new TextDecoder();
    let isReady = false;
    const keep = (chunk: Uint8Array | string): void =>
      this.#log.write(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    this.#child.stderr!.on("data", keep);
    this.#exit = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#ended ??= how;
        resolve();
      };
      this.#child.on("error", (error: Error) => end(error.message));
      this.#child.on("close", (code: number | null, signal: string | null) => {
        end(signal === null ? `its process exited with code ${code}` : `its process was ended by ${signal}`);
        if (isReady && !this.#stopping) onDeath(this.#ended!);
      });
    });
    // Its first line says that it serves.
    this.#started = new Promise((resolve) => {
      this.#child.stdout!.on("data", (chunk: Uint8Array | string) => {
        isReady = true;
        keep(chunk);
        resolve();
      });
    });
  }

  /** Path of what it prints. */
  get log(): string {
    return this.#log.path;
  }

  /** Resolves with its nodes, by name, when it serves. Throws ClusterError with the end of its log. */
  async ready(wait: number): Promise<Map<string, SimulatedNode>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, wait);
    });
    await Promise.race([this.#started, this.#exit, late]).finally(() => clearTimeout(timer));
    try {
      return nodesOf(await request(this.#socket, { control: { action: "topology" } }));
    } catch (error) {
      const why = this.#ended ?? (error as Error).message;
      throw new ClusterError(`the simulator of LNet did not start: ${why}${await logTail(this.#log)}`);
    }
  }

  /** As after a reboot: what a script left is gone. They reach each other, and no other node. */
  async startAnew(nodes: readonly string[]): Promise<void> {
    await request(this.#socket, { control: { action: "start_anew", nodes: [...nodes] } });
  }

  /** Lets go of the leash and waits for it, then kills it. Never rejects. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping = true;
    this.#child.stdin!.end();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limits.agentsStop);
    });
    await Promise.race([this.#exit, late]);
    clearTimeout(timer);
    if (this.#ended === undefined) {
      this.#child.killGroup("SIGKILL");
      await this.#exit;
    }
    await this.#log.close().catch(() => undefined); // what its log could not take is no reason to fail a run
  }
}

function nodesOf(reply: Data): Map<string, SimulatedNode> {
  const { nodes } = reply as {
    nodes: { name: string; lustre: string; generation: string; cpts: number; interfaces: NetworkInterface[] }[];
  };
  return new Map(
    nodes.map(({ name, lustre, generation, cpts, interfaces }) => [
      name,
      { interfaces, cpts, lnet: { provider: "simulated", generation, version: lustre } },
    ]),
  );
}
