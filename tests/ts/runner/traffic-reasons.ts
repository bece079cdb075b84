// SPDX-License-Identifier: GPL-2.0-or-later
// A check of traffic that fails says why the messages took the NIs that surprised it: local NI, peer NI, net and gateway, and what cost them health.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = (nodes: number, beds: string, body: string): string => `
import { routedTestbed, testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

export const requires = { agents: ${nodes} };

export async function run() {
  ${beds}
  ${body}
}
`;
const pair = (body: string): string => script(2, "const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });", body);

const scripts = {
  "a/health.ts": pair(`
  await a.lnet.setHealth({ nid: a.nid(1), value: 500 });
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 10));
  traffic.expect(seen.on(a).sent).over(a.nids);`),
  "a/blamed.ts": pair(`
  await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(1), rate: 1, healthErrors: ["remote_dropped"] });
  const seen = await traffic([a, b], () => traffic.pings(a, b.nid(0), 10));
  traffic.expect(seen.on(b).received).over(b.nids);`),
  "a/link.ts": pair(`
  await a.lnet.fault.linkDown(a.nics[2]);
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 10, { mayFail: true }));
  traffic.expect(seen.on(a).sent).only([a.nid(2)]);`),
  "a/source.ts": pair(`
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 5, { source: a.nid(0) }));
  traffic.expect(seen.on(a).sent).over(a.nids.slice(0, 2));`),
  "a/net.ts": script(
    2,
    "const [a, b] = await testbed({ nodes: 2, nets: { tcp: [0], tcp1: [1] }, discover: true });",
    `await a.lnet.addPolicy({ src: "tcp1", priority: 0 });
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 10));
  traffic.expect(seen.on(a).sent).none(a.nids.slice(1));`,
  ),
  "a/gateway.ts": script(
    4,
    "const { clients: [client], routers, servers: [server] } = await routedTestbed({ routers: 2, routes: [{ priority: 0 }, { priority: 1 }] });",
    `const seen = await traffic([client], () => traffic.pings(client, server.nids[0], 10));
  traffic.expect(seen.on(client).toPeer).none([routers[0].nid(0)]);`,
  ),
};

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline(scripts, ["--local", "4", "--nics", "3", "--jobs", "1"]);
  const reasons = (script: string): string => {
    const error = rows[`a/${script}`]?.error ?? "";
    expect(error, stdout).toContain("AssertionError: expected ");
    return error.slice(error.indexOf("\n\n", error.indexOf("messages  wanted")) + 2);
  };
  // Recovery goes on while the test runs.
  expect(reasons("health")).toMatch(
    /^ {2}agent1 chose among its NIs:\n {4}10\.1\.1\.1@tcp taken 5 times by turn; set aside 5 times by turn\n {4}10\.1\.2\.1@tcp set aside 10 times by health \([5-9]00( to [5-9]00)?, not 1000\)\n/,
  );
  expect(reasons("blamed")).toMatch(
    /^ {2}agent1 chose among peer NIs:\n(?: {4}.*\n)* {4}10\.1\.2\.2@tcp taken .*; set aside \d+ times by health \([89]00( to 900)?, not 1000\), .*; lost health (once|twice) by remote_dropped/m,
  );
  expect(reasons("link")).toMatch(/^ {4}10\.1\.3\.1@tcp set aside 1\d times for want of a link/m);
  expect(reasons("source")).toContain(`  agent1 chose among its NIs:
    10.1.1.1@tcp taken 5 times as the sender named it
  10.1.2.1@tcp was never there to be chosen`);
  expect(reasons("net")).toContain(`  agent1 chose among nets:
    tcp set aside 10 times by priority (none, not 0)
    tcp1 taken 10 times by priority
`);
  expect(reasons("gateway")).toContain(`  agent1 chose among gateways:
    10.1.1.3@tcp taken 10 times by priority
    10.1.1.4@tcp set aside 10 times by priority (1, not 0)
`);
}
