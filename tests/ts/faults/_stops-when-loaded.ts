// SPDX-License-Identifier: GPL-2.0-or-later
// A module whose evaluation on an agent stops the agent.
import { BaseTest, lutf } from "lutf";
import { suffer } from "./_deed.ts";

if (lutf.self.name !== "master") suffer("STOP");

export class Late extends BaseTest {
  async method(): Promise<void> {}
}
