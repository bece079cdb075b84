// SPDX-License-Identifier: GPL-2.0-or-later
// Rules of an ip2nets section of YAML: one, several of which the first that matches counts for its net, wildcards, ranges, stepped ranges and lists in any octet; without a
// match nothing is added, and without a net it is refused. sanity-lnet 150-157.
import { expect, type Parameters, type Results } from "lutf";
import { tool, withNics } from "./_words.ts";

export const requires = withNics(1, 2);

interface Rule {
  net?: string;
  nic?: string;
  ranges: string[];
}

const yaml = (rules: Rule[]): string =>
  `ip2nets:\n${rules
    .map(({ net, nic, ranges }) => {
      const lines = [
        ...(net === undefined ? [] : [`net-spec: ${net}`]),
        ...(nic === undefined ? [] : ["interfaces:", `    0: ${nic}`]),
        "ip-range:",
        ...ranges.map((range, index) => `    ${index}: "${range}"`),
      ];
      return lines.map((line, index) => `${index === 0 ? "  - " : "    "}${line}\n`).join("");
    })
    .join("")}`;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  const nics = one.bed.node.interfaces("tcp", 2);
  const [first, second] = nics.map(({ name }) => name) as [string, string];
  const [address, other] = nics.map(({ ipv4 }) => ipv4!) as [string, string];
  const octets = address.split(".").map(Number) as [number, number, number, number];
  /** The address with another text in some octets. */
  const but = (texts: Record<number, string>): string => octets.map((octet, place) => texts[place] ?? `${octet}`).join(".");
  const around = (place: number, step = ""): string => `[${octets[place]}-${octets[place]! + 4}${step}]`;

  const takes = (name: string, rules: Rule[], nets: Record<string, string[]>): Promise<void> =>
    results.step(name, async () => {
      await one.ok("import", yaml(rules));
      expect(await one.nets(), `nets of ${one.after}`).toEqual(nets);
      for (const net of Object.keys(nets)) await one.ok(`net del --net ${net}`);
    });

  const only = { tcp3: [first] };
  await takes("150", [{ net: "tcp3", ranges: [address] }], only);
  await takes(
    "151",
    [
      { net: "tcp3", nic: first, ranges: [address] },
      { net: "tcp4", nic: second, ranges: [other] },
    ],
    { ...only, tcp4: [second] },
  );
  for (const place of [0, 1, 3]) await takes(`152: octet ${place}`, [{ net: "tcp3", nic: first, ranges: [but({ [place]: "*" })] }], only);
  for (const place of [0, 1, 2, 3])
    await takes(`153: octet ${place}`, [{ net: "tcp3", nic: first, ranges: [but({ [place]: around(place) })] }], only);
  for (const place of [2, 3])
    await takes(`154: octet ${place}`, [{ net: "tcp3", nic: first, ranges: [but({ [place]: around(place, "/2") })] }], only);
  await takes("156", [{ net: "tcp3", nic: first, ranges: [but({ 3: `[${octets[3] + 5},${octets[3]}]` })] }], only);
  await results.step("155", async () => {
    const before = await one.backup();
    // Beside the range, and between two of its steps.
    for (const text of [
      but({ 3: `[${octets[3] + 1}-${octets[3] + 4}]` }),
      but({ 3: `[${octets[3] - 1}-${octets[3] + 5}/2]` }),
      "10.99.*.*",
    ]) {
      await one.run("import", yaml([{ net: "tcp3", nic: first, ranges: [text] }]));
      // Up to 2.17.0 that is no error to lnetctl (golden/08_yaml).
      expect(await one.backup(), `the backup of ${one.after}`).toBe(before);
    }
  });
  await results.step("157", async () => {
    await one.refused("import", yaml([{ nic: first, ranges: [address] }]));
  });
}
