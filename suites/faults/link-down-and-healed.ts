// SPDX-License-Identifier: GPL-2.0-or-later
// A link that is taken down is down until it is healed, once and for all; one that is down, or not there, cannot be taken down.
import { expect, lutf } from "lutf";
import { oneNic, pair, ping } from "./_faults.ts";

export const requires = oneNic;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  const [nic] = a.nics as [string];
  const flags = async (): Promise<string> => /<(.*)>/.exec((await a.node.exec(["ip", "link", "show", "dev", nic])).stdout)![1]!;
  const link = await a.lnet.fault.linkDown(nic);
  expect(link.what).toBe(`link of ${nic} down on ${a.node.name}`);
  expect((await flags()).split(","), `flags of ${nic} on ${a.node.name}, taken down`).not.toContain("UP");
  const pings = `pings from ${a.node.name} to ${b.nids[0]}`;
  expect((await ping(a, b, 1, { timeout: 5 })).ok, `${pings} that were answered although ${nic} is down`).toBe(0);
  await expect(a.lnet.fault.linkDown(nic)).rejects.toThrow("it is down already");
  await expect(a.lnet.fault.linkDown("no-such-nic")).rejects.toThrow('linkDown("no-such-nic")');
  await link.heal();
  await link.heal();
  expect((await flags()).split(","), `flags of ${nic} on ${a.node.name}, healed`).toContain("UP");
  await lutf.waitUntil(async () => (await ping(a, b, 1, { timeout: 5 })).ok === 1, {
    timeout: "60s",
    interval: "1s",
    message: `${pings} are answered after ${nic} was healed`,
    seen: () => "not answered",
  });
  expect(await ping(a, b, 3, { timeout: 5 }), pings).toEqual({ ok: 3, failed: 0 });
}
