// SPDX-License-Identifier: GPL-2.0-or-later
// lutf master: waits for agents and answers, until a signal ends it.
import { port, self } from "lutf:agent";
import { key, write } from "lutf:global";
import type { Cluster } from "../cluster/cluster.ts";
import { listen } from "../rpc/channel.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import type { Interrupt } from "./interrupt.ts";
import { text } from "./options.ts";

/** As place_node() of src/main.c chooses it: --address, else --master's if there is a key, else loopback. */
function address(): string {
  const given = text("address");
  if (given !== undefined) return given;
  const host = key === "" ? undefined : text("master");
  return host === undefined ? "127.0.0.1" : host.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([^:]+):\d+$/, "$1");
}

export async function master(cluster: Cluster, interrupt: Interrupt): Promise<ExitCode> {
  cluster.onChange(({ node, state, detail }) => {
    if (node !== "") write(1, `agent ${node} is ${state}${detail ? `: ${detail}` : ""}\n`);
  });
  listen((kind, src, _body, failure, detail) => {
    if (kind === "rejected") write(2, `turned away ${src}: ${detail ?? failure}\n`);
  });
  write(1, `${self} listens on ${address()} port ${port}\n`);
  await interrupt.arrived;
  return exitCode.passed;
}
