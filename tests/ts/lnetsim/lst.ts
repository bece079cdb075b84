// SPDX-License-Identifier: GPL-2.0-or-later
// lst as it was recorded (golden/09_lst, 36_selftest/016 and 019): what it prints, its errors and exit codes, and that the time it takes is virtual.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

const HEADER = "\tACTIVE\tBUSY\tDOWN\tUNKNOWN\tTOTAL\n";

export async function run(): Promise<void> {
  const { cluster, lnets } = lab(2, 3);
  const lst = shell(lnets[0]!);
  const noFamily = "! Writer error: failed to resolve Netlink family id\n";
  expect(await lst("lst show_session", {})).toBe(`${noFamily}! Invalid parameters list in command line\nexit 255\n`);
  expect(await lst("lst new_session x", {})).toBe(`${noFamily}! Can't find env LST_SESSION or value is not valid\nexit 255\n`);
  for (const { node } of lnets) node.modules.load("lnet_selftest");
  expect(await lst("lst show_session")).toBe("! Reader error: 'session is not active' at 0\n! No session exists\nexit 255\n");
  expect(await lst("lst add_batch b")).toBe("! No session exists\nexit 255\n");

  expect(await lst("lst new_session --timeo 100 t")).toBe("SESSION: t FEATURES: 1 TIMEOUT: 100 FORCE: No\n");
  expect(await lst("lst list_group", { LST_SESSION: "301" })).toBe("! Unmatched session key or not root\nexit 255\n");
  expect(await lst("lst add_group c 10.1.1.1@tcp")).toBe("10.1.1.1@tcp are added to session\n");
  expect(await lst("lst add_group s 10.1.1.2@tcp")).toBe("10.1.1.2@tcp are added to session\n");
  expect(await lst("lst add_group s 10.1.1.2@tcp")).toBe("! group already exists\nexit 255\n");
  expect(await lst("lst list_group")).toBe("1) c\n2) s\nTotal 2 groups\n");
  expect(await lst("lst list_group c s")).toBe("\t1\t0\t0\t0\t1\t(null)\n\t1\t0\t0\t0\t1\t(null)\n");
  expect(await lst("lst list_group --all s")).toBe(
    `${HEADER}Group [ s ]\nNo nodes found [ s ]\nGroup [ (null) ]\n\t12345-10.1.1.2@tcp: Active\nTotal 1 nodes [ (null) ]\n`,
  );
  expect(await lst("lst add_batch b")).toBe("");
  expect(await lst("lst add_test --batch b --from c --to s frob")).toBe("! Unknow test name frob\n! Failed to add test (frob)\nexit 255\n");
  expect(await lst("lst add_test --batch b --from x --to s ping")).toBe("! Can't find test in current session\nexit 255\n");
  expect(await lst("lst add_test --batch b --concurrency 2 --from c --to s brw write check=simple size=4K")).toBe(
    "Test was added successfully\n",
  );
  expect(await lst("lst list_batch b")).toBe(
    `Batch: b Tests: 1 State: 176\n${HEADER}client\t1\t0\t0\t0\t1\nserver\t1\t0\t0\t0\t1\n` +
      `\tTest 1(brw) (loop: -1, concurrency: 2)\n${HEADER}client\t1\t0\t0\t0\t1\nserver\t1\t0\t0\t0\t1\n`,
  );
  expect(await lst("lst run b")).toBe("b is running now\n");
  expect(await lst("lst query --all b")).toBe("12345-10.1.1.1@tcp [Active]: Running\n");
  const rates = await lst("lst stat --bw --read --count 1 --delay 2 --mbs s");
  expect(rates).toMatch(/^\[LNet Bandwidth of s\]\n\[R\] Avg: [\d.]+ +MB\/s {2}Min: [\d.]+ +MB\/s {2}Max: [\d.]+ +MB\/s {2}\n$/);
  // As many RPCs as the two workers make, each with a request and a bulk.
  const [, rate = ""] = /\[R\] Avg: (\d+)/.exec(await lst("lst stat --rate --count 1 --delay 10 s"))!;
  expect(Number(rate)).toBeGreaterThan(90);
  expect(Number(rate)).toBeLessThan(101);

  // 016: nothing arrives any more; a query takes its 5 seconds, an error report 10 for each group; the RPCs that were lost hold up the stop until they time out.
  const cut = cluster.clock.now;
  expect(await lst("lnetctl fault drop add -s *@tcp -d *@tcp -r 1")).toBe("");
  cluster.advance(3);
  expect(await lst("lst query b")).toBe("b [0] 1 of 1 nodes are unknown, stopped: 0 , running: 0, failed: 0\n");
  expect(await lst("lst show_error c s")).toBe(
    "c:\nTotal 1 error nodes in c\ns:\nTotal 1 error nodes in s\n" +
      "! RPC failure, can't show error on 12345-10.1.1.1@tcp\n! RPC failure, can't show error on 12345-10.1.1.2@tcp\n",
  );
  expect(cluster.clock.now - cut).toBeCloseTo(28, 1);
  await lst("lnetctl fault drop del -a");
  cluster.advance(1);
  expect(await lst("lst query b")).toBe("b [0] is running\n");
  expect(await lst("lst show_error c s")).toBe("c:\nTotal 0 error nodes in c\ns:\nTotal 0 error nodes in s\n");
  expect(await lst("lst stop b")).toMatch(/^(1 batch in stopping\n){34,36}Batch is stopped\n$/);
  expect(cluster.clock.now - cut).toBeGreaterThan(63);
  expect(await lst("lst query b")).toBe("b [0] is stopped\n");
  expect(await lst("lst end_session")).toBe("");

  // 019
  const discover = await lst("lnetctl discover 10.1.1.2@tcp");
  expect(discover).toContain("10.1.3.2@tcp");
  await lst("lst new_session t");
  await lst("lst add_group c 10.1.1.1@tcp");
  expect(await lst("lst add_group s 10.1.[1-3].2@tcp")).toBe(
    "Group is deleted\n! create session RPC failed on 12345-10.1.2.2@tcp: Unknown error -110\n" +
      "! create session RPC failed on 12345-10.1.3.2@tcp: Unknown error -110\n! No nodes added successfully, deleting group s\nexit 254\n",
  );
  await lst("lst add_batch b");
  expect(await lst("lst run b")).toBe("b is running now\n");
  expect(await lst("lst query b")).toBe("Batch or test is empty\n");
  expect(await lst("lst stop b")).toBe("Batch is stopped\n");
  expect(await lst("lst ping --group c")).toBe(
    "\t12345-10.1.1.1@tcp: Active [session: t id: 10.1.1.1@tcp]\n\tLNET_PID_ANY-<?>: Unknown [session: <NULL> id: <?>]\n",
  );

  // Nobody uses the session for longer than its time-out: it ends.
  cluster.advance(320);
  expect(await lst("lst add_batch c")).toBe("! No session exists\nexit 255\n");
}
