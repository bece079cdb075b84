// SPDX-License-Identifier: GPL-2.0-or-later
// ip2nets as YAML has it: a net on the interfaces whose addresses match (lnetconfig-api.md §3.5).
import { matchesIpv4Pattern, matchesMask, parseIpv4, parseIpv4Pattern, parseIpv6, parseMask } from "../../lnet/nid.ts";
import { EINVAL } from "../errno.ts";
import type { Nic } from "../host/nics.ts";
import { type InterfaceDescription, kernelTunables, type NetworkDescription, netName, type TunablesDescription } from "./network.ts";
import { failure, type LibrarySession } from "./session.ts";

export interface Ip2nets {
  network: NetworkDescription;
  /** "10.0.*.*"; from 2.17 on also "2001:db8::/32". */
  ranges: readonly string[];
  tunables: TunablesDescription | null;
  globalCpts: readonly number[] | null;
  seqNo?: number | undefined;
}

type Matcher = (address: string) => boolean;

/** -22 for a text that is no range. */
export function ipRange(session: LibrarySession, text: string): Matcher | undefined {
  const octets = parseIpv4Pattern(text);
  if (octets) {
    return (address) => {
      const number = parseIpv4(address);
      return number !== undefined && matchesIpv4Pattern(octets, number);
    };
  }
  const mask = session.old ? undefined : parseMask(text);
  return mask && ((address) => matchesMask(mask, bytesOf(address)));
}

function bytesOf(address: string): number[] {
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) return [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 0xff);
  return (parseIpv6(address) ?? []).flatMap((group) => [group >>> 8, group & 0xff]);
}

/** The interfaces of a rule with their NIDs; or what is wrong, which is not an error of the caller's: no match. */
function resolve(
  session: LibrarySession,
  { network, ranges }: Pick<Ip2nets, "network" | "ranges">,
): { found: (InterfaceDescription & { nid: string })[] } | string {
  const matchers = ranges.map((range) => ipRange(session, range)!);
  const addressOf = (nic: Nic): string | undefined => {
    const addresses = [...nic.ipv4, ...(session.old ? [] : nic.ipv6)].map(({ address }) => address);
    return matchers.length === 0 ? nic.ipv4[0]?.address : addresses.find((address) => matchers.some((matches) => matches(address)));
  };
  const usable = session.node.nics.list().filter(({ kind, up }) => kind !== "loopback" && up);
  const entry = (name: string, cpts: readonly number[] | null, address: string) => ({
    name,
    cpts,
    nid: `${address}@${netName(network.id)}`,
  });
  const nothing = "couldn't match ip to existing interfaces";
  if (network.interfaces.length === 0) {
    const found = usable.flatMap((nic) => {
      const address = addressOf(nic);
      return address === undefined ? [] : [entry(nic.name, null, address)];
    });
    if (found.length === 0)
      return session.old
        ? `"${nothing}"`
        : matchers.length > 0
          ? "IP pattern(s) do not match available interfaces"
          : "No UP interfaces were found";
    return { found: matchers.length > 0 && !session.old ? found : found.slice(0, 1) };
  }
  const found = [];
  for (const { name, cpts } of network.interfaces) {
    const nic = session.node.nics.find(name);
    const address = nic && addressOf(nic);
    if (nic?.up && address !== undefined) found.push(entry(name, cpts, address));
    else if (session.old) return `"${nothing}"`;
    else if (!nic) return `No interface matching '${name}'`;
    else return nic.up ? `Interface '${name}' doesn't match an IP pattern` : `Matched interface '${name}' is not UP`;
  }
  return { found };
}

/** lustre_lnet_resolve_ip2nets_rule(): the NIDs that a rule would give. */
export function resolveIp2netsRule(session: LibrarySession, rule: Pick<Ip2nets, "network" | "ranges">): number {
  const resolved = resolve(session, rule);
  const failed = typeof resolved === "string";
  session.values = { nids: failed ? [] : resolved.found.map(({ nid }) => nid), errmsg: failed ? resolved : "" };
  return failed ? session.codes.NO_MATCH : 0;
}

export function configIp2nets(session: LibrarySession, o: Ip2nets): number {
  const answer = (rc: number, descr: string): number => session.result({ cmd: "add", entity: "ip2nets", rc, descr, seqNo: o.seqNo });
  if (o.network.id === 0) return answer(session.codes.MISSING_PARAM, '"incomplete ip2nets information"');
  const wrong = o.ranges.find((range) => !ipRange(session, range));
  if (wrong !== undefined) return answer(session.codes.BAD_PARAM, `"cannot parse ip-range '${wrong}'"`);
  const resolved = resolve(session, o);
  if (typeof resolved === "string") return answer(session.codes.NO_MATCH, resolved);
  const { tunables, lnd } = kernelTunables(o.network.id >>> 16, o.tunables);
  for (const { name, cpts } of resolved.found) {
    const rc = session.ioctl(
      (lnet) => lnet.addNi({ net: netName(o.network.id), interface: name, cpts: cpts ?? o.globalCpts ?? undefined, tunables, lnd }),
      -EINVAL,
    );
    if (rc !== 0) return answer(rc, failure("cannot add network", rc));
  }
  return answer(0, '"success"');
}
