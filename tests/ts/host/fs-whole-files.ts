// SPDX-License-Identifier: GPL-2.0-or-later
// Whole files: text and bytes, encodings, flags, modes, abort; files that lie about their size.
import { expect } from "lutf";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await mkdtemp("/tmp/lutf-fs-");
  try {
    const path = `${folder}/a`;
    await writeFile(path, "Grüße\n");
    expect(await readFile(path, "utf8")).toBe("Grüße\n");
    expect([...(await readFile(path))]).toEqual([71, 114, 195, 188, 195, 159, 101, 10]);
    expect(await readFile(path, { encoding: "latin1" })).toBe("GrÃ¼Ã\u009fe\n");
    expect(await readFile(path, "base64")).toBe("R3LDvMOfZQo=");
    expect(await readFile(path, "hex")).toBe("4772c3bcc39f650a");
    await appendFile(path, Uint8Array.from([0, 255]));
    expect((await readFile(path)).length).toBe(10);
    await writeFile(path, "c29uZw==", "base64");
    expect(await readFile(path, "utf8")).toBe("song");
    await expect(writeFile(path, "", { flag: "wx" })).rejects.toThrow("EEXIST: file already exists, open");

    await writeFile(`${folder}/private`, "", { mode: 0o600 });
    expect((await stat(`${folder}/private`)).mode & 0o777).toBe(0o600);
    await writeFile(path, ["one ", "two ", Uint8Array.from([51])]);
    expect(await readFile(path, "utf8")).toBe("one two 3");
    await writeFile(
      path,
      (async function* () {
        yield "from ";
        await Promise.resolve();
        yield "a generator";
      })(),
    );
    expect(await readFile(path, "utf8")).toBe("from a generator");
    await writeFile(path, new Uint16Array([0x4241, 0x4443]));
    expect(await readFile(path, "utf8")).toBe("ABCD");
    await expect(writeFile(path, 5 as never)).rejects.toMatchObject({ code: "ERR_INVALID_ARG_TYPE" });

    expect(await readFile("/proc/self/status", "utf8")).toContain("Pid:");
    expect((await readFile("/proc/self/maps")).length).toBeGreaterThan(4096);

    // What is written belongs to the file from the moment of the call.
    const bytes = new Uint8Array(100_000).fill(7);
    const writing = writeFile(path, bytes);
    bytes.fill(0);
    await writing;
    expect((await readFile(path)).every((byte) => byte === 7)).toBe(true);

    await expect(readFile(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError", code: "ABORT_ERR" });
    const controller = new AbortController();
    const reading = readFile(path, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  } finally {
    await rm(folder, { recursive: true });
  }
}
