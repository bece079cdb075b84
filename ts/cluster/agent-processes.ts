// SPDX-License-Identifier: GPL-2.0-or-later
// Agents that this master starts, here or through ssh: the key goes to their standard input, and that pipe stays open: when it closes they end.

import { environment } from "lutf:global";
import { type ChildProcess, spawn } from "lutf/child-process";
import { mkdir, readFile } from "lutf/fs";
import { limits } from "../limits.ts";
import { TextFile } from "../report/text-file.ts";
import type { Cluster } from "./cluster.ts";

export interface AgentCommand {
  name: string;
  /** Where it runs, for messages. */
  host: string;
  argv: string[];
  /** Besides ours. */
  environment?: { [name: string]: string };
}

/** The cluster did not come up. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
}

/** "; LOG ends:" and its last lines. */
export async function logTail(log: TextFile): Promise<string> {
  await log.flush();
  const text = (await readFile(log.path, "utf8").catch(() => "")).trimEnd();
  if (text === "") return "; it printed nothing";
  return `; ${log.path} ends:\n${text
    .split("\n")
    .slice(-limits.logTail)
    .map((line) => `    ${line}`)
    .join("\n")}`;
}

interface Started extends AgentCommand {
  child: ChildProcess;
  log: TextFile;
  /** How it ended, once it has. */
  ended?: string;
  exit: Promise<void>;
}

export class AgentProcesses {
  readonly #started: Started[] = [];
  readonly #failed: Promise<void>;
  #fail: () => void = () => undefined;
  readonly #folder: string;
  readonly #logs = new Map<string, TextFile>();
  #stopping = false;
  #stopped: Promise<void> | undefined;

  /** `folder`: where the agents' output goes, NAME.log, with what note() is told of them. */
  constructor(commands: readonly AgentCommand[], key: string, folder: string) {
    this.#folder = folder;
    this.#failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
    for (const command of commands) this.#started.push(this.#start(command, key));
  }

  #log(name: string): TextFile {
    const log = this.#logs.get(name) ?? new TextFile(`${this.#folder}/${name}.log`, "w");
    this.#logs.set(name, log);
    return log;
  }

  /** A line of ours in a node's log, also of one that somebody else started. */
  note(name: string, line: string): void {
    this.#log(name).write(`${new Date().toISOString().slice(11, 23)} lutf: ${line}`);
  }

  #start(command: AgentCommand, key: string): Started {
    const [program = "", ...args] = command.argv;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...environment, ...command.environment } });
    const log = this.#log(command.name);
    const started: Started = { ...command, child, log, exit: Promise.resolve() };
    const end = (how: string): void => {
      started.ended ??= how;
      if (!this.#stopping) this.#fail();
    };
    started.exit = new Promise((resolve) => {
      child.on("error", (error: Error) => {
        end(error.message);
        resolve();
      });
      child.on("close", (code: number | null, signal: string | null) => {
        end(signal === null ? `its process exited with code ${code}` : `its process was ended by ${signal}`);
        resolve();
      });
    });
    const decoder = new TextDecoder();
    const keep = (chunk: Uint8Array | string): void =>
      log.write(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    child.stdout!.on("data", keep);
    child.stderr!.on("data", keep);
    child.stdin!.on("error", () => undefined); // it died: "close" says how
    child.stdin!.write(`${key}\n`);
    return started;
  }

  get names(): string[] {
    return this.#started.map(({ name }) => name);
  }

  /** Resolves when all are alive. Throws ClusterError that names those that are missing, with the ends of their logs. */
  async ready(cluster: Cluster, wait: number): Promise<void> {
    if (await cluster.waitFor(this.names, wait, this.#failed)) return;
    // The others may be on their way: those that are missing for good are to be named, and only those.
    if (this.#started.some(({ ended }) => ended !== undefined)) {
      const rest = this.#started.filter(({ ended }) => ended === undefined);
      await cluster.waitFor(
        rest.map(({ name }) => name),
        Math.min(wait, limits.agentsSettle),
      );
    }
    const missing = new Set(cluster.missing(this.names));
    const gone = this.#started.filter(({ name }) => missing.has(name));
    const lines = await Promise.all(
      gone.map(async ({ name, host, ended, log }) => {
        const tail = await logTail(log);
        return `  ${name} on ${host}: ${ended ?? "not there yet"}${tail}`;
      }),
    );
    const when = this.#started.some(({ ended }) => ended !== undefined)
      ? "did not start"
      : `were not there after ${wait / 1000} s (--wait gives them longer)`;
    throw new ClusterError(`${gone.length} of ${this.#started.length} agents ${when}:\n${lines.join("\n")}`);
  }

  /** Closes their standard input and waits for them, then kills what is left, or at once: never longer than agentsStop + agentsKill. Never rejects. */
  stop(now = false): Promise<void> {
    this.#stopped ??= this.#stop(now);
    return this.#stopped;
  }

  async #stop(now: boolean): Promise<void> {
    this.#stopping = true;
    for (const { child } of this.#started) child.stdin!.end();
    const all = Promise.all(this.#started.map(({ exit }) => exit));
    // The group: an agent that is stopped outlives its supervisor, and what it started may hold its output open.
    const kill = (): void => {
      for (const { child, ended } of this.#started) if (ended === undefined) child.killGroup("SIGKILL");
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const after = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
      });
    if (!now) await Promise.race([all, after(limits.agentsStop)]);
    clearTimeout(timer);
    kill();
    // Whoever left the group and holds an output, or cannot be killed (a hung mount), is not waited for.
    await Promise.race([all, after(limits.agentsKill)]);
    clearTimeout(timer);
    // What an agent's log could not take is no reason to fail a run.
    await Promise.all([...this.#logs.values()].map((log) => log.close().catch(() => undefined)));
    // It is there also if nobody had anything to say.
    await mkdir(this.#folder, { recursive: true }).catch(() => undefined);
  }
}
