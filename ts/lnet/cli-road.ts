// SPDX-License-Identifier: GPL-2.0-or-later
// The same operations by the program lnetctl, of any version (lnetconfig-api.md §4.1).
import * as library from "native:lnetconfig";
import { blocksOfText } from "./error-blocks.ts";
import { type Ended, execute } from "./execute.ts";
import { failureOf, isOldGeneration, LnetError, oldRcName } from "./lnet-error.ts";
import { loadLnet } from "./load.ts";
import { unloadLnet } from "./modules.ts";
import type { Road } from "./road.ts";
import type { GlobalSettings } from "./settings.ts";
import { answerOf, mapping, netsOf, parseShown, peersOf, policiesOf, recoveryOf, routesOf, routingOf } from "./shown.ts";
import type {
  AddNet,
  AddPeer,
  AddPolicy,
  AddRoute,
  Buffers,
  DeleteNet,
  DeletePeer,
  Detail,
  Discovered,
  InterfaceOption,
  LnetInfo,
  NetEntry,
  PeerEntry,
  Policy,
  RouteEntry,
  RouteFilter,
  Routing,
  Statistics,
} from "./types.ts";

export class CliRoad implements Road {
  readonly road = "lnetctl";

  /** Runs lnetctl with these words, and gives what it printed and its exit status, whatever that is. */
  run(words: string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<Ended> {
    return execute(["lnetctl", ...words], options);
  }

  /**
   * Runs it, throws an LnetError if it ends with another status than 0 or prints a block with an error, on whatever stream
   * (ping and discover: standard output), and gives its standard output.
   */
  private async must(words: string[], input?: string): Promise<string> {
    const { stdout, stderr, code } = await this.run(words, input === undefined ? {} : { input });
    const said = blocksOfText(stderr);
    const shown = code === 0 && !/\berrno: -/.test(stdout) ? [] : blocksOfText(stdout).blocks;
    const descr = [...said.rest, ...(stdout.includes(":\n") ? [] : stdout.split("\n"))].join(" ").trim();
    const blocks = [...said.blocks, ...shown];
    const failure = failureOf(
      { what: `lnetctl ${words.join(" ")}`, road: "lnetctl", rc: code, rcName: oldRcName(blocks, library.generation), blocks },
      { errno: exitErrno(code, library.generation), descr },
    );
    if (failure !== undefined) throw new LnetError(failure);
    return stdout;
  }

  private async show(words: string[]): Promise<Record<string, unknown>> {
    return parseShown(await this.must(words));
  }

  async info(): Promise<LnetInfo> {
    const { provider, generation, version, library: path } = library;
    return { provider, generation, version, library: path };
  }

  async configure(
    options: { fromModuleParameters?: boolean; large?: boolean; parameters?: Record<string, string | number> } = {},
  ): Promise<void> {
    await loadLnet(options.parameters);
    await this.must(["lnet", "configure", ...flag("--all", options.fromModuleParameters), ...flag("--large", options.large)]);
  }

  async unconfigure(): Promise<void> {
    await this.must(["lnet", "unconfigure"]);
  }

  async unload(): Promise<void> {
    await closeDevice();
    await unloadLnet(() => this.unconfigure());
  }

  async addNet({ net, interfaces, cpts, tunables = {}, lnd = {} }: AddNet): Promise<void> {
    const { peerTimeout, peerCredits, peerBufferCredits, credits } = tunables;
    const { connsPerPeer, tos, authKey, trafficClass, ...others } = lnd;
    const unknown = Object.keys(others).filter((name) => others[name] !== undefined);
    if (unknown.length > 0) throw new TypeError(`addNet: lnetctl has no option for the tunable ${unknown.join(", ")}; use lnet.addNet()`);
    await this.must([
      ...["net", "add"],
      ...option("--net", net),
      ...option("--if", joinInterfaces(interfaces)),
      ...option("--cpt", cpts && `[${cpts.join(",")}]`),
      ...option("--peer-timeout", peerTimeout),
      ...option("--peer-credits", peerCredits),
      ...option("--peer-buffer-credits", peerBufferCredits),
      ...option("--credits", credits),
      ...option("--conns-per-peer", connsPerPeer),
      ...option("--tos", tos),
      ...option("--auth-key", authKey),
      ...option("--traffic-class", trafficClass),
    ]);
  }

  async addIp2nets(text: string): Promise<void> {
    await this.must(["net", "add", "--ip2net", text]);
  }

  async deleteNet({ net, interfaces }: DeleteNet): Promise<void> {
    await this.must(["net", "del", ...option("--net", net), ...option("--if", interfaces?.join(","))]);
  }

  async nets({ net, detail = 0 }: { net?: string; detail?: Detail } = {}): Promise<NetEntry[]> {
    return netsOf(await this.show(["net", "show", ...option("--net", net), ...verbose(detail)]));
  }

  async nids(): Promise<string[]> {
    const nets = await this.nets();
    return nets.filter((net) => net["net type"] !== "lo").flatMap((net) => net["local NI(s)"].map(({ nid }) => nid));
  }

  async addPeer({ primaryNid, nids, multiRail = true, lock }: AddPeer): Promise<void> {
    const words = [...option("--prim_nid", primaryNid), ...option("--nid", nids?.join(","))];
    await this.must(["peer", "add", ...words, ...flag("--non_mr", !multiRail), ...flag("--lock_prim", lock)]);
  }

  async deletePeer({ primaryNid, nids, force }: DeletePeer): Promise<void> {
    await this.must(["peer", "del", ...option("--prim_nid", primaryNid), ...option("--nid", nids?.join(",")), ...flag("--force", force)]);
  }

  async peers({ nid, detail = 0 }: { nid?: string; detail?: Detail } = {}): Promise<PeerEntry[]> {
    try {
      return peersOf(await this.show(["peer", "show", ...option("--nid", nid), ...verbose(detail)]));
    } catch (error) {
      // Since 2.16 it ends like that, and says nothing, where there is no peer.
      if (nid === undefined && error instanceof LnetError && error.rc === 234 && error.descr === "") return [];
      throw error;
    }
  }

  async setPeerState({ nid, state }: { nid: string; state: number }): Promise<void> {
    await this.must(["peer", "set", "--nid", nid, "--state", `${state}`]);
  }

  async addRoute({ net, gateway, hops, priority, sensitivity }: AddRoute): Promise<void> {
    await this.must([
      ...["route", "add"],
      ...option("--net", net),
      ...option("--gateway", gateway),
      ...option("--hop", hops),
      ...option("--priority", priority),
      ...option("--health_sensitivity", sensitivity),
    ]);
  }

  async deleteRoute({ net, gateway }: { net: string; gateway: string }): Promise<void> {
    await this.must(["route", "del", ...option("--net", net), ...option("--gateway", gateway)]);
  }

  async routes({ net, gateway, hops, priority }: RouteFilter = {}): Promise<RouteEntry[]> {
    const filters = [...option("--net", net), ...option("--gateway", gateway), ...option("--hop", hops), ...option("--priority", priority)];
    return routesOf(await this.show(["route", "show", ...filters, ...verbose(1)]));
  }

  async setRouting(enabled: boolean, buffers?: Buffers): Promise<void> {
    await this.must(["set", "routing", enabled ? "1" : "0"]);
    if (buffers !== undefined) await this.setBuffers(buffers);
  }

  async routing(): Promise<Routing | null> {
    return routingOf(await this.show(["routing", "show"]));
  }

  async setBuffers(buffers: Buffers): Promise<void> {
    for (const size of ["tiny", "small", "large"] as const) {
      const number = buffers[size];
      if (number !== undefined) await this.must(["set", `${size}_buffers`, `${number}`]);
    }
  }

  async set(values: Partial<Omit<GlobalSettings, "lnd_timeout">>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.must(["set", name, `${value}`]);
  }

  async settings(): Promise<Partial<GlobalSettings>> {
    return mapping((await this.show(["global", "show"]))["global"]) as Partial<GlobalSettings>;
  }

  async setHealth({ value, nid, all }: { value: number; nid?: string; all?: boolean }): Promise<void> {
    await this.must(["net", "set", ...option("--nid", nid), ...flag("--all", all), "--health", `${value}`]);
  }

  async setPeerHealth({ value, nid, all }: { value: number; nid?: string; all?: boolean }): Promise<void> {
    await this.must(["peer", "set", ...option("--nid", nid), ...flag("--all", all), "--health", `${value}`]);
  }

  async setConnsPerPeer({ value, nid, all }: { value: number; nid?: string; all?: boolean }): Promise<void> {
    await this.must(["net", "set", ...option("--nid", nid), ...flag("--all", all), "--conns-per-peer", `${value}`]);
  }

  async setLndTimeout({ net, seconds }: { net: string; seconds: number }): Promise<void> {
    await this.must(["net", "set", "--net", net, "--lnd-timeout", `${seconds}`]);
  }

  async recoveryQueue(which: "local" | "peer"): Promise<string[]> {
    return recoveryOf(await this.show(["debug", "recovery", `--${which}`]));
  }

  async addPolicy({ src, dst, route, priority, index }: AddPolicy): Promise<void> {
    const words = [...option("--src", src), ...option("--dst", dst), ...option("--rte", route)];
    await this.must(["udsp", "add", ...words, ...option("--priority", priority), ...option("--idx", index)]);
  }

  async deletePolicy(index: number | "all"): Promise<void> {
    await this.must(["udsp", "del", ...(index === "all" ? ["--all"] : ["--idx", `${index}`])]);
  }

  async policies(): Promise<Policy[]> {
    return policiesOf(await this.show(["udsp", "show"]));
  }

  /** lnetctl takes whole seconds: the timeout is rounded up to one. */
  async ping(nid: string, { source, timeout }: { source?: string; timeout?: number } = {}): Promise<string[]> {
    const seconds = timeout === undefined ? undefined : Math.ceil(timeout / 1000);
    const shown = await this.show(["ping", ...option("--timeout", seconds), ...option("--source", source), nid]);
    return answerOf(shown, "ping")?.nids ?? [];
  }

  async discover(nid: string, { force }: { force?: boolean } = {}): Promise<Discovered> {
    const shown = await this.show(["discover", ...flag("--force", force), nid]);
    return answerOf(shown, "discover") ?? { primaryNid: "", multiRail: false, nids: [] };
  }

  async stats(): Promise<Statistics> {
    return mapping((await this.show(["stats", "show"]))["statistics"]) as Statistics;
  }

  async resetStats(): Promise<void> {
    await this.must(["stats", "reset"]);
  }

  async importYaml(text: string, options: { delete?: boolean } = {}): Promise<void> {
    await this.must(["import", ...flag("--del", options.delete)], text);
  }

  async exportYaml({ backup = false }: { backup?: boolean } = {}): Promise<string> {
    return await this.must(["export", ...flag("--backup", backup)]);
  }
}

/** What this process has open of LNet keeps its module loaded; without a library there is nothing open. */
async function closeDevice(): Promise<void> {
  if (library.provider !== "none") await library.libUninit();
}

/** The errno that an exit status stands for: 234 is -22; 1 and what a signal leaves stand for none (§4). 255 was BAD_PARAM up to 2.15. */
function exitErrno(code: number, generation: string): number {
  if (code === 255) return isOldGeneration(generation) ? -22 : -1;
  return code > 128 ? code - 256 : -code;
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, `${value}`];
}

function flag(name: string, given: boolean | undefined): string[] {
  return given ? [name] : [];
}

function verbose(detail: Detail): string[] {
  return detail === 0 ? [] : ["-v", `${detail}`];
}

function joinInterfaces(interfaces: InterfaceOption[] | undefined): string | undefined {
  return interfaces
    ?.map((entry) => (typeof entry === "string" ? entry : `${entry.name}${entry.cpts === undefined ? "" : `[${entry.cpts.join(",")}]`}`))
    .join(",");
}
