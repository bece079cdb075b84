// SPDX-License-Identifier: GPL-2.0-or-later
// What LUTF itself finds wrong with a call arrives as an error that says which node, which script and what to do.
import { BaseTest, expect, lutf, type Requires, UnknownMethodError } from "lutf";

export const requires: Requires = { agents: 1 };

export class Quiet extends BaseTest {
  async exists(): Promise<string> {
    return "it does";
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const quiet = new Quiet(agent);
  expect(await quiet.exists()).toBe("it does");

  const careless = quiet as unknown as { missing(): Promise<void> };
  const error = await careless.missing().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnknownMethodError);
  expect((error as UnknownMethodError).node).toBe(agent.name);
  expect((error as UnknownMethodError).message).toContain("missing");
}
