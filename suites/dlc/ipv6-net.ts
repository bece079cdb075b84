// SPDX-License-Identifier: GPL-2.0-or-later
// An interface with IPv6 is added with a large NID where LNet was configured for them; no call of the library has these.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1, { lnet: { version: ">=2.17" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false, roads: ["lnetctl"] }, async (place) => {
    const { road, node } = place;
    const wanted = node.interfaces("tcp").find(({ ipv4, ipv6 }) => ipv6 !== undefined && !ipv6.startsWith("fe80") && ipv4 === undefined);
    if (wanted === undefined) return lutf.skip(`${node.name} has no interface with an IPv6 address and no IPv4 address`);
    await road.configure({ large: true });
    await road.addNet({ net: "tcp", interfaces: [wanted.name] });
    expect(await road.nids()).toEqual([`${wanted.ipv6}@tcp`]);
    expect(await road.ping(`${wanted.ipv6}@tcp`)).toEqual([`${wanted.ipv6}@tcp`]);
    await road.deleteNet({ net: "tcp" });
    expect(await road.nids()).toEqual([]);
  });
}
