// SPDX-License-Identifier: GPL-2.0-or-later
// What tests of fault rules share: two nodes, pings that may get lost, and what a rule says that it did.
import { expect, type Requires } from "lutf";
import type { FaultKind, ShownRule } from "lutf/lnet";
import { type Bed, testbed } from "lutf/testbed";
import { type Pings, traffic } from "lutf/traffic";

const onNodes = (tcp: number): Requires => ({ agents: 2, interfaces: { tcp }, lnet: { version: ">=2.15" }, timeout: "10m" });
export const oneNic = onNodes(1);
export const twoNics = onNodes(2);

/** Every message of the net. */
export const ALL = { source: "*@tcp", destination: "*@tcp" };

/** Nodes that know each other; what fails is over soon, and is not sent again. */
export async function pair(nics = 1): Promise<[Bed, Bed]> {
  const [a, b] = await testbed({ nodes: 2, nics, discover: true, settings: { retry_count: 0, transaction_timeout: 5 } });
  return [a, b];
}

/** Pings of the first NID of `to`, or from one NID to another; some may get lost, after `timeout` seconds each. */
export function ping(from: Bed, to: Bed | string, count: number, o: { source?: string; timeout?: number } = {}): Promise<Pings> {
  return traffic.pings(from, typeof to === "string" ? to : to.nids[0]!, count, { mayFail: true, ...o });
}

/** The only rule of that kind. */
export async function theRule({ lnet }: Bed, kind: FaultKind = "drop"): Promise<ShownRule> {
  const rules = await lnet.fault.rules(kind);
  expect(rules).toHaveLength(1);
  return rules[0]!;
}
