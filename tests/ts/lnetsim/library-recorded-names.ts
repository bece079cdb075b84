// SPDX-License-Identifier: GPL-2.0-or-later
// Nets, NIDs, ranges and LNDs, read and printed by the library's functions as the real ones did.
import { Cluster, callOn, defaultTopology, LibrarySession } from "lutf/lnetsim";
import { check, type Outcome, recording } from "./_recording.ts";

const session = new LibrarySession(new Cluster(defaultTopology(1, 1, "2.17.0"), 1).node("agent1"));

function call(name: string, args: Record<string, unknown>): { rc: number; values: Record<string, unknown> } {
  session.values = {};
  const rc = callOn(session, name, args);
  return { rc, values: session.values };
}

const hexadecimal = (value: unknown): string => `0x${BigInt(value as string).toString(16)}`;

/** A recorded line, made anew; undefined: none of ours. */
function line(recorded: string): string | undefined {
  const [, kind = "", rest = ""] = /^(net|nid|range|nlrange|lnd) (.*)$/.exec(recorded) ?? [];
  const text = rest.slice(0, rest.search(/ +(->|str2nid|known)|$/)).trimEnd();
  switch (kind) {
    case "net": {
      const { net } = call("libcfs_str2net", { str: text }).values as { net: number };
      const shown = net === 0xffffffff ? "ANY" : call("libcfs_net2str_r", { net }).values["text"];
      return `net ${text.padEnd(9)} -> 0x${net.toString(16).padStart(8, "0")} ${shown}`;
    }
    case "nid": {
      const { nid } = call("libcfs_str2nid", { str: text }).values;
      const large = call("libcfs_strnid", { str: text });
      const size = large.rc === 0 && String(large.values["text"]).includes(":") ? 12 : 0;
      const any = call("libcfs_str2anynid", { str: text }).rc;
      return `nid ${text.padEnd(20)} str2nid=${hexadecimal(nid)}(${call("libcfs_nid2str_r", { nid }).values["text"]}) strnid rc=${large.rc} ${large.values["text"] ?? "-"} size=${size} anynid=${any}`;
    }
    case "range": {
      const { rc, values } = call("lustre_lnet_parse_nidstr", { nidstr: text, max_nids: 128 });
      const nids = (values["nids"] as string[]).map((nid) => `${call("libcfs_nid2str_r", { nid }).values["text"]} `);
      return `range ${text.padEnd(28)} -> ${rc} ${values["errmsg"]} [${nids.join("")}]`;
    }
    case "nlrange": {
      const { rc, values } = call("lustre_lnet_parse_nid_range", { nidstr: text });
      return `nlrange ${text.padEnd(28)} -> ${rc} ${values["errmsg"]} [${(values["nids"] as string[]).map((nid) => `${nid} `).join("")}]`;
    }
    case "lnd": {
      const lnd = Number(text);
      const known = call("libcfs_isknown_lnd", { lnd }).rc;
      return `lnd ${lnd} known=${known} name=${call("libcfs_lnd2str_r", { lnd }).values["text"]} mod=${call("libcfs_lnd2modname", { lnd }).values["text"] ?? "-"}`;
    }
    default:
      return undefined;
  }
}

export async function run(): Promise<void> {
  const lines = recording("library-2.17.0/v2_17_0-nid-parsing.txt").split("\n");
  const outcomes = lines.flatMap((recorded): Outcome[] => {
    const ours = line(recorded);
    if (ours === undefined) return [];
    // The beginning of a long list was cut off in the recording.
    const cut = recorded.includes("[…");
    const equal = cut ? ours.endsWith(recorded.slice(recorded.indexOf("…") + 1)) : ours.trimEnd() === recorded.trimEnd();
    return [{ name: recorded, difference: equal ? undefined : `recorded  ${recorded}\nsimulated ${ours}` }];
  });
  await check("names", outcomes);
}
