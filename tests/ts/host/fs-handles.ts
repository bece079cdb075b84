// SPDX-License-Identifier: GPL-2.0-or-later
// An open file: reads and writes at places, is synchronised, closes once and for all.
import { expect } from "lutf";
import { mkdtemp, open, readFile, rm } from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await mkdtemp("/tmp/lutf-fs-");
  try {
    const file = await open(`${folder}/a`, "w+");
    expect(file.fd).toBeGreaterThan(2);
    expect(await file.write("hello world")).toEqual({ bytesWritten: 11, buffer: "hello world" });
    expect((await file.write("J", 0)).bytesWritten).toBe(1);
    expect((await file.write(Uint8Array.from([120, 121, 122]), 1, 2)).bytesWritten).toBe(2);
    const buffer = new Uint8Array(8);
    const read = await file.read(buffer, 2, 5, 0);
    expect(read.bytesRead).toBe(5);
    expect(read.buffer).toBe(buffer);
    expect(new TextDecoder().decode(buffer)).toBe("\0\0Jello\0");
    expect((await file.read(buffer)).bytesRead).toBe(0);
    await expect(file.read(buffer, 5, 9)).rejects.toMatchObject({ code: "ERR_OUT_OF_RANGE" });
    await file.sync();
    await file.datasync();
    expect((await file.stat()).size).toBe(13);
    await file.chmod(0o600);
    await file.utimes(1, 2);
    expect((await file.stat()).mtimeMs).toBe(2000);
    await file.truncate(5);
    await file.close();
    expect(file.fd).toBe(-1);
    await expect(file.read(buffer)).rejects.toMatchObject({ code: "EBADF" });
    await expect(file.stat()).rejects.toMatchObject({ code: "EBADF" });
    await file.close();
    expect(await readFile(`${folder}/a`, "utf8")).toBe("Jello");

    const log = await open(`${folder}/log`, "a");
    await Promise.all(Array.from({ length: 50 }, (_, i) => log.appendFile(`${i}\n`)));
    const closing = log.close();
    await closing;
    const lines = (await readFile(`${folder}/log`, "utf8")).trim().split("\n").map(Number);
    expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));

    // Closing waits for what is being written.
    const late = await open(`${folder}/late`, "w");
    const writing = late.write(new Uint8Array(1_000_000));
    await late.close();
    expect((await writing).bytesWritten).toBe(1_000_000);
  } finally {
    await rm(folder, { recursive: true });
  }
}
