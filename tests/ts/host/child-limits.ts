// SPDX-License-Identifier: GPL-2.0-or-later
// A program that takes too long, or says too much, or is not wanted any more, is ended.
import { expect } from "lutf";
import { exec, execFile } from "lutf/child-process";

async function took(body: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await body();
  return performance.now() - start;
}

export async function run(): Promise<void> {
  const slow = await took(() =>
    expect(execFile("sleep", ["20"], { timeout: 50 })).rejects.toMatchObject({ killed: true, signal: "SIGTERM", code: null }),
  );
  expect(slow).toBeLessThan(5000);
  await expect(exec("trap '' TERM; sleep 20", { timeout: 50, killSignal: "SIGKILL" })).rejects.toMatchObject({
    killed: true,
    signal: "SIGKILL",
  });

  const abort = await took(async () => {
    const controller = new AbortController();
    const running = execFile("sleep", ["20"], { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(running).rejects.toMatchObject({ name: "AbortError", code: "ABORT_ERR", message: "The operation was aborted" });
  });
  expect(abort).toBeLessThan(5000);
  await expect(execFile("sleep", ["20"], { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });

  await expect(exec("yes", { maxBuffer: 1000 })).rejects.toMatchObject({
    name: "RangeError",
    message: "stdout maxBuffer length exceeded",
    code: "ERR_CHILD_PROCESS_STDIO_MAXBUFFER",
    stdout: "y\n".repeat(500),
  });
  await expect(exec("yes >&2", { maxBuffer: 10 })).rejects.toThrow("stderr maxBuffer length exceeded");
}
