// SPDX-License-Identifier: GPL-2.0-or-later
// An interface with IPv6 is added with a large NID where LNet was configured for them; no call of the library has these. The interface is one that the test makes.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0, { lnet: { version: ">=2.17" } });
const [NAME, ADDRESS] = ["lutf6", "fd00:6c75:7466::1"];

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false, roads: ["lnetctl"] }, async (place) => {
    const { road } = place;
    await place.must(["ip", "link", "add", NAME, "type", "dummy"]);
    try {
      // No neighbour could have the address: it can be used at once.
      await place.must(["ip", "addr", "add", `${ADDRESS}/64`, "dev", NAME, "nodad"]);
      await place.must(["ip", "link", "set", NAME, "up"]);
      await road.configure({ large: true });
      await road.addNet({ net: "tcp", interfaces: [NAME] });
      expect(await road.nids()).toEqual([`${ADDRESS}@tcp`]);
      expect(await road.ping(`${ADDRESS}@tcp`)).toEqual([`${ADDRESS}@tcp`]);
      await road.deleteNet({ net: "tcp" });
      expect(await road.nids()).toEqual([]);
    } finally {
      await place.end();
      // A simulated node has lost it already.
      await place.node.exec(["ip", "link", "del", NAME]);
    }
  });
}
