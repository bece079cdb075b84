// SPDX-License-Identifier: GPL-2.0-or-later
// lutf query: asks a running master for its agents and prints the design document's master_response.

import { agents } from "lutf:agent";
import { write } from "lutf:global";
import { stringify } from "lutf:yaml";
import { limits } from "../limits.ts";
import { callService, serve, startChannel } from "../rpc/channel.ts";
import type { Data } from "../test-run.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";

let results: string | undefined;

/** Where the results of this master's run go: what it answers as test_results. */
export function announceResults(folder: string): void {
  results = folder;
}

/** On the master. */
export function serveQuery(): void {
  serve("query", () => ({
    status: "Success",
    // The address without its port, as the document has it; IPv6 stands in brackets before the port.
    agents: agents().map(({ name, address, state }) => ({ name, ip: address.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"), state })),
    ...(results === undefined ? {} : { test_results: results }),
  }));
}

/** Resolves with the name of the master, once this client is registered there. */
function connected(): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no master answered within ${limits.query / 1000} s`)), limits.query);
    startChannel((kind, src, _body, failure, detail) => {
      if (kind === "connected") resolve(src);
      else if (kind === "disconnected") reject(new Error(detail ?? failure ?? "the master closed the connection"));
      else return;
      clearTimeout(timer);
    });
  });
}

export async function query(): Promise<ExitCode> {
  try {
    const response = await callService<{ [key: string]: Data }>(await connected(), "query", {});
    write(1, stringify({ master_response: response }));
    return exitCode.passed;
  } catch (error) {
    const { message } = error as Error;
    write(1, stringify({ master_response: { status: "Failure", error: message } }));
    write(2, `lutf query: ${message}\n`);
    return exitCode.couldNotStart;
  }
}
