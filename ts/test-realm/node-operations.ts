// SPDX-License-Identifier: GPL-2.0-or-later
// What node.exec(), readFile() and writeFile() do on their node: in the test's realm there, so that it ends with the test.
import { self } from "lutf:agent";
import { environment } from "lutf:global";
import { signals } from "lutf:process";
import { type ExecError, execFile } from "../lutf/child-process.ts";
import { seconds } from "../lutf/duration.ts";
import { open } from "../lutf/fs.ts";
import { here } from "../lutf/here.ts";
import { currentCall } from "../rpc/call-context.ts";
import { CallTimeoutError } from "../rpc/errors.ts";
import { abortError, addWait, removeWait, type Wait } from "../rpc/waits.ts";

type Exec = { argv: string[]; timeoutMs: number; input?: string; env?: Record<string, string>; cwd?: string };
type Executed = { stdout: string; stderr: string; code: number; signal?: string; stdoutTruncated?: number; stderrTruncated?: number };

export async function exec({ argv, timeoutMs, input, env, cwd }: Exec): Promise<Executed> {
  const [program, ...parameters] = argv;
  if (program === undefined) throw new RangeError("exec: argv is empty; its first element is the program");
  const running = execFile(program, parameters, {
    env: { ...environment, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  });
  const { child } = running;
  const command = shortened(argv.join(" "));
  // It may have ended, and what it left in the background has its output still.
  const held = (): string => {
    const how = child.signalCode ?? child.exitCode;
    return how === null ? "" : `: it has ended (${how}), but what it started holds its output open`;
  };
  let ended: Error | undefined;
  const end = (why: Error): void => {
    ended = why;
    child.killGroup("SIGKILL");
    // What left the process group may hold the pipes open for ever.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(() => {
    const call = { node: self, script: here.script, what: "exec" };
    end(new CallTimeoutError(`${command} on ${self} did not end within ${seconds(timeoutMs)} and was killed${held()}`, call, timeoutMs));
  }, timeoutMs);
  const wait: Wait = {
    context: currentCall(),
    describe: () => `exec of ${command}${held()}`,
    abandon: () => end(abortError(`exec of ${command}`)),
  };
  addWait(wait);
  try {
    return executed(await running, 0, null);
  } catch (thrown) {
    const error = thrown as ExecError;
    if (ended !== undefined) throw ended;
    // A name instead of a number: it was not started.
    if (typeof error.code === "string" || error.stdout === undefined) throw thrown;
    return executed(error as ExecError & { stdout: string; stderr: string }, error.code, error.signal);
  } finally {
    clearTimeout(timer);
    removeWait(wait);
  }
}

/** A command line, as much as fits into a message. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

function executed(
  output: { stdout: string; stderr: string; stdoutTruncated: number; stderrTruncated: number },
  code: number | null,
  signal: string | null,
): Executed {
  const { stdout, stderr } = output;
  const result: Executed = { stdout, stderr, code: code ?? 128 + (signals[signal ?? ""] ?? 0) };
  if (signal !== null) result.signal = signal;
  if (output.stdoutTruncated > 0) result.stdoutTruncated = output.stdoutTruncated;
  if (output.stderrTruncated > 0) result.stderrTruncated = output.stderrTruncated;
  return result;
}

export async function readPiece({ path, offset, length }: { path: string; offset: number; length: number }): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const piece = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(piece, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return piece.subarray(0, filled);
  } finally {
    await file.close();
  }
}

export async function writePiece({ path, piece, append }: { path: string; piece: Uint8Array; append: boolean }): Promise<void> {
  const file = await open(path, append ? "a" : "w");
  try {
    await file.writeFile(piece);
  } finally {
    await file.close();
  }
}
