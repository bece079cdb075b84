// SPDX-License-Identifier: GPL-2.0-or-later
// Programs that fail: exit codes, signals, what is not there; with what they have said until then.
import { expect } from "lutf";
import { exec, execFile, spawn } from "lutf/child-process";

export async function run(): Promise<void> {
  await expect(exec("echo out; echo err >&2; exit 3")).rejects.toMatchObject({
    message: "Command failed: echo out; echo err >&2; exit 3\nerr\n",
    code: 3,
    killed: false,
    signal: null,
    cmd: "echo out; echo err >&2; exit 3",
    stdout: "out\n",
    stderr: "err\n",
  });
  await expect(execFile("/bin/sh", ["-c", "exit 2"])).rejects.toMatchObject({ message: "Command failed: /bin/sh -c exit 2\n", code: 2 });
  await expect(exec("kill -SEGV $$")).rejects.toMatchObject({ code: null, signal: "SIGSEGV", killed: false });
  await expect(execFile("lutf-no-such-program", ["x"])).rejects.toMatchObject({
    message: "spawn lutf-no-such-program ENOENT",
    code: "ENOENT",
    errno: -2,
    syscall: "spawn lutf-no-such-program",
    path: "lutf-no-such-program",
    spawnargs: ["x"],
    cmd: "lutf-no-such-program x",
    stdout: "",
    stderr: "",
  });
  await expect(execFile("/etc/passwd")).rejects.toMatchObject({ message: "spawn /etc/passwd EACCES", code: "EACCES" });
  await expect(execFile("true", [], { cwd: "/no/such/folder" })).rejects.toMatchObject({ code: "ENOENT" });

  const child = spawn("lutf-no-such-program");
  expect(child.pid).toBe(undefined);
  const error = await new Promise<Error>((resolve) => child.on("error", resolve));
  expect(error.message).toBe("spawn lutf-no-such-program ENOENT");
  expect(child.kill()).toBe(false);
}
