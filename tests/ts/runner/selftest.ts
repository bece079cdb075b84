// SPDX-License-Identifier: GPL-2.0-or-later
// selftest.run() and start() give numbers that lnet_selftest's facts determine, leave no session and no module behind however they end, and say what is wrong
// with parameters before anything is started.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const numbers = `
import { expect, lutf, type Requires } from "lutf";
import { selftest } from "lutf/selftest";
import { testbed } from "lutf/testbed";

export const requires: Requires = { agents: 3 };

export async function run(): Promise<void> {
  const [a, b, c] = await testbed({ nodes: 3, nics: 2 });
  const loads = async () => Promise.all([a, b, c].map(async ({ node }) => (await node.exec(["lsmod"])).stdout.includes("lnet_selftest")));
  // loop * concurrency RPCs; of 160 bytes each way and the data; 2, 3 or 4 messages.
  for (const [test, messages, bytes] of [["ping", 2, 0], ["read", 3, 4096], ["write", 4, 4096]] as const) {
    const seen = await selftest.run({ from: [a], to: [b.node], test, loop: 20, concurrency: 4 });
    expect(seen).toMatchObject({ rpcs: 80, errors: 0, messages: 80 * messages });
    expect(seen.bytes).toBeGreaterThanOrEqual(80 * (160 + bytes));
    expect(seen.bytes).toBeLessThan(80 * (160 + bytes) + 160 * 100);
    expect(seen.bytesPerSecond).toBeCloseTo(seen.bytes / seen.seconds);
    expect(await loads()).toEqual([false, false, false]);
  }
  // Two clients, two servers: each has its own; with 1:2 each has both.
  expect(await selftest.run({ from: [a], to: [b, c], write: true, size: "1M", loop: 5, distribute: "1:2" })).toMatchObject({ rpcs: 10, errors: 0 });
  expect(await selftest.run({ from: [a, b], to: [c], read: true, size: 8, loop: 5, check: "full" })).toMatchObject({ rpcs: 10, errors: 0 });

  const begin = performance.now();
  const half = await selftest.run({ from: [a], to: [b], test: "write", size: "1M", seconds: 30, concurrency: 8 });
  expect(half.seconds).toBeCloseTo(30, 1);
  expect(half.rpcs).toBeGreaterThan(2000);
  expect(half.messagesPerSecond).toBeCloseTo(half.messages / 30, 0);
  // Nobody waited for it.
  expect(performance.now() - begin).toBeLessThan(30_000);

  const running = await selftest.start({ from: [a], to: [b], test: "ping" });
  await lutf.sleep("5s");
  const some = await running.numbers();
  await lutf.sleep("5s");
  const all = await running.stop();
  expect(some.rpcs).toBeGreaterThan(40);
  expect(all.rpcs).toBeGreaterThan(some.rpcs + 40);
  expect(await running.stop()).toEqual(all);
  expect(await loads()).toEqual([false, false, false]);

  // Messages that are lost are errors.
  const cut = await selftest.start({ from: [a], to: [b], test: "write", loop: 3 });
  await a.lnet.cli.run(["fault", "drop", "add", "-s", "*@tcp", "-d", "*@tcp", "-r", "1"]);
  await lutf.sleep("1s");
  await a.lnet.cli.run(["fault", "drop", "del", "-a"]);
  await cut.finished();
  expect((await cut.stop()).errors).toBeGreaterThan(0);

  // So is data that is not what it should be, if somebody checks it.
  await a.node.exec(["modprobe", "lnet_selftest", "brw_inject_errors=3"]);
  const write = { from: [a], to: [b], write: true, size: "4k", loop: 60 } as const;
  expect(await selftest.run({ ...write, check: "none" })).toMatchObject({ rpcs: 60, errors: 0 });
  expect(await selftest.run({ ...write, check: "full" })).toMatchObject({ rpcs: 60, errors: 3 });
  await a.node.exec(["rmmod", "lnet_selftest"]);

  // It is stopped also where the test goes on too long, and LNet can be unloaded at once.
  const slow = await selftest.start({ from: [a], to: [b], test: "ping", loop: 100000 });
  await expect(slow.finished(10)).rejects.toThrow(/selftest of 100000 RPCs for each worker has ended: .*lst query says: 12345-10\\.1\\.1\\.1@tcp \\[Active\\]: Running/);
  await slow.stop();
  const left = await selftest.start({ from: [a], to: [b], test: "ping" });
  await testbed({ nodes: [a.node] });
  await expect(left.stop()).rejects.toThrow("lst stop load ended with");

  const o = { from: [a], to: [b], loop: 1 };
  for (const [wrong, text] of [
    [{ ...o, test: "pong" }, 'selftest: test "pong" is none of ping, read, write'],
    [{ ...o }, "selftest: exactly one test is wanted"],
    [{ ...o, test: "ping", write: true }, "not ping and write"],
    [{ ...o, test: "ping", size: 1 }, "selftest: a ping has no size"],
    [{ ...o, test: "read", size: "2M" }, 'selftest: size "2M" is not 1 byte to 1M'],
    [{ ...o, test: "read", check: "some" }, 'selftest: check "some" is none of none, simple, full'],
    [{ ...o, test: "ping", concurrency: 1025 }, "selftest: concurrency 1025 is no whole number from 1 to 1024"],
    [{ ...o, test: "ping", loop: 0 }, "selftest: loop 0 is no whole number"],
    [{ ...o, test: "ping", distribute: "1:2" }, 'selftest: distribute "1:2" wants 2 nodes in to; there are 1'],
    [{ ...o, test: "ping", distribute: "1" }, 'selftest: distribute "1" is not "1:1"'],
    [{ ...o, test: "ping", seconds: 3 }, "exactly one of seconds and loop"],
    [{ ...o, test: "ping", to: [] }, "selftest: to wants a list of one node or more"],
    [{ ...o, test: "ping", to: [a] }, "selftest: agent1 stands in from and in to"],
    [{ ...o, test: "ping", to: [b, b] }, "selftest: agent2 stands twice in to"],
    [{ from: [a], to: [b], test: "ping", seconds: -1 }, "selftest.run: seconds -1 is no time above 0"],
  ] as const) {
    await expect(selftest.run(wrong as never)).rejects.toThrow(text);
  }
  await c.lnet.unconfigure();
  await expect(selftest.run({ ...o, to: [c], test: "ping" })).rejects.toThrow("selftest: LNet has no NI here; configure it first");
}
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline({ "a/numbers.ts": numbers }, ["--local", "3", "--nics", "2"]);
  expect(rows["a/numbers"]?.status, stdout).toBe("PASS");
}
