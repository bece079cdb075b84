// SPDX-License-Identifier: GPL-2.0-or-later
// Replays golden/11_clib/t_output.txt: the C library called directly on node 1, with node 2 as its partner (golden/README.md). The calls are read out of the
// recording and made on a simulated node; what they return and print is compared with what was recorded.
import { Cluster, callOn, defaultTopology, LibrarySession, printTree, type SimulatedNode } from "lutf/lnetsim";
import { type CCall, namedArguments, parseCall } from "./_c-calls.ts";
import type { Outcome } from "./_recording.ts";

const PEER = "10.1.1.2@tcp";

/** The files that the recorded program wrote; it did not record them. Reconstructed from what it shows of them. */
const FILES: Readonly<Record<string, string>> = {
  "/tmp/a.yaml": `net:
    - net type: tcp9
      local NI(s):
        - interfaces:
              0: eth2
          tunables:
              peer_timeout: 55
              peer_credits: 20
              peer_buffer_credits: 1
              credits: 99
peer:
    - primary nid: 10.1.1.90@tcp
      Multi-Rail: True
      peer ni:
        - nid: 10.1.1.90@tcp
        - nid: 10.1.1.91@tcp
route:
    - net: tcp77
      gateway: 10.1.1.2@tcp
      hop: 4
      priority: 5
global:
    numa_range: 0
    discovery: 1
bogus_block:
    - a: 1
`,
  "/tmp/b.yaml": "net:\n  - net type: [tcp\n foo: : bar\n",
  "/tmp/c.yaml": "",
};

interface Entry {
  head: string;
  body: string[];
}

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let timing = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("###")) timing = line.startsWith("### timing");
    else if (line.startsWith("== ")) {
      timing = false;
      entries.push({ head: line.slice(3), body: [] });
    } else if (/^(lustre_lnet_config_lib_init\(\)|parse_nidstr\(|libcfs_str2)/.test(line)) {
      if (!timing) entries.push({ head: line, body: [] });
    } else if (!timing && !line.startsWith("rc=")) entries.at(-1)?.body.push(line);
  }
  return entries;
}

/** What varies (golden/README.md): bytes that the library never set, the order of gateways of one net, and counters of what depends on time. */
function masked(text: string): string {
  return text
    .replaceAll(/^( {4}(?:msgs_max|rst_alloc|remote_dropped_count|(?:send|recv)_(?:count|length)): )[1-9]\d*$/gm, "$1N")
    .replaceAll(/(- peer_ni:\n +errno: 0\n +descr: ).*/g, "$1")
    .replaceAll(/((?:^ {4}- net: (tcp\d+)\n(?: {6}.*\n)+)(?: {4}- net: \2\n(?: {6}.*\n)+)+)/gm, (block) =>
      block
        .split(/^(?= {4}- )/m)
        .sort()
        .join(""),
    )
    .trimEnd();
}

/** `text` and `stderr`: what the recorded program wrote. */
export function replayClib(text: string, stderr: string): Outcome[] {
  const topology = defaultTopology(2, 3, "2.17.0");
  // The recorded machines had no NUMA nodes to speak of.
  for (const node of topology.nodes)
    Object.assign(node, { cpus: 2, numaNodes: 1, nics: node.nics.map((nic) => ({ ...nic, numaNode: -1 })) });
  const cluster = new Cluster(topology, 1);
  // The first message to a node took longer there than several calls; later pings 8.4 ms (timing.txt).
  cluster.linkLatency = 20e-3;
  const [node, partner] = [...cluster.nodes.values()] as [SimulatedNode, SimulatedNode];
  for (const each of [node, partner]) each.modules.load("lnet");
  partner.lnet!.configure({ fromModuleParameters: false, large: false });
  for (const [net, nic] of [
    ["tcp", "eth0"],
    ["tcp", "eth1"],
    ["tcp1", "eth2"],
  ] as const)
    partner.lnet!.addNi({ net, interface: nic });
  const program = new Program(node);
  const outcomes = entriesOf(text).map((entry) => {
    const recorded = masked([entry.head, ...entry.body].join("\n"));
    let ours: string;
    try {
      ours = masked(program.run(entry.head));
    } catch (error) {
      ours = `threw ${String(error)}`;
    }
    return { name: entry.head, difference: ours === recorded ? undefined : `--- recorded\n${recorded}\n--- simulated\n${ours}\n` };
  });
  const difference = program.stderr === stderr ? undefined : `--- recorded\n${stderr}--- simulated\n${program.stderr}`;
  return [...outcomes, { name: "standard error", difference }];
}

/** The recorded program: its helpers are those of its source that can be seen in its output. */
class Program {
  #initialized = false;

  constructor(private readonly node: SimulatedNode) {}

  run(head: string): string {
    if (head.startsWith("lustre_lnet_config_lib_init()")) {
      this.#initialized = true;
      return `${head.split(" = ")[0]} = ${callOn(new LibrarySession(this.node), "lustre_lnet_config_lib_init", {})}`;
    }
    if (head.startsWith("parse_nidstr(")) return this.#parseNidstr(/\((.*)\) = /.exec(head)![1]!);
    if (head.startsWith("libcfs_str2")) return this.#names(head);
    if (head.includes("SKIPPED")) return head;
    return this.#call(head);
  }

