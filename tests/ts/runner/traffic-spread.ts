// SPDX-License-Identifier: GPL-2.0-or-later
// traffic() tells what counters rose by while its body ran; traffic.expect() passes for the spread that was, and fails for another with a table of all NIs;
// pings that fail are said.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const right = `
import { expect, type Requires } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });
  const seen = await traffic([a, b.node], async () => {
    await traffic.pings(a, b.nid(0), 60);
    return "done";
  });
  expect(seen.result).toBe("done");
  const there = seen.on(a);
  traffic.expect(there.sent).over(a.nids, { total: 60, tolerance: 0 }).only(a.nids);
  traffic.expect(there.toPeer).over(b.nids, { weights: [1, 1, 1] });
  traffic.expect(there.fromPeer).only(b.nids);
  traffic.expect(seen.on(b.node).received).over(b.nids, { total: 60 });
  traffic.expect(there.dropped).none(a.nids);
  expect(there.kinds.sent[a.nid(0)]).toMatchObject({ get: 20, put: 0 });
  expect(there.kinds.sent[b.nid(0)]).toMatchObject({ get: 20 });
  expect(there.statistics).toMatchObject({ send_count: 60, recv_count: 60, drop_count: 0 });

  const pinned = await traffic([a], () => traffic.pings(a, b.nid(2), 5, { source: a.nid(1) }));
  traffic.expect(pinned.on(a).sent).only([a.nid(1)]).none([a.nid(0), a.nid(2)]);
  traffic.expect(pinned.on(a).toPeer).only([b.nid(2)]);
  expect(pinned.result).toEqual({ ok: 5, failed: 0 });

  // NIs that are made anew begin at 0.
  const anew = await traffic([a], async () => {
    await a.lnet.deleteNet({ net: "tcp", interfaces: [a.nics[2]!] });
    await a.lnet.addNet({ net: "tcp", interfaces: [a.nics[2]!] });
  });
  expect(anew.on(a).sent[a.nid(2)]).toBeGreaterThanOrEqual(0);

  expect(await traffic.pings(a, "10.1.1.99@tcp", 2, { mayFail: true })).toEqual({ ok: 0, failed: 2 });
  expect(await traffic.pings(a, [b.nid(0), "10.1.1.99@tcp"], 101, { mayFail: true })).toEqual({ ok: 51, failed: 50 });
  expect(() => seen.on({ name: "agent9" } as never)).toThrow("traffic on agent9 was not watched; it was on agent1, agent2");
  expect(() => traffic.expect(there.sent).over([])).toThrow("over: at least one NID is wanted");
  expect(() => traffic.expect(there.sent).over(a.nids, { weights: [1] })).toThrow("over: 3 NIDs want as many weights, each above 0, not [1]");
  expect(() => traffic.expect(there.sent).only([a.nid(0), a.nid(0)])).toThrow("only: a NID stands twice in 10.1.1.1@tcp, 10.1.1.1@tcp");
}
`;

const failing = (check: string): string => `
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

export const requires = { agents: 2 };

export async function run() {
  const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });
  await a.lnet.setHealth({ nid: a.nid(1), value: 500 });
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 10));
  const { sent, toPeer } = seen.on(a);
  ${check}
}
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline(
    {
      "a/right.ts": right,
      "a/over.ts": failing("traffic.expect(sent).over(a.nids);"),
      "a/only.ts": failing("traffic.expect(sent).only([a.nid(0)]);"),
      "a/none.ts": failing("traffic.expect(toPeer).none(b.nids.slice(1), { atMost: 2 });"),
      "a/total.ts": failing('traffic.expect(sent).over(["10.1.1.1@tcp", "10.1.3.1@tcp"], { total: 100, weights: [3, 1] });'),
      "a/nothing.ts": failing("traffic.expect(sent).only([a.nid(1)]);"),
      "a/unknown.ts": failing('traffic.expect(sent).only(["10.9.9.9@tcp"], { atMost: 5 });'),
      "a/pings.ts": failing('await traffic.pings(a, [b.nid(0), "10.1.1.99@tcp"], 3);'),
    },
    ["--local", "2", "--nics", "3"],
  );
  const error = (script: string): string => rows[`a/${script}`]?.error ?? `${script} did not fail:\n${stdout}`;
  expect(rows["a/right"]?.status, stdout).toBe("PASS");
  // Its health rises by recovery while the test runs.
  expect(error("over").replace(/ [5-9]00 /, " 500 ")).toContain(
    `AssertionError: expected messages over 10.1.1.1@tcp, 10.1.2.1@tcp, 10.1.3.1@tcp evenly ± 10 %: 10.1.1.1@tcp has 5, wanted 3 to 4

  agent1, sent by local NI  messages  wanted     health  status
  10.1.1.1@tcp                     5  3 to 4  <    1000  up
  10.1.2.1@tcp                     0  3 to 4  <     500  up
  10.1.3.1@tcp                     5  3 to 4  <    1000  up`,
  );
  expect(error("over")).toContain("suites/a/over.ts:12:");
  expect(error("only")).toContain("expected messages only at 10.1.1.1@tcp: 10.1.3.1@tcp has 5, wanted 0");
  expect(error("none")).toContain("expected at most 2 messages at 10.1.2.2@tcp, 10.1.3.2@tcp: 10.1.2.2@tcp has 3, wanted at most 2");
  expect(error("none")).toContain("agent1, sent to peer NI");
  expect(error("total")).toContain(
    "expected 100 messages over 10.1.1.1@tcp, 10.1.3.1@tcp as 3:1 ± 10 %: 10.1.1.1@tcp has 5, wanted 67 to 83",
  );
  expect(error("nothing")).toMatch(/10\.1\.2\.1@tcp +0 {2}1 or more {2}< +[5-9]00 {2}up/);
  expect(error("unknown")).toMatch(/10\.9\.9\.9@tcp +0 {2}1 or more {2}< +not there/);
  expect(stdout).toContain("at run (suites/a/pings.ts:12:");
  expect(error("pings")).toContain(
    "1 of 3 pings from agent1 to 10.1.1.2@tcp, 10.1.1.99@tcp failed: failed to ping 10.1.1.99@tcp: No route to host",
  );
}
