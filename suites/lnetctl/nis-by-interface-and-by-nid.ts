// SPDX-License-Identifier: GPL-2.0-or-later
// NIs are added and deleted by interface, by NID, and two at once by YAML; the second of two goes alone; the same again is refused by each way. sanity-lnet 107, 108, 110,
// 112, 199, 301, 450.
import { expect, type Parameters, type Results } from "lutf";
import { tool, withNics } from "./_words.ts";

export const requires = withNics(1, 2);

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const nics = one.bed.node.interfaces("tcp", 2);
  const [first, second] = nics.map(({ name }) => name) as [string, string];
  const nid = (place: number, net: string): string => `${nics[place]!.ipv4}@${net}`;
  const yaml = (net: string): string =>
    `net:\n  - net type: ${net}\n    local NI(s):\n      - interfaces:\n          0: ${first}\n          1: ${second}\n`;

  await results.step("108, 107", async () => {
    for (const name of [first, second]) await one.ok(`net add --net tcp --if ${name}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp: [first, second] });
    await one.ok(`net del --net tcp --if ${second}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp: [first] });
  });
  await results.step("199, 301", async () => {
    await one.refused(`net add --net tcp --if ${first}`);
    await one.refused("import", `ip2nets:\n  - net-spec: tcp\n    interfaces:\n      0: ${first}\n`);
    await one.ok("net del --net tcp");
  });
  await results.step("110", async () => {
    await one.ok(`net add --nid ${nid(1, "tcp")}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp: [second] });
    await one.ok(`net add --nid ${nid(0, "tcp")}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp: [second, first] });
    await one.ok(`net del --nid ${nid(0, "tcp")}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp: [second] });
    await one.ok(`net del --nid ${nid(1, "tcp")}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({});
  });
  await results.step("112", async () => {
    await one.ok(`net add --net tcp1 --if ${first}`);
    await one.ok(`net add --nid ${nid(1, "tcp2")}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp1: [first], tcp2: [second] });
    await one.ok(`net del --nid ${nid(0, "tcp1")}`);
    await one.ok(`net del --net tcp2 --if ${second}`);
    expect(await one.nets(), `nets of ${one.after}`).toEqual({});
  });
  await results.step("450", async () => {
    await one.ok("import", yaml("tcp5"));
    expect(await one.nets(), `nets of ${one.after}`).toEqual({ tcp5: [first, second] });
    await one.ok("import --del", yaml("tcp5"));
    expect(await one.nets(), `nets of ${one.after}`).toEqual({});
  });
}
