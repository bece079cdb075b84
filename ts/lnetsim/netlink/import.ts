// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl import` of 2.17 (golden/08_yaml): blocks of the file in its order, each by the road its command takes. Nets go to the kernel one by one, and the first that
// fails ends it. Routes and peers are sent, and what became of them is asked when all has been read: not at all if something else has ended it before
// (golden/08_yaml/009). Globals and rules go by the library, whose errors are not shown: only the exit status tells (036).
import { type Interface, parseCpts, strToNet } from "../../lnet/nid.ts";
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

/** What a net of the file amounts to. */
interface NetBlock {
  names: string[];
  cpts: number[] | undefined;
  tunables: Partial<Tunables>;
  lnd: LndTunables;
}

class Import {
  /** The first refusal of what was only sent. */
  #refusal: { errno: number; text: string } | undefined;
  /** Of rules: one that names none has that of the rule before it (read in lnetctl.c). */
  #priority = -1;
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

  /** Everything has been read. */
  end(): number {
    return this.#refusal ? this.fail(this.#refusal.errno, this.#refusal.text, FAILED) : 0;
  }

  block(key: string, value: YamlValue): number {
    if (this.#action === "exec") return this.#execute(key, value);
    switch (key) {
      case "net":
        return this.#each(value, (item) => this.#net(item));
      case "route":
        return this.#sent(value, (item) => this.#route(item));
      case "peer":
        return this.#sent(value, (item) => this.#peer(item));
      case "ip2nets":
        return this.#action === "add" ? this.#each(value, (item) => this.#ip2nets(item)) : 0;
      case "routing":
        return this.#routing(value);
      case "buffers":
        return this.#buffers(value);
      case "global":
        return this.#global(value);
      case "udsp":
        return this.#each(value, (item) => this.#udsps(item));
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

  /** One request with all items; the kernel stops at the first that it refuses. */
  #sent(value: YamlValue, run: (item: YamlMapping) => { errno: number; text: string } | number): number {
    for (const item of isList(value) ? value.filter(isMapping) : []) {
      const result = run(item);
      if (typeof result === "number" && result !== 0) return result;
      if (typeof result === "number") continue;
      this.#refusal ??= result;
      break;
    }
    return 0;
  }

  /** The kernel, or undefined after the want of it has been printed. */
  #lnet(): Lnet | undefined {
    if (!this.#node.lnet) this.#output.err(NO_FAMILY);
    return this.#node.lnet;
  }

  // ---- nets ----

  /** All interfaces of a net are added together, with the tunables that were read last. Without any it is the first that is up (lnetconfig-api.md §3.5), also for lo. */
  #net(item: YamlMapping): number {
    const [first] = Object.keys(item);
    if (first !== "net type") return this.fail(-EINVAL, `Malformed input. Expect 'net type' found '${first}'`);
    const net = text(item["net type"]);
    if (net === undefined) throw new CrashError("a net type that is no word");
    if (strToNet(net) === ANY) return this.fail(-EINVAL, `Invalid network ID '${net}'`);
    const block: NetBlock = { names: [], cpts: undefined, tunables: {}, lnd: {} };
    const rc = this.#collect(item, block);
    if (rc !== 0) return rc;
    const resolved = this.#resolve(block.names);
    if (typeof resolved === "string") return this.fail(-ENOMSG, resolved);
    if (this.#action === "show") return this.#configured(net, showNet(this.#node, this.#output, { net, detail: 0, backup: false }));
    const request = { net, nid: undefined, interfaces: resolved, cpts: block.cpts, tunables: block.tunables, lnd: block.lnd };
    return this.#configured(net, (this.#action === "del" ? deleteNet : addNet)(this.#node, this.#output, request));
  }

  /** Keys count wherever they stand in the block. */
  #collect(value: YamlValue, block: NetBlock): number {
    if (isList(value)) return first(value, (one) => this.#collect(one, block));
    if (!isMapping(value)) return 0;
    return first(Object.entries(value), ([key, inner]) => {
      if (key === "ip-range") return this.fail(-EINVAL, "'ip-range' only valid for ip2nets");
      if (key === "interfaces") {
        if (!isMapping(inner)) return this.fail(-EINVAL, `Failed to parse interfaces list rc = ${-EINVAL}`);
        block.names.push(...Object.values(inner).flatMap((name) => text(name) ?? []));
        return 0;
      }
      if (key === "tunables" || key === "lnd tunables") return this.#tunables(key, inner, block);
      if (key === "CPT") return this.#cpts(inner, block);
      return this.#collect(inner, block);
    });
  }

  #resolve(names: readonly string[]): Interface[] | string {
    const nics = this.#node.nics;
    if (names.length === 0) {
      const nic = nics.list().find(({ kind, up, ipv4 }) => kind !== "loopback" && up && ipv4.length > 0);
      return nic ? [{ name: nic.name }] : "No UP interfaces were found";
    }
    const interfaces: Interface[] = [];
    for (const written of names) {
      const { name, cpts } = withCpts(written);
      const nic = nics.find(name);
      if (!nic) return `No interface matching '${name}'`;
      if (!nic.up) return `Matched interface '${name}' is not UP`;
      interfaces.push(cpts === undefined ? { name } : { name, cpts });
    }
    return interfaces;
  }

  #configured(net: string, rc: number): number {
    return rc === 0 ? 0 : this.fail(-EINVAL, `Failed to configure NI on net '${net}' rc = ${rc}`);
  }

