// SPDX-License-Identifier: GPL-2.0-or-later
import { Cluster, defaultTopology, type Lnet, type NewFaultRule } from "lutf/lnetsim";

export interface Lab {
  cluster: Cluster;
  /** LNet of node 1, 2 …, with tcp on all NICs. */
  lnets: Lnet[];
}

/** Nodes with NICs eth0 …, LNet up, tcp on each NIC; node I has the NIDs 10.1.J.I@tcp. */
export function lab(nodes: number, nics: number, lustre = "2.17.0", seed = 1): Lab {
  const cluster = new Cluster(defaultTopology(nodes, nics, lustre), seed);
  const lnets = [...cluster.nodes.values()].map((node) => {
    node.modules.load("lnet");
    const lnet = node.lnet!;
    lnet.configure({ fromModuleParameters: false, large: false });
    for (let nic = 0; nic < nics; nic++) lnet.addNi({ net: "tcp", interface: `eth${nic}` });
    return lnet;
  });
  return { cluster, lnets };
}

/** How many requests left from each NI since `before`, in order of NIs. */
export const sentGets = (lnet: Lnet): number[] => lnet.allNis().flatMap((ni) => (ni.isLo ? [] : [ni.counters.sent.get]));

/** Drops every message on tcp that it is asked about. */
export const dropRule = (o: Partial<NewFaultRule> = {}): NewFaultRule => ({
  kind: "drop",
  source: "*@tcp",
  destination: "*@tcp",
  localNid: "*",
  portals: 0n,
  messages: 0,
  rate: 1,
  interval: 0,
  latency: 0,
  healthErrors: 0,
  random: false,
  dropAll: false,
  ...o,
});
