// SPDX-License-Identifier: GPL-2.0-or-later
// Of unequal NIs, local and of the peer, the healthiest takes all; when it falls below the second, that one does.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, pair, pinged, threeNics } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3, { health_sensitivity: 0 });
  const set = async (local: number[], peer: number[]): Promise<void> => {
    for (const [place, value] of local.entries()) await a.lnet.setHealth({ nid: a.nid(place), value });
    for (const [place, value] of peer.entries()) await a.lnet.setPeerHealth({ nid: b.nid(place), value });
  };
  await set([300, 600, 800], [900, 1, 0]);
  let seen = await pinged(a, b);
  // Local NIs get recovery pings, and send the answers to them.
  traffic.expect(seen.sent).none([a.nid(0), a.nid(1)], ABOUT_NONE);
  traffic
    .expect(seen.toPeer)
    .none([b.nid(1), b.nid(2)], ABOUT_NONE)
    .over([b.nid(0)]);
  await a.lnet.setHealth({ nid: a.nid(2), value: 599 });
  await a.lnet.setPeerHealth({ nid: b.nid(0), value: 0 });
  seen = await pinged(a, b);
  traffic.expect(seen.sent).none([a.nid(0), a.nid(2)], ABOUT_NONE);
  traffic
    .expect(seen.toPeer)
    .none([b.nid(0), b.nid(2)], ABOUT_NONE)
    .over([b.nid(1)]);
}
