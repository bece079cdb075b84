// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl import` of 2.17 (golden/08_yaml): blocks of the file in its order, each by the road its command takes; the first failure ends it. Nets, routes and peers
// by netlink, where errors have the entity "import"; the others by the library, whose errors are not shown.
import { parseCpts, parseNid, strToNet } from "../../lnet/nid.ts";
import { EINVAL, ENOMSG } from "../errno.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { LndTunables, Tunables } from "../kernel/ni.ts";
import { configIp2nets } from "../library/ip2nets.ts";
import { configBuffers, configRouting } from "../library/routing.ts";
import { LibrarySession } from "../library/session.ts";
import { configNumaRange, configSetting, type SettingName } from "../library/settings.ts";
import { addUdsp, delUdsp } from "../library/udsp.ts";
import type { SimulatedNode } from "../node.ts";
import { addNet, deleteNet, showNet } from "./net.ts";
import { addToKernel, deleteInKernel, showPeers } from "./peer.ts";
import { discover, ping } from "./ping.ts";
import { errorDocument, FAILED, NO_FAMILY, type Output } from "./print.ts";
import { isList, isMapping, readYaml, type YamlMapping, type YamlValue } from "./read-yaml.ts";
import { changeInKernel, showRoutes } from "./route.ts";

export type ImportAction = "add" | "del" | "show" | "exec";

class Import {
  readonly #node: SimulatedNode;
  readonly #output: Output;
  readonly #action: ImportAction;

  constructor(node: SimulatedNode, output: Output, action: ImportAction) {
    this.#node = node;
    this.#output = output;
    this.#action = action;
  }

