// SPDX-License-Identifier: GPL-2.0-or-later
// Operations by liblnetconfig, real or simulated.
import * as library from "native:lnetconfig";
import { blocksOfReply } from "./error-blocks.ts";
import { failureOf, isOldGeneration, LnetError, oldRcName } from "./lnet-error.ts";
import { loadLnet } from "./load.ts";
import { unloadLnet } from "./modules.ts";
import { strToNet } from "./net.ts";
import type { Road } from "./road.ts";
import { type GlobalSettings, SETTINGS, type SettingName } from "./settings.ts";
import { answerOf, mapping, netsOf, peersOf, policiesOf, recoveryOf, routesOf, routingOf } from "./shown.ts";
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
  LnetInfo,
  NetEntry,
  PeerEntry,
  Policy,
  RouteEntry,
  RouteFilter,
  Routing,
  Statistics,
} from "./types.ts";

type Reply = library.Reply<unknown>;
type Call = (options: Record<string, unknown>) => Promise<Reply>;

/** LNETCTL_ADD_CMD, LNETCTL_DEL_CMD. */
const ADD = 3;
const DELETE = 4;

/** Throws what a reply says went wrong. Some functions return 0 although an item failed: the blocks count (§3.14). */
function check(what: string, reply: Reply, shows = false): Reply {
  const { rc } = reply;
  const blocks = blocksOfReply(reply.errors);
  // The first block is what is reported, and rc may be that of a later one.
  const rcName =
    blocks.some(({ errno }) => errno !== 0) && isOldGeneration(library.generation) ? oldRcName(blocks, library.generation) : reply.rcName;
  const failure = failureOf({ what, road: "library", rc, rcName, blocks }, { errno: -Math.abs(rc), descr: "" });
  if (failure !== undefined) throw new LnetError(failure);
  if (shows && !reply.loaded) {
    const descr = "the kernel module lnet is not loaded: lnet.configure() loads it";
    const none = failureOf({ what, road: "library", rc: -2, rcName: null, blocks: [] }, { errno: -2, descr }) as NonNullable<
      typeof failure
    >;
    throw new LnetError(none);
  }
  return reply;
}

