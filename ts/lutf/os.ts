// SPDX-License-Identifier: GPL-2.0-or-later
// This node, with the names of node:os.
import * as native from "lutf:system";

export interface NetworkInterfaceInfo {
  address: string;
  netmask: string;
  family: "IPv4" | "IPv6";
  mac: string;
  internal: boolean;
  cidr: string;
  /** IPv6 only. */
  scopeid?: number;
}

export const EOL = "\n";

export function hostname(): string {
  return native.uname().nodename;
}

/** "Linux". */
export function type(): string {
  return native.uname().sysname;
}

/** Of the kernel. */
export function release(): string {
  return native.uname().release;
}

export function version(): string {
  return native.uname().version;
}

export function machine(): string {
  return native.uname().machine;
}

export function platform(): "linux" {
  return "linux";
}

export function cpus(): { model: string; speed: number; times: { user: number; nice: number; sys: number; idle: number; irq: number } }[] {
  return native.cpus();
}

/** How many programs it makes sense to run at once. */
export function availableParallelism(): number {
  return native.availableParallelism();
}

/** Bytes. */
export function totalmem(): number {
  return native.totalmem();
}

export function freemem(): number {
  return native.freemem();
}

/** Seconds since the node was booted. */
export function uptime(): number {
  return native.uptime();
}

/** Over 1, 5 and 15 minutes. */
export function loadavg(): [number, number, number] {
  return native.loadavg();
}

export function tmpdir(): string {
  return native.tmpdir();
}

export function homedir(): string {
  return native.homedir();
}

export function userInfo(): { username: string; uid: number; gid: number; shell: string | null; homedir: string } {
  return native.userInfo();
}

function prefixLength(netmask: string): number {
  const bits = netmask.includes(":")
    ? netmask
        .split(":")
        .map((word) => Number.parseInt(word || "0", 16).toString(2))
        .join("")
    : netmask
        .split(".")
        .map((byte) => Number(byte).toString(2))
        .join("");
  return bits.replaceAll("0", "").length;
}

/** Addresses of the interfaces that are up, by name. */
export function networkInterfaces(): { [name: string]: NetworkInterfaceInfo[] } {
  const interfaces: { [name: string]: NetworkInterfaceInfo[] } = {};
  for (const { name, ...info } of native.networkInterfaces()) {
    interfaces[name] ??= [];
    interfaces[name].push({ ...info, cidr: `${info.address}/${prefixLength(info.netmask)}` });
  }
  return interfaces;
}