  get #verb(): "add" | "del" | "show" | "manage" {
    return this.#action === "exec" ? "manage" : this.#action;
  }

  fail(errno: number, text: string, result = errno): number {
    this.#output.err(errorDocument(this.#verb, "import", errno, text));
    return result;
  }

  block(key: string, value: YamlValue): number {
    if (this.#action === "exec") return this.#execute(key, value);
    switch (key) {
      case "net":
        return this.#each(value, (item) => this.#net(item));
      case "route":
        return this.#each(value, (item) => this.#route(item));
      case "peer":
        return this.#each(value, (item) => this.#peer(item));
      case "ip2nets":
        return this.#action === "add" ? this.#each(value, (item) => this.#ip2nets(item)) : 0;
      case "routing":
        return this.#routing(value);
      case "buffers":
        return this.#buffers(value);
      case "global":
        return this.#global(value);
      case "udsp":
        return this.#each(value, (item) => this.#udsp(item));
      case "statistics":
        return 0;
      case "numa":
        // golden/08_yaml/038
        this.#output.err("Writer error: write error\n");
        return FAILED;
      default:
        return this.fail(-EINVAL, `invalid key '${key}'`);
    }
  }

  #each(value: YamlValue, run: (item: YamlMapping) => number): number {
    for (const item of isList(value) ? value : []) {
      const rc = isMapping(item) ? run(item) : 0;
      if (rc !== 0) return rc;
    }
    return 0;
  }

  /** The kernel, or undefined after the want of it has been printed. */
  #lnet(): Lnet | undefined {
    if (!this.#node.lnet) this.#output.err(NO_FAMILY);
    return this.#node.lnet;
  }

  // ---- nets ----

  #net(item: YamlMapping): number {
    const net = text(item["net type"]);
    const nis = isList(item["local NI(s)"]) ? item["local NI(s)"].filter(isMapping) : [];
    if (net === undefined || nis.length === 0) return 0;
    if (this.#action === "show") return this.#configured(net, showNet(this.#node, this.#output, { net, detail: 0, backup: false }));
    const names = nis.flatMap((ni) =>
      isMapping(ni["interfaces"]) ? Object.values(ni["interfaces"]).flatMap((name) => text(name) ?? []) : [],
    );
    const interfaces: { name: string; cpts?: number[] }[] = [];
    if (strToNet(net) !== LO) {
      for (const name of names) {
        const [, plain = "", cpts] = /^([^[]*)(\[.*\])?$/.exec(name) ?? [];
        const problem = this.#action === "add" ? this.#unusable(plain) : undefined;
        if (problem !== undefined) return this.fail(-ENOMSG, problem);
        const parsed = cpts === undefined ? undefined : parseCpts(cpts);
        interfaces.push(parsed === undefined ? { name: plain } : { name: plain, cpts: parsed });
      }
    }
    if (this.#action === "del") return this.#configured(net, deleteNet(this.#node, this.#output, { net, nid: undefined, interfaces }));
    // Those of the first interface that has any hold for all of a net (lnetconfig-api.md §3.14).
    const first = nis.find((ni) => isMapping(ni["tunables"]) || isMapping(ni["lnd tunables"]));
    const tunables = this.#tunables(first);
    if (typeof tunables === "number") return tunables;
    const cpts = nis.map((ni) => text(ni["CPT"])).find((cpt) => cpt !== undefined);
    const request = {
      net,
      nid: undefined,
      interfaces: interfaces.length > 0 ? interfaces : [{ name: "" }],
      cpts: cpts === undefined ? undefined : parseCpts(cpts),
      ...tunables,
    };
    return this.#configured(net, addNet(this.#node, this.#output, request));
  }

  #configured(net: string, rc: number): number {
    return rc === 0 ? 0 : this.fail(-EINVAL, `Failed to configure NI on net '${net}' rc = ${rc}`);
  }

  #unusable(name: string): string | undefined {
    const nic = this.#node.nics.find(name);
    if (!nic) return `No interface matching '${name}'`;
    return nic.up ? undefined : `Matched interface '${name}' is not UP`;
  }

  #tunables(ni: YamlMapping | undefined): { tunables: Partial<Tunables>; lnd: LndTunables } | number {
    const tunables: Partial<Tunables> = {};
    const lnd: LndTunables = {};
    const names = {
      peer_timeout: "peerTimeout",
      peer_credits: "peerCredits",
      peer_buffer_credits: "peerBufferCredits",
      credits: "credits",
    } as const;
    for (const [key, value] of Object.entries(isMapping(ni?.["tunables"]) ? ni["tunables"] : {})) {
      const number = whole(value);
      if (!Object.hasOwn(names, key)) continue;
      if (number === undefined) return this.#badTunable(key, value);
      tunables[names[key as keyof typeof names]] = number;
    }
    for (const [key, value] of Object.entries(isMapping(ni?.["lnd tunables"]) ? ni["lnd tunables"] : {})) {
      const number = whole(value);
      if (key === "traffic_class") lnd[key] = text(value) ?? "";
      else if (number === undefined) return this.#badTunable(key, value);
      else lnd[key] = number;
    }
    return { tunables, lnd };
  }

  #badTunable(key: string, value: YamlValue | undefined): number {
    this.fail(-EINVAL, `invalid value '${text(value) ?? ""}' for key '${key}'`);
    return this.fail(-EINVAL, `Failed to parse tunables rc = ${-EINVAL}`);
  }

  #ip2nets(item: YamlMapping): number {
    const values = (key: string): string[] => (isMapping(item[key]) ? Object.values(item[key]).flatMap((value) => text(value) ?? []) : []);
    const net = text(item["net-spec"]);
    if (net === undefined || strToNet(net) === ANY)
      return this.fail(-EINVAL, `Failed to configure NI on net '${net ?? ""}' rc = ${-EINVAL}`);
    const tunables = this.#tunables(item);
    if (typeof tunables === "number") return tunables;
    const session = new LibrarySession(this.#node);
    const interfaces = values("interfaces").map((name) => {
      const [, plain = "", cpts] = /^([^[]*)(\[.*\])?$/.exec(name) ?? [];
      return { name: plain, cpts: cpts === undefined ? null : (parseCpts(cpts) ?? null) };
    });
    const rc = configIp2nets(session, {
      network: { id: strToNet(net), interfaces },
      ranges: values("ip-range"),
      tunables: null,
      globalCpts: null,
    });
    return rc === -ENOMSG ? 0 : rc;
  }

  // ---- routes and peers: the kernel reads the YAML itself ----

  #route(item: YamlMapping): number {
    const net = text(item["net"]);
    const gateway = text(item["gateway"]);
    if (this.#action === "show") {
      return showRoutes(this.#node, this.#output, { net, gateway, detail: true, backup: false });
    }
    const lnet = this.#lnet();
    if (!lnet) return FAILED;
    // Brackets are a list to who writes the request (golden/08_yaml/030).
    if (gateway?.includes("[")) return this.fail(-EINVAL, "gateway is invalid key");
    const refusal = changeInKernel(lnet, this.#action === "del" ? "del" : "add", {
      net,
      gateway,
      hops: whole(item["hop"]) ?? -1,
      priority: whole(item["priority"]) ?? 0,
    });
    return refusal ? this.fail(refusal.errno, refusal.text, FAILED) : 0;
  }

  #peer(item: YamlMapping): number {
    const primary = text(item["primary nid"]);
    if (this.#action === "show") return showPeers(this.#node, this.#output, { nid: primary, detail: 0, backup: false });
    const lnet = this.#lnet();
    if (!lnet) return FAILED;
    if (primary === undefined) return this.fail(-EINVAL, "missing required primary NID");
    if (parseNid(primary) === undefined) return this.fail(-EINVAL, "unsupported primary NID");
    const listed = isList(item["peer ni"]) ? item["peer ni"] : [];
    const words = listed.flatMap((one) => (isMapping(one) ? (text(one["nid"]) ?? []) : []));
    const bad = words.findIndex((nid) => parseNid(nid) === undefined);
    const nids = (bad < 0 ? words : words.slice(0, bad)).map((nid) => parseNid(nid)!.text);
    const rc =
      this.#action === "del"
        ? deleteInKernel(lnet, primary, nids.includes(parseNid(primary)!.text) ? [] : nids, false)
        : addToKernel(lnet, primary, nids, !/^(false|no|off|0)$/i.test(text(item["Multi-Rail"]) ?? "true"), false);
    // As for `lnetctl peer`, what the kernel refuses is not told (golden/08_yaml/009).
    if (rc !== 0) return FAILED;
    return bad < 0 ? 0 : this.fail(-EINVAL, "unsupported secondary NID");
  }

  // ---- by the library ----

  /** A list, which is what a show prints, does nothing: golden/08_yaml/039 and 042. */
  #routing(value: YamlValue): number {
    const enable = isMapping(value) ? whole(value["enable"]) : undefined;
    if (enable === undefined || this.#action === "show") return 0;
    return configRouting(new LibrarySession(this.#node), { enable: this.#action === "del" ? 0 : enable });
  }

  #buffers(value: YamlValue): number {
    if (!isMapping(value) || this.#action !== "add") return 0;
    const of = (key: string): number => whole(value[key]) ?? -1;
    return configBuffers(new LibrarySession(this.#node), { tiny: of("tiny"), small: of("small"), large: of("large") });
  }

  #global(value: YamlValue): number {
    if (!isMapping(value) || this.#action === "show") return 0;
    let result = 0;
    for (const [key, given] of Object.entries(value)) {
      const session = new LibrarySession(this.#node);
      const number = this.#action === "del" ? DELETED_GLOBALS[key] : whole(given);
      if (number === undefined) continue;
      const setting = GLOBALS[key];
      const rc = key === "numa_range" ? configNumaRange(session, number) : setting ? configSetting(session, setting, number) : 0;
      if (rc !== 0) result = rc;
    }
    return result;
  }

  #udsp(item: YamlMapping): number {
    const session = new LibrarySession(this.#node);
    const index = whole(item["idx"]) ?? -1;
    if (this.#action === "del") return delUdsp(session, { index });
    if (this.#action === "show") return 0;
    const nid = (key: string): string | null => {
      const value = text(item[key]);
      return value === undefined || value === "NA" ? null : value;
    };
    const action = isMapping(item["action"]) ? whole(item["action"]["priority"]) : undefined;
    const priority = action ?? whole(item["priority"]);
    return addUdsp(session, {
      src: nid("src"),
      dst: nid("dst"),
      rte: nid("rte"),
      type: priority === undefined ? "pref" : "priority",
      priority: priority ?? null,
      index,
    });
  }

  // ---- exec ----

  #execute(key: string, value: YamlValue): number {
    if (key !== "ping" && key !== "discover") return this.fail(-EINVAL, `invalid key '${key}'`);
    return this.#each(value, (item) => {
      const nid = text(item["primary nid"]);
      if (nid === undefined) return this.fail(-EINVAL, "missing required primary NID");
      if (key === "discover") return discover(this.#node, this.#output, [nid], { force: (whole(item["force"]) ?? 0) !== 0 });
      return ping(this.#node, this.#output, [nid], { source: text(item["source_nid"]), timeoutMs: whole(item["timeout"]) ?? 1000 });
    });
  }
}

const LO = strToNet("lo");
const ANY = 0xffffffff;

const GLOBALS: Readonly<Record<string, SettingName>> = {
  max_interfaces: "max_intf",
  max_intf: "max_intf",
  discovery: "discovery",
  drop_asym_route: "drop_asym_route",
  retry_count: "retry_count",
  transaction_timeout: "transaction_to",
  health_sensitivity: "hsensitivity",
  recovery_interval: "recov_intrv",
  router_sensitivity: "rtr_sensitivity",
  response_tracking: "response_tracking",
  recovery_limit: "recovery_limit",
  max_recovery_ping_interval: "max_recovery_ping_interval",
};
/** What deleting sets again (lnetconfig-api.md §3.14). */
const DELETED_GLOBALS: Readonly<Record<string, number>> = { max_interfaces: 200, numa_range: 0, discovery: 1, drop_asym_route: 0 };

const text = (value: YamlValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

function whole(value: YamlValue | undefined): number | undefined {
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

export function importText(node: SimulatedNode, output: Output, action: ImportAction, source: string): number {
  const read = readYaml(source);
  if ("error" in read) {
    output.err(`${read.error}\n`);
    return FAILED;
  }
  const run = new Import(node, output, action);
  if (typeof read.value === "string") return read.value === "" ? 0 : run.fail(-EINVAL, `invalid key '${read.value}'`);
  if (!isMapping(read.value)) return 0;
  for (const [key, value] of Object.entries(read.value)) {
    const rc = run.block(key, value);
    if (rc !== 0) return rc;
  }
  return 0;
}
