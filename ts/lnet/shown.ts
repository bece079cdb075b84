// SPDX-License-Identifier: GPL-2.0-or-later
// What LNet shows, as data: of a reply of the library, or parsed from what lnetctl prints. Both roads differ a little.
import { loadLibrary } from "lutf:realm";
import { parse } from "lutf:yaml";
import type { Discovered, NetEntry, PeerEntry, Policy, RouteEntry, Routing } from "./types.ts";

type Mapping = Record<string, unknown>;

export function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

function sequence(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * What lnetctl or the library printed (`exportYaml()`, `lnet.cli.run()`), as data; empty output is an empty mapping. Faster than `lutf/yaml`, which is for
 * what people write. Throws an error with line and column for what is not YAML.
 */
export function parseShown(text: string): Mapping {
  if (text.trim() === "") return {};
  try {
    return mapping(parse(text));
  } catch {
    // Tags, and keys that stand twice: the emitter of lnetctl writes `! "text"`. It is rare, and that parser is larger than all the rest of what a realm loads for LNet.
    const people = loadLibrary("lutf/yaml") as typeof import("../lutf/yaml.ts");
    return mapping(people.parse(text, { uniqueKeys: false, logLevel: "error" }));
  }
}

export function netsOf(shown: unknown): NetEntry[] {
  return sequence(mapping(shown)["net"]) as NetEntry[];
}

/** "Multi-Rail" is True in one dialect and true in the other. */
export function peersOf(shown: unknown): PeerEntry[] {
  return sequence(mapping(shown)["peer"]).map(
    (peer) => ({ ...mapping(peer), "Multi-Rail": isTrue(mapping(peer)["Multi-Rail"]) }) as PeerEntry,
  );
}

function isTrue(value: unknown): boolean {
  return value === true || value === "True" || value === "true";
}

export function routesOf(shown: unknown): RouteEntry[] {
  return sequence(mapping(shown)["route"]) as RouteEntry[];
}

/** `routing` is a list of `cpt[i]` and `enable`; `buffers` stands beside it. */
export function routingOf(shown: unknown): Routing | null {
  const { routing, buffers } = mapping(shown) as { routing?: unknown; buffers?: Routing["buffers"] };
  if (routing === undefined || buffers === undefined) return null;
  const items = sequence(routing).flatMap((item) => Object.entries(mapping(item)));
  return {
    enable: Number(items.find(([key]) => key === "enable")?.[1]),
    cpts: items.filter(([key]) => key.startsWith("cpt[")).map(([, pools]) => pools as Routing["cpts"][number]),
    buffers,
  };
}

export function policiesOf(shown: unknown): Policy[] {
  // Up to 2.15 what a rule does not name is NA.
  return sequence(mapping(shown)["udsp"]).map(
    (rule) => Object.fromEntries(Object.entries(mapping(rule)).filter(([, value]) => value !== "NA")) as unknown as Policy,
  );
}

/** A mapping `nid-0: …`, or a list. */
export function recoveryOf(shown: unknown): string[] {
  return Object.values(mapping(shown)).flatMap((queue) =>
    Array.isArray(queue) ? queue.map((item) => String(mapping(item)["nid"] ?? item)) : Object.values(mapping(queue)).map(String),
  );
}

/** The answer to a ping or a discovery; undefined if there is none. */
export function answerOf(shown: unknown, which: "ping" | "discover"): Discovered | undefined {
  const found = sequence(mapping(shown)[which])
    .map(mapping)
    .find((item) => item["primary nid"] !== undefined);
  if (found === undefined) return undefined;
  const nids = sequence(found["peer ni"] ?? found["peer_ni"]).map((ni) => String(mapping(ni)["nid"]));
  return { primaryNid: String(found["primary nid"]), multiRail: isTrue(found["Multi-Rail"]), nids };
}
