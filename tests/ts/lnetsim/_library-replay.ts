// SPDX-License-Identifier: GPL-2.0-or-later
// Replays golden/library-2.17.0/v2_17_0-library-output.txt: the real library over a replaced ioctl. Its driver had states of its own making, so this sets
// a simulated node to the same states, or lets every ioctl fail as the driver did, and compares parsing, errors and rendering.
import { Cluster, callOn, LibrarySession, type Lnet, printTree, type SimulatedNode, topologyOf } from "lutf/lnetsim";
import { type CCall, namedArguments, parseCall } from "./_c-calls.ts";
import type { Outcome } from "./_recording.ts";

interface Entry {
  call: string;
  rc: number;
  show: string | undefined;
  errors: string | undefined;
  /** The whole of what was recorded. */
  text: string;
  detail: number;
}

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let detail = 0;
  let peers = 0;
  for (const part of text.split(/^(?=###|=== |parse=|init=)/m)) {
    const [, level] = /^=== detail (\d)/.exec(part) ?? [];
    if (level !== undefined) detail = Number(level);
    const head = /^### (.*) => rc=(-?\d+)\n/.exec(part);
    if (!head) continue;
    if (head[1]!.startsWith("lustre_lnet_show_peer(NULL,d")) detail = peers++;
    const section = (name: string): string | undefined => new RegExp(`^--${name}\\n([\\s\\S]*?)(?=^--|(?![\\s\\S]))`, "m").exec(part)?.[1];
    entries.push({ call: head[1]!, rc: Number(head[2]), show: section("show"), errors: section("err"), text: part, detail });
  }
  return entries;
}

type Mode = "node" | { fails: number };

/** The n-th use of a variable, in order of the recording; the recording does not show them, but what came of them. */
const VARIABLES: Readonly<Record<string, readonly unknown[]>> = {
  g: [
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
    "10.0.*.9@tcp",
    "10.0.0.[1-200]@tcp",
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
    "10.0.0.9@tcp",
  ],
  n1: ["10.0.0.2@tcp,10.0.0.66@tcp", "10.0.0.66@tcp", "bad@xyz", "10.0.0.2@tcp"],
  n: ["10.0.0.300@tcp", "10.0.1.2@tcp"],
  y: [
    "net:\n    - net type: tcp\n      local NI(s):\n        - interfaces:\n              0: eth0\n",
    "bogus:\n    - a: 1\n",
    "net:\n  - net type: [tcp\n",
    "peer:\n    - primary nid: 10.0.0.2@tcp\n      Multi-Rail: maybe\n      peer ni:\n        - nid: 10.0.0.2@tcp\n",
    "route:\n    - net: tcp33\n      gateway: 10.0.0.9@tcp\n      seq_no: 12\n",
    "route:\n    - net: tcp34\n      gateway: 10.0.0.9@tcp\n      seq_no: 12\n",
    "route:\n    - net: tcp33\n      gateway: 10.0.0.9@tcp\n      seq_no: 12\n",
    "ping:\n    - primary nid: 10.0.0.2@tcp\n",
  ],
  "&nw": [
    { nw_id: 0, interfaces: [] },
    { nw_id: 0x20000, interfaces: [] },
    { nw_id: 0x20000, interfaces: ["nosuch0"] },
    { nw_id: 0x90000, interfaces: [] },
    { nw_id: 0xffffffff, interfaces: ["eth0"] },
  ],
};

const EINVAL = 22;
const ENOENT = 2;

export function replayLibrary(text: string): Outcome[] {
  return new Replay().run(entriesOf(text));
}

class Replay {
  readonly #cluster = new Cluster(
    topologyOf(
      {
        cpts: 2,
        nodes: [
          {
            name: "node1",
            nics: [
              { name: "eth0", ipv4: "10.0.0.1/24", numaNode: 0 },
              { name: "eth1", ipv4: "10.0.1.1/24", numaNode: 0 },
              { name: "ib0", kind: "o2ib", ipv4: "10.0.2.1/24", numaNode: 0 },
            ],
          },
          {
            name: "node2",
            nics: [
              { name: "eth0", ipv4: "10.0.0.2/24" },
              { name: "eth1", ipv4: "10.0.1.2/24" },
            ],
          },
        ],
      },
      "library-replay",
    ),
    1,
  );
  readonly #used = new Map<string, number>();
  #mode: Mode = "node";

  get #node(): SimulatedNode {
    return this.#cluster.node("node1");
  }

  run(entries: readonly Entry[]): Outcome[] {
    this.#partner();
    return entries.map((entry, index) => {
      const name = `${index + 1} ${entry.call}`;
      if (entry.call.includes("CRASH")) return { name, difference: undefined };
      let ours: string;
      try {
        ours = this.#render(entry);
      } catch (error) {
        ours = `threw ${String(error)} ${(error as Error).stack}`;
      }
      const recorded = masked(`rc=${entry.rc}\n--show\n${entry.show ?? "NULL"}\n--err\n${entry.errors ?? "NULL"}`);
      return {
        name,
        difference: masked(ours) === recorded ? undefined : `--- recorded ${name}\n${recorded}\n--- simulated\n${masked(ours)}\n`,
      };
    });
  }

  #partner(): void {
    const node = this.#cluster.node("node2");
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    for (const nic of ["eth0", "eth1"]) node.lnet!.addNi({ net: "tcp", interface: nic });
  }

  /** The state that the driver had for this call. */
  #prepare(entry: Entry): void {
    const { call } = entry;
    const node = this.#node;
    this.#mode = "node";
    node.modules.load("lnet");
    const lnet = node.lnet!;
    lnet.unconfigure();
    for (const module of ["ksocklnd", "ko2iblnd"]) node.modules.unload(module);
    if (entry.rc === -22 || entry.rc === 22) {
      // Texts of ioctls that fail with EINVAL; what the library finds itself has another text.
      const errors = entry.errors ?? "";
      if (/: Invalid argument"|routing Invalid argument|Unknown error -22|failed to print recovery/.test(errors))
        this.#mode = { fails: -EINVAL };
    }
    const nothing = entry.show === undefined && entry.rc === 0 && /show_(net|route|routing|udsp)\((NULL|-1)/.test(call);
    if (nothing) this.#mode = { fails: -ENOENT };
    if (entry.rc === -2 && call.includes("show_peer")) this.#mode = { fails: -ENOENT };
    if (entry.rc === -113) this.#mode = { fails: -113 };
    if ((entry.rc === -42 && call.includes("retry")) || (entry.rc === -2 && call.includes("discovery"))) {
      node.modules.unload("lnet");
      return;
    }
    lnet.configure({ fromModuleParameters: false, large: false });
    if (!call.includes("config_lnd_timeout")) this.#nets(lnet);
    if (/show_(stats|local)|show_peer|list_peer/.test(call)) this.#peers(lnet);
    if (/show_route\(|accumulated net/.test(call)) this.#routes(lnet);
    if (/show_routing|accumulated net/.test(call)) lnet.routing.enableAtStart();
    node.modules.writeParameter("lnet", "lnet_peer_discovery_disabled", /discover_nid|ping_nid|yaml_exec/.test(call) ? "0" : "1");
  }

  #nets(lnet: Lnet): void {
    for (const nic of ["eth0", "eth1"]) {
      lnet.addNi({ net: "tcp", interface: nic, lnd: { timeout: 49, tos: -1 } });
      lnet.findNet("tcp")!.nis.at(-1)!.counters.sent.put = 3;
    }
    lnet.addNi({ net: "o2ib", interface: "ib0", cpts: [1], lnd: { tos: -1 } });
    lnet.findNet("o2ib")!.nis[0]!.status = "down";
    // Its lo had no CPTs.
    Object.assign(lnet.nets[0]!.nis[0]!, { cpts: [] });
    lnet.statistics.send_length = 5_000_000_000;
    for (const ni of lnet.findNet("tcp")!.nis) lnet.health.setNi(ni, 900);
    for (const ni of lnet.findNet("tcp")!.nis) ni.health = 1000;
  }

  #peers(lnet: Lnet): void {
    lnet.addPeer("10.0.0.2@tcp", undefined, true, false);
    lnet.addPeer("10.0.0.2@tcp", "10.0.1.2@tcp", true, false);
    const peer = lnet.peers.find("10.0.0.2@tcp")!;
    peer.state = 1305;
    for (const ni of peer.nis) {
      ni.minTxCredits = 7;
      ni.counters.sent.put = 1;
      ni.counters.received.put = 2;
    }
  }

  #routes(lnet: Lnet): void {
    lnet.addPeer("10.0.0.9@tcp", undefined, true, false);
    for (const nid of ["10.0.0.9@tcp3", "10.0.0.9@o2ib5"]) lnet.addPeer("10.0.0.9@tcp", nid, true, false);
    for (const [net, hops] of [
      ["tcp3", -1],
      ["o2ib5", 1],
    ] as const)
      lnet.addRoute({ net, gateway: "10.0.0.9@tcp", hops, priority: 0 });
    const gateway = lnet.peers.find("10.0.0.9@tcp")!;
    gateway.alive = true;
    gateway.set(1 << 2);
    lnet.routeTable.noteHops(gateway);
  }

  #session(): LibrarySession {
    const session = new LibrarySession(this.#node);
    const mode = this.#mode;
    if (typeof mode === "object") session.ioctl = () => mode.fails;
    return session;
  }

  #render(entry: Entry): string {
    this.#prepare(entry);
    const session = this.#session();
    let rc = 0;
    if (entry.call === "accumulated global") {
      for (const name of ["numa_range", "max_intf", "discovery", "retry_count"]) rc = callOn(session, `lustre_lnet_show_${name}`, {});
    } else if (entry.call.startsWith("accumulated net")) {
      callOn(session, "lustre_lnet_show_net", { nw: "tcp" });
      callOn(session, "lustre_lnet_show_route", {});
      callOn(session, "lustre_lnet_show_routing", { backup: true });
      rc = callOn(session, "lustre_lnet_show_net", { nw: "o2ib" });
    } else {
      const call = parseCall(entry.call.replaceAll("strlen(y)", "-7"));
      const args = namedArguments(call, (value) => this.#value(value, entry));
      if (args["len"] === -7) args["len"] = null;
      this.#beforehand(entry, call);
      rc = callOn(session, call.function, args);
    }
    const show = session.show ? printTree(session.show) : "NULL";
    return `rc=${rc}\n--show\n${show}\n--err\n${session.errors ? printTree(session.errors) : "NULL"}`;
  }

  /** What the driver accepted without looking: make it true here. */
  #beforehand(entry: Entry, call: CCall): void {
    const { lnet } = this.#node;
    if (!lnet || this.#mode !== "node") return;
    if (call.function === "lustre_yaml_config" && entry.errors?.includes("- net:")) lnet.deleteNet("tcp");
    if (/ping_nid|yaml_exec/.test(call.function)) lnet.discover("10.0.0.2@tcp", { force: false });
    if (call.function === "lustre_yaml_del") lnet.addRoute({ net: "tcp33", gateway: "10.0.0.9@tcp", hops: 1, priority: 0 });
  }

  #value(value: { name: string } | CCall, entry: Entry): unknown {
    if ("function" in value) {
      const session = new LibrarySession(this.#node);
      callOn(session, value.function, { str: value.arguments[0] });
      return session.values["net"];
    }
    const { name } = value;
    if (name === "d") return entry.detail;
    if (name === "LNETCTL_ADD_CMD") return 3;
    if (name === "LNETCTL_DEL_CMD") return 4;
    if (name === "&a") return { udsp_priority: 0 };
    const values = VARIABLES[name];
    const count = this.#used.get(name) ?? 0;
    if (!values || count >= values.length) throw new Error(`what is ${name}, use ${count + 1}?`);
    this.#used.set(name, count + 1);
    return values[count];
  }
}

/** The driver had totals of its own beside counts by type, which are sums here; and bytes that the library never set. */
function masked(text: string): string {
  return text
    .replaceAll(/^( +(?:put|get|reply|ack|hello): )\d+$/gm, "$1n")
    .replaceAll(/(- peer_ni:\n +errno: 0\n +descr: ).*/g, "$1")
    .replaceAll(/[ \n]+$/gm, "")
    .trimEnd();
}
