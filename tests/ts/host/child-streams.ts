// SPDX-License-Identifier: GPL-2.0-or-later
// A conversation with a program that runs: its events in Node's order, text as it comes, backpressure, end.
import { expect } from "lutf";
import { spawn } from "lutf/child-process";

export async function run(): Promise<void> {
  const events: string[] = [];
  const cat = spawn("cat");
  for (const event of ["spawn", "exit", "close"] as const)
    cat.on(event, (...args: unknown[]) => void events.push([event, ...args].join(" ")));
  expect(cat.pid).toBeGreaterThan(1);
  expect(cat.spawnfile).toBe("cat");
  expect(cat.spawnargs).toEqual(["cat"]);
  cat.stdout!.setEncoding("utf8");
  const answer = (): Promise<string> => new Promise((resolve) => cat.stdout!.once("data", (text: never) => resolve(String(text))));
  cat.stdout!.on("data", () => undefined);
  cat.stdin!.write("hello");
  expect(await answer()).toBe("hello");
  cat.stdin!.write(Uint8Array.from([0xc3]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  cat.stdin!.write(Uint8Array.from([0xbc]));
  expect(await answer()).toBe("ü");
  const closed = new Promise((resolve) => cat.on("close", resolve));
  cat.stdin!.end();
  await closed;
  expect(events).toEqual(["spawn", "exit 0 ", "close 0 "]);
  expect(cat.exitCode).toBe(0);
  expect(cat.signalCode).toBe(null);

  // One that does not read holds us back, and says so.
  const slow = spawn("sh", ["-c", "sleep 0.1; cat | wc -c"]);
  const block = "x".repeat(100_000);
  expect(slow.stdin!.write(block)).toBe(false);
  const drained = new Promise<void>((resolve) => slow.stdin!.once("drain", () => resolve()));
  await drained;
  slow.stdin!.end(block);
  let count = "";
  for await (const part of slow.stdout!) count += new TextDecoder().decode(part as Uint8Array);
  expect(count.trim()).toBe("200000");

  // What is read piece by piece holds the program back.
  const yes = spawn("yes");
  let seen = 0;
  for await (const part of yes.stdout!) {
    seen += part.length;
    if (seen > 200_000) break;
  }
  expect(seen).toBeGreaterThan(200_000);
  const ended = new Promise((resolve) => yes.on("close", (_code, signal) => resolve(signal)));
  expect(await ended).toBe("SIGPIPE");

  // A pause is one.
  const paused = spawn("yes");
  let pieces = 0;
  const first = new Promise<void>((resolve) =>
    paused.stdout!.on("data", () => {
      pieces++;
      paused.stdout!.pause();
      resolve();
    }),
  );
  await first;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(pieces).toBe(1);
  paused.stdout!.resume();
  while (pieces === 1) await new Promise((resolve) => setTimeout(resolve, 1));
  paused.kill();

  const sleeping = spawn("sleep", ["20"], { stdio: ["ignore", "pipe", "inherit"] });
  expect(sleeping.stdin).toBe(null);
  expect(sleeping.stderr).toBe(null);
  const killed = new Promise((resolve) => sleeping.on("exit", (code, signal) => resolve([code, signal])));
  expect(sleeping.kill("SIGINT")).toBe(true);
  expect(sleeping.killed).toBe(true);
  expect(await killed).toEqual([null, "SIGINT"]);
  expect(sleeping.kill()).toBe(false);
  expect(() => sleeping.kill("SIGNOTHING")).toThrow(expect.objectContaining({ code: "ERR_UNKNOWN_SIGNAL" }));

  // Nobody reads what it says; it closes all the same.
  const unheard = spawn("sh", ["-c", "echo unheard"]);
  expect(await new Promise((resolve) => unheard.on("close", resolve))).toBe(0);

  const gone = spawn("true");
  const error = new Promise<Error & { code?: string }>((resolve) => gone.stdin!.on("error", resolve));
  await new Promise((resolve) => gone.on("exit", resolve));
  gone.stdin!.write("anybody there?");
  expect((await error).code).toMatch(/EPIPE|ERR_STREAM_DESTROYED/);
}
