// SPDX-License-Identifier: GPL-2.0-or-later
// Large files go by in pieces, lines whole, also where a piece ends within a character.
import { expect } from "lutf";
import { mkdtemp, open, rm } from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await mkdtemp("/tmp/lutf-fs-");
  try {
    const path = `${folder}/a`;
    {
      const file = await open(path, "w");
      for (let i = 0; i < 300; i++) await file.appendFile(`${`Zeile ü ${i} `.repeat(100)}\r\n`);
      await file.appendFile("the last");
      await file.close();
    }
    const size = await (async () => {
      const file = await open(path);
      let length = 0;
      let pieces = 0;
      for await (const piece of file.createReadStream()) {
        expect(piece.length).toBeLessThanOrEqual(65536);
        length += piece.length;
        pieces++;
      }
      expect(pieces).toBeGreaterThan(3);
      const { size } = await (await open(path)).stat();
      expect(length).toBe(size);
      await file.close().catch(() => undefined);
      return size;
    })();
    expect(size).toBeGreaterThan(300_000);

    const part = await open(path);
    let text = "";
    for await (const piece of part.createReadStream({ start: 2, end: 6 })) text += new TextDecoder().decode(piece as Uint8Array);
    expect(text).toBe("ile \u{fffd}");
    await part.close().catch(() => undefined);

    const lines: string[] = [];
    const file = await open(path);
    for await (const line of file.readLines()) lines.push(line);
    await file.close().catch(() => undefined);
    expect(lines.length).toBe(301);
    expect(lines[299]).toBe("Zeile ü 299 ".repeat(100));
    expect(lines[300]).toBe("the last");
  } finally {
    await rm(folder, { recursive: true });
  }
}
