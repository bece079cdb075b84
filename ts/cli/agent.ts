// SPDX-License-Identifier: GPL-2.0-or-later
// lutf agent.
import { startAgent } from "../agent/main.ts";

startAgent();
