// SPDX-License-Identifier: GPL-2.0-or-later
// A class that extends BaseTest and is exported can live on any node: its methods run there, its state stays there.
import { BaseTest, expect, lutf, type NetworkInterface, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Calculator extends BaseTest {
  private total = 0;

  async add(amount: number): Promise<number> {
    this.total += amount;
    return this.total;
  }

  async where(): Promise<{ name: string; interfaces: NetworkInterface[] }> {
    return { name: lutf.self.name, interfaces: lutf.self.interfaces() };
  }
}

export async function run(): Promise<NetworkInterface[]> {
  const [agent] = lutf.agents.take(1);
  const calculator = new Calculator(agent);
  expect(await calculator.add(3)).toBe(3);
  expect(await calculator.add(6)).toBe(9);

  const { name, interfaces } = await calculator.where();
  expect(name).toBe(agent.name);
  return interfaces;
}
