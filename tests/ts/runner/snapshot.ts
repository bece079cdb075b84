// SPDX-License-Identifier: GPL-2.0-or-later
// lnet.snapshot() and lnet.diff() tell what a change of the configuration, a message, a fault and a lost NI changed, and nothing else.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = `
import { expect, type Requires } from "lutf";
import { differencesText, lnet, type Snapshot } from "lutf/lnet";
import { testbed } from "lutf/testbed";

export const requires: Requires = { agents: 2, interfaces: { tcp: 2 } };

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 2 });
  let last: Snapshot = await lnet.snapshot([a.node, b.node]);
  expect(lnet.diff(last, await lnet.snapshot([a.node, b.node]))).toEqual([]);
  const since = async () => {
    const before = last;
    last = await lnet.snapshot([a.node, b.node]);
    return lnet.diff(before, last);
  };
  const states = async () => (await since()).filter(({ kind }) => kind === "state");

  await a.lnet.set({ recovery_limit: 5 });
  const [set, ...more] = await since();
  expect(more).toEqual([]);
  expect(set).toEqual({ node: "agent1", path: "global/recovery_limit", before: 0, after: 5, kind: "state" });
  expect(differencesText([set!])).toBe("agent1 global/recovery_limit: 5, was 0");

  await a.lnet.discover(b.nid(0));
  const found = await states();
  expect(found.map(({ node, path, before }) => [node, path, before])).toEqual([["agent1", "peer/10.1.1.2@tcp", undefined], ["agent2", "peer/10.1.1.1@tcp", undefined]]);
  expect(found[0]!.after).toMatchObject({ "Multi-Rail": true, "10.1.2.2@tcp": { "health stats": { "health value": 1000 } } });
  expect(differencesText(found)).toBe("agent1 peer/10.1.1.2@tcp: was not there\\nagent2 peer/10.1.1.1@tcp: was not there");

  await a.lnet.ping(b.nid(0));
  const counted = await since();
  expect(counted.filter(({ kind }) => kind === "state")).toEqual([]);
  const sent = counted.find(({ node, path }) => node === "agent1" && path.endsWith("sent_stats/get"))!;
  expect((sent.after as number) - (sent.before as number)).toBe(1);
  expect(counted.map(({ path }) => path)).toContain("statistics/send_count");

  await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 2 });
  await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 3 });
  await a.lnet.addPolicy({ src: "tcp", priority: 1 });
  await a.lnet.addRoute({ net: "tcp9", gateway: b.nid(0) });
  await b.lnet.setHealth({ nid: b.nid(1), value: 0 });
  const changed = (await states()).map(({ node, path }) => node + " " + path);
  for (const path of ["agent1 faults/drop/*@tcp -> *@tcp", "agent1 faults/drop/*@tcp -> *@tcp (2)", "agent1 udsp/0", "agent1 route/tcp9", "agent2 net/tcp/10.1.2.2@tcp/status"])
    expect(changed, changed.join("\\n")).toContain(path);

  await b.lnet.deleteNet({ net: "tcp", interfaces: ["eth1"] });
  expect(differencesText(await states())).toContain("agent2 net/tcp/10.1.2.2@tcp: is not there any more");
  await b.lnet.unconfigure();
  expect((await states())[0]).toMatchObject({ node: "agent2", path: "lnet", before: "up", after: "down" });
  await b.lnet.unload();
  expect(await since()).toEqual([{ node: "agent2", path: "lnet", before: "down", after: "not loaded", kind: "state" }]);
}
`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline({ "a/snapshot.ts": script }, ["--local", "2", "--nics", "2"]);
  expect(rows["a/snapshot"]?.status, stdout).toBe("PASS");
}
