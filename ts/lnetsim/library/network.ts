// SPDX-License-Identifier: GPL-2.0-or-later
// What a caller says of a net and its interfaces: struct lnet_dlc_network_descr and the list of interfaces (lnetconfig-api.md §2.5, §3.4, §3.15).
import { expressionValues, netFromNumber, netToNumber, parseExpression, parseInterfaces, strToNet } from "../../lnet/nid.ts";
import type { Nic } from "../host/nics.ts";
import type { LndTunables, Tunables } from "../kernel/ni.ts";
import { type LibrarySession, RefusedError } from "./session.ts";

export interface InterfaceDescription {
  name: string;
  /** null: none of its own. */
  cpts: readonly number[] | null;
}

export interface NetworkDescription {
  /** The net's number; 0: none was given; NET_ANY: it could not be parsed. */
  id: number;
  interfaces: readonly InterfaceDescription[];
}

/** lt_cmn and lt_tun of struct lnet_ioctl_config_lnd_tunables; what is not given is 0 there, and so counts as given. */
export interface TunablesDescription {
  peerTimeout: number;
  peerCredits: number;
  peerBufferCredits: number;
  credits: number;
  lnd: LndTunables;
}

export const NO_NETWORK: NetworkDescription = { id: 0, interfaces: [] };
export const LO_NET = netToNumber({ type: 9, number: 0 });
export const LND_GNI = 13;

export const netId = (text: string): number => strToNet(text);
export const netName = (id: number): string => netFromNumber(id).name;

/** CPTs of an expression: undefined where the library answers -22. */
export function cptsOf(text: string): number[] | undefined {
  const expression = parseExpression(text);
  if (!expression) return undefined;
  const values = expressionValues(expression);
  // The real one counts to 2^32 (§3.15).
  if (!values)
    throw new RefusedError(`the CPT expression ${JSON.stringify(text)} has too many values: liblnetconfig would not come back from it`);
  return values;
}

/** "eth0[0,1],eth1": undefined where lustre_lnet_parse_interfaces() answers -22. */
export function interfacesOf(text: string): InterfaceDescription[] | undefined {
  const parsed = parseInterfaces(text);
  return Array.isArray(parsed) ? parsed.map(({ name, cpts }) => ({ name, cpts: cpts ?? null })) : undefined;
}

/** The NIC of that name if it is up and has an IPv4 address: what the library asks the node for by ioctl SIOCGIFFLAGS and SIOCGIFADDR. */
export function queryInterface(session: LibrarySession, name: string): { nic: Nic; address: string } | undefined {
  const nic = session.node.nics.find(name);
  const address = nic?.ipv4[0]?.address;
  return nic?.up && address !== undefined ? { nic, address } : undefined;
}

/** The tunables of the kernel's call: all that the struct has are given; none are when there is no struct. */
export function kernelTunables(lndType: number, tunables: TunablesDescription | null): { tunables: Partial<Tunables>; lnd: LndTunables } {
  if (!tunables) return { tunables: {}, lnd: {} };
  const { peerTimeout, peerCredits, peerBufferCredits, credits, lnd } = tunables;
  const zeroed: LndTunables = lndType === 2 || lndType === 5 ? { tos: 0 } : {};
  return { tunables: { peerTimeout, peerCredits, peerBufferCredits, credits }, lnd: { ...zeroed, ...lnd } };
}
