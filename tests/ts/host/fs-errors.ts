// SPDX-License-Identifier: GPL-2.0-or-later
// A file operation that fails says what Node says: message, code, errno, syscall, path and dest.
import { expect } from "lutf";
import * as fs from "lutf/fs";

async function errorOf(promise: Promise<unknown>): Promise<{ [key: string]: unknown }> {
  try {
    await promise;
  } catch (error) {
    const { message, code, errno, syscall, path, dest } = error as { [key: string]: unknown };
    return { message, code, errno, syscall, path, dest };
  }
  throw new Error("it did not fail");
}

export async function run(): Promise<void> {
  const none = "/nonexistent/lutf-a";
  const missing = (syscall: string): object => ({
    message: `ENOENT: no such file or directory, ${syscall} '${none}'`,
    code: "ENOENT",
    errno: -2,
    syscall,
    path: none,
    dest: undefined,
  });
  expect(await errorOf(fs.readFile(none))).toEqual(missing("open"));
  expect(await errorOf(fs.writeFile(none, ""))).toEqual(missing("open"));
  expect(await errorOf(fs.open(none))).toEqual(missing("open"));
  expect(await errorOf(fs.stat(none))).toEqual(missing("stat"));
  expect(await errorOf(fs.lstat(none))).toEqual(missing("lstat"));
  expect(await errorOf(fs.readdir(none))).toEqual(missing("scandir"));
  expect(await errorOf(fs.mkdir(none))).toEqual(missing("mkdir"));
  expect(await errorOf(fs.unlink(none))).toEqual(missing("unlink"));
  expect(await errorOf(fs.rmdir(none))).toEqual(missing("rmdir"));
  expect(await errorOf(fs.access(none))).toEqual(missing("access"));
  expect(await errorOf(fs.chmod(none, 0o600))).toEqual(missing("chmod"));
  expect(await errorOf(fs.chown(none, 1, 1))).toEqual(missing("chown"));
  expect(await errorOf(fs.readlink(none))).toEqual(missing("readlink"));
  expect(await errorOf(fs.realpath(none))).toEqual(missing("realpath"));
  expect(await errorOf(fs.utimes(none, 1, 1))).toEqual(missing("utime"));
  expect(await errorOf(fs.rm(none))).toEqual(missing("lstat"));
  expect(await errorOf(fs.rename(none, "/b"))).toEqual({
    message: `ENOENT: no such file or directory, rename '${none}' -> '/b'`,
    code: "ENOENT",
    errno: -2,
    syscall: "rename",
    path: none,
    dest: "/b",
  });
  expect(await errorOf(fs.readFile("/"))).toMatchObject({
    message: "EISDIR: illegal operation on a directory, read",
    code: "EISDIR",
    syscall: "read",
  });
  expect(await errorOf(fs.open("/", "q"))).toMatchObject({ code: "ERR_INVALID_ARG_VALUE" });
  expect(await errorOf(fs.readFile("/a\0b"))).toMatchObject({
    message: expect.stringContaining("null bytes"),
    code: "ERR_INVALID_ARG_VALUE",
  });
  expect(await errorOf(fs.readFile(undefined as never))).toMatchObject({ code: "ERR_INVALID_ARG_TYPE" });
}
