// SPDX-License-Identifier: GPL-2.0-or-later
// local_error, remote_error, remote_timeout and network_timeout fail a message at once, though there are other NIs; each blames the local NI, the peer NI, or
// both (33_health/008, 010, 012, 013). sanity-lnet 205, 207, 209.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { localHealth, NI_NAMES, onePingFails, pair, peerHealth, recovered, SENSITIVITY, twoNics, values, WELL } from "./_health.ts";

export const requires = twoNics;

const BLAMED = {
  local_error: { local: 1, peer: 0 },
  remote_error: { local: 0, peer: 1 },
  remote_timeout: { local: 0, peer: 1 },
  network_timeout: { local: 1, peer: 1 },
} as const;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  // Peer NIs that have not been heard of for so long are not recovered, so that they stay as the failure left them.
  const [a, b] = await pair(2, { recovery_limit: 1, retry_count: 2 });
  for (const [error, blamed] of Object.entries(BLAMED) as [keyof typeof BLAMED, { local: number; peer: number }][]) {
    await results.step(error, async () => {
      await recovered(a);
      await a.lnet.setPeerHealth({ all: true, value: WELL });
      await lutf.sleep("4s");
      const before = { ...(await localHealth(a)), ...(await peerHealth(a, b)) };
      // Recovery pings of the own NIs do not fail so: they get lost on arrival, which is not noticed before the transaction timeout.
      const to = [...b.nids, "*@tcp"];
      const rules = await Promise.all(
        to.map((destination) =>
          a.lnet.fault.drop({ source: "*@tcp", destination, rate: 1, ...(destination === "*@tcp" ? {} : { healthErrors: [error] }) }),
        ),
      );
      const statistics = await onePingFails(a, b);
      expect(statistics).toMatchObject({ [`${error}_count`]: 1, resend_count: 0 });
      const [local, peers] = [await localHealth(a), await peerHealth(a, b)];
      const fell = (all: (number | undefined)[]): number => all.filter((health) => health === WELL - SENSITIVITY).length;
      expect(fell(values(peers, b.nids)), "peer NIs that lost health").toBe(blamed.peer);
      expect(fell(values(local, a.nids)), "local NIs that lost health").toBe(blamed.local);
      const name = NI_NAMES[error] as "error";
      const nids = blamed.peer > 0 ? b.nids : a.nids;
      const rises = nids.map((nid) => ({ ...local, ...peers })[nid]![name] - before[nid]![name]);
      expect(rises.toSorted(), `${name} of each`).toEqual([0, 1]);
      expect((await a.lnet.recoveryQueue("local")).length, "local NIs that are recovered").toBe(blamed.local);
      for (const rule of rules) await rule.heal();
    });
  }
}
