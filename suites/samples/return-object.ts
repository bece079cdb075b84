// SPDX-License-Identifier: GPL-2.0-or-later
// Parameters and results are data: objects, lists, bytes, big integers, maps, dates, null and undefined arrive as they left.
import { BaseTest, type Data, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Echo extends BaseTest {
  async give(value: Data): Promise<Data> {
    return value;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const sent = {
    num: 2020,
    text: "123",
    big: 2n ** 80n,
    bytes: new Uint8Array([0, 127, 255]),
    list: [1, undefined, null, -0, Number.NaN],
    map: new Map<Data, Data>([
      [1, "one"],
      ["1", "text"],
    ]),
    when: new Date(0),
  };
  expect(await new Echo(agent).give(sent)).toStrictEqual(sent);
}
