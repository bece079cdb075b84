// SPDX-License-Identifier: GPL-2.0-or-later
// What is too large is an error of the call, and so is what ends the test on a node: memory that is used up, an error that nobody handled.
import { BaseTest, expect, lutf, MessageTooLargeError, RealmEndedError, RemoteError, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class Box extends BaseTest {
  async length(text: string): Promise<number> {
    return text.length;
  }

  async text(length: number): Promise<string> {
    return "x".repeat(length);
  }

  async forgets(): Promise<void> {
    void Promise.reject(new RangeError("nobody handles this"));
    await lutf.sleep("10s");
  }

  async hoard(): Promise<never> {
    const all: Uint8Array[] = [];
    for (;;) {
      all.push(new Uint8Array(8_000_000).fill(all.length));
      await null;
    }
  }
}

const tooLong = 17 * 1024 * 1024;

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const box = new Box(one);
  expect(await box.length("short")).toBe(5);
  await expect(box.length("x".repeat(tooLong))).rejects.toThrow(MessageTooLargeError);
  await expect(box.text(tooLong)).rejects.toThrow(MessageTooLargeError);
  expect(await box.length("short")).toBe(5);

  const hoarded = await box.hoard().catch((error: unknown) => error);
  expect(hoarded).toBeInstanceOf(RemoteError);
  expect((hoarded as RemoteError).message).toMatch(/memory/);

  const ended = await new Box(two).forgets().catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(RealmEndedError);
  expect((ended as RealmEndedError).how).toBe("error");
  expect((ended as RealmEndedError).message).toMatch(
    /Box\.forgets of .*limits\.ts did not return: its test on \S+ ended \(error\): RangeError: nobody handles this/,
  );
  expect((ended as RealmEndedError).stack).toMatch(/at Box\.forgets .*limits\.ts:/);
  await expect(new Box(two).length("short")).rejects.toThrow(/ended \(error\)/);
}
