// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl set` and `global show`: LNet's global settings by the library (golden/05_set).
import { configBuffers, configRouting } from "../../library/routing.ts";
import type { LibrarySession } from "../../library/session.ts";
import { configNumaRange, configSetting, type SettingName, showAllSettings } from "../../library/settings.ts";
import type { Call, Command } from "../command.ts";
import { parseLong } from "../options.ts";
import { callLibrary, printResult } from "./library.ts";
import { commandGroup, helpInstead, type SubCommand } from "./tree.ts";

interface Setting {
  name: string;
  help: string;
  /** In "cannot parse … value". */
  label: string;
  valid?: (value: number) => boolean;
  /** Behind "value". */
  hint?: string;
  set: (session: LibrarySession, value: number) => number;
}

const buffers = (which: "tiny" | "small" | "large"): Setting => ({
  name: `${which}_buffers`,
  help: `set ${which} routing buffers\n\tVALUE must be greater than 0\n`,
  label: `${which}_buffers`,
  set: (session, value) => configBuffers(session, { tiny: -1, small: -1, large: -1, [which]: value | 0 }),
});

const setting = (name: string, by: SettingName, label: string, help: string): Setting => ({
  name,
  help,
  label,
  set: (session, value) => configSetting(session, by, value),
});

/** Texts: golden/05_set/109; labels: 012 and the others with garbage. */
const SETTINGS: readonly Setting[] = [
  buffers("tiny"),
  buffers("small"),
  buffers("large"),
  {
    name: "routing",
    help: "enable/disable routing\n\t0 - disable routing\n\t1 - enable routing\n",
    label: "routing",
    valid: (value) => value === 0 || value === 1,
    hint: ".\nmust be 0 for disable or 1 for enable",
    set: (session, value) => configRouting(session, { enable: value }),
  },
  {
    name: "numa_range",
    help: "set NUMA range for NI selection\n\tVALUE must be at least 0\n",
    label: "numa_range",
    set: (session, value) => configNumaRange(session, value),
  },
  setting("max_interfaces", "max_intf", "max_interfaces", "set the default value for max interfaces\n\tValue must be greater than 16\n"),
  setting(
    "discovery",
    "discovery",
    "discovery",
    "enable/disable peer discovery\n\t0 - disable peer discovery\n\t1 - enable peer discovery (default)\n",
  ),
  setting(
    "drop_asym_route",
    "drop_asym_route",
    "drop_asym_route",
    "drop/accept asymmetrical route messages\n\t0 - accept asymmetrical route messages (default)\n\t1 - drop asymmetrical route messages\n",
  ),
  setting("retry_count", "retry_count", "retry_count", "number of retries\n\t0 - turn of retries\n\t>0 - number of retries\n"),
  setting("transaction_timeout", "transaction_to", "transaction_timeout", "Message/Response timeout\n\t>0 - timeout in seconds\n"),
  setting(
    "health_sensitivity",
    "hsensitivity",
    "health_sensitivity",
    "sensitivity to failure\n\t0 - turn off health evaluation\n\t>0 - sensitivity value not more than 1000\n",
  ),
  setting(
    "recovery_interval",
    "recov_intrv",
    "recovery interval",
    "interval to ping in seconds (at least 1)\n\t>0 - time in seconds between pings\n",
  ),
  setting(
    "router_sensitivity",
    "rtr_sensitivity",
    "router sensitivity",
    "router sensitivity %\n\t100 - router interfaces need to be fully healthy to be used\n\t<100 - router interfaces can be used even if not healthy\n",
  ),
  setting(
    "response_tracking",
    "response_tracking",
    "response_tracking",
    "Set the behavior of response tracking\n" +
      "\t0 - Only LNet pings and discovery pushes utilize response tracking\n" +
      "\t1 - GETs are eligible for response tracking\n" +
      "\t2 - PUTs are eligible for response tracking\n" +
      "\t3 - Both PUTs and GETs are eligible for response tracking (default)\n" +
      "\tNote: Regardless of the value of the response_tracking parameter LNet\n" +
      "\t      pings and discovery pushes always utilize response tracking\n",
  ),
  setting(
    "recovery_limit",
    "recovery_limit",
    "recovery_limit",
    "Set how long LNet will attempt to recover unhealthy interfaces.\n\t0 - Recover indefinitely (default)\n\t>0 - Recover for the specified number of seconds.\n",
  ),
  setting(
    "max_recovery_ping_interval",
    "max_recovery_ping_interval",
    "maximum recovery interval",
    "maximum recovery ping interval\n\t>0 - maximum recovery ping interval in seconds\n",
  ),
];

function setter({ name, label, hint, valid, set }: Setting): Command {
  return (call, argv) => {
    const instead = helpInstead(call, SET, "set", name, 2, argv);
    if (instead !== undefined) return instead;
    const value = parseLong(argv[1]);
    if (value === undefined || valid?.(value) === false) {
      call.err(printResult("parser", "set", -1, `cannot parse ${label} value${hint ?? ""}`));
      return -1;
    }
    return callLibrary(call, (session) => set(session, value));
  };
}

const SET: readonly SubCommand[] = SETTINGS.map((one) => ({ name: one.name, help: one.help, run: setter(one) }));

const SET_2_15 = SET.filter(({ name }) => name !== "max_recovery_ping_interval");

export const set: Command = (call, argv) => commandGroup("set", call.node.generation === "2.15" ? SET_2_15 : SET)(call, argv);

function showGlobals(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, GLOBAL, "global", "show", 0, argv);
  if (instead !== undefined) return instead;
  return callLibrary(call, (session) => showAllSettings(session, () => "stop"));
}

const GLOBAL: readonly SubCommand[] = [{ name: "show", help: "show global variables\n", run: showGlobals }];

export const global = commandGroup("global", GLOBAL);
