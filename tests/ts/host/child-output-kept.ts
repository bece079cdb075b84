// SPDX-License-Identifier: GPL-2.0-or-later
// Without a maxBuffer a program may say as much as it likes: the first 8 MiB are kept, the rest is counted; what it starts in the
// background does not keep its result from us when its time is over.
import { expect } from "lutf";
import { exec } from "lutf/child-process";

export async function run(): Promise<void> {
  const { stdout, stdoutTruncated, stderr, stderrTruncated } = await exec("head -c 9000000 /dev/zero; echo done >&2", {
    encoding: "buffer",
  });
  expect(stdout.length).toBe(8 * 1024 * 1024);
  expect(stdoutTruncated).toBe(9_000_000 - 8 * 1024 * 1024);
  expect(new TextDecoder().decode(stderr)).toBe("done\n");
  expect(stderrTruncated).toBe(0);

  // Only here: Node's execFile has no input, and kills the shell alone.
  expect((await exec("cat; echo", { input: "said to it" })).stdout).toBe("said to it\n");
  expect((await exec("cat", { input: Uint8Array.from([0, 255]), encoding: "hex" })).stdout).toBe("00ff");
  expect((await exec("true", { input: "x".repeat(1_000_000) })).stdout).toBe("");
  const start = performance.now();
  await expect(exec("sleep 20; true", { timeout: 50 })).rejects.toMatchObject({ killed: true });
  expect(performance.now() - start).toBeLessThan(5000);
}
