// SPDX-License-Identifier: GPL-2.0-or-later
// NIs show what rules have made of them, for nets and for NIDs; with the rules it goes.
import { expect } from "lutf";
import type { Bed } from "lutf/testbed";
import { threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

async function shown(bed: Bed): Promise<(number | undefined)[][]> {
  const nets = (await bed.lnet.nets({ detail: 4 })).filter((net) => net["net type"] !== "lo");
  return nets.flatMap((net) => net["local NI(s)"].map((ni) => [ni["udsp info"]?.["net priority"], ni["udsp info"]?.["nid priority"]]));
}

export async function run(): Promise<void> {
  const [main] = await twoNets();
  expect(await shown(main)).toEqual([
    [-1, -1],
    [-1, -1],
    [-1, -1],
  ]);
  await main.lnet.addPolicy({ src: "tcp", priority: 3 });
  await main.lnet.addPolicy({ src: main.nid(1), priority: 2 });
  await main.lnet.addPolicy({ src: main.nid(0, "tcp1") });
  expect(await shown(main)).toEqual([
    [3, -1],
    [3, 2],
    [-1, 0],
  ]);
  await main.lnet.deletePolicy("all");
  expect((await shown(main)).flat()).toEqual([-1, -1, -1, -1, -1, -1]);
}
