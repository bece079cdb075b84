// SPDX-License-Identifier: GPL-2.0-or-later
// The main realm of a process starts here, whatever its subcommand. An agent is small: it loads nothing of the runner.
import "./globals/index.ts";
import { command } from "lutf:global";
import { loadLibrary } from "lutf:realm";

loadLibrary(command === "agent" ? "lutf/agent-main" : "lutf/runner-main");
