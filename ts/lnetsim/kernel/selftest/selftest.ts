// SPDX-License-Identifier: GPL-2.0-or-later
// The module lnet_selftest of a node, from its loading to its unloading. Any node serves; one on which `lst` is run is the console as well.
import type { Lnet } from "../lnet.ts";
import { SelftestConsole } from "./console.ts";
import { Framework } from "./framework.ts";

export class Selftest {
  readonly console: SelftestConsole;
  readonly #framework: Framework;

  /** `parameter`: a number that the module was loaded with. */
  constructor(lnet: Lnet, parameter: (name: string) => number) {
    this.#framework = new Framework(lnet, parameter);
    this.console = new SelftestConsole(lnet, this.#framework);
  }

  stop(): void {
    this.console.stop();
    this.#framework.stop();
  }
}
