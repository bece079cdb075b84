// SPDX-License-Identifier: GPL-2.0-or-later
// `ip` as far as sessions use it: the interfaces and addresses of a simulated node (golden/02_net/087-094, 13_router/007).
import { type Nic, plainNic } from "../host/nics.ts";
import type { Call } from "./command.ts";

const fail = (call: Call, text: string, status: number): number => {
  call.err(`${text}\n`);
  return status;
};

export function ip(call: Call, argv: readonly string[]): number {
  const options = argv.slice(1).filter((word) => /^-/.test(word));
  const words = argv.slice(1).filter((word) => !/^-/.test(word));
  const [object = "", action = "show", ...rest] = words;
  const family = options.includes("-4") ? 4 : options.includes("-6") ? 6 : undefined;
  if ("link".startsWith(object) && object !== "") return link(call, action, rest);
  if ("address".startsWith(object) && object !== "") return address(call, action, rest, { family, brief: options.includes("-br") });
  if ("rule".startsWith(object) && object.length > 1) return rules(call, action);
  return fail(call, `ip: '${words.join(" ")}' is not simulated; link, addr and rule show are`, 1);
}

/** The NIC of `dev NAME` or `NAME`. */
function nicOf(call: Call, words: readonly string[]): Nic | string {
  const at = words.indexOf("dev");
  const name = at >= 0 ? words[at + 1] : words[0];
  return call.node.nics.find(name ?? "") ?? `Cannot find device "${name ?? ""}"`;
}

function link(call: Call, action: string, words: readonly string[]): number {
  const { nics } = call.node;
  if (action === "add") {
    const name = words[0] === "dev" || words[0] === "name" ? words[1] : words[0];
    if (name === undefined || name === "") return fail(call, 'Not enough information: "dev" argument is required.', 255);
    if (nics.find(name)) return fail(call, "RTNETLINK answers: File exists", 2);
    nics.add(plainNic(name));
    return 0;
  }
  if (action === "show" || action === "list") return show(call, words, { family: 0, brief: false });
  const nic = nicOf(call, words);
  if (typeof nic === "string") return fail(call, nic, 1);
  if (action === "set") {
    if (words.includes("up")) nics.setUp(nic, true);
    if (words.includes("down")) nics.setUp(nic, false);
    return 0;
  }
  if (action === "del" || action === "delete") {
    nics.remove(nic.name);
    return 0;
  }
  return fail(call, `Command "${action}" is unknown, try "ip link help".`, 255);
}

function address(call: Call, action: string, words: readonly string[], how: { family: number | undefined; brief: boolean }): number {
  const { nics } = call.node;
  if (action === "show" || action === "list") return show(call, words, how);
  const [text = ""] = words;
  const at = words.indexOf("dev");
  const nic = nics.find(at >= 0 ? (words[at + 1] ?? "") : "");
  if (!nic) return fail(call, `Cannot find device "${at >= 0 ? (words[at + 1] ?? "") : ""}"`, 1);
  // golden/32_routing/001
  if (action === "flush") {
    for (const one of [...nic.ipv4, ...nic.ipv6]) nics.removeAddress(nic, one.address);
    return 0;
  }
  const [plain = "", prefix] = text.split("/");
  if (!/^(\d+\.){3}\d+$|:/.test(plain)) return fail(call, `Error: any valid prefix is expected rather than "${text}".`, 1);
  if (action === "add") {
    if (nics.withAddress(plain) === nic) return fail(call, "RTNETLINK answers: File exists", 2);
    nics.addAddress(nic, { address: plain, prefix: Number(prefix ?? (plain.includes(":") ? 128 : 32)) });
    return 0;
  }
  if (action === "del" || action === "delete") {
    return nics.removeAddress(nic, plain) ? 0 : fail(call, "RTNETLINK answers: Cannot assign requested address", 2);
  }
  return fail(call, `Command "${action}" is unknown, try "ip address help".`, 255);
}

function show(call: Call, words: readonly string[], { family, brief }: { family: number | undefined; brief: boolean }): number {
  let nics = call.node.nics.list();
  const named = words.filter((word) => word !== "dev");
  if (named.length > 0) {
    const nic = nicOf(call, words);
    if (typeof nic === "string") return fail(call, `Device "${named[0]}" does not exist.`, 1);
    nics = [nic];
  }
  for (const nic of nics) {
    const shown = [...(family === 6 || family === 0 ? [] : nic.ipv4), ...(family === 4 || family === 0 ? [] : nic.ipv6)];
    const state = nic.kind === "loopback" ? "UNKNOWN" : nic.up ? "UP" : "DOWN";
    if (brief) {
      call.out(`${nic.name.padEnd(16)} ${state.padEnd(14)} ${shown.map((one) => `${one.address}/${one.prefix} `).join("")}\n`);
      continue;
    }
    // With a family only interfaces that have an address of it are shown.
    if ((family === 4 || family === 6) && shown.length === 0) continue;
    const number = call.node.nics.list().indexOf(nic) + 1;
    const flags = nic.kind === "loopback" ? "LOOPBACK,UP,LOWER_UP" : nic.up ? "BROADCAST,MULTICAST,UP,LOWER_UP" : "BROADCAST,MULTICAST";
    call.out(`${number}: ${nic.name}: <${flags}> mtu ${nic.kind === "loopback" ? 65536 : 1500} state ${state}\n`);
    for (const one of shown) {
      const six = one.address.includes(":");
      call.out(
        `    inet${six ? "6" : ""} ${one.address}/${one.prefix} scope ${nic.kind === "loopback" ? "host" : "global"}${six ? "" : ` ${nic.name}`}\n`,
      );
    }
  }
  return 0;
}

/** ksocklnd is recorded with skip_mr_route_setup=1 (golden README), so that there are no rules but the kernel's own. */
function rules(call: Call, action: string): number {
  if (action !== "show" && action !== "list") return fail(call, `ip: rule ${action} is not simulated`, 1);
  call.out("0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n");
  return 0;
}
