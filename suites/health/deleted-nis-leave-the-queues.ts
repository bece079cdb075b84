// SPDX-License-Identifier: GPL-2.0-or-later
// What is deleted while it is recovered is not recovered any more, an NI, a NID of a peer, a whole peer; added or found again it begins well.
import { expect, type Parameters, type Results } from "lutf";
import { localHealth, pair, peerHealth, pinged, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  // Nothing is won back.
  const [a, b] = await pair(3, { health_sensitivity: 0 });
  await pinged(a, b, 6);
  await results.step("a NID of a peer, and the peer", async () => {
    await a.lnet.setPeerHealth({ all: true, value: 300 });
    const left = async (): Promise<string[]> => (await a.lnet.recoveryQueue("peer")).filter((nid) => b.nids.includes(nid)).toSorted();
    expect(await left()).toEqual(b.nids.toSorted());
    await a.lnet.deletePeer({ primaryNid: b.nid(0), nids: [b.nid(2)] });
    expect(await left()).toEqual([b.nid(0), b.nid(1)].toSorted());
    await a.lnet.deletePeer({ primaryNid: b.nid(0) });
    expect(await left()).toEqual([]);
    await a.lnet.discover(b.nid(0));
    expect(values(await peerHealth(a, b), b.nids)).toEqual([WELL, WELL, WELL]);
  });
  await results.step("an NI", async () => {
    const [, nid] = a.nids as [string, string];
    await a.lnet.setHealth({ all: true, value: 300 });
    expect((await a.lnet.recoveryQueue("local")).toSorted()).toEqual(a.nids.toSorted());
    await a.lnet.deleteNet({ net: "tcp", interfaces: [a.nics[1]!] });
    expect((await a.lnet.recoveryQueue("local")).toSorted()).toEqual([a.nid(0), a.nid(2)].toSorted());
    await a.lnet.addNet({ net: "tcp", interfaces: [a.nics[1]!] });
    expect((await localHealth(a))[nid]).toMatchObject({ "health value": WELL, status: "up" });
    expect(await a.lnet.recoveryQueue("local")).not.toContain(nid);
  });
}
