// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl with pings on its standard input: one that a rule fails as it is sent is the last (golden/33_health/027-032), after one that nobody answered it goes on (35_faults/003-022), and
// after one that failed with remote_timeout (35_faults/facts.md).
import { expect } from "lutf";
import { dropRule, lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const { lnets } = lab(2, 1);
  const [a, b] = [lnets[0]!, lnets[1]!];
  a.discover("10.1.1.2@tcp", { force: false });
  const sh = shell(a);
  const failures = async (words = ""): Promise<number> => {
    const answers = await sh("lnetctl", undefined, `ping${words} 10.1.1.2@tcp\n`.repeat(3));
    return answers.match(/^ {2}errno: -5$/gm)?.length ?? 0;
  };
  await sh("lnetctl set retry_count 0");
  await sh("lnetctl set transaction_timeout 2");
  for (const [code, count] of [
    [2, 1],
    [8, 1],
    [9, 3],
    [10, 1],
  ] as const) {
    a.faults.add(dropRule({ healthErrors: 1 << code }));
    expect(await failures(), `health error ${code}`).toBe(count);
    a.faults.clear();
  }
  b.faults.add(dropRule());
  expect(await failures()).toBe(3);
  expect(await failures(" --timeout 1")).toBe(3);
}
