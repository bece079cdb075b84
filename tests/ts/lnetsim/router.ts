// SPDX-License-Identifier: GPL-2.0-or-later
// golden/32_routing/facts.md: node 2 has tcp and tcp1 and routes between node 1 (tcp) and node 3 (tcp1).
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet, PEER } from "lutf/lnetsim";

export function run(): void {
  const cluster = new Cluster(defaultTopology(3, 2, "2.17.0"), 1);
  const [a, router, b] = [...cluster.nodes.values()].map((node) => {
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    return node.lnet!;
  }) as [Lnet, Lnet, Lnet];
  a.addNi({ net: "tcp", interface: "eth0" });
  router.addNi({ net: "tcp", interface: "eth0" });
  router.addNi({ net: "tcp1", interface: "eth1" });
  b.addNi({ net: "tcp1", interface: "eth1" });
  const target = "10.1.2.3@tcp1";
  expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(-113);
  a.addRoute({ net: "tcp1", gateway: "10.1.1.2@tcp", hops: 1, priority: 0 });
  b.addRoute({ net: "tcp", gateway: "10.1.2.2@tcp1", hops: 1, priority: 0 });
  const [route] = a.routes;
  // Not until it routes.
  expect(a.routeTable.isAlive(route!)).toBe(false);
  expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(-113);
  router.setRouting(true);
  cluster.advance(112);
  expect([a.routeTable.isAlive(route!), route!.singleHop]).toEqual([true, true]);

  const before = { ...router.statistics };
  const gateway = a.peers.findNi("10.1.1.2@tcp")!;
  const sent = gateway.counters.sent.get;
  for (let ping = 0; ping < 50; ping++) expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(0);
  expect(router.statistics.route_count - before.route_count).toBe(100);
  expect(router.statistics.route_length - before.route_length).toBe(50 * 48);
  expect(router.statistics.send_count).toBe(before.send_count);
  // All of it counts on the gateway, nothing on the far end.
  expect(gateway.counters.sent.get - sent).toBe(50);
  expect(a.peers.findNi(target)!.counters.sent.get).toBe(0);
  expect(router.findNi("10.1.1.2@tcp")!.counters.sent.reply).toBe(50);
  expect(router.findNi("10.1.2.2@tcp1")!.counters.sent.get).toBeGreaterThanOrEqual(50);
  expect(a.discover(target, { force: false })).toMatchObject({ errno: 0, multiRail: true, primaryNid: target });

  // The far link of the router goes: it says so, and the route is down.
  router.node.nics.setUp(router.node.nics.find("eth1")!, false);
  cluster.advance(2);
  expect(a.routeTable.isAlive(route!)).toBe(false);
  expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(-113);

  // lnetconfig-api.md §3.9: one hop away the gateway must have the net, as long as avoid_asym_router_failure is on; farther away nobody knows.
  a.addRoute({ net: "tcp2", gateway: "10.1.1.2@tcp", hops: 1, priority: 0 });
  a.addRoute({ net: "tcp3", gateway: "10.1.1.2@tcp", hops: 2, priority: 0 });
  a.addRoute({ net: "tcp4", gateway: "10.1.1.2@tcp", hops: -1, priority: 0 });
  const alive = (): unknown => a.routes.map((one) => [one.net, a.routeTable.isAlive(one)]).sort();
  cluster.advance(2);
  expect(alive()).toEqual([
    ["tcp1", false],
    ["tcp2", false],
    ["tcp3", true],
    ["tcp4", true],
  ]);

  // The kernel log names a gateway by its primary NID (32_routing/029).
  expect(b.node.log.lines().join("\n")).toContain("route to tcp through 10.1.1.2@tcp has gone from up to down");
  // Who could not be told of the link is asked when there is something to tell again: nothing of the failure is left (32_routing/029).
  const end = router.peers.find(target)!;
  cluster.advance(250);
  expect(end.state & PEER.FORCE_PING).toBe(PEER.FORCE_PING);
  router.node.nics.setUp(router.node.nics.find("eth1")!, true);
  cluster.advance(5);
  expect(end.state).toBe(PEER.MULTI_RAIL | PEER.DISCOVERED | PEER.NIDS_UPTODATE);
  // A gateway that is none any more was discovered as a router all the same (32_routing/029).
  for (const { net, gateway: through } of a.routes) a.deleteRoute(net, through);
  expect(gateway.peer.state).toBe(PEER.MULTI_RAIL | PEER.ROUTER_ENABLED | PEER.DISCOVERED | PEER.NIDS_UPTODATE | PEER.RTR_DISCOVERED);

  // The link to the gateway itself goes: messages go into the connection, until it gives up (32_routing/014).
  a.addRoute({ net: "tcp1", gateway: "10.1.1.2@tcp", hops: 1, priority: 0 });
  cluster.advance(70);
  expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(0);
  router.node.nics.setUp(router.node.nics.find("eth0")!, false);
  expect(a.ping(target, { timeoutMs: 1000 }).errno).toBe(-5);
  const [again] = a.routes;
  expect(a.routeTable.isAlive(again!)).toBe(true);
  cluster.advance(30);
  expect(a.routeTable.isAlive(again!)).toBe(false);
}
