// SPDX-License-Identifier: GPL-2.0-or-later
// The smallest test: a script exports `run`. What it prints goes to its log; if it does not throw, it passed.
import { lutf } from "lutf";

export async function run(): Promise<void> {
  console.log("hello from", lutf.self.name);
}
