// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";
import { parseTopology } from "lutf/lnetsim";

const CASES: [text: string, message: RegExp][] = [
  ["nodes: []", /t\.yaml: nodes: a list of at least one node is wanted/],
  ["nodes: [{nics: [{name: eth0, ipv4: 10.1.1.300/24}]}]", /t\.yaml: nodes\[0\]\.nics\[0\]\.ipv4: "10\.1\.1\.300\/24" is no address/],
  ["nodes: [{nics: [{nam: eth0}]}]", /nodes\[0\]\.nics\[0\]: unknown key nam; the keys are name,/],
  ["nodes: [{name: a}, {name: a}]", /nodes\[1\]\.name: there is a node a already/],
  ["nodes: [{lustre: 2.12.9}]", /nodes\[0\]\.lustre: 2\.12\.9 is not simulated; 2\.15 and 2\.17 are/],
  ["nodes: [{nics: [{ipv4: 10.1.1.1/24}]}, {nics: [{ipv4: 10.1.1.1/24}]}]", /NIC eth0: address 10\.1\.1\.1 is agent1\/eth0's already/],
  ["nodes: [{cpts: 0}]", /nodes\[0\]\.cpts: a whole number from 1 to 32 is wanted, not 0/],
  ["nodes: [{nics: [{kind: ib}]}]", /kind: ib is none of tcp, o2ib, kfi, gni/],
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
