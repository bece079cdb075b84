// SPDX-License-Identifier: GPL-2.0-or-later
// Not a script: a module that scripts share.
import { BaseTest, lutf, type Parameters } from "lutf";

export class Shared extends BaseTest {
  async where(): Promise<string> {
    return lutf.self.name;
  }
}

export async function where({ greeting }: Parameters): Promise<string> {
  return `${String(greeting)} from ${lutf.self.name}`;
}

export function fails(): never {
  throw new RangeError("from the helper");
}
