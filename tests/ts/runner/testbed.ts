// SPDX-License-Identifier: GPL-2.0-or-later
// testbed() gives nodes whose LNet is up as asked, anew each time; NICs that a node lacks make the test a SKIP, NIDs that the testbed lacks an error that lists those it has.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const whole = `
import { expect, type Requires } from "lutf";
import { testbed } from "lutf/testbed";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nets: { tcp1: [2], tcp: [0, 1] }, settings: { retry_count: 1 }, parameters: { peer_buffer_credits: 3 }, discover: true });
  expect(a.nids).toEqual(["10.1.3.1@tcp1", "10.1.1.1@tcp", "10.1.2.1@tcp"]);
  expect(b.nid(1)).toBe("10.1.2.2@tcp");
  expect(b.nics).toEqual(["eth0", "eth1", "eth2"]);
  expect(() => a.nid(2)).toThrow("agent1 has no NID 2 on tcp in this testbed: 10.1.3.1@tcp1, 10.1.1.1@tcp, 10.1.2.1@tcp");
  expect((await a.lnet.settings()).retry_count).toBe(1);
  const [peer] = await b.lnet.peers();
  expect(peer!["peer ni"].map(({ nid }) => nid).sort()).toEqual([...a.nids].sort());

  const [again] = await testbed({ nodes: 2, tunables: { credits: 64 } });
  expect(await again.lnet.nids()).toEqual(["10.1.1.1@tcp"]);
  expect((await again.lnet.settings()).retry_count).toBe(2);
  expect((await again.lnet.nets({ net: "tcp", detail: 1 }))[0]!["local NI(s)"][0]!.tunables!.credits).toBe(64);
  expect(await again.lnet.peers()).toEqual([]);
}
`;

const tooMany = `
import { testbed } from "lutf/testbed";
export const requires = { agents: 1 };
export async function run() { await testbed({ nodes: 1, nics: 4 }); }
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline({ "a/whole.ts": whole, "a/too-many.ts": tooMany }, ["--local", "2", "--nics", "3"]);
  expect(rows["a/whole"]?.status, stdout).toBe("PASS");
  expect(rows["a/too-many"]?.status, stdout).toBe("SKIP");
  expect(rows["a/too-many"]?.reason).toMatch(/^agent[12] has 3 of the 4 tcp interfaces that are needed: eth0, eth1, eth2$/);
}
