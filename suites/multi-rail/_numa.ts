// SPDX-License-Identifier: GPL-2.0-or-later
// A node whose CPTs are its NUMA nodes, with NICs on more than one of them. Pings leave from a CPU, and so with memory of its NUMA node
// (lnetconfig-api.md §5; golden/30_multirail/facts.md: what counts is the CPT of the NI's device).
import { expect, lutf, type Requires } from "lutf";
import { type Bed, testbed } from "lutf/testbed";
import { type NodeTraffic, traffic } from "lutf/traffic";

export const onNumaNodes: Requires = { agents: 2, interfaces: { tcp: 4 }, numaNodes: 2, timeout: "3m" };

/** As many as make each NI's share clear. */
export const PINGS = 40;
/** Discovery and recovery may send that much meanwhile. */
export const ABOUT_NONE = { atMost: 2 };
export const EVENLY = { tolerance: 0.2 };
/** More than any distance between NUMA nodes, which are 10 within one and up to 255. */
export const ANY_DISTANCE = 1000;

/** A CPT, and what is near to it. */
export interface Cpt {
  cpt: number;
  /** One of its CPUs. */
  cpu: number;
  /** NIDs whose device is on it. */
  near: string[];
}

/** `places` of NICs; the peer has them all, and both know each other. */
export async function numaBed(places: number[]): Promise<{ main: Bed; peer: Bed }> {
  const nodes = lutf.agents.take(2);
  const [main] = await testbed({ nodes: [nodes[0]!], nets: { tcp: places }, libcfs: { cpu_pattern: "N" } });
  const [peer] = await testbed({ nodes: [nodes[1]!], nics: 4 });
  await main.lnet.discover(peer.nids[0]!);
  return { main, peer };
}

/** CPTs of the node that have NICs, in order. */
export async function cptsOf(main: Bed): Promise<[Cpt, Cpt, ...Cpt[]]> {
  const { stdout } = await main.node.exec(["cat", "/sys/kernel/debug/lnet/cpu_partition_table"]);
  const nets = await main.lnet.nets({ net: "tcp", detail: 1 });
  const cpts = stdout.split("\n").flatMap((line) => {
    const [, cpt, cpu] = /^\s*(\d+)\s*:\s*(\d+)/.exec(line)?.map(Number) ?? [];
    const near = nets.flatMap((net) => net["local NI(s)"]).filter((ni) => ni["dev cpt"] === cpt);
    return near.length > 0 ? [{ cpt: cpt!, cpu: cpu!, near: near.map(({ nid }) => nid) }] : [];
  });
  // `requires` has seen in /sys that they are.
  expect(cpts.length, `CPTs of ${main.node.name} that are the "dev cpt" of NIs`).toBeGreaterThanOrEqual(2);
  return cpts as [Cpt, Cpt, ...Cpt[]];
}

/** What main sent while a process on a CPU of that CPT pinged. */
export async function pingedFrom({ cpu }: Cpt, main: Bed, peer: Bed): Promise<NodeTraffic> {
  return (await traffic([main], () => traffic.pings(main, peer.nids[0]!, PINGS, { cpu }))).on(main);
}
