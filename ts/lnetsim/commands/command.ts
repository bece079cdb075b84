// SPDX-License-Identifier: GPL-2.0-or-later
// What a command of a simulated node is called with and answers. Commands write to the call's texts and return their exit status.
import type { SimulatedNode } from "../node.ts";

export interface CommandRequest {
  argv: readonly string[];
  cwd: string;
  environment: Readonly<Record<string, string>>;
  /** All of standard input, null if it has not been asked for. */
  input: string | null;
}

export interface CommandResult {
  stdout: string;
  stderr: string;
  code: number;
}

/** input_wanted: ask again with `input`. exec_real: this is nothing of the simulated node; run the machine's own program. */
export type CommandReply = CommandResult | { input_wanted: true } | { exec_real: true };

/** Files of the machine, by absolute path. Rejections are errors with a `code` such as "ENOENT". */
export interface Files {
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
}

/** Thrown by Call.readInput() before the command has done anything. */
export class InputWanted extends Error {}
/** Thrown by a command that is about something else than the simulated node. */
export class RealProgramWanted extends Error {}
/** Thrown by Call.pass() when the process is ended. */
export class TimeLimitReached extends Error {}

export class Call {
  stdout = "";
  stderr = "";
  /** On the clock: when the process is ended, whatever it does (`timeout`). */
  end = Number.POSITIVE_INFINITY;

  constructor(
    readonly node: SimulatedNode,
    readonly request: CommandRequest,
    readonly files: Files,
  ) {}

  out(text: string): void {
    this.stdout += text;
  }

  err(text: string): void {
    this.stderr += text;
  }

  /** All of standard input. Call it before anything is changed: the command starts anew when the input has come. */
  readInput(): string {
    if (this.request.input === null) throw new InputWanted();
    return this.request.input;
  }

  /** The process waits. */
  pass(seconds: number): void {
    const { clock } = this.node.cluster;
    const left = Math.max(0, this.end - clock.now);
    clock.advance(Math.min(seconds, left));
    if (seconds >= left) throw new TimeLimitReached();
  }

  path(name: string): string {
    return name.startsWith("/") ? name : `${this.request.cwd.replace(/\/$/, "")}/${name}`;
  }
}

/** argv[0] is the name of the command or sub-command, as in C. Returns the exit status or what is truncated to it. */
export type Command = (call: Call, argv: readonly string[]) => number | Promise<number>;

/** A file that cannot be had, in the words of the C library; throws what is no error of a file. */
export function fileFailure(error: unknown): { errno: number; text: string } {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case "ENOENT":
      return { errno: -2, text: "No such file or directory" };
    case "EACCES":
      return { errno: -13, text: "Permission denied" };
    case "EISDIR":
      return { errno: -21, text: "Is a directory" };
    case "ENOTDIR":
      return { errno: -20, text: "Not a directory" };
    default:
      throw error;
  }
}
