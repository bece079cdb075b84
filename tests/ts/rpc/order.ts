// SPDX-License-Identifier: GPL-2.0-or-later
// Calls of one object start in the order in which they were made, also those made before the object exists there.
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Log extends BaseTest {
  private readonly entries: number[] = [];

  async add(entry: number): Promise<number[]> {
    this.entries.push(entry);
    return [...this.entries];
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const log = new Log(agent);
  const wanted = Array.from({ length: 200 }, (_, index) => index);
  const answers = await Promise.all(wanted.map((entry) => log.add(entry)));
  expect(answers.at(-1)).toEqual(wanted);
  expect(answers[10]).toHaveLength(11);
}
