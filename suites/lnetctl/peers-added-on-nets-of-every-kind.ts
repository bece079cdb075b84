// SPDX-License-Identifier: GPL-2.0-or-later
// A peer has exactly the NIDs it is given: singly, as ranges, stepped or by commas, its primary among them or not, on nets of every kind. sanity-lnet 1-6, 19-21.
import { expect, type Parameters, type Results } from "lutf";
import { oneNode, range, tool, withSorted } from "./_words.ts";

export const requires = oneNode;

const P = "10.9.1.1";
/** Number of sanity-lnet, primary NID, the NIDs as words, and what they stand for beside the primary. */
const CASES: [number, string, string, string[]][] = [
  [1, `${P}@tcp`, "", []],
  [2, `${P}@o2ib`, "", []],
  [3, `${P}@tcp`, "10.9.2.2@o2ib", ["10.9.2.2@o2ib"]],
  [4, `${P}@tcp`, "10.9.1.[2-5]@tcp", range("10.9.1.", 2, 5, "@tcp")],
  [4, `${P}@tcp`, "10.9.1.[1-4]@tcp", range("10.9.1.", 2, 4, "@tcp")],
  [5, `${P}@o2ib`, "10.9.1.[2-5,8]@o2ib", [...range("10.9.1.", 2, 5, "@o2ib"), "10.9.1.8@o2ib"]],
  [5, `${P}@o2ib`, "10.9.1.[1-4]@o2ib", range("10.9.1.", 2, 4, "@o2ib")],
  [
    6,
    `${P}@tcp`,
    "10.9.1.[2-10/2]@tcp,10.9.2.[1-9/4]@o2ib,[1-7/3]@gni,[2-8/2]@kfi,[5-6]@bxi3f",
    [
      ...range("10.9.1.", 2, 10, "@tcp", 2),
      ...range("10.9.2.", 1, 9, "@o2ib", 4),
      ...range("", 1, 7, "@gni", 3),
      ...range("", 2, 8, "@kfi", 2),
      "5@bxi3f",
      "6@bxi3f",
    ],
  ],
  [19, "1@gni", "", []],
  [20, "1@gni", "10.9.1.2@tcp,10.9.1.3@o2ib", ["10.9.1.2@tcp", "10.9.1.3@o2ib"]],
  [21, "1@gni", "[3-6]@gni", range("", 3, 6, "@gni")],
];

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  for (const [number, primary, words, others] of CASES) {
    await results.step(`${number}: ${primary} ${words}`, async () => {
      await one.ok(`peer add --prim_nid ${primary}${words && ` --nid ${words}`}`);
      expect(await one.peers(), `peers of ${one.after}`).toEqual(withSorted({ [primary]: [primary, ...others] }));
      await one.ok(`peer del --prim_nid ${primary}`);
    });
  }
}
