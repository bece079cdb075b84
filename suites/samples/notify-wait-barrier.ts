// SPDX-License-Identifier: GPL-2.0-or-later
// Steps on different nodes in a fixed order: one notifies, another waits; at a barrier all wait for all.
import { BaseTest, expect, lutf, type Node, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class Server extends BaseTest {
  async serve(client: string): Promise<Date> {
    await lutf.notify("server is ready", { port: 4242 });
    const { data } = await lutf.waitFor("client is done", { from: lutf.getTarget(client), timeout: "10s" });
    return data as Date;
  }
}

export class Client extends BaseTest {
  async use(server: string): Promise<number> {
    const { data } = await lutf.waitFor("server is ready", { from: lutf.getTarget(server), timeout: "10s" });
    await lutf.notify("client is done", new Date());
    return (data as { port: number }).port;
  }
}

export class Stage extends BaseTest {
  async finish(nodes: string[]): Promise<void> {
    await lutf.barrier("the end", { nodes: nodes.map((name) => lutf.getTarget(name)), timeout: "10s" });
  }
}

export async function run(): Promise<void> {
  const [server, client] = lutf.agents.take(2) as [Node, Node];
  const [finished, port] = await Promise.all([new Server(server).serve(client.name), new Client(client).use(server.name)]);
  expect(port).toBe(4242);
  expect(finished).toBeInstanceOf(Date);

  // The barrier is passed only when both have come; a barrier that one never reaches says who is missing.
  const names = [server.name, client.name];
  await Promise.all([new Stage(server).finish(names), new Stage(client).finish(names)]);
  await expect(lutf.barrier("nobody else comes", { nodes: [lutf.self, client], timeout: "100ms" })).rejects.toThrow(client.name);
}
