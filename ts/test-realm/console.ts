// SPDX-License-Identifier: GPL-2.0-or-later
import { setConsoleSink } from "../globals/console.ts";
import { tellRunner } from "./results.ts";

/** What a test prints goes into its log on the master, from whatever node. */
export function sendConsoleToRunner(): void {
  setConsoleSink((level, text) => tellRunner("console", { level, text }));
}
