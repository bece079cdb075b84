// SPDX-License-Identifier: GPL-2.0-or-later
// brw_inject_errors: data of brw tests that are spoiled by the node that sends them, seen where they are checked, and counted by the node that runs the test.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

/** On node 1 and 2, or both: how many errors they put in. */
interface Case {
  test: string;
  client?: number;
  server?: number;
  loop?: number;
}

/** What `lst show_error` says of both, and how many data errors are left on each. */
async function outcome({ test, client = 0, server = 0, loop = 40 }: Case): Promise<{ said: string; left: (string | undefined)[] }> {
  const { cluster, lnets } = lab(2, 1);
  const lst = shell(lnets[0]!);
  const load = (index: number, errors: number): Promise<string> =>
    shell(lnets[index]!)(`modprobe lnet_selftest brw_inject_errors=${errors}`);
  expect(await load(0, client)).toBe("");
  expect(await load(1, server)).toBe("");
  await lst("lst new_session t");
  await lst("lst add_group c 10.1.1.1@tcp");
  await lst("lst add_group s 10.1.1.2@tcp");
  expect(await lst(`lst add_test --loop ${loop} --from c --to s ${test}`)).toBe("Test was added successfully\n");
  await lst("lst run");
  cluster.advance(loop * 0.1);
  // It goes on after an error.
  expect(await lst("lst query")).toBe("batch [0] is stopped\n");
  const said = await lst("lst show_error c s");
  expect(await lst("lst show_error --session c s")).toBe(said.replaceAll(/ \[RPC: .*\]$/gm, ""));
  const left = lnets.map(({ node }) => node.modules.readParameter("lnet_selftest", "brw_inject_errors"));
  return { said, left };
}

const none = "c:\nTotal 0 error nodes in c\ns:\nTotal 0 error nodes in s\n";
const some = (errors: number): string =>
  "c:\nTotal 1 error nodes in c\ns:\nTotal 0 error nodes in s\n" +
  `! 12345-10.1.1.1@tcp: [Session ${errors} brw errors, 0 ping errors] [RPC: 0 errors, 0 dropped, 0 expired]\n`;

export async function run(): Promise<void> {
  // A page has one error, an RPC of 4 KiB one page.
  expect(await outcome({ test: "brw write check=full size=4K", client: 5 })).toEqual({ said: some(5), left: ["0", "0"] });
  expect(await outcome({ test: "brw write check=simple", client: 5 })).toEqual({ said: some(5), left: ["0", "0"] });
  expect(await outcome({ test: "brw read check=full size=4K", server: 3 })).toEqual({ said: some(3), left: ["0", "0"] });
  expect(await outcome({ test: "brw read check=simple size=8", server: 3 })).toEqual({ said: some(3), left: ["0", "0"] });
  // All that many pages take at once is one error of the test.
  expect(await outcome({ test: "brw write check=simple size=1M", client: 8, loop: 5 })).toMatchObject({ said: some(1), left: ["0", "0"] });
  // Who does not send data, or sends what nobody checks, spoils nothing.
  expect(await outcome({ test: "brw read check=full", client: 5 })).toMatchObject({ said: none, left: ["5", "0"] });
  expect(await outcome({ test: "brw write check=full", server: 5 })).toMatchObject({ said: none, left: ["0", "5"] });
  expect(await outcome({ test: "brw write", client: 5, server: 5 })).toMatchObject({ said: none, left: ["5", "5"] });
  expect(await outcome({ test: "brw read check=none", client: 5, server: 5 })).toMatchObject({ said: none, left: ["5", "5"] });
  expect(await outcome({ test: "ping", client: 5, server: 5 })).toMatchObject({ said: none, left: ["5", "5"] });
  // More errors than data: at random, about one in two.
  const { said, left } = await outcome({ test: "brw write check=full", client: 1000, loop: 100 });
  const [, errors = ""] = /Session (\d+) brw errors/.exec(said)!;
  expect(Number(errors) + Number(left[0])).toBe(1000);
  expect(Number(errors)).toBeGreaterThan(25);
  expect(Number(errors)).toBeLessThan(75);
}
