// SPDX-License-Identifier: GPL-2.0-or-later
// Programs that are run to their end: both outputs apart, text and bytes, environment, folder, shell, input.
import { expect } from "lutf";
import { exec, execFile } from "lutf/child-process";

export async function run(): Promise<void> {
  expect(await execFile("/bin/sh", ["-c", "echo out; echo err >&2"])).toMatchObject({ stdout: "out\n", stderr: "err\n" });
  expect((await execFile("printf", ["%s|", "a b", "", "c'd", "ü"])).stdout).toBe("a b||c'd|ü|");
  expect((await exec("echo $((6 * 7)); echo $0")).stdout).toBe("42\n/bin/sh\n");
  const { stdout } = await exec("printf '\\001\\377\\000'", { encoding: "buffer" });
  expect([...stdout]).toEqual([1, 255, 0]);
  expect((await exec("printf '\\001\\377'", { encoding: "hex" })).stdout).toBe("01ff");
  expect((await exec("echo $LUTF_A-$LUTF_B", { env: { LUTF_A: "1", LUTF_B: undefined, PATH: "/usr/bin:/bin" } })).stdout).toBe("1-\n");
  expect((await exec("pwd", { cwd: "/usr" })).stdout).toBe("/usr\n");
  // Its standard input is at its end; all three are pipes that can be opened by name, which those of Node cannot.
  expect((await exec("wc -c < /dev/stdin")).stdout.trim()).toBe("0");
  expect((await exec("echo said > /dev/stderr")).stderr).toBe("said\n");

  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => execFile("echo", [String(i)])));
  expect(many.map(({ stdout }) => stdout.trim())).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));

  const large = await exec("head -c 3000000 /dev/zero", { encoding: "buffer", maxBuffer: 4_000_000 });
  expect(large.stdout.length).toBe(3_000_000);
}
