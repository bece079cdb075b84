// SPDX-License-Identifier: GPL-2.0-or-later
// What is no rule is refused by lnetctl, by lctl and by the kernel, with what is wrong, and adds nothing. sanity-lnet 410.
import { expect, type Parameters, type Results } from "lutf";
import { ALL, oneNic, pair } from "./_faults.ts";

export const requires = oneNic;

const TO = ["-s", "*@tcp", "-d", "*@tcp"];
const CASES: [words: string[], says: string][] = [
  [TO, "please provide either drop rate or interval but not both at the same time"],
  [[...TO, "-r", "2", "-i", "2"], "please provide either drop rate or interval but not both at the same time"],
  [[...TO, "-r", "2", "-n"], "please provide an interval with random"],
  [["-s", "*@tcp", "-r", "1"], "please provide both source and destination of drop rule"],
  [["-d", "*@tcp", "-r", "1"], "please provide both source and destination of drop rule"],
  [["-s", "10.1.1.300@tcp", "-d", "*@tcp", "-r", "1"], "10.1.1.300@tcp"],
  [[...TO, "-r", "1", "-p", "64"], "invalid portal number 64"],
  [[...TO, "-r", "1", "-p", "-1"], "invalid portal number -1"],
  [[...TO, "-r", "1", "-m", "PING"], "unknown message type PING"],
  [[...TO, "-r", "1", "-e", "local_fault"], "local_fault"],
  // Only PUT and GET have a portal: this one comes as far as the kernel.
  [[...TO, "-r", "1", "-p", "1", "-m", "ACK"], "failed to add drop rule"],
];
const DELAYS: [words: string[], says: string][] = [
  [[...TO, "-r", "1"], "latency cannot be zero"],
  [[...TO, "-l", "1"], "please provide either delay rate or interval but not both at the same time"],
];

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a] = await pair();
  const { generation } = await a.lnet.info();
  const kinds = [
    ["drop", CASES],
    ["delay", DELAYS],
  ] as const;
  await results.step("lctl", async () => {
    for (const [kind, cases] of kinds) {
      // One shell for all, as each takes its time to start.
      const commands = cases.map(([words]) => `lctl net_${kind}_add ${words.map((word) => `'${word}'`).join(" ")} 2>&1; echo "exit $?"`);
      const { stdout } = await a.node.exec(["sh", "-c", commands.join("\n")]);
      const said = stdout.split(/^exit (\d+)\n/m);
      for (const [place, [words, says]] of cases.entries()) {
        expect(said[2 * place], `${kind} ${words.join(" ")}`).toContain(says);
        expect(said[2 * place + 1], `exit of ${kind} ${words.join(" ")}`).not.toBe("0");
      }
      expect(await a.lnet.fault.rules(kind)).toEqual([]);
    }
  });
  // lnetctl has it since 2.16.
  if (!generation.startsWith("2.15")) {
    await results.step("lnetctl", async () => {
      for (const [kind, cases] of kinds) {
        for (const [words, says] of cases) {
          const { stdout, stderr, code } = await a.lnet.cli.run(["fault", kind, "add", ...words]);
          expect(`${stdout}${stderr}`, `${kind} ${words.join(" ")}`).toContain(says);
          expect(code, `exit of ${kind} ${words.join(" ")}`).not.toBe(0);
        }
        expect(await a.lnet.fault.rules(kind)).toEqual([]);
      }
    });
  }
  await results.step("lnet.fault", async () => {
    await expect(a.lnet.fault.drop({ ...ALL, rate: 1, portals: [3], messages: ["REPLY"] })).rejects.toThrow("lctl net_drop_add on");
    await expect(a.lnet.fault.drop({ ...ALL, rate: 1, interval: 1 })).rejects.toThrow("exactly one of rate, interval and dropAll");
    await expect(a.lnet.fault.drop({ ...ALL, source: "tcp", rate: 1 })).rejects.toThrow('source must be a NID or "*@NET"');
    await expect(a.lnet.fault.delay({ ...ALL, rate: 1, seconds: 0 })).rejects.toThrow("seconds must be a whole number, 1 or more");
    for (const kind of ["drop", "delay"] as const) expect(await a.lnet.fault.rules(kind)).toEqual([]);
  });
}
