// SPDX-License-Identifier: GPL-2.0-or-later
// An agent that cannot join says why, once; it ends with 4 where trying again could change nothing.
import { expect, lutf as here } from "lutf";
import { spawn } from "lutf/child-process";
import { writeFile } from "lutf/fs";
import { passing, program, withProject } from "./_inline.ts";

interface Started {
  child: ReturnType<typeof spawn>;
  exit: Promise<number | null>;
  output: { text: string };
}

function start(...args: string[]): Started {
  const child = spawn(program(), args);
  const output = { text: "" };
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk: Uint8Array) => {
      output.text += new TextDecoder().decode(chunk);
    });
  return { child, output, exit: new Promise((resolve) => child.on("close", resolve)) };
}

async function ends(args: string[], code: number, text: RegExp): Promise<void> {
  const { exit, output } = start("agent", ...args);
  expect(await exit, output.text).toBe(code);
  expect(output.text).toMatch(text);
  expect(output.text.trim().split("\n"), output.text).toHaveLength(1);
}

export async function run(): Promise<void> {
  await withProject({ "a/x.ts": passing }, async ({ folder }) => {
    const [right, wrong] = [`${folder}/right.key`, `${folder}/wrong.key`];
    await writeFile(right, "ab".repeat(32), { mode: 0o600 });
    await writeFile(wrong, "cd".repeat(32), { mode: 0o600 });
    const started: Started[] = [];
    try {
      const master = start("master", "--port", "0", "--key-file", right);
      started.push(master);
      const port = await here.waitUntil(() => /master listens on 127\.0\.0\.1 port (\d+)/.exec(master.output.text)?.[1], {
        timeout: "10s",
      });
      const there = ["--master", `127.0.0.1:${port}`, "--name", "node7"];
      await ends([...there, "--key-file", wrong], 4, /keys differ.*--key-file/);
      await ends(there, 4, /this master wants a key/);
      await ends(["--master", "192.0.2.1", "--name", "node7"], 4, /without a key only a master on this machine/);
      await ends([...there, "--role", "foo"], 2, /--role foo: there is no such role; the roles are mgs, mds, oss, client, router/);

      const node = start("agent", ...there, "--key-file", right);
      started.push(node);
      await here.waitUntil(() => master.output.text.includes("agent node7 is alive"), { timeout: "10s" });
      await ends([...there, "--key-file", right], 4, /an agent named node7 is alive at .*give this one another --name/);
      expect(node.output.text).toBe("");

      // Nobody is there any more: that may change, so it goes on trying.
      master.child.kill("SIGTERM");
      await master.exit;
      await here.waitUntil(() => /connection refused; it tries again/.test(node.output.text), { timeout: "10s" });
      const again = start("master", "--port", port, "--key-file", right);
      started.push(again);
      await here.waitUntil(() => node.output.text.includes("connected to the master"), { timeout: "10s" });
      expect(node.output.text.match(/connection refused/g) ?? [], node.output.text).toHaveLength(1);
    } finally {
      for (const { child } of started) child.kill("SIGTERM");
      await Promise.all(started.map(({ exit }) => exit));
    }
  });
}
