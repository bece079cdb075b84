// SPDX-License-Identifier: GPL-2.0-or-later
// Global settings by the library: most are files of /sys/module/lnet/parameters (lnetconfig-api.md §3.11; golden/05_set, 11_clib).
import { lndName } from "../../lnet/nid.ts";
import { ENOENT } from "../errno.ts";
import { failure, type LibrarySession } from "./session.ts";

interface Setting {
  /** Key under `global`. */
  key: string;
  /** Entity of the result block of setting, if it is another. */
  entity?: string;
  file: string;
  /** In the texts of failures. */
  set: string;
  get: string;
  /** What is written, and shown: as it is if nothing else is said. */
  written?: (value: number) => number;
  shown?: (value: number) => number;
  /** The library's own check. */
  check?: { valid: (value: number) => boolean; text: string };
}

const truth = (value: number): number => (value !== 0 ? 1 : 0);
const inverted = (value: number): number => (value !== 0 ? 0 : 1);

/** By the suffix of its functions: lustre_lnet_config_SUFFIX(), lustre_lnet_show_SUFFIX(). */
const SETTINGS = {
  max_intf: { key: "max_interfaces", file: "lnet_interfaces_max", set: "max interfaces", get: "max interfaces" },
  discovery: {
    key: "discovery",
    file: "lnet_peer_discovery_disabled",
    set: "discovery",
    get: "discovery setting",
    written: inverted,
    shown: inverted,
  },
  drop_asym_route: {
    key: "drop_asym_route",
    file: "lnet_drop_asym_route",
    set: "drop asym route",
    get: "drop asym route setting",
    written: truth,
  },
  retry_count: { key: "retry_count", file: "lnet_retry_count", set: "retry count", get: "retry count" },
  transaction_to: { key: "transaction_timeout", file: "lnet_transaction_timeout", set: "transaction timeout", get: "transaction timeout" },
  hsensitivity: { key: "health_sensitivity", file: "lnet_health_sensitivity", set: "health sensitivity", get: "health sensitivity" },
  recov_intrv: { key: "recovery_interval", file: "lnet_recovery_interval", set: "recovery interval", get: "recovery interval" },
  rtr_sensitivity: {
    key: "router_sensitivity",
    file: "router_sensitivity_percentage",
    set: "router health sensitivity",
    get: "router sensitivity percentage",
  },
  response_tracking: {
    key: "response_tracking",
    file: "lnet_response_tracking",
    set: "response tracking",
    get: "lnet_response_tracking value",
    check: { valid: (value) => value >= 0 && value <= 3, text: "Valid values are: 0, 1, 2, or 3" },
  },
  recovery_limit: {
    key: "recovery_limit",
    file: "lnet_recovery_limit",
    set: "recovery limit",
    get: "lnet_recovery_limit value",
    check: { valid: (value) => value >= 0, text: "Must be greater than or equal to 0" },
  },
  max_recovery_ping_interval: {
    key: "max_recovery_ping_interval",
    entity: "maximum recovery ping interval",
    file: "lnet_max_recovery_ping_interval",
    set: "maximum recovery ping interval",
    get: "lnet_max_recovery_ping_interval value",
    check: { valid: (value) => value > 0, text: "must be strictly positive" },
  },
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** In the order of `lnetctl global show`; the last not before 2.16. */
const SHOW_ORDER = [
  "numa_range",
  "max_intf",
  "discovery",
  "drop_asym_route",
  "retry_count",
  "transaction_to",
  "hsensitivity",
  "recov_intrv",
  "rtr_sensitivity",
  "lnd_timeout",
  "response_tracking",
  "recovery_limit",
  "max_recovery_ping_interval",
] as const;

export type ShownSetting = (typeof SHOW_ORDER)[number];

export const shownSettings = (session: LibrarySession): readonly ShownSetting[] => (session.old ? SHOW_ORDER.slice(0, -1) : SHOW_ORDER);

export function configSetting(session: LibrarySession, name: SettingName, value: number, seqNo?: number): number {
  const setting: Setting = SETTINGS[name];
  const { GENERIC, NO_MATCH, BAD_PARAM } = session.codes;
  const number = value | 0;
  const answer = (rc: number, descr: string): number =>
    session.result({ cmd: "add", entity: setting.entity ?? setting.key, rc, descr, seqNo });
  if (setting.check && !setting.check.valid(number)) return answer(BAD_PARAM, `"${setting.check.text}"`);
  const rc = session.node.modules.writeParameter("lnet", setting.file, String(setting.written?.(number) ?? number));
  if (rc === 0) return answer(0, '"success"');
  return answer(rc === -ENOENT ? NO_MATCH : GENERIC, failure(`cannot configure ${setting.set}`, rc));
}

export function configNumaRange(session: LibrarySession, value: number, seqNo?: number): number {
  const range = value | 0;
  const rc = session.ioctl((lnet) => lnet.setNumaRange(range));
  const descr = rc === 0 ? '"success"' : failure(`cannot configure numa_range to ${range}`, rc);
  return session.result({ cmd: "add", entity: "numa_range", rc, descr, seqNo });
}

/** An LND's own time-out (2.17): its number, in seconds. Every failure has the same text. */
export function configLndTimeout(session: LibrarySession, timeout: number, net: number, seqNo?: number): number {
  const { BAD_PARAM, GENERIC, NO_MATCH } = session.codes;
  const name = lndName(net >>> 16);
  const settable = ["tcp", "o2ib", "kfi", "gni"].includes(name);
  const errno = settable ? (session.node.lnet?.interfaces.setLndTimeout(name, timeout) ?? -ENOENT) : 0;
  const rc = !settable ? BAD_PARAM : errno === 0 ? 0 : errno === -ENOENT ? NO_MATCH : GENERIC;
  return session.result({
    cmd: "set",
    entity: "lnd_timeout",
    rc,
    descr: rc === 0 ? "" : `"Failed to set LND timeout for net ${name}"`,
    seqNo,
  });
}

/** One value under `global`. */
export function showSetting(session: LibrarySession, name: ShownSetting, seqNo?: number): number {
  const answer = (rc: number, descr: string): number => session.result({ cmd: "show", entity: "global", rc, descr, seqNo });
  if (name === "numa_range") {
    let value = 0;
    const rc = session.ioctl((lnet) => {
      value = lnet.settings.numaRange;
      return 0;
    });
    // strerror() of a negative number.
    if (rc !== 0) return answer(rc, `"cannot get numa_range: ${unknownError(rc)}"`);
    session.shown("global", "object").number("numa_range", value);
    return answer(0, '"success"');
  }
  if (name === "lnd_timeout") {
    const { lnet } = session.node;
    // Its file is there only while LNet is up (golden/01_lnet/018, 10_sys/002).
    const value = lnet?.configured ? lnet.settings.lndTimeout : undefined;
    if (value === undefined) return answer(-ENOENT, '"cannot get LND timeout: -1"');
    session.shown("global", "object").number("lnd_timeout", value);
    return answer(0, '"success"');
  }
  const setting: Setting = SETTINGS[name];
  const text = session.node.modules.readParameter("lnet", setting.file);
  if (text === undefined) return answer(-ENOENT, `"cannot get ${setting.get}: ${session.codes.NO_MATCH}"`);
  session.shown("global", "object").number(setting.key, setting.shown?.(Number(text)) ?? Number(text));
  return answer(0, '"success"');
}

const unknownError = (rc: number): string => `Unknown error ${rc}`;

/** All of them, as `lnetctl global show` and `export` do; the first failure ends it, or not. */
export function showAllSettings(session: LibrarySession, onFailure: (rc: number) => "stop" | "go on"): number {
  for (const name of shownSettings(session)) {
    const rc = showSetting(session, name);
    if (rc !== 0 && onFailure(rc) === "stop") return rc;
  }
  return 0;
}