  /** Of LNDs only what lnetctl knows; what it does not is told and left out (read in lnetctl.c). */
  #tunables(group: "tunables" | "lnd tunables", value: YamlValue, { tunables, lnd }: Pick<NetBlock, "tunables" | "lnd">): number {
    const failed = (): number => this.fail(-EINVAL, `Failed to parse ${group} rc = ${-EINVAL}`);
    if (!isMapping(value)) return failed();
    return first(Object.entries(value), ([key, given]) => {
      const number = whole(given);
      if (number === undefined) {
        this.fail(-EINVAL, badNumber(key, given));
        return failed();
      }
      if (group === "tunables" && Object.hasOwn(TUNABLES, key)) tunables[TUNABLES[key as keyof typeof TUNABLES]] = number;
      else if (group === "lnd tunables" && LND_TUNABLES.includes(key)) lnd[key] = number;
      else this.#output.err(`Ignoring unrecognized key '${key}' for '${group}'\n`);
      return 0;
    });
  }

  /** A text, of which the last counts, or a list, of which all count. */
  #cpts(value: YamlValue, block: NetBlock): number {
    for (const one of isList(value) ? value : [value]) {
      const written = text(one) ?? "";
      const cpts = parseCpts(isList(value) ? `[${written}]` : written);
      if (cpts === undefined) return this.fail(-EINVAL, `Unable to parse CPT '${written}'`);
      block.cpts = isList(value) ? [...(block.cpts ?? []), ...cpts] : cpts;
    }
    return 0;
  }

  #ip2nets(item: YamlMapping): number {
    const values = (key: string): string[] => (isMapping(item[key]) ? Object.values(item[key]).flatMap((value) => text(value) ?? []) : []);
    const net = text(item["net-spec"]);
    if (net === undefined || strToNet(net) === ANY)
      return this.fail(-EINVAL, `Failed to configure NI on net '${net ?? ""}' rc = ${-EINVAL}`);
    const session = new LibrarySession(this.#node);
    const interfaces = values("interfaces").map((written) => {
      const { name, cpts } = withCpts(written);
      return { name, cpts: cpts ?? null };
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

  #route(item: YamlMapping): { errno: number; text: string } | number {
    const net = text(item["net"]);
    const gateway = text(item["gateway"]);
    if (this.#action === "show") {
      return showRoutes(this.#node, this.#output, { net, gateway, detail: true, backup: false });
    }
    const lnet = this.#lnet();
    if (!lnet) return FAILED;
    // Brackets are a list to who writes the request (golden/08_yaml/030).
    if (gateway?.includes("[")) return { errno: -EINVAL, text: "gateway is invalid key" };
    const request = { net, gateway, hops: whole(item["hop"]) ?? -1, priority: whole(item["priority"]) ?? 0 };
    return changeInKernel(lnet, this.#action === "del" ? "del" : "add", request) ?? 0;
  }

  #peer(item: YamlMapping): { errno: number; text: string } | number {
    const primary = text(item["primary nid"]);
    if (this.#action === "show") return showPeers(this.#node, this.#output, { nid: primary, detail: 0, backup: false });
    const lnet = this.#lnet();
    if (!lnet) return FAILED;
    const listed = isList(item["peer ni"]) ? item["peer ni"] : [];
    const nids = listed.flatMap((one) => (isMapping(one) ? (text(one["nid"]) ?? []) : []));
    return (this.#action === "del" ? deleteInKernel : addToKernel)(lnet, primary, nids, false) ?? 0;
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

  /** The first that is not taken is the last that is read. */
  #global(value: YamlValue): number {
    if (!isMapping(value) || this.#action === "show") return 0;
    return first(Object.entries(value), ([key, given]) => {
      if (key !== "numa_range" && key !== "lnd_timeout" && !Object.hasOwn(GLOBALS, key)) return this.fail(-EINVAL, `invalid key '${key}'`);
      const written = whole(given);
      if (written === undefined) return this.fail(-EINVAL, badNumber(key, given));
      const number = this.#action === "del" ? DELETED_GLOBALS[key] : written;
      if (number === undefined || key === "lnd_timeout") return 0;
      const session = new LibrarySession(this.#node);
      return key === "numa_range" ? configNumaRange(session, number) : configSetting(session, GLOBALS[key]!, number);
    });
  }

  /** A rule ends with its innermost mapping, and is none without an index. What has no place in it, such as "NA", is a place that cannot be (read in lnetctl.c). */
  #udsps(item: YamlMapping): number {
    const rule: { idx: number; src: string | null; dst: string | null; rte: string | null } = { idx: -1, src: null, dst: null, rte: null };
    const read = (mapping: YamlMapping): number => {
      const rc = first(Object.entries(mapping), ([key, value]) => {
        if (isMapping(value)) return read(value);
        if (key === "idx" || key === "priority") {
          const number = whole(value);
          if (number === undefined) return this.fail(-EINVAL, badNumber(key, value));
          if (key === "idx") rule.idx = number;
          else this.#priority = number;
        } else if (key === "src" || key === "dst" || key === "rte") rule[key] = text(value) ?? null;
        return 0;
      });
      if (rc !== 0 || rule.idx === -1) return rc;
      const result = this.#udsp(rule);
      Object.assign(rule, { idx: -1, src: null, dst: null, rte: null });
      // What the kernel refuses is above 0, and goes by.
      return Math.min(0, result);
    };
    return read(item);
  }

  #udsp({ idx, src, dst, rte }: { idx: number; src: string | null; dst: string | null; rte: string | null }): number {
    const session = new LibrarySession(this.#node);
    if (this.#action === "del") return delUdsp(session, { index: idx });
    if (this.#action === "show") return 0;
    // Priority 0 is taken for none, and the rule for one of no type (golden/08_yaml/009, 013).
    return addUdsp(session, { src, dst, rte, type: this.#priority === 0 ? "" : "priority", priority: this.#priority, index: idx });
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

const TUNABLES = {
  peer_timeout: "peerTimeout",
  peer_credits: "peerCredits",
  peer_buffer_credits: "peerBufferCredits",
  credits: "credits",
} as const;
const LND_TUNABLES: readonly string[] = ["conns_per_peer", "tos"];

/** lnetctl crashes here. */
export class CrashError extends Error {}

/** Runs them in order until one does not answer 0; answers as it did. */
function first<T>(values: readonly T[], run: (value: T) => number): number {
  for (const value of values) {
    const rc = run(value);
    if (rc !== 0) return rc;
  }
  return 0;
}

/** "eth0[0,1]" */
function withCpts(written: string): Interface {
  const [, name = "", brackets] = /^([^[]*)(\[.*\])?$/.exec(written) ?? [];
  const cpts = brackets === undefined ? undefined : parseCpts(brackets);
  return cpts === undefined ? { name } : { name, cpts };
}

function badNumber(key: string, value: YamlValue): string {
  const written = text(value) ?? "";
  return written === "" ? `no value specified for key '${key}'` : `invalid value '${written}' for key '${key}'`;
}

const text = (value: YamlValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

function whole(value: YamlValue | undefined): number | undefined {
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

export function importText(node: SimulatedNode, output: Output, action: ImportAction, source: string): number {
  const read = readYaml(source);
  if ("error" in read) {
    // The type of a net is read without looking whether there was any (golden/08_yaml/018).
    if (/^.*\bnet(?: type|-spec): *$/.test(source.slice(0, read.offset).split("\n").at(-1) ?? ""))
      throw new CrashError("a net type that cannot be read");
    output.err(`${read.error}\n`);
    return FAILED;
  }
  const run = new Import(node, output, action);
  if (typeof read.value === "string") return read.value === "" ? 0 : run.fail(-EINVAL, `invalid key '${read.value}'`);
  if (!isMapping(read.value)) return 0;
  const rc = first(Object.entries(read.value), ([key, value]) => run.block(key, value));
  return rc === 0 ? run.end() : rc;
}
