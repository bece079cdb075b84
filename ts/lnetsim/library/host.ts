// SPDX-License-Identifier: GPL-2.0-or-later
// What the library knows of the host (lnetconfig-api.md §1, §4.1).
import { NID_ANY, strToNid } from "../../lnet/nid.ts";
import type { LibrarySession } from "./session.ts";

const PORT_SPACE_TCP = 0x0106;

/** o2iblnd's service id: 64 bits in network order, read as the machine's own. */
export function calcServiceId(session: LibrarySession): number {
  const service = session.node.modules.readParameter("ko2iblnd", "service");
  session.values = { service_id: null };
  if (service === undefined) return session.codes.NO_MATCH;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(PORT_SPACE_TCP * 0x10000 + Number(service)));
  session.values = { service_id: bytes.getBigUint64(0, true).toString() };
  return 0;
}

/** The scripts ksocklnd-config and lnet-sysctl-config change routes and sysctl values of the host, which simulated nodes do not have. */
export function runSetup(session: LibrarySession, entity: "setup-mrrouting" | "setup-sysctl"): number {
  return session.result({ cmd: "manage", entity, rc: 0, descr: '"success"' });
}

const GOLDEN_RATIO = 0x61c8864680b583ebn;
const CPT_BITS = 8n;

/** 2.15: the CPT of a NID among so many, by the kernel's hash; -1 for what is no NID. */
export function calcCptOfNid(session: LibrarySession, text: string | null, count: number): number {
  const nid = strToNid(text ?? "");
  if (nid === NID_ANY || count < 1) {
    session.values = {};
    return -1;
  }
  const cpt = cptOf(nid, count);
  session.values = { cpt };
  return cpt;
}

function cptOf(nid: bigint, count: number): number {
  if (count === 1) return 0;
  const hash = BigInt.asUintN(64, nid * GOLDEN_RATIO) >> (64n - CPT_BITS);
  return hash < BigInt(count) ? Number(hash) : Number(BigInt.asUintN(64, nid + hash + (hash >> 1n)) % BigInt(count));
}
