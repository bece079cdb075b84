// SPDX-License-Identifier: GPL-2.0-or-later
// golden/36_selftest: how many messages and bytes each test and a console's session cost, on the wire, in both directions, exactly.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { brw, changes, ping, runSession, snapshot } from "./_selftest.ts";

export function run(): void {
  const { lnets } = lab(2, 1);
  const [a, b] = [lnets[0]!, lnets[1]!];
  for (const { node } of lnets) expect(node.modules.load("lnet_selftest")).toBe(0);
  a.discover("10.1.1.2@tcp", { force: false });

  // 002: the first session discovers the console's own node, too: one GET and its REPLY, one PUT and its ACK.
  let before = [snapshot(a), snapshot(b)];
  const first = runSession(a, { parameters: ping, loop: 1, showError: true });
  expect(first.polls).toBe(1);
  let [one, two] = [changes(before[0]!, snapshot(a)), changes(before[1]!, snapshot(b))];
  expect(one["10.1.1.1@tcp"]).toEqual({
    "sent.put": 25,
    "sent.get": 4,
    "received.put": 24,
    "received.get": 2,
    "received.reply": 2,
    "received.ack": 1,
  });
  expect(one["peer 10.1.1.1@tcp"]).toEqual({
    "sent.put": 20,
    "sent.get": 4,
    "received.put": 19,
    "received.get": 2,
    "received.reply": 2,
    "received.ack": 1,
  });
  expect(one["stats"]).toMatchObject({ send_count: 29, recv_count: 29, send_length: 3788, recv_length: 3788 });
  expect(two["10.1.1.2@tcp"]).toEqual({ "sent.put": 5, "received.put": 5 });
  expect(two["stats"]).toMatchObject({ send_count: 5, recv_count: 5, send_length: 800, recv_length: 800 });

  // 003-012: what goes to and fro between the nodes, and on the console's node what it tells itself: 9 RPCs with one query, and two messages more for the list of servers.
  const cases = [
    { parameters: ping, loop: 101, node2: { sent: { "sent.put": 105, "received.put": 105 }, bytes: [16800, 16800] } },
    { parameters: brw(false, 4096), loop: 1, node2: { sent: { "sent.put": 6, "received.put": 5 }, bytes: [4896, 800] } },
    { parameters: brw(false, 4096), loop: 101, node2: { sent: { "sent.put": 206, "received.put": 105 }, bytes: [430496, 16800] } },
    {
      parameters: brw(true, 4096),
      loop: 1,
      node2: { sent: { "sent.put": 5, "sent.get": 1, "received.put": 5, "received.reply": 1 }, bytes: [800, 4896] },
    },
    {
      parameters: brw(true, 4096),
      loop: 101,
      node2: { sent: { "sent.put": 105, "sent.get": 101, "received.put": 105, "received.reply": 101 }, bytes: [16800, 430496] },
    },
    { parameters: brw(false, 1 << 20), loop: 21, node2: { sent: { "sent.put": 46, "received.put": 25 }, bytes: [22024096, 4000] } },
    {
      parameters: brw(true, 4096),
      loop: 10,
      concurrency: 32,
      node2: { sent: { "sent.put": 324, "sent.get": 320, "received.put": 324, "received.reply": 320 }, bytes: [51840, 1362560] },
    },
    {
      parameters: brw(false, 1 << 20),
      loop: 2,
      concurrency: 32,
      node2: { sent: { "sent.put": 132, "received.put": 68 }, bytes: [67119744, 10880] },
    },
  ];
  for (const { node2, ...session } of cases) {
    before = [snapshot(a), snapshot(b)];
    const { polls } = runSession(a, { ...session, showError: true });
    [one, two] = [changes(before[0]!, snapshot(a)), changes(before[1]!, snapshot(b))];
    expect(two["10.1.1.2@tcp"]).toEqual(node2.sent);
    expect(two["peer 10.1.1.1@tcp"]).toEqual(node2.sent);
    const messages = (way: "sent" | "received"): number =>
      Object.entries(node2.sent).reduce((sum, [key, n]) => sum + (key.startsWith(way) ? n : 0), 0);
    expect(two["stats"]).toEqual({
      send_count: messages("sent"),
      recv_count: messages("received"),
      send_length: node2.bytes[0],
      recv_length: node2.bytes[1],
    });
    const own = 2 * (8 + polls);
    expect(one["peer 10.1.1.1@tcp"]).toEqual({
      "sent.put": own,
      "sent.get": 2,
      "received.put": own,
      "received.get": 1,
      "received.reply": 1,
    });
    expect(one["stats"]).toMatchObject({ send_length: node2.bytes[1]! + own * 160 + 12, recv_length: node2.bytes[0]! + own * 160 + 12 });
  }
}
