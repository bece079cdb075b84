// SPDX-License-Identifier: GPL-2.0-or-later
// Not a script: loaded by one while it runs.
import { BaseTest, lutf } from "lutf";

export class Late extends BaseTest {
  async where(): Promise<string> {
    return lutf.self.name;
  }
}
