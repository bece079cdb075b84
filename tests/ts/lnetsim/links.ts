// SPDX-License-Identifier: GPL-2.0-or-later
// Links of a topology: how long messages take, how many get lost, how fast a NIC is; all the same again for the same seed.
import { expect } from "lutf";
import { Cluster, type Lnet, parseTopology } from "lutf/lnetsim";

const NODES = `
nodes:
  - {nics: [{ipv4: 10.1.1.1/24}, {ipv4: 10.1.2.1/24, ipv6: "fd00::1/64"}]}
  - {nics: [{ipv4: 10.1.1.2/24}, {ipv4: 10.1.2.2/24, ipv6: "fd00::2/64"}]}
  - {nics: [{ipv4: 10.1.1.3/24}, {ipv4: 10.1.2.3/24}]}
`;

/** LNet of each node, with tcp on its first NIC and tcp1 on its second. */
function start(links: string, seed = 1): { cluster: Cluster; lnets: Lnet[] } {
  const cluster = new Cluster(parseTopology(`${NODES}links: ${links}`, "t.yaml"), seed);
  const lnets = [...cluster.nodes.values()].map((node) => {
    node.modules.load("lnet");
    const lnet = node.lnet!;
    lnet.configure({ fromModuleParameters: false, large: false });
    lnet.addNi({ net: "tcp", interface: "eth0" });
    lnet.addNi({ net: "tcp1", interface: "eth1" });
    lnet.traffic.portals.on(60, { get: () => ({ length: 0 }) });
    return lnet;
  });
  return { cluster, lnets };
}

/** Seconds until the answers of GETs from node 1 have come; undefined: it did not come. */
function gets(cluster: Cluster, { traffic }: Lnet, to: string, count: number, length = 0): (number | undefined)[] {
  const began = cluster.clock.now;
  const answers: (number | undefined)[] = [];
  for (let get = 0; get < count; get++) {
    traffic.request({ type: "get", to, length, patience: 40 }, (errno) =>
      answers.push(errno === 0 ? cluster.clock.now - began : undefined),
    );
  }
  cluster.advance(45);
  expect(answers.length).toBe(count);
  return answers;
}

const microseconds = (seconds: number | undefined): number => Math.round((seconds ?? Number.NaN) * 1e6);

export function run(): void {
  // Latency: there and back; that of other links is 20 µs.
  {
    const { cluster, lnets } = start("[{nics: [agent1/eth0, agent2/eth0], latency: 500}, {subnet: 10.1.1.0/24, latency: 100}]");
    const time = (to: string): number => microseconds(gets(cluster, lnets[0]!, to, 1)[0]);
    expect([time("10.1.1.2@tcp"), time("10.1.1.3@tcp"), time("10.1.2.2@tcp1")]).toEqual([1000, 200, 40]);
  }
  // An IPv6 subnet is on the NICs of nodes 1 and 2 only.
  {
    const { cluster, lnets } = start('[{subnet: "fd00::/64", latency: 300}]');
    const time = (to: string): number => microseconds(gets(cluster, lnets[0]!, to, 1)[0]);
    expect([time("10.1.2.2@tcp1"), time("10.1.2.3@tcp1")]).toEqual([600, 40]);
  }
  // Bandwidth: 8 Mbit/s are 1 MB/s; messages go one after the other, answers without content cost nothing.
  {
    const { cluster, lnets } = start("[{subnet: 10.1.1.0/24, latency: 0, bandwidth: 8}]");
    expect(gets(cluster, lnets[0]!, "10.1.1.2@tcp", 3, 500_000).map((time) => Math.round(time! * 10) / 10)).toEqual([0.5, 1, 1.5]);
    // The other link is as fast as its NIC.
    expect(gets(cluster, lnets[0]!, "10.1.2.2@tcp1", 3, 500_000).every((time) => time! < 0.1)).toBe(true);
  }
  // Loss: of 400 GETs and their answers one in ten, and the sender knows nothing of it; the same messages again for the same seed.
  {
    const outcome = (seed: number): { answered: number; text: string; lost: number; failures: number } => {
      const { cluster, lnets } = start("[{subnet: 10.1.1.0/24, loss: 0.1}]", seed);
      const text = gets(cluster, lnets[0]!, "10.1.1.2@tcp", 400)
        .map((time) => (time === undefined ? "-" : "+"))
        .join("");
      const lost = cluster.wire.to("10.1.1.1@tcp").lost + cluster.wire.to("10.1.1.2@tcp").lost;
      return { answered: text.split("+").length - 1, text, lost, failures: lnets[0]!.statistics.remote_dropped_count };
    };
    const first = outcome(7);
    expect(first.answered).toBeGreaterThan(280);
    expect(first.answered).toBeLessThan(365);
    expect([first.lost, first.failures]).toEqual([400 - first.answered, 0]);
    expect(outcome(7)).toEqual(first);
    expect(outcome(8).text).not.toBe(first.text);
  }
  const { cluster, lnets } = start("[{nics: [agent1/eth0, agent3/eth0], loss: 1}]");
  expect(gets(cluster, lnets[0]!, "10.1.1.3@tcp", 3)).toEqual([undefined, undefined, undefined]);
  expect(gets(cluster, lnets[0]!, "10.1.1.2@tcp", 3).includes(undefined)).toBe(false);
}
