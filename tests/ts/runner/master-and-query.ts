// SPDX-License-Identifier: GPL-2.0-or-later
// `lutf query` prints the design document's master_response: the agents that the master has, with their addresses.
import { expect, lutf as here } from "lutf";
import { spawn } from "lutf/child-process";
import { parse } from "lutf/yaml";
import { passing, program, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  await withProject({ "a/x.ts": passing }, async () => {
    const output = { text: "" };
    const start = (...args: string[]) => {
      const child = spawn(program(), args);
      child.stdout!.on("data", (chunk: Uint8Array) => {
        output.text += new TextDecoder().decode(chunk);
      });
      return { child, exit: new Promise<number | null>((resolve) => child.on("close", resolve)) };
    };
    const query = async (port: string): Promise<{ code: number | null; response: { [key: string]: unknown } }> => {
      const child = spawn(program(), ["query", "--master", `127.0.0.1:${port}`]);
      let text = "";
      child.stdout!.on("data", (chunk: Uint8Array) => {
        text += new TextDecoder().decode(chunk);
      });
      const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
      return { code, response: (parse(text) as { master_response: { [key: string]: unknown } }).master_response };
    };

    const master = start("master", "--port", "0");
    const port = await here.waitUntil(() => /master listens on 127\.0\.0\.1 port (\d+)/.exec(output.text)?.[1], { timeout: "10s" });
    expect(await query(port)).toEqual({ code: 0, response: { status: "Success", agents: [] } });

    const agent = start("agent", "--name", "node7", "--master", `127.0.0.1:${port}`);
    await here.waitUntil(() => output.text.includes("agent node7 is alive"), { timeout: "10s" });
    expect(await query(port)).toEqual({
      code: 0,
      response: { status: "Success", agents: [{ name: "node7", ip: "127.0.0.1", state: "alive" }] },
    });

    agent.child.kill("SIGTERM");
    await agent.exit;
    master.child.kill("SIGTERM");
    expect(await master.exit).toBe(0);

    const nobody = await query(port);
    expect(nobody.code).toBe(4);
    expect(nobody.response["status"]).toBe("Failure");
  });
}
