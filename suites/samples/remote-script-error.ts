// SPDX-License-Identifier: GPL-2.0-or-later
// What a method throws on a node is thrown here, with one stack of TypeScript lines across both nodes.
import { BaseTest, expect, lutf, RemoteError, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Fragile extends BaseTest {
  async divide(a: bigint, b: bigint): Promise<bigint> {
    return a / b;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const fragile = new Fragile(agent);
  expect(await fragile.divide(6n, 3n)).toBe(2n);

  const error = await fragile.divide(1n, 0n).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RemoteError);
  const remote = error as RemoteError;
  expect(remote.name).toBe("RangeError");
  expect(remote.node).toBe(agent.name);
  expect(remote.stack).toMatch(/divide .*remote-script-error\.ts:9:/);
  expect(remote.stack).toMatch(/remote-script-error\.ts:18:/);
}
