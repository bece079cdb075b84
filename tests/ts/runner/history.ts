// SPDX-License-Identifier: GPL-2.0-or-later
// A script records the history of its nodes and has it checked; what the check finds stands in its report; where LNet is not simulated it is told so.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const recorded = `
import { expect } from "lutf";
import { history } from "lutf/history";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

export const requires = { agents: 2, lnet: { provider: "simulated" } };

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });
  const recording = await history.record([a, b.node]);
  await traffic.pings(a, b.nid(0), 30);
  const events = await recording.stop();
  expect(await recording.stop()).toBe(events);
  history.check(events);
  // Each ping: two messages that are chosen an NI for, sent and received.
  expect(events).toHaveLength(180);
  const { at, ...first } = events[0];
  expect(first).toEqual({
    node: "agent1",
    kind: "select",
    message: { type: "get", from: expect.any(String), to: expect.any(String), portal: 0, length: 0, resends: 0 },
    ni: expect.stringMatching(/^10\\.1\\.[123]\\.1@tcp$/),
    peerNi: expect.stringMatching(/^10\\.1\\.[123]\\.2@tcp$/),
    credits: { ni: 256, peerNi: 8 },
    decisions: [expect.objectContaining({ of: "ni", by: "turn" }), expect.objectContaining({ of: "peer ni", by: "turn" })],
  });
  expect(at).toBeGreaterThan(100);
  expect(history.toText(events).split("\\n")).toHaveLength(181);

  const short = await history.record([a], { limit: 10 });
  await traffic.pings(a, b.nid(0), 5);
  await expect(short.stop()).rejects.toThrow(
    "history: 15 events are more than the 10 of this recording; record for a shorter time or fewer nodes, or with { limit: 15 }",
  );
  await expect(history.record([a], { limit: 0 })).rejects.toThrow("history.record: limit 0 is not 1 to 1000000");
  await expect(history.record([])).rejects.toThrow("history.record: at least one node is wanted");
}
`;

const failing = `
import { history } from "lutf/history";
import { lutf } from "lutf";
import { testbed } from "lutf/testbed";

export const requires = { agents: 1, lnet: { provider: "simulated" } };

export async function run() {
  const [a] = await testbed({ nodes: 1, nics: 2 });
  const recording = await history.record([a]);
  await a.lnet.setHealth({ nid: a.nid(1), value: 300 });
  await lutf.sleep("5s");
  history.check(await recording.stop(), { faulted: [a.nid(1)] });
}
`;

const refused = `
import { expect, lutf } from "lutf";
import { history } from "lutf/history";
import { LnetRefused } from "lutf/lnet";

export const requires = { agents: 1 };

export async function run() {
  const error = await history.record(lutf.agents.take(1)).catch((error) => error);
  expect(error).toBeInstanceOf(LnetRefused);
  expect(error.message).toContain("history.record: only a simulated LNet can be recorded, and that of agent1 is not simulated");
}
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline({ "a/recorded.ts": recorded, "a/failing.ts": failing }, ["--local", "2", "--nics", "3"]);
  expect(rows["a/recorded"]?.status, stdout).toBe("PASS");
  expect(rows["a/failing"]?.error).toMatch(
    /AssertionError: expected a history without violations; there are \d+:\n {2}faulted: agent1 at \d+\.\d{6} s: the health of 10\.1\.2\.1@tcp rose from 300 to 400 while a fault hit it\n {4}\d+\.\d{6} agent1 health of NI 10\.1\.2\.1@tcp 300 -> 400: message/,
  );
  expect(stdout).toContain("suites/a/failing.ts:13:");
  const real = await runInline({ "a/refused.ts": refused }, ["--local", "1", "--lnet", "real"]);
  expect(real.rows["a/refused"]?.status, real.stdout).toBe("PASS");
}
