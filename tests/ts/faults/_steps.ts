// SPDX-License-Identifier: GPL-2.0-or-later
// One class for each step of a call at which an agent can be lost.
import { BaseTest, type Data, lutf, type Node } from "lutf";
import { type Deed, suffer } from "./_deed.ts";

export class InConstructor extends BaseTest {
  deed: Deed = "KILL";
  constructor(target?: Node) {
    super(target);
    if (target === undefined && lutf.self.name !== "master") suffer("KILL");
  }
  async method(_deed: Deed): Promise<void> {}
}

export class OnEntry extends BaseTest {
  async method(deed: Deed): Promise<void> {
    suffer(deed);
  }
}

export class AfterAwait extends BaseTest {
  async method(deed: Deed): Promise<void> {
    await lutf.sleep("5ms");
    suffer(deed);
  }
}

/** Is called back by the agent, on the master. */
export class Witness extends BaseTest {
  async look(): Promise<string> {
    await lutf.sleep("20ms");
    return lutf.self.name;
  }
}

export class DuringNestedCall extends BaseTest {
  async method(deed: Deed): Promise<string> {
    const nested = new Witness(lutf.getTarget("master")).look();
    await lutf.sleep("5ms");
    suffer(deed);
    return nested;
  }
}

export class WhileAnswering extends BaseTest {
  async method(deed: Deed): Promise<Data> {
    return {
      get value(): Data {
        suffer(deed);
        return 1;
      },
    };
  }
}

/** Neither dies nor stops. */
export class Bystander extends BaseTest {
  async answer(): Promise<number> {
    return 42;
  }
  async processId(): Promise<number> {
    const { stdout } = await lutf.self.exec(["sh", "-c", "echo $PPID"]);
    return Number(stdout);
  }
}
