// SPDX-License-Identifier: GPL-2.0-or-later
// mgc.*.dynamic_nids is 0 by default, and keeps what it is set to, on the MGS node and on a client. It is a parameter of Lustre's MGC: without a file system there is none.
import { expect, lutf, type Node, type Parameters, type Requires, type Results } from "lutf";

export const requires: Requires = { agents: { mgs: 1, client: 1 }, fileSystem: true, clean: false };

const NAME = "mgc.*.dynamic_nids";

async function lctl(node: Node, ...words: string[]): Promise<string> {
  const { stdout, stderr, code } = await node.exec(["lctl", ...words]);
  if (code !== 0) throw new Error(`lctl ${words.join(" ")} on ${node.name}: ${stderr.trim()}`);
  return stdout;
}

/** Of each MGC of the node. */
const values = async (node: Node): Promise<string[]> => (await lctl(node, "get_param", "-n", NAME)).trim().split("\n");

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  for (const role of ["mgs", "client"] as const) {
    await results.step(role, async () => {
      const node = lutf.getTarget(role);
      const first = await values(node);
      expect(first).toEqual(first.map(() => "0"));
      try {
        for (const value of ["1", "0", "1"]) {
          await lctl(node, "set_param", `${NAME}=${value}`);
          expect(await values(node)).toEqual(first.map(() => value));
        }
      } finally {
        await lctl(node, "set_param", `${NAME}=0`);
      }
    });
  }
}
