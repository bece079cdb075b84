// SPDX-License-Identifier: GPL-2.0-or-later
// lutf query: asks a running master for its agents and prints the design document's master_response.

import { agents, self } from "lutf:agent";
import { write } from "lutf:global";
import { stringify } from "lutf:yaml";
import { callService, serve } from "../rpc/channel.ts";
import type { Data } from "../test-run.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";

/** On the master. `results`: the folder of the last results, if there are any. */
export function serveQuery(results: () => string | undefined): void {
  serve("query", () => ({
    status: "Success",
    // The address without its port, as the document has it; IPv6 stands in brackets before the port.
    agents: agents().map(({ name, address, state }) => ({ name, ip: address.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"), state })),
    ...(results() === undefined ? {} : { test_results: results()! }),
  }));
}

export async function query(master: string): Promise<ExitCode> {
  try {
    const response = await callService<{ [key: string]: Data }>(master, "query", {});
    write(1, stringify({ master_response: response }));
    return exitCode.passed;
  } catch (error) {
    write(1, stringify({ master_response: { status: "Failure", error: (error as Error).message } }));
    write(2, `lutf query: ${self}: ${(error as Error).message}\n`);
    return exitCode.couldNotStart;
  }
}
