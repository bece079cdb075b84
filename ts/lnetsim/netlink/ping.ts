// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl ping` and `discover` of 2.17 (lnetconfig-api.md §3.13, golden/06_traffic): answers and failures of single NIDs go to standard output, in
// a YAML of lnetctl's own.
import { parseNid } from "../../lnet/nid.ts";
import { EINVAL, ENETDOWN, ESHUTDOWN, strerror } from "../errno.ts";
import type { PingAnswer } from "../kernel/discovery.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { SimulatedNode } from "../node.ts";
import { parseNids } from "./peer.ts";
import {
  type Entry,
  errorDocument,
  FAILED,
  format,
  LNETCTL_INDENT,
  libnlText,
  list,
  mapping,
  NO_FAMILY,
  type Output,
  type Yaml,
} from "./print.ts";

/** The exit status of a failure; of one that nobody answered in time the same, but a list of commands goes on after it. */
const NOT_DONE = -1;
export const UNANSWERED = -257;

/** Every NID of the words, or undefined after an error has been printed. */
function nidsOf(output: Output, entity: string, words: readonly string[]): string[] | undefined {
  const nids: string[] = [];
  for (const word of words) {
    const some = parseNids(output, "manage", entity, word);
    if (some === undefined) return undefined;
    nids.push(...some);
  }
  return nids;
}

export function ping(
  node: SimulatedNode,
  output: Output,
  words: readonly string[],
  o: { source: string | undefined; timeoutMs: number | undefined },
): number {
  const nids = nidsOf(output, "ping", words);
  if (nids === undefined) return FAILED;
  const source = o.source === undefined ? undefined : parseNid(o.source)?.text;
  if (o.source !== undefined && source === undefined) {
    output.err(errorDocument("manage", "ping", -EINVAL, "cannot parse source NID"));
    return FAILED;
  }
  if (!node.lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (nids.length === 0) {
    // An empty list cannot be written into a request (read in liblnetconfig_netlink.c; libnl's word for it is of another error of that number).
    output.err("Writer error: Netlink message type is not supported\n");
    return FAILED;
  }
  if (!node.lnet.configured) {
    output.err(errorDocument("manage", "ping", -ENETDOWN, libnlText(-ENETDOWN)));
    return FAILED;
  }
  return each(node.lnet, output, "ping", nids, (lnet, nid) => lnet.ping(nid, { source, timeoutMs: o.timeoutMs }));
}

export function discover(node: SimulatedNode, output: Output, words: readonly string[], o: { force: boolean }): number {
  const nids = nidsOf(output, "discover", words);
  if (nids === undefined) return FAILED;
  if (!node.lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  return each(node.lnet, output, "discover", nids, (lnet, nid) => {
    // golden/01_lnet/044
    if (!lnet.configured) return { errno: -ESHUTDOWN, primaryNid: "", multiRail: false, nids: [], unanswered: false };
    return lnet.discover(nid, o);
  });
}

function each(
  lnet: Lnet,
  output: Output,
  what: "ping" | "discover",
  nids: readonly string[],
  ask: (lnet: Lnet, nid: string) => PingAnswer,
): number {
  const answers: Yaml[] = [];
  const failures: Yaml[] = [];
  let status = 0;
  for (const nid of nids) {
    const { errno, primaryNid, multiRail, nids: found, unanswered } = ask(lnet, nid);
    if (errno === 0) {
      answers.push(
        mapping(["primary nid", primaryNid], ["Multi-Rail", `${multiRail}`], ["peer_ni", list(found.map((one) => mapping(["nid", one])))]),
      );
    } else {
      if (status !== NOT_DONE) status = unanswered ? UNANSWERED : NOT_DONE;
      const text = `failed to ${what} ${nid}: ${strerror(-errno)}`;
      failures.push(mapping([what, ""], ["errno", `${errno}`], ["descr", { quoted: text, mark: "'" }]));
    }
  }
  const entries: Entry[] = [];
  if (answers.length > 0) entries.push([what, list(answers)]);
  if (failures.length > 0) entries.push(["manage", list(failures)]);
  output.out(format(entries, LNETCTL_INDENT));
  return status;
}
