// SPDX-License-Identifier: GPL-2.0-or-later
// golden/30_multirail/061-066: the first ordinary message discovers its peer, even where discovery is off; a peer that is not multi-rail keeps hearing from one NI, but for pings.
import { expect } from "lutf";
import { lab, sentGets } from "./_cluster.ts";
import { brw, changes, runSession, snapshot } from "./_selftest.ts";

export function run(): void {
  const { lnets } = lab(2, 3);
  const [a, b] = [lnets[0]!, lnets[1]!];
  b.node.modules.writeParameter("lnet", "lnet_peer_discovery_disabled", "1");
  a.discover("10.1.1.2@tcp", { force: false });
  for (const { node } of lnets) node.modules.load("lnet_selftest");

  const session = (to: string, polls: number): { one: ReturnType<typeof changes>; two: ReturnType<typeof changes> } => {
    const before = [snapshot(a), snapshot(b)];
    runSession(a, { parameters: brw(true, 4096), loop: 40, to: [to], polls });
    return { one: changes(before[0]!, snapshot(a)), two: changes(before[1]!, snapshot(b)) };
  };
  const exchanged = { "sent.put": 43, "sent.get": 40, "received.put": 43, "received.get": 40 };

  // 062: node 2 asks once who its new peer is. All counts are the recording's, with as many queries.
  let { one, two } = session("10.1.1.2@tcp", 3);
  expect(one).toEqual({
    "10.1.1.1@tcp": { "sent.put": 49, "sent.get": 43, "received.put": 49, "received.get": 42, "received.reply": 1 },
    "10.1.2.1@tcp": { "sent.put": 6, "sent.get": 2, "received.put": 5, "received.get": 1, "received.reply": 1, "received.ack": 1 },
    "10.1.3.1@tcp": { "sent.put": 10, "received.put": 10 },
    "peer 10.1.1.2@tcp": exchanged,
    "peer 10.1.1.1@tcp": { "sent.put": 6, "sent.get": 2, "received.put": 5, "received.get": 1, "received.reply": 1, "received.ack": 1 },
    "peer 10.1.2.1@tcp": { "sent.put": 6, "sent.get": 1, "received.put": 6, "received.reply": 1 },
    "peer 10.1.3.1@tcp": { "sent.put": 10, "received.put": 10 },
    "peer 10.1.2.2@tcp": { "sent.get": 1, "received.get": 1 },
    stats: { send_count: 110, recv_count: 110, send_length: 174172, recv_length: 10252 },
  });
  expect(one["peer 10.1.1.2@tcp"]).toEqual(exchanged);
  const heardFrom = Object.keys(two).filter((nid) => nid.startsWith("peer "));
  expect(heardFrom).toHaveLength(1);
  expect(two[heardFrom[0]!]).toEqual({ "sent.put": 43, "sent.get": 41, "received.put": 43, "received.reply": 41 });
  expect(two["stats"]).toMatchObject({ send_count: 84, recv_count: 84, send_length: 6880, recv_length: 170800 });

  // 063: again, from the same NI, and nobody asks any more.
  ({ one, two } = session("10.1.1.2@tcp", 2));
  expect(one["peer 10.1.1.2@tcp"]).toEqual(exchanged);
  expect(Object.keys(two).filter((nid) => nid.startsWith("peer "))).toEqual(heardFrom);
  expect(two["stats"]).toMatchObject({ send_count: 83, recv_count: 83, send_length: 6880, recv_length: 170720 });

  // 064: another NID of the same node is another peer: asked once, then the same.
  ({ one, two } = session("10.1.3.2@tcp", 2));
  expect(one["peer 10.1.3.2@tcp"]).toEqual({ ...exchanged, "sent.get": 41, "received.reply": 1 });
  expect(one["peer 10.1.1.2@tcp"]).toBeUndefined();

  // 066: pings go round.
  const gets = sentGets(a);
  for (let ping = 0; ping < 21; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
  expect(sentGets(a).map((count, index) => count - gets[index]!)).toEqual([7, 7, 7]);

  // A node that nobody has: the message fails as its discovery does, and none is sent.
  const { console: lst } = a.node.selftest!;
  lst.newSession({ name: "t", key: 1, timeout: 100, force: false });
  lst.addGroup("s");
  const began = a.clock.now;
  expect(lst.addNodes("s", ["10.1.1.99@tcp"]).outcomes.map(({ errno }) => errno)).toEqual([-113]);
  expect(a.clock.now - began).toBeLessThan(5);
  // 09_lst/045
  expect(a.peers.find("10.1.1.99@tcp")!.state).toBe(8224);
  expect(a.peers.findNi("10.1.1.99@tcp")!.counters.sent.put).toBe(0);
}
