// SPDX-License-Identifier: GPL-2.0-or-later
// A history holds what happened to each message and why, on the nodes that are recorded and on no other, line by line.
import { expect } from "lutf";
import { history } from "lutf/history";
import { EventRecorder, type Lnet } from "lutf/lnetsim";
import { dropRule, lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(2, 2);
  const [a, b] = [lnets[0]!, lnets[1]!];
  a.discover("10.1.1.2@tcp", { force: false });
  const during = (body: () => void, nodes: readonly Lnet[] = [a]): string[] => {
    const recorder = new EventRecorder(1000);
    const recording = cluster.histories.start(
      nodes.map(({ node }) => node),
      recorder,
    );
    body();
    cluster.clock.settle();
    cluster.histories.stop(recording);
    return history
      .toText(recorder.items)
      .split("\n")
      .map((line) => line.slice(line.indexOf(" ") + 1))
      .slice(0, -1);
  };
  const ping = (to = "10.1.1.2@tcp", source?: string) => a.ping(to, { timeoutMs: 1000, source });

  expect(during(ping, [a, b])).toEqual([
    "agent1 select GET 10.1.1.1@tcp -> 10.1.1.2@tcp (portal 0, 0 bytes): ni 10.1.1.1@tcp by turn, over 10.1.2.1@tcp; peer ni 10.1.1.2@tcp by turn, over 10.1.2.2@tcp",
    "agent1 send GET 10.1.1.1@tcp -> 10.1.1.2@tcp (portal 0, 0 bytes): ok",
    "agent2 receive GET 10.1.1.1@tcp -> 10.1.1.2@tcp (portal 0, 0 bytes)",
    "agent2 select REPLY 10.1.1.2@tcp -> 10.1.1.1@tcp (portal 0, 64 bytes): ni 10.1.1.2@tcp by answer",
    "agent2 send REPLY 10.1.1.2@tcp -> 10.1.1.1@tcp (portal 0, 64 bytes): ok",
    "agent1 receive REPLY 10.1.1.2@tcp -> 10.1.1.1@tcp (portal 0, 64 bytes)",
  ]);
  expect(during(() => b.ping("10.1.1.2@tcp", { timeoutMs: 1000 }))).toEqual([]);
  expect(a.node.history).toBeUndefined();

  // Health, and the reason that it gives.
  const unwell = during(() => {
    a.setNiHealth("10.1.1.1@tcp", 500);
    ping();
  });
  expect(unwell).toContain("agent1 health of NI 10.1.1.1@tcp 1000 -> 500: by hand");
  expect(unwell).toContain("agent1 health of NI 10.1.1.1@tcp 500 -> 600: message");
  expect(unwell.some((line) => /ni 10\.1\.2\.1@tcp by health, over 10\.1\.1\.1@tcp \(health [5-9]00\);/.test(line))).toBe(true);
  cluster.advance(60);

  // A message that could not be sent is sent again, over the other.
  a.faults.add(dropRule({ source: "10.1.2.1@tcp", healthErrors: 1 << 2 }));
  const again = [...during(ping), ...during(ping)];
  const get = "GET 10.1.2.1@tcp -> 10.1.1.2@tcp (portal 0, 0 bytes)";
  expect(again).toContain(`agent1 send ${get}: local_dropped by a fault rule`);
  expect(again).toContain("agent1 health of NI 10.1.2.1@tcp 1000 -> 900: local_dropped");
  expect(again).toContain(`agent1 resend 1 of 2: ${get}`);
  a.faults.clear();
  cluster.advance(60);

  b.faults.add(dropRule({ messages: 4 }));
  expect(during(ping, [b])).toEqual([
    expect.stringMatching(/^agent2 drop GET 10\.1\..\.1@tcp -> 10\.1\..\.2@tcp \(portal 0, 0 bytes\): rule$/),
  ]);
  b.faults.clear();

  const nic = a.node.nics.find("eth1")!;
  expect(during(() => a.node.nics.setUp(nic, false))).toContain("agent1 NI 10.1.2.1@tcp is down, its link down: link");
  expect(during(() => a.node.nics.setUp(nic, true))).toContain("agent1 NI 10.1.2.1@tcp is down, its link up: link");
  expect(during(() => ping("10.9.9.9@tcp7"))).toEqual(["agent1 no way for GET -> 10.9.9.9@tcp7 (portal 0, 0 bytes)"]);

  // 8 credits of a peer NI; 20 messages at once.
  const crowd = during(() => {
    for (let count = 0; count < 20; count++)
      a.traffic.request({ type: "get", to: "10.1.1.2@tcp", source: "10.1.1.1@tcp" }, () => undefined);
  });
  expect(crowd.filter((line) => line === "agent1 credits of peer NI 10.1.1.2@tcp -12: messages wait")).toHaveLength(1);
  expect(crowd.filter((line) => line.endsWith("messages go on"))).toHaveLength(12);

  // A reset of a node ends its recordings, and a recorder keeps no more than its limit.
  const small = new EventRecorder(2);
  cluster.histories.start([a.node, b.node], small);
  ping();
  expect([small.items.length, small.lost]).toEqual([2, 4]);
  b.node.reset();
  expect(a.node.history).toBeUndefined();
}
