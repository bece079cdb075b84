// SPDX-License-Identifier: GPL-2.0-or-later
// Options of lst (lnetconfig-api.md §4.2): which nodes and states they choose, the time that they take, and what is refused.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { type Shell, shell } from "./_shell.ts";

const HEADER = "\tACTIVE\tBUSY\tDOWN\tUNKNOWN\tTOTAL\n";
const [N2, N3, N4] = [2, 3, 4].map((node) => `12345-10.1.1.${node}@tcp`);

type Lab = ReturnType<typeof lab>;

/** How long a command takes, in whole seconds, and what it prints. */
async function timed({ cluster }: Lab, lst: Shell, line: string): Promise<[number, string]> {
  const begin = cluster.clock.now;
  const said = await lst(line);
  return [Math.round(cluster.clock.now - begin), said];
}

/** Node 2 asks 3 and 4; node 1 is the console. */
async function session(lst: Shell, ...tests: string[]): Promise<void> {
  await lst("lst new_session t");
  await lst("lst add_group c 10.1.1.2@tcp");
  expect(await lst("lst add_group s 10.1.1.[3-4]@tcp")).toBe("10.1.1.[3-4]@tcp are added to session\n");
  for (const test of tests) expect(await lst(`lst add_test --from c --to s ${test}`)).toBe("Test was added successfully\n");
}

async function groups({ lnets, cluster }: Lab, lst: Shell): Promise<void> {
  await session(lst);
  const counts = async (): Promise<string> => (await lst("lst list_group s")).replace("\t(null)\n", "");
  // A node that does not answer is down until it is refreshed; a query does not wait longer than it is told.
  await lst("lnetctl fault drop add -s 10.1.1.4@tcp -d *@tcp -r 1");
  expect(await timed({ lnets, cluster }, lst, "lst ping --timeout 7 --nodes 10.1.1.[3-4]@tcp")).toEqual([
    7,
    `\t${N3}: Active [session: t id: 10.1.1.1@tcp]\n\t${N4}: Down [session: <NULL> id: <?>]\n`,
  ]);
  expect(await counts()).toBe("\t1\t0\t1\t0\t2");
  const list = async (option: string): Promise<string[]> =>
    (await lst(`lst list_group ${option} s`)).split("\n").filter((line) => line.startsWith("\t12345"));
  expect(await list("--active")).toEqual([`\t${N3}: Active`]);
  expect(await list("--down")).toEqual([`\t${N4}: Down`]);
  expect(await list("--busy")).toEqual([]);
  expect(await list("--all")).toEqual([`\t${N3}: Active`, `\t${N4}: Down`]);
  await lst("lnetctl fault drop del -a");
  expect(await lst("lst update_group s --refresh")).toBe("");
  expect(await counts()).toBe("\t2\t0\t0\t0\t2");

  // The module of one is loaded anew: it is in no session.
  const { modules } = lnets[3]!.node;
  modules.unload("lnet_selftest");
  modules.load("lnet_selftest");
  await lst("lst ping --group s");
  expect(await counts()).toBe("\t1\t0\t0\t1\t2");
  expect(await lst("lst update_group s --clean down")).toBe("");
  expect(await counts()).toBe("\t1\t0\t0\t1\t2");
  expect(await lst("lst update_group s --clean invalid")).toBe("");
  expect(await counts()).toBe("\t1\t0\t0\t0\t1");
  expect(await lst("lst update_group s --remove 10.1.1.3@tcp")).toBe("");
  expect(await lst("lst list_group")).toBe("1) c\nTotal 1 groups\n");
  // Who is in no group has left the session.
  expect(lnets[2]!.node.selftest!.console.session).toBe(undefined);
  expect(await lst("lst ping --nodes 10.1.1.3@tcp")).toBe(`\t${N3}: Unknown [session: <NULL> id: <?>]\n`);

  // Two options, none, or one that it has not.
  for (const words of ["update_group c", "update_group c --refresh --clean busy", "update_group c --remove 10.1.1.2@tcp c"])
    expect(await lst(`lst ${words}`)).toMatch(/^! .*crashes.*: Usage: lst update_group .*\nexit 139\n$/);
  expect(await lst("lst update_group c --clean lost")).toMatch(/^! .*\nexit 255\n$/);
  expect(await lst("lst update_group x --refresh")).toBe("! Can't find group in current session\nexit 255\n");
}