/** A value that is given, for options that have their own default. */
function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export class LibraryRoad implements Road {
  readonly road = "library";

  async info(): Promise<LnetInfo> {
    const { provider, generation, version, library: path } = library;
    return { provider, generation, version, library: path };
  }

  async configure(
    options: { fromModuleParameters?: boolean; large?: boolean; parameters?: Record<string, string | number> } = {},
  ): Promise<void> {
    const up = { up: true, loadNiFromMod: options.fromModuleParameters ?? false };
    if (options.parameters !== undefined) await loadLnet(options.parameters);
    let reply = options.large ? undefined : await library.niSystem(up);
    if (reply !== undefined && !reply.loaded) {
      await loadLnet();
      reply = await library.niSystem(up);
    }
    if (reply !== undefined) {
      check("configure", reply);
      return;
    }
    // NLM_F_CREATE, with NLM_F_APPEND for large NIDs, and NLM_F_EXCL to leave out module parameters (§3.3).
    await loadLnet();
    const { rc, rcName, values } = await library.netlinkConfigure({ flags: 0x400 | 0x800 | (up.loadNiFromMod ? 0 : 0x200) });
    const failure = failureOf({ what: "configure", road: "library", rc, rcName, blocks: [] }, { errno: rc, descr: values.message });
    if (failure !== undefined) throw new LnetError(failure);
  }

  async unconfigure(): Promise<void> {
    const reply = await library.niSystem({ up: false });
    if (reply.loaded) check("unconfigure", reply);
  }

  async unload(): Promise<void> {
    await unloadLnet(async () => {
      await this.unconfigure();
      await library.libUninit();
    });
  }

  async addNet({ net, interfaces, cpts, tunables, lnd }: AddNet): Promise<void> {
    check("addNet", await library.configNi(given({ net, interfaces, cpts, tunables, lnd }) as Parameters<typeof library.configNi>[0]));
  }

  async addIp2nets(text: string): Promise<void> {
    check("addIp2nets", await library.configNi({ ip2net: text }));
  }

  async deleteNet({ net, interfaces }: DeleteNet): Promise<void> {
    check("deleteNet", await library.delNi(given({ net, interfaces })));
  }

  async nets(options: { net?: string; detail?: Detail } = {}): Promise<NetEntry[]> {
    return netsOf(check("nets", await library.showNet(given(options)), true).show);
  }

  async nids(): Promise<string[]> {
    const nets = await this.nets();
    return nets.filter((net) => net["net type"] !== "lo").flatMap((net) => net["local NI(s)"].map(({ nid }) => nid));
  }

  async addPeer({ primaryNid, nids, multiRail = true, lock }: AddPeer): Promise<void> {
    const options = { primaryNid, nids, multiRail, command: ADD, force: lock ? 1 : undefined };
    check("addPeer", await library.modifyPeer(given(options)));
  }

  async deletePeer({ primaryNid, nids, force }: DeletePeer): Promise<void> {
    check("deletePeer", await library.modifyPeer(given({ primaryNid, nids, command: DELETE, force: force ? 1 : undefined })));
  }

  async peers(options: { nid?: string; detail?: Detail } = {}): Promise<PeerEntry[]> {
    return peersOf(check("peers", await library.showPeer(given(options))).show);
  }

  async setPeerState(options: { nid: string; state: number }): Promise<void> {
    check("setPeerState", await library.setPeerState(options));
  }

  async addRoute({ net, gateway, hops, priority, sensitivity }: AddRoute): Promise<void> {
    check("addRoute", await library.configRoute(given({ net, gateway, hop: hops, priority, sensitivity })));
  }

  async deleteRoute(options: { net: string; gateway: string }): Promise<void> {
    check("deleteRoute", await library.delRoute(options));
  }

  async routes({ net, gateway, hops, priority }: RouteFilter = {}): Promise<RouteEntry[]> {
    return routesOf(check("routes", await library.showRoute(given({ net, gateway, hop: hops, priority, detail: 1 })), true).show);
  }

  async setRouting(enabled: boolean, buffers?: Buffers): Promise<void> {
    check("setRouting", await library.configRouting({ enable: enabled ? 1 : 0 }));
    if (buffers !== undefined) await this.setBuffers(buffers);
  }

  async routing(): Promise<Routing | null> {
    return routingOf(check("routing", await library.showRouting(), true).show);
  }

  async setBuffers(buffers: Buffers): Promise<void> {
    check("setBuffers", await library.configBuffers(given(buffers)));
  }

  async set(values: Partial<Omit<GlobalSettings, "lnd_timeout">>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const call = SETTINGS.find((setting) => setting.name === name)?.set;
      if (call === undefined) throw new TypeError(`set: there is no setting ${name} that can be set; there are ${settable.join(", ")}`);
      check(`set ${name}`, (await (library as unknown as Record<string, Call>)[call]?.({ value })) as Reply);
    }
  }

  async settings(): Promise<Partial<GlobalSettings>> {
    const settings: Partial<GlobalSettings> = {};
    for (const { name, show, formerly } of SETTINGS) {
      if (!library.has(show)) continue;
      const reply = check("settings", (await (library as unknown as Record<string, Call>)[show]?.({})) as Reply);
      const shown = mapping(mapping(reply.show)["global"]);
      const value = shown[name] ?? shown[formerly ?? name];
      if (typeof value === "number") settings[name] = value;
    }
    return settings;
  }

  async setHealth(options: { value: number; nid?: string; all?: boolean }): Promise<void> {
    check("setHealth", await library.configNiHealthv(given(options)));
  }

  async setPeerHealth(options: { value: number; nid?: string; all?: boolean }): Promise<void> {
    check("setPeerHealth", await library.configPeerNiHealthv(given(options)));
  }

  async setConnsPerPeer(options: { value: number; nid?: string; all?: boolean }): Promise<void> {
    check("setConnsPerPeer", await library.configNiConnsPerPeer(given(options)));
  }

  async setLndTimeout({ net, seconds }: { net: string; seconds: number }): Promise<void> {
    // The function wants the number of a net, and takes its type (golden/11_clib).
    check("setLndTimeout", await library.configLndTimeout({ timeout: seconds, netType: strToNet(net) }));
  }

  async recoveryQueue(which: "local" | "peer"): Promise<string[]> {
    const reply = which === "local" ? await library.showLocalNiRecovq() : await library.showPeerNiRecovq();
    return recoveryOf(check("recoveryQueue", reply).show);
  }

  async addPolicy({ src, dst, route, priority, index }: AddPolicy): Promise<void> {
    const type = priority === undefined ? "pref" : "priority";
    check("addPolicy", await library.addUdsp(given({ src, dst, rte: route, type, priority, idx: index })));
  }

  async deletePolicy(index: number | "all"): Promise<void> {
    check("deletePolicy", await library.delUdsp({ idx: index === "all" ? 0xffffffff : index }));
  }

  async policies(): Promise<Policy[]> {
    return policiesOf(check("policies", await library.showUdsp(), true).show);
  }

  async ping(nid: string, options: { source?: string; timeout?: number } = {}): Promise<string[]> {
    const answer = answerOf(check("ping", await library.pingNid(given({ nids: nid, ...options }))).show, "ping");
    return answer?.nids ?? [];
  }

  async discover(nid: string, { force }: { force?: boolean } = {}): Promise<Discovered> {
    const reply = check("discover", await library.discoverNid({ nids: nid, force: force ? 1 : 0 }));
    return answerOf(reply.show, "discover") ?? { primaryNid: "", multiRail: false, nids: [] };
  }

  async stats(): Promise<Statistics> {
    return mapping(mapping(check("stats", await library.showStats()).show)["statistics"]) as Statistics;
  }

  async resetStats(): Promise<void> {
    check("resetStats", await library.resetStats());
  }

  async importYaml(text: string, options: { delete?: boolean } = {}): Promise<void> {
    check("importYaml", await (options.delete ? library.yamlDel({ text }) : library.yamlConfig({ text })));
  }

  /** The library has no export: its shows one after the other, in the order of lnetctl (§4.1). */
  async exportYaml({ backup = false }: { backup?: boolean } = {}): Promise<string> {
    const replies = [
      await library.showNet({ detail: 2, backup }),
      await library.showRoute({ detail: 1, backup }),
      await library.showRouting({ backup }),
      await library.showPeer({ detail: 2, backup }),
    ];
    const texts = replies.map((reply) => check("exportYaml", reply, true).showText);
    const settings = Object.entries(await this.settings()).map(([name, value]) => `    ${name}: ${value}\n`);
    const rules = library.has("showUdsp") ? check("exportYaml", await library.showUdsp()).showText : "";
    return `${texts.join("")}global:\n${settings.join("")}${rules}`;
  }
}

const settable: SettingName[] = SETTINGS.filter(({ set }) => set !== undefined).map(({ name }) => name);
