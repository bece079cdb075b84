// SPDX-License-Identifier: GPL-2.0-or-later
// Not a script: what the tests of synchronisation do on nodes.
import { BaseTest, type Data, type Duration, lutf } from "lutf";

export class Player extends BaseTest {
  async notify(event: string, data: Data): Promise<void> {
    await lutf.notify(event, data);
  }

  async waitFor(event: string, from: string[], timeout: Duration): Promise<Data> {
    const options = from.length === 0 ? { timeout } : { timeout, from: from.map((name) => lutf.getTarget(name)) };
    const notice = await lutf.waitFor(event, options);
    return [notice.from.name, notice.data];
  }

  async meet(name: string, nodes: string[], timeout: Duration): Promise<void> {
    await lutf.barrier(name, { nodes: nodes.map((node) => lutf.getTarget(node)), timeout });
  }
}
