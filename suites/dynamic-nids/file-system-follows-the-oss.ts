// SPDX-License-Identifier: GPL-2.0-or-later
// The same on a file system: the OSS unmounts its target, comes back on its second NIC, and the client reads and writes what is on it if both sides allow that.
import { expect, lutf, type Node, type Requires } from "lutf";
import { testbed } from "lutf/testbed";

export const requires: Requires = {
  agents: { mgs: 1, oss: 1, client: 1 },
  interfaces: { tcp: 2 },
  fileSystem: true,
  clean: false,
  timeout: "30m",
};

async function command(node: Node, ...words: string[]): Promise<string> {
  const { stdout, stderr, code } = await node.exec(words, { timeout: "10m" });
  if (code !== 0) throw new Error(`${words.join(" ")} on ${node.name}: ${stderr.trim()}`);
  return stdout;
}

/** "DEVICE FOLDER" of what is mounted as Lustre: targets on a server, the file system on a client. */
async function mounted(node: Node): Promise<[string, string]> {
  const [first] = (await command(node, "findmnt", "-rn", "-t", "lustre,lustre_tgt", "-o", "SOURCE,TARGET")).trim().split("\n");
  const [device, folder] = (first ?? "").split(" ");
  if (!device || !folder) throw new Error(`nothing of Lustre is mounted on ${node.name}`);
  return [device, folder];
}

/** The OSS goes down, and comes back on the NIC of that place. */
async function move(oss: Node, [device, folder]: [string, string], place: number): Promise<void> {
  await command(oss, "umount", folder);
  await testbed({ nodes: [oss], nets: { tcp: [place] } });
  await command(oss, "mount", "-t", "lustre", device, folder);
}

export async function run(): Promise<void> {
  const [mgs, oss, client] = [lutf.getTarget("mgs"), lutf.getTarget("oss"), lutf.getTarget("client")];
  const target = await mounted(oss);
  const [, folder] = await mounted(client);
  const file = `${folder}/lutf-dynamic-nids`;
  const write = (): Promise<string> => command(client, "dd", "if=/dev/urandom", `of=${file}`, "bs=1M", "count=3", "oflag=direct");
  for (const node of [mgs, client]) await command(node, "lctl", "set_param", "mgc.*.dynamic_nids=1");
  try {
    await write();
    const before = await command(client, "sha256sum", file);
    await move(oss, target, 1);
    // Past what the client has in memory.
    await command(client, "lctl", "set_param", "ldlm.namespaces.*.lru_size=clear");
    expect(await command(client, "sha256sum", file)).toBe(before);
    await write();
  } finally {
    await move(oss, target, 0);
    for (const node of [mgs, client]) await command(node, "lctl", "set_param", "mgc.*.dynamic_nids=0");
    await client.exec(["rm", "-f", file]);
  }
}
