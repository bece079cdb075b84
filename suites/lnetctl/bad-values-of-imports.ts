// SPDX-License-Identifier: GPL-2.0-or-later
// What a YAML text has wrong is refused with words for it, and changes nothing: what is no YAML, a NID that is none, a CPT that there is not, an interface that there is
// not, a value out of range. A list of CPTs is one list, however it is written. sanity-lnet 27, 265, 266.
import { expect, type Parameters, type Results } from "lutf";
import { tool, withNics } from "./_words.ts";

export const requires = withNics(1, 1);

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const [nic] = one.bed.node.interfaces("tcp", 1).map(({ name }) => name);
  const net = (name: string, cpts?: string): string =>
    `net:\n  - net type: tcp9\n    local NI(s):\n      - interfaces:\n          0: ${name}\n${cpts === undefined ? "" : `        CPT: ${cpts}\n`}`;
  const said: string[] = [];
  // What is no NID, or no net, is refused without a word since 2.16 (golden README: peer errors of lnetctl 2.17 are silent).
  await results.step("27: no NID, no such value", async () => {
    await one.refused("import", "peer:\n  - primary nid: 10.9.1@tcp\n");
    await one.refused("import", "peer:\n  - primary nid: 10.9.1.1@foo\n");
    await one.refused("import", "global:\n    router_sensitivity: 500\n");
  });
  for (const [what, text] of [
    ["no YAML", "net:\n  - net type: tcp9\n    local NI(s): [\n"],
    ["missing NID", "peer:\n  - primary nid:\n"],
    ["no interface", net("nosuchnic")],
  ] as const) {
    await results.step(`27: ${what}`, async () => {
      const words = await one.refused("import", text);
      expect(words, `what is said by ${one.ran}`).toMatch(/errno: -|Parser error/);
      said.push(words);
    });
  }
  expect(new Set(said).size, "each mistake has words of its own").toBe(said.length);
  await results.step("265", async () => {
    for (const cpts of ['"[0-999]"', '"[999]"', '"[0,999]"']) {
      const words = await one.refused("import", net(nic!, cpts));
      expect(words, `what is said by ${one.ran}`).toMatch(/CPT/);
      expect(await one.nets(), `nets of ${one.after}`).toEqual({});
    }
  });
  await results.step("266", async () => {
    for (const cpts of ['"[0]"', "[0]", '"[0-0]"', "[0-0]"]) {
      await one.ok("import", net(nic!, cpts));
      const { net: nets = [] } = await one.exported();
      expect(
        nets.map((each) => each["local NI(s)"].map(({ CPT }) => CPT)),
        `CPTs of the NIs of ${one.after}`,
      ).toEqual([["[0]"]]);
      await one.ok("net del --net tcp9");
    }
  });
}
