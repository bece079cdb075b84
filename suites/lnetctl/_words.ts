// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl by its words, and what its backup says afterwards. NIDs are invented and never contacted unless a test says so.
import { expect, type Requires } from "lutf";
import { parseShown } from "lutf/lnet";
import { type Bed, testbed } from "lutf/testbed";

/** Since 2.16 lnetctl speaks netlink; what is told here of errors and ranges is so since then. */
export const oneNode: Requires = { agents: 1, lnet: { version: ">=2.16" } };
export const withNics = (agents: number, tcp: number): Requires => ({
  agents,
  interfaces: { tcp },
  lnet: { version: ">=2.16" },
  timeout: "3m",
});

interface Exported {
  net?: { "net type": string; "local NI(s)": { interfaces: Record<string, string>; CPT?: string }[] }[];
  peer?: { "primary nid": string; "Multi-Rail": boolean; "peer ni": { nid: string }[] }[];
  route?: { net: string; gateway: string; hop: number; priority: number }[];
  global?: Record<string, number>;
}

/** Of a long text only that many lines are said. */
const LINES_SAID = 15;

export class Tool {
  #last = { command: "testbed()", text: "" };

  constructor(readonly bed: Bed) {}

  /** The last command, for what is said of its end: "`lnetctl net add …` on agent1". */
  get ran(): string {
    return `${this.#last.command} on ${this.bed.node.name}${this.#last.text}`;
  }

  /** The same for what is said of its node: "agent1 after `lnetctl net add …`". */
  get after(): string {
    return `${this.bed.node.name} after ${this.#last.command}${this.#last.text}`;
  }

  /** Runs `lnetctl WORDS`, which must succeed and say nothing of an error; gives what it prints. */
  async ok(words: string, input?: string): Promise<string> {
    const { stdout, stderr, code } = await this.run(words, input);
    expect({ code, stderr: stderr.trim() }, this.ran).toEqual({ code: 0, stderr: "" });
    return stdout;
  }

  /** Runs what must be refused, and must change nothing; gives what is said. */
  async refused(words: string, input?: string): Promise<string> {
    const before = await this.backup();
    const said = await this.#refusedRun(words, input);
    expect(await this.backup(), `the backup of ${this.after}, which was refused`).toBe(before);
    return said;
  }

  /** The same of several; only one look before and one after. */
  async allRefused(all: readonly string[]): Promise<void> {
    const before = await this.backup();
    for (const words of all) await this.#refusedRun(words);
    expect(await this.backup(), `the backup of ${this.bed.node.name} after ${all.length} commands that were refused`).toBe(before);
  }

  async #refusedRun(words: string, input?: string): Promise<string> {
    const { stdout, stderr, code } = await this.run(words, input);
    expect(code === 0 ? "success" : "refusal", this.ran).toBe("refusal");
    return `${stdout}${stderr}`;
  }

  run(words: string, input?: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
    this.#last = { command: `\`lnetctl ${words}\``, text: input === undefined ? "" : ` of\n${beginning(input)}` };
    return this.#run(words, input);
  }

  #run(words: string, input?: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
    return this.bed.lnet.cli.run(words.split(" "), input === undefined ? {} : { input });
  }

  /** Looks only: messages still name the command before it. */
  async backup(): Promise<string> {
    const { stdout, stderr, code } = await this.#run("export --backup");
    expect({ code, stderr: stderr.trim() }, `\`lnetctl export --backup\` on ${this.after}`).toEqual({ code: 0, stderr: "" });
    return stdout;
  }

  async exported(): Promise<Exported> {
    return parseShown(await this.backup()) as Exported;
  }

  /** Peers of the backup: { primary: [its NIDs, sorted] }. */
  async peers(): Promise<Record<string, string[]>> {
    const { peer = [] } = await this.exported();
    return Object.fromEntries(peer.map((one) => [one["primary nid"], one["peer ni"].map(({ nid }) => nid).sort()]));
  }

  /** Nets, with the interfaces of their NIs, of the backup. */
  async nets(): Promise<Record<string, string[]>> {
    const { net = [] } = await this.exported();
    return Object.fromEntries(
      net.map((one) => [one["net type"], one["local NI(s)"].flatMap(({ interfaces }) => Object.values(interfaces))]),
    );
  }
}

function beginning(text: string): string {
  const lines = text.trimEnd().split("\n");
  return lines.length <= LINES_SAID ? text : `${lines.slice(0, LINES_SAID).join("\n")}\n… and ${lines.length - LINES_SAID} lines more\n`;
}

/** A node with LNet up and no net, or with the first NICs on these nets. */
export async function tool(nets: Record<string, number[]> = {}): Promise<Tool> {
  const [bed] = await testbed({ nodes: 1, nets });
  return new Tool(bed);
}

/** "10.9.0." 2 5 "@tcp": the NIDs that `10.9.0.[2-5]@tcp` stands for. */
export function range(before: string, first: number, last: number, after: string, step = 1): string[] {
  const nids: string[] = [];
  for (let number = first; number <= last; number += step) nids.push(`${before}${number}${after}`);
  return nids;
}

/** The YAML of peers. */
export function peersYaml(peers: Record<string, readonly string[]>): string {
  const one = ([primary, nids]: [string, readonly string[]]): string =>
    `  - primary nid: ${primary}\n    Multi-Rail: True\n    peer ni:\n${nids.map((nid) => `      - nid: ${nid}\n`).join("")}`;
  return `peer:\n${Object.entries(peers).map(one).join("")}`;
}

/** The same, as peers() gives them. */
export function withSorted(peers: Record<string, readonly string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(peers).map(([primary, nids]) => [primary, [...nids].sort()]));
}