async function batches(all: Lab, lst: Shell): Promise<void> {
  await session(lst, "--loop 20 --distribute 1:2 brw read check=full size=64k off=8", "--concurrency 2 ping");
  expect(await lst("lst list_batch --test 1 batch")).toBe(
    `\tTest 1(brw) (loop: 20, concurrency: 1)\n${HEADER}client\t1\t0\t0\t0\t1\nserver\t2\t0\t0\t0\t2\n`,
  );
  expect(await lst("lst list_batch --server --active batch")).toBe(`\t${N3}: Active\n\t${N4}: Active\nTotal 2 nodes\n`);
  expect(await lst("lst list_batch --all --test 2 batch")).toBe(`\t${N2}: Active\nTotal 1 nodes\n`);
  expect(await lst("lst list_batch --invalid batch")).toBe("Total 0 nodes\n");
  expect(await lst("lst list_batch --test 3 batch")).toBe("! Can't find test in current session\nexit 255\n");
  expect(await lst("lst ping --batch batch")).toBe(`\t${N2}: Active [session: t id: 10.1.1.1@tcp]\n`);
  expect(await lst("lst ping --batch batch --server")).toBe(
    `\t${N3}: Active [session: t id: 10.1.1.1@tcp]\n\t${N4}: Active [session: t id: 10.1.1.1@tcp]\n`,
  );
  await lst("lst run");
  expect(await timed(all, lst, "lst query --loop 3 --delay 4")).toEqual([8, "batch [0] is running\n".repeat(3)]);
  expect(await lst("lst query --test 1")).toBe("batch [1] is stopped\n");
  expect(await lst("lst query --test 2")).toBe("batch [2] is running\n");
  expect(await lst("lst query --test 1 --all batch")).toBe(`${N2} [Active]: Idle\n`);
  expect(await lst("lst query --test 1 --active batch")).toBe("");
  expect(await lst("lst query --test 2 --active batch")).toBe(`${N2} [Active]: Running\n`);
  expect(await lst("lst query --idle batch")).toBe("");
  expect(await lst("lst query --test 3")).toBe("! Can't find test in current session\nexit 255\n");
  await lst("lnetctl fault drop add -s 10.1.1.2@tcp -d *@tcp -r 1");
  expect(await timed(all, lst, "lst query --timeout 9 --all")).toEqual([9, `${N2} [Down]: Unknown\n`]);
  await lst("lnetctl fault drop del -a");
  await lst("lst update_group c --refresh");
  // --force gives up what is under way.
  expect(await lst("lst stop --force")).toBe("Batch is stopped\n");
}

async function statistics(all: Lab, lst: Shell): Promise<void> {
  await session(lst, "brw write size=64k");
  await lst("lst run");
  const shape = (said: string): string => said.replaceAll(/\d+(\.\d+)?/g, "N").replaceAll(/ +/g, " ");
  const lines = (kind: "Rates" | "Bandwidth", rows: string[], columns: string[], unit: string): string =>
    `[LNet ${kind} of s]\n${rows.map((row) => `[${row}] ${columns.map((column) => `${column}: N ${unit}`).join(" ")}${kind === "Rates" ? "" : " "}\n`).join("")}`;
  const every = ["Avg", "Min", "Max"];
  const once = async (options: string): Promise<string> => shape(await lst(`lst stat --count 1 ${options} s`));
  expect(await once("")).toBe(lines("Rates", ["R", "W"], every, "RPC/s") + lines("Bandwidth", ["R", "W"], every, "MiB/s"));
  expect(await once("--rate --read --min --max")).toBe(lines("Rates", ["R"], ["Min", "Max"], "RPC/s"));
  expect(await once("--bw --write --avg --mbs")).toBe(lines("Bandwidth", ["W"], ["Avg"], "MB/s"));
  expect((await timed(all, lst, "lst stat --count 3 --delay 4 --rate s"))[0]).toBe(12);

  // One of two servers works: the least is what the console asks, the average half of the most.
  const numbers = [...(await lst("lst stat --bw --read --mbs --count 1 --delay 10 s")).matchAll(/: ([\d.]+)/g)].map(([, text]) =>
    Number(text),
  );
  expect(numbers).toHaveLength(3);
  expect(numbers[1]).toBe(0);
  expect(numbers[2]).toBeGreaterThan(1);
  expect(numbers[0]).toBeCloseTo(numbers[2]! / 2, 1);
  const [mebi, mega] = await Promise.all(
    ["", "--mbs"].map((unit) => lst(`lst stat --bw --read --max ${unit} --count 1 --delay 10 10.1.1.3@tcp`)),
  );
  expect(mebi).toMatch(/^\[LNet Bandwidth of 10\.1\.1\.3@tcp\]\n/);
  const value = (said: string): number => Number(/Max: ([\d.]+)/.exec(said)![1]);
  expect(value(mega!) / value(mebi!)).toBeCloseTo(1.0486, 1);

  expect(await lst("lst stop")).toMatch(/Batch is stopped\n$/);
  // Without --count it goes on, until its time is over; also for longer than a session stays unused.
  const [seconds, said] = await timed(all, lst, "timeout 10m lst stat --rate --delay 60 s");
  expect(seconds).toBe(600);
  expect(said.match(/Rates of s/g)).toHaveLength(9);
  expect(said).toMatch(/\nexit 124\n$/);
  expect(await timed(all, lst, "timeout 3 lst stat --count 2 s")).toEqual([3, "exit 124\n"]);
  expect((await timed(all, lst, "timeout 30 lst stat --count 2 s"))[0]).toBe(10);
  expect((await timed(all, lst, "timeout 2.5 lst query --loop 10 --delay 1"))[1]).toBe(`${"batch [0] is stopped\n".repeat(3)}exit 124\n`);
  await expect(lst("lst stat s")).rejects.toThrow(/not simulated: lst stat that goes on until it is interrupted/);
  await expect(lst("lst stat --rpc --count 1 s")).rejects.toThrow("not simulated: lst stat --rpc");
  await expect(lst("lst run --timeout 5")).rejects.toThrow("not simulated: lst run --timeout");

  // Of nodes that do not answer in time there is nothing to show.
  await lst("lnetctl fault drop add -s 10.1.1.4@tcp -d *@tcp -r 1");
  expect((await timed(all, lst, "lst stat --rate --count 1 --delay 2 --timeout 4 s"))[0]).toBe(10);
  expect(await lst("lst stat --rate --count 1 --delay 2 --timeout 4 10.1.1.4@tcp")).not.toContain("Rates");
  await lst("lnetctl fault drop del -a");
}

