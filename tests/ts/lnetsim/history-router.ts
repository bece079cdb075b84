// SPDX-License-Identifier: GPL-2.0-or-later
// The history of a message through a gateway: which one and why, that it was forwarded, and the NIs that it went over beside its ends.
import { expect } from "lutf";
import { history } from "lutf/history";
import { Cluster, defaultTopology, EventRecorder, type Lnet } from "lutf/lnetsim";

export function run(): void {
  const cluster = new Cluster(defaultTopology(4, 2, "2.17.0"), 1);
  const nodes = [...cluster.nodes.values()];
  const [a, first, second, b] = nodes.map((node) => {
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    return node.lnet!;
  }) as [Lnet, Lnet, Lnet, Lnet];
  for (const lnet of [a, first, second]) lnet.addNi({ net: "tcp", interface: "eth0" });
  for (const lnet of [b, first, second]) lnet.addNi({ net: "tcp1", interface: "eth1" });
  for (const [place, router] of [first, second].entries()) {
    router.setRouting(true);
    a.addRoute({ net: "tcp1", gateway: `10.1.1.${place + 2}@tcp`, hops: 1, priority: place });
    b.addRoute({ net: "tcp", gateway: `10.1.2.${place + 2}@tcp1`, hops: 1, priority: 0 });
  }
  cluster.advance(112);
  const recorder = new EventRecorder(100);
  cluster.histories.start(nodes, recorder);
  expect(a.ping("10.1.2.4@tcp1", { timeoutMs: 1000 }).errno).toBe(0);
  history.check(recorder.items);
  const lines = history.toText(recorder.items).replaceAll(/^\S+ /gm, "").split("\n");
  const [get, reply] = [
    "GET 10.1.1.1@tcp -> 10.1.2.4@tcp1 (portal 0, 0 bytes)",
    "REPLY 10.1.2.4@tcp1 -> 10.1.1.1@tcp (portal 0, 48 bytes)",
  ];
  expect(lines).toEqual([
    `agent1 select ${get} over 10.1.1.1@tcp -> 10.1.1.2@tcp: gateway 10.1.1.2@tcp by priority, over 10.1.1.3@tcp (priority 1); ni 10.1.1.1@tcp by only one; peer ni 10.1.1.2@tcp by only one`,
    `agent1 send ${get} over 10.1.1.1@tcp -> 10.1.1.2@tcp: ok`,
    `agent2 receive ${get} over 10.1.1.2@tcp <- 10.1.1.1@tcp`,
    `agent2 forward ${get} over 10.1.1.2@tcp <- 10.1.1.1@tcp`,
    `agent2 select ${get} over 10.1.2.2@tcp1 -> 10.1.2.4@tcp1: ni 10.1.2.2@tcp1 by only one; peer ni 10.1.2.4@tcp1 by only one`,
    `agent2 send ${get} over 10.1.2.2@tcp1 -> 10.1.2.4@tcp1: ok`,
    `agent4 receive ${get} over 10.1.2.4@tcp1 <- 10.1.2.2@tcp1`,
    `agent4 select ${reply} over 10.1.2.4@tcp1 -> 10.1.2.2@tcp1: gateway 10.1.2.2@tcp1 by way back; ni 10.1.2.4@tcp1 by only one; peer ni 10.1.2.2@tcp1 by only one`,
    `agent4 send ${reply} over 10.1.2.4@tcp1 -> 10.1.2.2@tcp1: ok`,
    `agent2 receive ${reply} over 10.1.2.2@tcp1 <- 10.1.2.4@tcp1`,
    `agent2 forward ${reply} over 10.1.2.2@tcp1 <- 10.1.2.4@tcp1`,
    `agent2 select ${reply} over 10.1.1.2@tcp -> 10.1.1.1@tcp: ni 10.1.1.2@tcp by only one; peer ni 10.1.1.1@tcp by only one`,
    `agent2 send ${reply} over 10.1.1.2@tcp -> 10.1.1.1@tcp: ok`,
    `agent1 receive ${reply} over 10.1.1.1@tcp <- 10.1.1.2@tcp`,
    "",
  ]);
}
