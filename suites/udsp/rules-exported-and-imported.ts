// SPDX-License-Identifier: GPL-2.0-or-later
// Rules of every kind stand in an export of lnetctl. Those of a priority other than 0 are brought back by its import into an LNet that is loaded anew, in their order
// and in effect; of the others lnetctl of 2.17 makes none, or rules of a priority (read in lnetctl.c).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { parse, stringify } from "lutf/yaml";
import { ABOUT_NONE, oneNet, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main] = await oneNet();
  await main.lnet.addPolicy({ src: "tcp", priority: 4 });
  await main.lnet.addPolicy({ src: main.nid(2), priority: 1 });
  await main.lnet.addPolicy({ dst: "10.254.1.[1-9]@tcp5", priority: 2 });
  await main.lnet.addPolicy({ src: main.nid(0), dst: "10.254.1.1@tcp" });
  await main.lnet.addPolicy({ route: "10.254.1.2@tcp", dst: "10.254.1.3@tcp5" });
  const rules = (await main.lnet.policies()).slice(0, 3);
  const { udsp } = parse(await main.lnet.cli.exportYaml({ backup: true })) as { udsp: unknown[] };
  expect(udsp).toHaveLength(5);

  const [anew, agent] = await testbed({ nodes: 2, nics: 3, discover: true });
  expect(await anew.lnet.policies()).toEqual([]);
  await anew.lnet.cli.importYaml(stringify({ udsp: udsp.slice(0, 3) }));
  expect(await anew.lnet.policies()).toEqual(rules);
  traffic.expect((await pinged(anew, agent)).main.sent).only([anew.nid(2)], ABOUT_NONE);
}
