// SPDX-License-Identifier: GPL-2.0-or-later
// Control requests to the simulator of this run; they are listed in docs/lnetsim.md.
import { environment } from "lutf:global";
import { request } from "lutf:local-client";
import type { Data } from "../rpc/data.ts";

/** undefined: LNet is not simulated in this run. Rejects with what the simulator says is wrong. */
export async function askSimulator(control: { [key: string]: Data }): Promise<{ [key: string]: Data } | undefined> {
  const socket = environment["LUTF_LNETSIM_SOCKET"];
  if (socket === undefined) return undefined;
  const reply = (await request(socket, { control })) as { [key: string]: Data };
  if (reply["error"] !== undefined) throw new Error(`the simulator answers: ${String(reply["error"])}`);
  return reply;
}
