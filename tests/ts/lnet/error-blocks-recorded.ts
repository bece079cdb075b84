// SPDX-License-Identifier: GPL-2.0-or-later
// Every failure that lnetctl 2.17 and 2.15 were recorded with is read whole: no errno is missed, and none is made up.
import { expect, lutf, type Results } from "lutf";
import { readdir } from "lutf/fs";
import { blocksOfText } from "lutf/lnet-internals";
import { dirname, join } from "lutf/path";
import { recorded, recordedPath } from "./_golden.ts";

export async function run(_parameters: unknown, results: Results): Promise<void> {
  const root = dirname(recordedPath("README.md"));
  let failures = 0;
  for (const folder of (await readdir(root)).filter((name) => /^(0\d|1[0-3]|20)_/.test(name) && !name.startsWith("11"))) {
    for (const file of (await readdir(join(root, folder))).filter((name) => name.endsWith(".txt"))) {
      const text = recorded(join(folder, file));
      const errnos = [...text.matchAll(/^\s+errno: (-?\d+)$/gm)].map(([, errno]) => Number(errno));
      const { blocks } = blocksOfText(text);
      expect(
        blocks.map(({ errno }) => errno),
        `${folder}/${file}`,
      ).toEqual(errnos);
      for (const { descr, entity } of blocks) expect(descr + entity, `${folder}/${file}`).not.toMatch(/^[!"']|["']$/);
      failures += errnos.length;
    }
  }
  if (failures === 0) lutf.skip("there are no recordings of lnetctl");
  results.record("failures", failures);
}