async function wrong(_: Lab, lst: Shell): Promise<void> {
  await session(lst);
  const add = (test: string): Promise<string> => lst(`lst add_test --from c --to s ${test}`);
  for (const test of ["brw size=0", "brw size=1025k", "brw size=2M", "brw off=4", "brw check=some", "brw size=x", "brw sideways", "frob"])
    expect(await add(test)).toMatch(/^! .+\n! Failed to add test \((brw|frob)\)\nexit 255\n$/);
  for (const option of ["--concurrency 0", "--concurrency 1025", "--distribute 1", "--distribute 0:1", "--distribute 1:0"])
    expect(await add(`${option} ping`)).toMatch(/^! Invalid (concurrency|distribution).*\nexit 255\n$/);
  // More servers than there are.
  expect(await add("--distribute 1:3 ping")).toBe("! Invalid parameters list in command line\nexit 255\n");
  for (const test of ["brw read size=1M", "brw w size=4096 off=4088", "brw r check=none size=4K", "--concurrency 1024 --loop -1 ping"])
    expect(await add(test)).toBe("Test was added successfully\n");
  // What show_error has not.
  for (const option of ["--batch", "--rpc"])
    expect(await lst(`lst show_error ${option} c`)).toMatch(
      new RegExp(`^! show_error: unrecognized option '${option}'\\n! .*crashes.*: Usage: .*\\nexit 139\\n$`),
    );
  expect(await lst("lst show_error x")).toBe("! Can't find x in current session\nexit 255\n");
  expect(await lst(`lst add_group ${"g".repeat(32)} 10.1.1.2@tcp`)).toBe("! Name length is limited to 31\nexit 255\n");
  for (const option of ["--timeout 0", "--delay 0"]) expect(await lst(`lst stat ${option} s`)).toMatch(/^! Invalid .*\nexit 255\n$/);
}

/** Two consoles: nodes are in one session. */
async function force({ lnets }: Lab, lst: Shell): Promise<void> {
  const other = shell(lnets[1]!);
  await session(lst);
  await other("lst new_session u");
  expect(await other("lst add_group s 10.1.1.3@tcp")).toMatch(/12345-10\.1\.1\.3@tcp.*busy[\s\S]*exit 254\n$/);
  expect(await other("lst ping --nodes 10.1.1.3@tcp")).toBe(`\t${N3}: Busy [session: t id: 10.1.1.1@tcp]\n`);
  expect(await other("lst new_session --force u")).toBe("SESSION: u FEATURES: 1 TIMEOUT: 300 FORCE: Yes\n");
  expect(await other("lst add_group s 10.1.1.3@tcp")).toBe("10.1.1.3@tcp are added to session\n");
  expect(await lst("lst ping --nodes 10.1.1.3@tcp")).toBe(`\t${N3}: Busy [session: u id: 10.1.1.2@tcp]\n`);
  expect(await lst("lst list_group s")).toBe("\t1\t1\t0\t0\t2\t(null)\n");
  expect(await lst("lst update_group s --clean busy")).toBe("");
  expect(await lst("lst list_group s")).toBe("\t1\t0\t0\t0\t1\t(null)\n");
  await other("lst end_session");
}

export async function run(): Promise<void> {
  const part = async (body: (all: Lab, lst: Shell) => Promise<void>): Promise<void> => {
    const all = lab(4, 1);
    for (const { node } of all.lnets) node.modules.load("lnet_selftest");
    await body(all, shell(all.lnets[0]!));
  };
  for (const body of [groups, batches, statistics, wrong, force]) await part(body);
}
