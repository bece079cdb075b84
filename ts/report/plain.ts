// SPDX-License-Identifier: GPL-2.0-or-later
import type { Data } from "../rpc/data.ts";
import type { Json } from "./events.ts";

/** Data as JSON and plain YAML can carry it, for people to read: it need not come back as it was. */
export function plain(value: Data): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Uint8Array)
    return `${value.length} bytes: ${[...value.subarray(0, 64)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}${value.length > 64 ? "…" : ""}`;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value].map(plain);
  const entries = value instanceof Map ? [...value].map(([key, item]) => [String(plain(key)), item] as const) : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}
