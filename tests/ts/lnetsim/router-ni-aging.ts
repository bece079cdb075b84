// SPDX-License-Identifier: GPL-2.0-or-later
// golden/32_routing/030, 012: an NI of a router over which nothing comes for alive_router_check_interval and router_ping_timeout together is down, and the ends
// hear of it; it is up again with the first message. The NI that an end checks stays up.
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet } from "lutf/lnetsim";

export function run(): void {
  for (const lustre of ["2.17.0", "2.15.8"]) {
    const cluster = new Cluster(defaultTopology(3, 2, lustre), 1);
    const [a, router, b] = [...cluster.nodes.values()].map((node) => {
      node.modules.load("lnet", ["alive_router_check_interval=5", "router_ping_timeout=3"]);
      node.lnet!.configure({ fromModuleParameters: false, large: false });
      return node.lnet!;
    }) as [Lnet, Lnet, Lnet];
    a.addNi({ net: "tcp", interface: "eth0" });
    router.addNi({ net: "tcp", interface: "eth0" });
    router.addNi({ net: "tcp1", interface: "eth1" });
    b.addNi({ net: "tcp1", interface: "eth1" });
    router.setRouting(true);
    cluster.advance(9);
    a.addRoute({ net: "tcp1", gateway: "10.1.1.2@tcp", hops: 1, priority: 0 });
    const [near, far] = [router.findNi("10.1.1.2@tcp")!, router.findNi("10.1.2.2@tcp1")!];
    const isAlive = (): boolean => a.routeTable.isAlive(a.routes[0]!);
    cluster.advance(4);
    expect([near.status, far.status, isAlive()], lustre).toEqual(["up", "up", true]);
    const gateway = a.peers.findNi("10.1.2.2@tcp1")!;
    // Nobody is on tcp1 that would say anything.
    cluster.advance(8);
    const ages = lustre !== "2.15.8";
    expect([near.status, far.status, isAlive()], lustre).toEqual(["up", ages ? "down" : "up", !ages]);
    expect([gateway.reportedUp, gateway.health], lustre).toEqual(ages ? [false, 900] : [true, 1000]);
    expect(b.ping("10.1.2.2@tcp1", { timeoutMs: 1000 }).errno).toBe(0);
    cluster.advance(0.1);
    expect([far.status, isAlive(), gateway.reportedUp], lustre).toEqual(["up", true, true]);
    // It is silent again.
    cluster.advance(7);
    expect(far.status, lustre).toBe("up");
    cluster.advance(3);
    expect(far.status, lustre).toBe(ages ? "down" : "up");
  }
}