  #session(): LibrarySession {
    const session = new LibrarySession(this.node);
    session.initialized = this.#initialized;
    this.#sessions.push(session);
    return session;
  }

  readonly #sessions: LibrarySession[] = [];

  /** All that the library has written. */
  get stderr(): string {
    return this.#sessions.map((session) => session.stderr).join("");
  }

  #parseNidstr(text: string): string {
    const session = this.#session();
    const rc = callOn(session, "lustre_lnet_parse_nidstr", { nidstr: text, max_nids: 128 });
    const { nids, errmsg } = session.values as { nids: string[]; errmsg: string };
    const first = nids[0] === undefined ? "" : this.#text("libcfs_nid2str_r", { nid: nids[0] });
    return `parse_nidstr(${text}) = ${rc} err="${errmsg}" first=${first}`;
  }

  #text(name: string, args: Record<string, unknown>): string {
    const session = this.#session();
    callOn(session, name, args);
    return session.values["text"] as string;
  }

  #names(head: string): string {
    const [, name = "", text = ""] = /^(\w+)\((.*)\)=/.exec(head)!;
    const session = this.#session();
    callOn(session, name, { str: text });
    const number = BigInt((session.values["net"] ?? session.values["nid"]) as number | string);
    const back =
      name === "libcfs_str2net" ? this.#text("libcfs_net2str_r", { net: number }) : this.#text("libcfs_nid2str_r", { nid: number });
    return `${name}(${text})=0x${number.toString(16)} -> ${back}`;
  }

  #call(head: string): string {
    const call = parseCall(head);
    const [name, args, before] = this.#expand(call);
    const session = this.#session();
    // The teardown closes the device before the last call.
    if (head.startsWith("lustre_lnet_show_stats") && this.#unconfigured >= 2) session.initialized = false;
    const rc = callOn(session, name, args);
    if (name === "lustre_lnet_config_ni_system" && args["up"] === false && this.#configured) this.#unconfigured++;
    if (name === "lustre_lnet_config_ni_system" && args["up"] === true) this.#configured = true;
    const tree = (what: string, value: LibrarySession["show"]): string =>
      value ? `  ${what} (cYAML_dump):\n${printTree(value)}\n` : `  ${what}: NULL\n`;
    const shows = head.includes("&show");
    return `${head}\n${before}  rc = ${rc}\n${shows ? tree("show_rc", session.show) : ""}${tree("err_rc", session.errors)}`;
  }

  #configured = false;
  #unconfigured = 0;

  /** The library's function behind a helper, its arguments, and what the helper prints first. */
  #expand(call: CCall): [string, Record<string, unknown>, string] {
    const values = call.arguments;
    const of = (index: number): string | null => values[index] as string | null;
    const net = (text: string): number => {
      const session = this.#session();
      callOn(session, "libcfs_str2net", { str: text });
      return session.values["net"] as number;
    };
    switch (call.function) {
      case "addni": {
        const parsed = this.#session();
        const rc = callOn(parsed, "lustre_lnet_parse_interfaces", { intf_str: of(1) });
        const lines = [`  parse_interfaces(${of(1)}) = ${rc}; str2net(${of(0)})=0x${net(of(0)!).toString(16)}\n`];
        if (of(6) !== null)
          lines.push(`  cfs_expr_list_parse(${of(6)})=${callOn(this.#session(), "cfs_expr_list_parse", { str: of(6) })}\n`);
        const [peerTimeout, credits, buffers, max] = values.slice(2, 6);
        return [
          "lustre_lnet_config_ni",
          {
            nw_descr: { nw_id: net(of(0)!), interfaces: parsed.values["interfaces"] },
            global_cpts: of(6),
            ip2net: null,
            tunables:
              values[7] === 0
                ? null
                : { peer_timeout: peerTimeout, peer_tx_credits: credits, peer_rtr_credits: buffers, max_tx_credits: max, lnd: null },
            seq_no: -1,
          },
          lines.join(""),
        ];
      }
      case "ip2n":
        return ["lustre_lnet_config_ni", { ip2net: of(0), seq_no: -1 }, ""];
      case "delni":
        return ["lustre_lnet_del_ni", { nw: { nw_id: net(of(0)!), interfaces: of(1) === "" ? [] : [of(1)] } }, ""];
      case "mp":
        return [
          "lustre_lnet_modify_peer",
          { prim_nid: of(0), nids: of(1), is_mr: values[2], cmd: this.#constant(values[3]), force: values[4] },
          "",
        ];
      case "udsp": {
        const action = values[4] === null ? null : { udsp_priority: 3 };
        return ["lustre_lnet_add_udsp", { src: of(0), dst: of(1), rte: of(2), type: of(3), action, idx: values[5] }, ""];
      }
      case "yc":
      case "yd":
      case "ys":
      case "yx": {
        const name = { yc: "config", yd: "del", ys: "show", yx: "exec" }[call.function];
        const text = FILES[of(0)!]!;
        return [`lustre_yaml_${name}`, { f: text, len: text.length }, ""];
      }
      default:
        return [call.function, namedArguments(call, (value) => this.#constant(value)), ""];
    }
  }

  #constant(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if ("function" in value) {
      const { function: name, arguments: inner } = value as CCall;
      const session = this.#session();
      callOn(session, name, { str: inner[0] });
      return session.values["net"];
    }
    const { name } = value as { name: string };
    const constants: Record<string, unknown> = { peer: PEER, LNETCTL_ADD_CMD: 3, LNETCTL_DEL_CMD: 4 };
    if (!(name in constants)) throw new Error(`what is ${name}?`);
    return constants[name];
  }
}
