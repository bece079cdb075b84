// SPDX-License-Identifier: GPL-2.0-or-later
// Peers come from YAML, one or five, with further NIDs or without, and go by the same text; parts of them go by a text that names those. sanity-lnet 14-17, 18a, 18b.
import { expect, type Parameters, type Results } from "lutf";
import { oneNode, peersYaml, range, tool, withSorted } from "./_words.ts";

export const requires = oneNode;

type Peers = Record<string, string[]>;

/** So many peers with so many further NIDs each. */
function make(count: number, more: number): Peers {
  const one = (place: number): [string, string[]] => [`10.9.${place}.1@tcp`, range(`10.9.${place}.`, 1, 1 + more, "@tcp")];
  return Object.fromEntries(Array.from({ length: count }, (_, index) => one(index + 1)));
}

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const all: [string, Peers][] = [
    ["14", make(1, 0)],
    ["15", make(5, 0)],
    ["16", make(1, 5)],
    ["17", make(5, 7)],
  ];
  for (const [number, peers] of all) {
    await results.step(number, async () => {
      await one.ok("import", peersYaml(peers));
      expect(await one.peers(), `peers of ${one.after}`).toEqual(withSorted(peers));
      await one.ok("import --del", peersYaml(peers));
      expect(await one.peers(), `peers of ${one.after}`).toEqual({});
    });
  }
  await results.step("18", async () => {
    const [first, second] = ["10.9.1.1@tcp", "10.9.2.1@tcp"];
    const peers = make(2, 4);
    await one.ok("import", peersYaml(peers));
    // a: of one peer
    await one.ok("import --del", peersYaml({ [first]: ["10.9.1.2@tcp", "10.9.1.4@tcp"] }));
    expect(await one.peers(), `peers of ${one.after}`).toEqual(withSorted({ ...peers, [first]: [first, "10.9.1.3@tcp", "10.9.1.5@tcp"] }));
    // b: of both by one text
    await one.ok("import --del", peersYaml({ [first]: ["10.9.1.3@tcp"], [second]: ["10.9.2.2@tcp", "10.9.2.5@tcp"] }));
    expect(await one.peers(), `peers of ${one.after}`).toEqual(
      withSorted({ [first]: [first, "10.9.1.5@tcp"], [second]: [second, "10.9.2.3@tcp", "10.9.2.4@tcp"] }),
    );
  });
}
