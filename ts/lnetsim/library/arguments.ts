// SPDX-License-Identifier: GPL-2.0-or-later
// Arguments of library functions as they come over the socket, by the names of C (docs/lnetsim.md).
import type { LndTunables } from "../kernel/ni.ts";
import { cptsOf, type InterfaceDescription, interfacesOf, type NetworkDescription, type TunablesDescription } from "./network.ts";

/** An argument is not what its C type can be. */
export class ArgumentError extends Error {}

const fail = (name: string, wanted: string, value: unknown): never => {
  throw new ArgumentError(`library.arguments.${name}: ${wanted} is wanted, not ${JSON.stringify(value) ?? String(value)}`);
};

export class Arguments {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  raw(name: string): unknown {
    return this.#values[name] ?? null;
  }

  /** NULL is null. */
  text(name: string): string | null {
    const value = this.raw(name);
    return value === null || typeof value === "string" ? value : fail(name, "text or null", value);
  }

  /** A C int; missing: `otherwise`. */
  int(name: string, otherwise?: number): number {
    const value = this.raw(name);
    if (value === null && otherwise !== undefined) return otherwise;
    if (typeof value === "bigint") return Number(BigInt.asIntN(32, value));
    return typeof value === "number" && Number.isInteger(value) ? value : fail(name, "a whole number", value);
  }

  bool(name: string): boolean {
    const value = this.raw(name);
    return value === null || typeof value === "boolean"
      ? value === true
      : typeof value === "number"
        ? value !== 0
        : fail(name, "true or false", value);
  }

  get seqNo(): number {
    return this.int("seq_no", -1);
  }

  mapping(name: string): Readonly<Record<string, unknown>> | null {
    const value = this.raw(name);
    if (value === null) return null;
    return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : fail(name, "a mapping or null", value);
  }

  /** CPTs as numbers, or as the expression that they were parsed from. */
  cpts(name: string): readonly number[] | null {
    return cptList(name, this.raw(name));
  }

  /** struct lnet_dlc_network_descr. */
  network(name: string): NetworkDescription | null {
    const value = this.mapping(name);
    if (!value) return null;
    const interfaces = value["interfaces"] ?? [];
    if (!Array.isArray(interfaces)) return fail(`${name}.interfaces`, "a list", interfaces);
    return {
      id: Number(value["nw_id"] ?? 0) >>> 0,
      interfaces: interfaces.flatMap((entry: unknown): InterfaceDescription[] => {
        if (typeof entry === "string") return interfacesOf(entry) ?? fail(`${name}.interfaces`, "an interface", entry);
        const { name: nic, cpts } = (entry ?? {}) as { name?: unknown; cpts?: unknown };
        return typeof nic === "string"
          ? [{ name: nic, cpts: cptList(`${name}.interfaces.cpts`, cpts ?? null) }]
          : fail(`${name}.interfaces`, "{name, cpts}", entry);
      }),
    };
  }

  texts(name: string): readonly string[] {
    const value = this.raw(name);
    if (value === null) return [];
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : fail(name, "a list of texts", value);
  }

  /** struct lnet_ioctl_config_lnd_tunables: what is left out is 0. */
  tunables(name: string): TunablesDescription | null {
    const value = this.mapping(name);
    if (!value) return null;
    const number = (key: string): number => Number(value[key] ?? 0) | 0;
    return {
      peerTimeout: number("peer_timeout"),
      peerCredits: number("peer_tx_credits"),
      peerBufferCredits: number("peer_rtr_credits"),
      credits: number("max_tx_credits"),
      lnd: lndTunables(value["lnd"]),
    };
  }
}

function cptList(name: string, value: unknown): readonly number[] | null {
  if (value === null) return null;
  if (typeof value === "string") return cptsOf(value) ?? fail(name, "an expression", value);
  return Array.isArray(value) && value.every((cpt) => typeof cpt === "number")
    ? (value as number[])
    : fail(name, "a list of numbers or null", value);
}

/** Of the LND that is named: numbers, but texts stay. */
function lndTunables(value: unknown): LndTunables {
  if (value === null || typeof value !== "object") return {};
  const [inner] = Object.values(value as Record<string, unknown>);
  if (inner === null || typeof inner !== "object") return {};
  const tunables: LndTunables = {};
  for (const [key, entry] of Object.entries(inner as Record<string, unknown>)) {
    if (typeof entry === "number" && key !== "traffic_class") tunables[key] = entry;
    // kfi's class by name; an empty one is the driver's, and the number follows from the name.
    else if (typeof entry === "string" && entry !== "") tunables[key === "traffic_class_str" ? "traffic_class" : key] = entry;
  }
  return tunables;
}
