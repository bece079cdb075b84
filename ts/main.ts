// SPDX-License-Identifier: GPL-2.0-or-later
// The main realm of a process starts here, whatever its subcommand. An agent or simulator is small: it loads nothing of the runner.
import "./globals/index.ts";
import { command } from "lutf:global";
import { loadLibrary } from "lutf:realm";

const entries: { [command: string]: string } = { agent: "lutf/agent-main", lnetsim: "lutf/lnetsim-main" };
loadLibrary(entries[command] ?? "lutf/runner-main");
