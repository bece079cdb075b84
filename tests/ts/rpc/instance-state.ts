// SPDX-License-Identifier: GPL-2.0-or-later
// An object on a node starts with the fields of the one here, keeps its own state, and shares it with no other object.
import { BaseTest, expect, lutf, type Node, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Counter extends BaseTest {
  readonly list: string[] = ["initial"];
  private total = 0;

  constructor(
    target?: Node,
    readonly step = 1,
  ) {
    super(target);
  }

  async advance(): Promise<number> {
    this.total += this.step;
    return this.total;
  }

  async entries(): Promise<string[]> {
    return this.list;
  }

  setStep(step: number): void {
    (this as { step: number }).step = step;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const tens = new Counter(agent, 10);
  const ones = new Counter(agent);
  tens.list.push("pushed before the first call");
  expect([await tens.advance(), await ones.advance(), await tens.advance()]).toEqual([10, 1, 20]);
  expect(await tens.entries()).toEqual(["initial", "pushed before the first call"]);
  expect(await ones.entries()).toEqual(["initial"]);

  // Its state is there now, so setting a field here would be lost.
  expect(() => Object.assign(tens, { step: 5 })).toThrow(/Counter\.step cannot be set here any more.*set it in a method/);
  await tens.setStep(5);
  expect(await tens.advance()).toBe(25);
}
