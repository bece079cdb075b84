// SPDX-License-Identifier: GPL-2.0-or-later
// native:lnetconfig on simulated nodes has the functions and options that the library of their release has: what it lacks is LnetUnsupported.

import * as lnet from "native:lnetconfig";
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

type Options = { [name: string]: unknown };
const functions = lnet as unknown as Record<string, (options: Options) => Promise<lnet.Reply>>;

/** Functions and options, with the releases in which each came and after which it went (lnetconfig-api.md §1, §1.1). */
const DRIFT: readonly { name: string; options?: Options; option?: string; since?: string; until?: string }[] = [
  { name: "resetStats", since: "2.15.3" },
  { name: "setPeerState", options: { state: 9, nid: "10.1.1.9@tcp" }, since: "2.15.5" },
  { name: "modifyPeer", options: { primaryNid: "10.1.1.9@tcp", command: 3, force: 1 }, option: "force", since: "2.15.4" },
  { name: "cptOfNid", options: { nid: "10.1.1.9@tcp", ncpts: 1 }, until: "2.15.9" },
  { name: "configNi", options: { net: "tcp", interfaces: "eth0", connsPerPeer: 2 }, option: "connsPerPeer", until: "2.15.9" },
  { name: "configNi", options: { net: "tcp", interfaces: "eth0", lnd: { timeout: 9 } }, option: "timeout", since: "2.16" },
  { name: "configRoute", options: { net: "tcp9", gateway: "10.1.1.9@tcp", sensitivity: 2 }, option: "sensitivity", until: "2.15.9" },
  { name: "configLndTimeout", options: { timeout: 5, netType: 0x20000 }, since: "2.17" },
  { name: "configMaxRecoveryPingInterval", options: { value: 9 }, since: "2.16" },
  { name: "showMaxRecoveryPingInterval", since: "2.16" },
  { name: "showPeerDebugInfo", options: { nid: "10.1.1.9@tcp" }, since: "2.16" },
  { name: "setupSysctl", since: "2.16" },
  { name: "strnid", options: { text: "fd00::1@tcp" }, since: "2.16" },
  { name: "nidstr", options: { bytes: new Uint8Array(20) }, since: "2.16" },
  { name: "parseNidRange", options: { text: "10.1.1.9@tcp" }, since: "2.16" },
  { name: "netlinkConfigure", options: { flags: 0x400 }, since: "2.16" },
  { name: "faultRule", options: { operation: 3 }, since: "2.16" },
  // These are in all of them, whatever name or arguments the function has in C.
  { name: "modifyPeer", options: { primaryNid: "10.1.1.8@tcp", command: 3 } },
  { name: "configRoute", options: { net: "tcp9", gateway: "10.1.1.7@tcp" } },
  { name: "configRouting", options: { enable: 1 } },
  { name: "matchNid", options: { nid: "10.1.1.9@tcp", list: "10.1.1.[1-9]@tcp" } },
  { name: "configIp2nets", options: { net: "tcp4", ipRanges: ["10.1.1.*"] } },
  { name: "yamlConfig", options: { text: "global:\n    discovery: 1\n" } },
  { name: "yamlShow", options: { text: "net:\n    - net type: tcp\n" } },
  { name: "yamlExec", options: { text: "ping:\n    - primary nid: 10.1.1.1@tcp\n" } },
  { name: "yamlDel", options: { text: "net:\n    - net type: tcp4\n" } },
];

const order = (release: string): number => {
  const [major = 0, minor = 0, patch = 0] = release.split(".").map(Number);
  return (major * 100 + minor) * 100 + patch;
};

export class Caller extends BaseTest {
  async all(): Promise<void> {
    const here = order(lnet.version);
    await lnet.niSystem({ up: true });
    await lnet.configNi({ net: "tcp", interfaces: "eth0" });
    for (const { name, options = {}, option, since = "0", until = "9" } of DRIFT) {
      const there = order(since) <= here && here <= order(until);
      expect([name, lnet.has(name)]).toEqual([name, there || option !== undefined]);
      const answer = await functions[name]!(options).catch((error: unknown) => error as lnet.LnetUnsupported);
      if (there) {
        expect([name, answer instanceof Error ? answer.message : answer.errorsText]).toEqual([
          name,
          expect.not.stringContaining("simulator:"),
        ]);
        expect([name, answer instanceof Error]).toEqual([name, false]);
        continue;
      }
      expect([name, answer]).toEqual([name, expect.any(lnet.LnetUnsupported)]);
      expect(answer).toMatchObject({ function: name, generation: lnet.generation });
      expect((answer as Error).message).toMatch(
        new RegExp(`^${name}(?: with [a-z.]*${option ?? ""})?: Lustre ${lnet.generation}, here ${lnet.version} does not have it`),
      );
    }
    expect((await lnet.matchNid({ nid: "10.1.1.9@tcp", list: "10.1.1.[1-8]@tcp" })).values).toEqual({ match: false });
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  await agent.exec(["modprobe", "lnet"]);
  await new Caller(agent).all();
}
