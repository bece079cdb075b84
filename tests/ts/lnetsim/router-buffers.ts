// SPDX-License-Identifier: GPL-2.0-or-later
// golden/32_routing/facts.md: a router holds a buffer, and a router credit of the peer that a message came from, until it has passed it on; who finds none waits.
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet, type NewFaultRule } from "lutf/lnetsim";

const TARGET = "10.1.2.3@tcp1";

/** GETs are held up twice, where they arrive, before they have a buffer, and where they are sent on, with one: 3 seconds each, and what is left of the last one. */
const RULE: NewFaultRule = {
  kind: "delay",
  source: "*",
  destination: TARGET,
  localNid: "*",
  portals: 0n,
  messages: 4,
  rate: 1,
  interval: 0,
  latency: 3,
  healthErrors: 0,
  random: false,
  dropAll: false,
};

/** Nodes 1 (tcp), 2 (both nets, a router) and 3 (tcp1). */
function line(parameters: readonly string[]): { cluster: Cluster; a: Lnet; router: Lnet } {
  const cluster = new Cluster(defaultTopology(3, 2, "2.17.0"), 1);
  const [a, router, b] = [...cluster.nodes.values()].map((node, index) => {
    node.modules.load("lnet", index === 1 ? parameters : []);
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    return node.lnet!;
  }) as [Lnet, Lnet, Lnet];
  a.addNi({ net: "tcp", interface: "eth0" });
  router.addNi({ net: "tcp", interface: "eth0" });
  router.addNi({ net: "tcp1", interface: "eth1" });
  b.addNi({ net: "tcp1", interface: "eth1" });
  expect(router.setRouting(true)).toBe(0);
  cluster.advance(112);
  a.addRoute({ net: "tcp1", gateway: "10.1.1.2@tcp", hops: 1, priority: 0 });
  b.addRoute({ net: "tcp", gateway: "10.1.2.2@tcp1", hops: 1, priority: 0 });
  cluster.advance(1);
  expect(a.ping(TARGET, { timeoutMs: 1000 }).errno).toBe(0);
  router.faults.add(RULE);
  return { cluster, a, router };
}

function gets(a: Lnet, count: number): number[] {
  const results: number[] = [];
  for (let get = 0; get < count; get++) a.traffic.request({ type: "get", to: TARGET }, (errno) => results.push(errno));
  return results;
}

/** From when GETs have come until they have buffers, and until they have left. */
const ARRIVED = 4.1;
const LEFT = 4.1;

export function run(): void {
  // Enough of both: 6 tiny buffers, and as many router credits, are in use.
  {
    const { cluster, a, router } = line([]);
    const [pools] = router.routing.pools;
    const peer = router.peers.findNi("10.1.1.1@tcp")!;
    expect([pools!.tiny.credits, peer.rtrCredits]).toEqual([2048, 8]);
    const results = gets(a, 6);
    cluster.advance(ARRIVED);
    expect([pools!.tiny.credits, pools!.large.minCredits, peer.rtrCredits, peer.minRtrCredits]).toEqual([2042, 1024, 2, 2]);
    cluster.advance(LEFT);
    expect(results).toEqual(Array(6).fill(0));
    expect([pools!.tiny.credits, pools!.tiny.minCredits, peer.rtrCredits]).toEqual([2048, 2042, 8]);
  }
  // 2 buffers for 8 router credits for 12 messages: 2 are held, 6 wait for a buffer, 4 for a credit; all come through, two at a time.
  {
    const { cluster, a, router } = line(["tiny_router_buffers=2"]);
    const { tiny } = router.routing.pools[0]!;
    const peer = router.peers.findNi("10.1.1.1@tcp")!;
    const results = gets(a, 12);
    cluster.advance(ARRIVED);
    expect([tiny.credits, peer.rtrCredits]).toEqual([-6, -4]);
    expect(router.routing.held.waiting(router.routing.allPools)).toBe(10);
    cluster.advance(3.5);
    expect(results.length).toBe(2);
    // More buffers: those that wait get them at once.
    expect(router.setBuffers(512, -1, -1)).toBe(0);
    // Two waited for a credit of the peer still.
    cluster.advance(LEFT);
    expect(results).toEqual(Array(10).fill(0));
    cluster.advance(LEFT);
    expect(results).toEqual(Array(12).fill(0));
    expect([tiny.credits, peer.rtrCredits, router.routing.held.waiting(router.routing.allPools)]).toEqual([512, 8, 0]);
    // Fewer: buffers go as they are given back.
    expect(router.setBuffers(510, -1, -1)).toBe(0);
    expect(tiny.nbuffers).toBe(512);
    gets(a, 4);
    cluster.advance(ARRIVED + LEFT);
    expect([tiny.nbuffers, tiny.credits]).toEqual([510, 510]);
  }
  // peer_buffer_credits says how many router credits a peer has.
  {
    const { cluster, a, router } = line(["peer_buffer_credits=3"]);
    const peer = router.peers.findNi("10.1.1.1@tcp")!;
    gets(a, 5);
    cluster.advance(ARRIVED);
    expect([peer.rtrCredits, router.routing.pools[0]!.tiny.credits]).toEqual([-2, 2045]);
  }
  // Routing ends: what waits is not passed on, and no credit is lost.
  {
    const { cluster, a, router } = line(["tiny_router_buffers=1"]);
    const { tiny } = router.routing.pools[0]!;
    const peer = router.peers.findNi("10.1.1.1@tcp")!;
    const dropped = router.statistics.drop_count;
    const results = gets(a, 12);
    cluster.advance(2);
    router.faults.clear();
    router.faults.add({ ...RULE, latency: 400 });
    cluster.advance(ARRIVED - 2);
    expect([tiny.credits, peer.rtrCredits]).toEqual([-7, -4]);
    router.setRouting(false);
    cluster.advance(120);
    expect(router.routing.state).toBe(0);
    expect(router.statistics.drop_count - dropped).toBe(11);
    expect([peer.rtrCredits, router.routing.held.waiting([])]).toEqual([7, 0]);
    cluster.advance(300);
    expect(peer.rtrCredits).toBe(8);
    expect(results.length).toBe(12);
  }
}
