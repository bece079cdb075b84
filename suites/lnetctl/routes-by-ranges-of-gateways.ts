// SPDX-License-Identifier: GPL-2.0-or-later
// Routes come and go by one gateway and by ranges, and a backup has net, routes and gateways; the peer of a gateway can neither be added nor deleted.
// sanity-lnet 100-103, 105, 106.
import { expect, type Parameters, type Results } from "lutf";
import { range, tool, withNics } from "./_words.ts";

export const requires = withNics(1, 1);

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool({ tcp: [0] });
  // Of the node's own network, at its end.
  const network = one.bed.nid(0).replace(/\d+@tcp$/, "");
  const gateways = range(network, 245, 249, "@tcp");
  const routes = async (): Promise<string[]> => ((await one.exported()).route ?? []).map(({ net, gateway }) => `${net} ${gateway}`).sort();
  await results.step("100", async () => {
    await one.ok(`route add --net tcp7 --gateway ${gateways[0]} --hop 2 --priority 4`);
    const { net, peer, route } = await one.exported();
    expect(route, `routes of ${one.after}`).toEqual([{ net: "tcp7", gateway: gateways[0], hop: 2, priority: 4 }]);
    expect(
      net?.map((each) => each["net type"]),
      `nets of ${one.after}`,
    ).toEqual(["tcp"]);
    expect(
      peer?.map((each) => each["primary nid"]),
      `peers of ${one.after}`,
    ).toEqual([gateways[0]]);
  });
  await results.step("105", async () => {
    await one.refused(`peer add --prim_nid ${gateways[0]}`);
  });
  await results.step("106", async () => {
    await one.refused(`peer del --prim_nid ${gateways[0]}`);
  });
  await results.step("101", async () => {
    await one.ok(`route add --net tcp8 --gateway ${network}[245-249]@tcp`);
    expect(await routes(), `routes of ${one.after}`).toEqual([`tcp7 ${gateways[0]}`, ...gateways.map((gateway) => `tcp8 ${gateway}`)]);
    expect(Object.keys(await one.peers()).sort(), `peers of ${one.after}`).toEqual(gateways);
  });
  await results.step("102", async () => {
    await one.ok(`route del --net tcp7 --gateway ${gateways[0]}`);
    expect(await routes(), `routes of ${one.after}`).toEqual(gateways.map((gateway) => `tcp8 ${gateway}`));
  });
  await results.step("103", async () => {
    await one.ok(`route del --net tcp8 --gateway ${network}[245-249/2]@tcp`);
    expect(await routes(), `routes of ${one.after}`).toEqual([`tcp8 ${gateways[1]}`, `tcp8 ${gateways[3]}`]);
    await one.ok(`route del --net tcp8 --gateway ${network}[246-248/2]@tcp`);
    expect(await routes(), `routes of ${one.after}`).toEqual([]);
  });
}
