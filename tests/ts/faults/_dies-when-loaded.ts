// SPDX-License-Identifier: GPL-2.0-or-later
// A module whose evaluation an agent does not survive.
import { BaseTest, lutf } from "lutf";
import { suffer } from "./_deed.ts";

if (lutf.self.name !== "master") suffer("KILL");

export class Unreachable extends BaseTest {
  async method(): Promise<void> {}
}
