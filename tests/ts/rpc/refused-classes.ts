// SPDX-License-Identifier: GPL-2.0-or-later
// A class that no other node can make says what to change.
import { BaseTest, expect, lutf, type Node, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

class Hidden extends BaseTest {
  async method(): Promise<void> {}
}

export class Demanding extends BaseTest {
  readonly size: number;

  constructor(target: Node | undefined, options: { size: number }) {
    super(target);
    this.size = options.size;
  }

  async get(): Promise<number> {
    return this.size;
  }
}

export class Arrow extends BaseTest {
  method = async (): Promise<void> => undefined;
  async other(): Promise<void> {}
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  await expect(new Hidden(agent).method()).rejects.toThrow(/class Hidden is not exported.*export class Hidden extends BaseTest/);
  const demanding = new Demanding(agent, { size: 3 });
  await expect(demanding.get()).rejects.toThrow(/constructor of Demanding must run without arguments/);
  await expect(demanding.get()).rejects.toThrow(/constructor of Demanding must run without arguments/);
  await expect(new Arrow(agent).other()).rejects.toThrow(/Arrow\.method is a function in a field.*make it a method/);
}
