// SPDX-License-Identifier: GPL-2.0-or-later
// The simulator of LNet of this run (docs/lnetsim.md), as realms of tests reach it.
import { environment } from "lutf:global";
import { request } from "lutf:local-client";
import type { Data } from "../rpc/data.ts";

const socket = environment["LUTF_LNETSIM_SOCKET"];
const node = environment["LUTF_LNETSIM_NODE"];

/** Whether LNet is simulated in this run. */
export const isSimulated: boolean = socket !== undefined && socket !== "";

/** The name of this process's node in the simulator; undefined: its LNet is not simulated. */
export const simulatedNode: string | undefined = isSimulated && node ? node : undefined;

/** One request, as docs/lnetsim.md says. Rejects if the simulator cannot be reached; what it says against a request is in its reply. */
export function askSimulator(body: { [key: string]: Data }): Promise<Data> {
  if (socket === undefined) return Promise.reject(new Error("LNet is not simulated in this run"));
  return request(socket, body);
}
