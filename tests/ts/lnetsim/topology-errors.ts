// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";
import { parseTopology } from "lutf/lnetsim";

const TWO = "nodes: [{nics: [{ipv4: 10.1.1.1/24}]}, {nics: [{ipv4: 10.1.1.2/24}]}]\n";

const CASES: [text: string, message: RegExp][] = [
  ["nodes: []", /t\.yaml: nodes: a list of at least one node is wanted/],
  ["nodes: [{nics: [{name: eth0, ipv4: 10.1.1.300/24}]}]", /t\.yaml: nodes\[0\]\.nics\[0\]\.ipv4: "10\.1\.1\.300\/24" is no address/],
  ["nodes: [{nics: [{nam: eth0}]}]", /nodes\[0\]\.nics\[0\]: unknown key nam; the keys are name,/],
  ["nodes: [{name: a}, {name: a}]", /nodes\[1\]\.name: there is a node a already/],
  ["nodes: [{lustre: 2.12.9}]", /nodes\[0\]\.lustre: 2\.12\.9 is not simulated; 2\.15 and 2\.17 are/],
  ["nodes: [{nics: [{ipv4: 10.1.1.1/24}]}, {nics: [{ipv4: 10.1.1.1/24}]}]", /NIC eth0: address 10\.1\.1\.1 is agent1\/eth0's already/],
  ["nodes: [{cpts: 0}]", /nodes\[0\]\.cpts: a whole number from 1 to 32 is wanted, not 0/],
  ["nodes: [{memory: 0}]", /nodes\[0\]\.memory: a whole number from 1 to 16777216 is wanted, not 0/],
  ["nodes: [{nics: [{kind: ib}]}]", /kind: ib is none of tcp, o2ib, kfi, gni/],
  ["nodes: [{}]\nlinks: 3", /t\.yaml: links: a list of links is wanted/],
  ["nodes: [{}]\nlinks: [{loss: 1}]", /links\[0\]: either subnet or nics is wanted/],
  ["nodes: [{}]\nlinks: [{subnet: 10.1.1.0, loss: 1}]", /links\[0\]\.subnet: "10\.1\.1\.0" is no subnet \(ADDRESS\/BITS\)/],
  ["nodes: [{}]\nlinks: [{subnet: 10.1.1.0/33, loss: 1}]", /links\[0\]\.subnet: "10\.1\.1\.0\/33" is no subnet/],
  ["nodes: [{}]\nlinks: [{subnet: 10.1.1.0/24, loss: 1}]", /links\[0\]: no NIC is on it; a link is between two at least/],
  ["nodes: [{nics: [{ipv4: 10.1.1.1/24}]}]\nlinks: [{subnet: 10.1.1.0/24, loss: 1}]", /links\[0\]: only agent1\/eth0 is on it/],
  [
    "nodes: [{nics: [{}]}]\nlinks: [{nics: [agent1/eth1], loss: 1}]",
    /nics\[0\]: there is no NIC agent1\/eth1 \(NODE\/NIC, as in agent1\/eth0\)/,
  ],
  ["nodes: [{nics: [{}]}]\nlinks: [{nics: [agent1/eth0, agent1/eth0], loss: 1}]", /nics\[1\]: agent1\/eth0 is in it already/],
  [`${TWO}links: [{subnet: 10.1.1.0/24}]`, /links\[0\]: latency \(microseconds\), loss \(0 to 1\) or bandwidth \(Mbit\/s\) is wanted/],
  [`${TWO}links: [{subnet: 10.1.1.0/24, loss: 2}]`, /links\[0\]\.loss: a number from 0 to 1 is wanted, not 2/],
  [`${TWO}links: [{subnet: 10.1.1.0/24, bandwidth: 0}]`, /links\[0\]\.bandwidth: a whole number from 1 to 10000000 is wanted, not 0/],
  [`${TWO}links: [{subnet: 10.1.1.0/24, latency: 1ms}]`, /links\[0\]\.latency: a number from 0 to 60000000 is wanted, not 1ms/],
  [`${TWO}links: [{subnet: 10.1.1.0/24, delay: 1}]`, /links\[0\]: unknown key delay; the keys are subnet, nics, latency, loss, bandwidth/],
  ["nodes: [\n", /t\.yaml: .*line 2, column 1/],
];

export function run(): void {
  for (const [text, message] of CASES) expect(() => parseTopology(text, "t.yaml"), text).toThrow(message);
  const { nodes } = parseTopology("cpts: 2\nnodes: [{nics: [{ipv4: [10.1.1.1/24, 10.1.9.1/16], ipv6: 'fd00::1/64'}]}]", "t.yaml");
  expect(nodes).toMatchObject([
    {
      name: "agent1",
      lustre: "2.17.0",
      cpts: 2,
      nics: [
        {
          name: "eth0",
          kind: "tcp",
          up: true,
          ipv4: [{ address: "10.1.1.1", prefix: 24 }, { prefix: 16 }],
          ipv6: [{ address: "fd00::1", prefix: 64 }],
        },
      ],
    },
  ]);
}
