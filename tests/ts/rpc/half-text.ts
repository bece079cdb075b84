// SPDX-License-Identifier: GPL-2.0-or-later
// Half of a surrogate pair in an error cannot be sent: it arrives as U+FFFD, whether a method throws it or nobody handles it.
import { BaseTest, expect, lutf, RealmEndedError, RemoteError, type Requires, withCalls } from "lutf";

export const requires: Requires = { agents: 1 };

export class Half extends BaseTest {
  async throws(): Promise<void> {
    throw Object.assign(new Error("half \ud800", { cause: "\udc00" }), { code: "\ud800" });
  }
  async answer(): Promise<number> {
    return 42;
  }
  async dies(): Promise<void> {
    setTimeout(() => {
      throw new Error("half \ud800");
    });
    await new Promise(() => undefined);
  }
}

export async function run(): Promise<void> {
  const [node] = lutf.agents.take(1);
  await withCalls({ timeout: "20s" }, async () => {
    const half = new Half(node);
    const thrown: unknown = await half.throws().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(RemoteError);
    expect(thrown).toMatchObject({ message: "half \ufffd", code: "\ufffd" });
    expect(await half.answer()).toBe(42);
    const ended: unknown = await half.dies().catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(RealmEndedError);
    expect((ended as Error).message).toContain("half \ufffd");
  });
}
