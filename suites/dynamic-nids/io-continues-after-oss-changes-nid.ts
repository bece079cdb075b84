// SPDX-License-Identifier: GPL-2.0-or-later
// An OSS comes back with another NID, and MGS and client allow that: I/O goes on, with the right data, all of it to the new NID; LNet keeps the old peer beside it.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { knownTo, MESSAGES, makeSite, site } from "./_site.ts";

export const requires = site;

export async function run(): Promise<void> {
  const made = await makeSite({ mgs: true, client: true });
  const { oss: before, client, mgs } = made;
  const first = await made.probe();
  expect(first.works).toBe(true);
  expect(first.client.toPeer[before.nid(0)]).toBeGreaterThan(MESSAGES);
  await made.move();
  const { oss: after } = made;
  expect(after.nid(0)).not.toBe(before.nid(0));
  const second = await made.probe();
  expect(second.works, "I/O after the OSS moved").toBe(true);
  traffic.expect(second.client.toPeer).none(before.nids);
  expect(second.client.toPeer[after.nid(0)]).toBeGreaterThan(MESSAGES);
  // Nobody tells LNet that the node of the old NID is gone (golden/31_discovery/001).
  expect(await knownTo(client)).toEqual(expect.arrayContaining([before.nid(0), after.nid(0)]));
  expect(await knownTo(mgs)).toContain(after.nid(0));
}
