// SPDX-License-Identifier: GPL-2.0-or-later
// A NIC of the peer loses its link: what is sent there finds out, the peer NI loses health, and from then on no ping is lost, as all go elsewhere. With the link
// its health comes back, and its share of traffic (33_health/016). sanity-lnet 303.
import { lutf } from "lutf";
import { discoverEachOther, testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { EVENLY, peerHealth, pinged, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  // None of the sender's NIs is on that link: there the answers would have no way.
  const [first, second] = lutf.agents.take(2);
  const settings = { transaction_timeout: 10 };
  const [a] = await testbed({ nodes: [first], nets: { tcp: [0, 2] }, settings });
  const [b] = await testbed({ nodes: [second], nics: 3, settings });
  await discoverEachOther([a, b]);
  const dead = b.nid(1);
  const link = await b.lnet.fault.linkDown(b.nics[1]!);
  // Up to the transaction timeout nothing may be known of what was sent there.
  await lutf.waitUntil(
    async () => {
      await traffic.pings(a, b.nid(0), 3, { mayFail: true, timeout: 15 });
      return (await peerHealth(a, b))[dead]!["health value"] < WELL;
    },
    { timeout: "200s", interval: "1s", message: `${dead} has lost health` },
  );
  const seen = await pinged(a, b);
  // Recovery pings only.
  traffic
    .expect(seen.toPeer)
    .none([dead], { atMost: 8 })
    .over([b.nid(0), b.nid(2)], EVENLY);
  await link.heal();
  await recovered(a, "peer", "300s");
  // What still tries to get there holds credits, and who has fewer comes last.
  await lutf.sleep("15s");
  traffic.expect((await pinged(a, b)).toPeer).over(b.nids, EVENLY);
}
