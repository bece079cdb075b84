// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §3.14: which handler a block goes to, what it takes from where, and whose return code counts.
import { expect } from "lutf";
import { callOn, LibrarySession, printTree } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { lnets } = lab(1, 3);
  const lnet = lnets[0]!;
  const yaml = (action: string, text: string): { rc: number; errors: string; show: string } => {
    const session = new LibrarySession(lnet.node);
    const rc = callOn(session, `lustre_yaml_${action}`, { f: text, len: text.length });
    return { rc, errors: session.errors ? printTree(session.errors) : "", show: session.show ? printTree(session.show) : "" };
  };
  // A block's name only has to begin with a known one; items go on after a failure, and the last failure is the answer.
  const routes =
    "routes:\n    - net: tcp5\n      gateway: junk\n    - net: tcp6\n      gateway: 10.1.1.9@tcp\n      hop: 2\n    - net: tcp5\n";
  expect(yaml("config", routes).rc).toBe(-14);
  expect(lnet.routes.map(({ net, hops }) => [net, hops])).toEqual([["tcp6", 2]]);
  // An unknown block ends it, without being a failure.
  expect(yaml("config", "frob:\n    - a: 1\nnuma:\n    range: 7\n").rc).toBe(0);
  expect(lnet.settings.numaRange).toBe(0);
  // seq_no of a later item answers for an earlier one.
  expect(yaml("config", "numa:\n    - range: 3\n    - range: 4\n      seq_no: 12\n").errors.match(/seq_no: 12/g)?.length).toBe(2);
  // Of a net without what is mandatory nothing is said.
  expect(yaml("config", "net:\n    - net type: tcp9\n")).toEqual({ rc: -14, errors: "", show: "" });
  expect(
    yaml("config", "net:\n    - net type: tcp9\n      local NI(s):\n        - interfaces:\n              0: eth0[\n").errors,
  ).toContain("descr: bad interface list");
  const peer = (lines: string): string => yaml("config", `peer:\n    - ${lines.replaceAll("\n", "\n      ")}\n`).errors;
  expect(peer("Multi-Rail: True")).toContain("descr: the 'primary nid' must be specified");
  expect(peer("primary nid: 10.1.1.9@tcp\nMulti-Rail: maybe")).toContain("Multi-Rail must be set to 'True' or 'False' found 'maybe'");
  expect(peer("primary nid: 10.1.1.9@tcp\npeer ni:\n    - state: up")).toContain("No nids defined in YAML block");
  // ip2nets that match nothing are meant for other nodes.
  const rule = yaml("config", "ip2nets:\n    - net-spec: tcp30\n      ip-range:\n          0: 192.168.*.*\n");
  expect([rule.rc, rule.errors.includes("IP pattern(s) do not match available interfaces")]).toEqual([0, true]);
  expect(yaml("config", "ip2nets:\n    - net-spec: tcp31\n      ip-range:\n          0: 10.1.[1-2].*\n").rc).toBe(0);
  expect(lnet.findNet("tcp31")?.nis.map(({ nid }) => nid)).toEqual(["10.1.1.1@tcp31", "10.1.2.1@tcp31"]);
  // Shown are the keys that stand there; what is deleted goes back to its default.
  yaml("config", "global:\n    retry_count: 5\n    max_interfaces: 99\n    discovery: 0\n");
  expect(yaml("show", "global:\n    max_interfaces: 1\n    retry_count: 1\n").show).toBe(
    "global:\n    max_interfaces: 99\n    retry_count: 5\n",
  );
  yaml("del", "global:\n    max_interfaces: 1\n    retry_count: 1\n");
  expect([lnet.settings.maxInterfaces, lnet.settings.retryCount, lnet.settings.discovery]).toEqual([200, 5, false]);
  // exec pings and discovers, and does nothing else.
  expect(yaml("exec", "ping:\n    - primary nid: 10.1.2.1@tcp\nnuma:\n    range: 9\n").show).toContain("primary nid: 10.1.2.1@tcp");
  expect(lnet.settings.numaRange).toBe(4);
}
