// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §3.8: who may be added to whom, and the errno of each refusal.
import { expect } from "lutf";
import { PEER } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { lnets } = lab(1, 1);
  const lnet = lnets[0]!;
  const add = (primary: string, nid?: string, multiRail = true): number =>
    lnet.addPeer(`${primary}@tcp`, nid && `${nid}@tcp`, multiRail, false);
  const del = (primary: string, nid?: string, force = false): number => lnet.deletePeer(`${primary}@tcp`, nid && `${nid}@tcp`, force);
  expect([add("10.0.0.1"), add("10.0.0.1"), add("10.0.0.1", undefined, false)]).toEqual([0, 0, -1]);
  expect([add("10.0.0.1", "10.0.0.2"), add("10.0.0.1", "10.0.0.2"), add("10.0.0.2")]).toEqual([0, 0, -17]);
  expect([add("10.0.0.9", "10.0.0.3"), add("10.0.0.2", "10.0.0.3"), add("10.0.0.1", "10.0.0.3", false)]).toEqual([-2, -19, -1]);
  add("10.0.0.5");
  expect([add("10.0.0.1", "10.0.0.5"), del("10.0.0.1", "10.0.0.5")]).toEqual([-17, -10]);
  // A peer that is not multi-rail has one NID a net.
  add("10.0.0.7", undefined, false);
  expect(add("10.0.0.7", "10.0.0.8", false)).toBe(-76);
  expect([del("10.0.0.1", "10.0.0.44"), del("10.0.0.2"), del("10.0.0.44")]).toEqual([-2, -19, -2]);
  expect([del("10.0.0.1", "10.0.0.2"), del("10.0.0.1", "10.0.0.2")]).toEqual([0, -2]);
  // A locked primary stays until it is forced away.
  lnet.addPeer("10.0.0.20@tcp", undefined, true, true);
  add("10.0.0.20", "10.0.0.21");
  lnet.peers.find("10.0.0.20@tcp")!.set(PEER.NIDS_UPTODATE);
  expect(del("10.0.0.20")).toBe(0);
  expect(lnet.peers.find("10.0.0.20@tcp")?.nis.length).toBe(1);
  expect(lnet.peers.find("10.0.0.20@tcp")!.has(PEER.NIDS_UPTODATE)).toBe(false);
  expect(del("10.0.0.20", undefined, true)).toBe(0);
  expect(lnet.peers.find("10.0.0.20@tcp")).toBeUndefined();
  // What traffic made may be made again by hand; what is a gateway may not go.
  lnet.ping("10.1.1.99@tcp", { timeoutMs: 1000 });
  expect(add("10.1.1.99")).toBe(0);
  expect(lnet.peers.find("10.1.1.99@tcp")!.state).toBe(9);
  lnet.addRoute({ net: "tcp9", gateway: "10.1.1.99@tcp", hops: 1, priority: 0 });
  expect(lnet.deletePeer("10.1.1.99@tcp", undefined, false)).toBe(-16);
  expect(lnet.log.lines().join("\n")).toContain("10.1.1.99@tcp is a router. Can not be deleted");
}
