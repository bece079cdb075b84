// SPDX-License-Identifier: GPL-2.0-or-later
// Tunables of an NI by options of `net add`, by YAML and by module parameters are what it shows; -1 is the driver's own; what is no number of connections is refused. The
// LND's timeout is set for a net, and 0 is the share of the transaction timeout again. sanity-lnet 230 (values), 231, 241, 310.
import { expect, type Parameters, type Results } from "lutf";
import type { LocalNi } from "lutf/lnet";
import { testbed } from "lutf/testbed";
import { type Tool, tool, withNics } from "./_words.ts";

export const requires = withNics(1, 1);

const yaml = (nic: string, tunables: string, lnd = ""): string =>
  `net:\n  - net type: tcp\n    local NI(s):\n      - interfaces:\n          0: ${nic}\n${tunables && `        tunables:\n          ${tunables}\n`}${lnd && `        lnd tunables:\n          ${lnd}\n`}`;

async function shown(one: Tool): Promise<Pick<LocalNi, "tunables" | "lnd tunables">> {
  const [net] = await one.bed.lnet.cli.nets({ net: "tcp", detail: 1 });
  return net!["local NI(s)"][0]!;
}

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const [nic] = one.bed.node.interfaces("tcp", 1).map(({ name }) => name) as [string];
  type Key = "tunables" | "lnd tunables";
  /** What is shown of an NI that these words, or this text, add. */
  const added = async (words: string, text?: string): Promise<Pick<LocalNi, Key>> => {
    await one.ok(words, text);
    return shown(one);
  };
  /** The same, of an NI that goes again. */
  const expectAdded = async (key: Key, wanted: LocalNi[Key], words: string, text?: string): Promise<void> => {
    expect((await added(words, text))[key], `${key} of the NI on ${one.after}`).toEqual(wanted);
    await one.ok("net del --net tcp");
  };
  const add = `net add --net tcp --if ${nic}`;
  const { tunables, "lnd tunables": lnd } = await added(add);
  await one.ok("net del --net tcp");

  await results.step("230", async () => {
    for (const value of [4, 9, 15]) {
      const wanted = { ...lnd, conns_per_peer: value };
      await expectAdded("lnd tunables", wanted, `${add} --conns-per-peer ${value}`);
      await expectAdded("lnd tunables", wanted, "import", yaml(nic, "", `conns_per_peer: ${value}`));
    }
    await expectAdded("lnd tunables", lnd, `${add} --conns-per-peer -1`);
    await one.refused(`${add} --conns-per-peer 128`);
    for (const value of ["128", "abc"]) await one.refused("import", yaml(nic, "", `conns_per_peer: ${value}`));
    expect(await one.nets(), `nets of ${one.after}`).toEqual({});
  });
  await results.step("231", async () => {
    for (const [value, is] of [
      [50, 50],
      [0, 0],
      [-1, tunables!.peer_timeout],
    ] as const) {
      const wanted = { ...tunables, peer_timeout: is };
      await expectAdded("tunables", wanted, `${add} --peer-timeout ${value}`);
      await expectAdded("tunables", wanted, "import", yaml(nic, `peer_timeout: ${value}`));
    }
  });
  await results.step("241", async () => {
    await one.ok(add);
    const timeout = async (): Promise<unknown> => (await shown(one))["lnd tunables"]?.["timeout"];
    await one.ok("net set --net tcp --lnd-timeout 33");
    expect(await timeout(), `timeout of the NI on ${one.after}`).toBe(33);
    await one.ok("net set --net tcp --lnd-timeout 0");
    expect(await timeout(), `timeout of the NI, which is lnd_timeout, on ${one.after}`).toBe(
      (await one.exported()).global?.["lnd_timeout"],
    );
  });
  await results.step("module parameters", async () => {
    await one.bed.lnet.unload();
    const { code, stderr } = await one.bed.node.exec(["modprobe", "ksocklnd", "peer_timeout=55", "sock_timeout=44", "conns_per_peer=5"]);
    expect(code, `exit status of modprobe ksocklnd on ${one.bed.node.name}, which says: ${stderr}`).toBe(0);
    await one.bed.lnet.cli.configure();
    const what = await added(add);
    const { conns_per_peer, timeout } = what["lnd tunables"] ?? {};
    expect(
      { peer_timeout: what.tunables?.peer_timeout, conns_per_peer, timeout },
      `parameters of ksocklnd that hold for the NI on ${one.after}`,
    ).toEqual({ peer_timeout: 55, conns_per_peer: 5, timeout: 44 });
    await testbed({ nodes: [one.bed.node], nets: {} });
  });
}
