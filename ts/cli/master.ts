// SPDX-License-Identifier: GPL-2.0-or-later
// lutf master: waits for agents and answers, until a signal ends it.
import { port, self } from "lutf:agent";
import { write } from "lutf:global";
import type { Cluster } from "../cluster/cluster.ts";
import { listen } from "../rpc/channel.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import type { Interrupt } from "./interrupt.ts";

export async function master(cluster: Cluster, interrupt: Interrupt): Promise<ExitCode> {
  cluster.onChange(({ node, state, detail }) => {
    if (node !== "") write(1, `agent ${node} is ${state}${detail ? `: ${detail}` : ""}\n`);
  });
  listen((kind, src, _body, failure, detail) => {
    if (kind === "rejected") write(2, `turned away ${src}: ${detail ?? failure}\n`);
  });
  write(1, `${self} listens on port ${port}\n`);
  await interrupt.arrived;
  return exitCode.passed;
}
