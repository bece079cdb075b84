// SPDX-License-Identifier: GPL-2.0-or-later
// Values of a topology, checked; what is wrong is said with its place.

/** A mistake in a topology, with its place. */
export class TopologyError extends Error {
  override readonly name = "TopologyError";
}

export function mapping(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TopologyError(`${where}: a mapping is wanted (keys: ${keys.join(", ")})`);
  for (const key of Object.keys(value))
    if (!keys.includes(key)) throw new TopologyError(`${where}: unknown key ${key}; the keys are ${keys.join(", ")}`);
  return value as Record<string, unknown>;
}

export function string(value: unknown, where: string): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "") throw new TopologyError(`${where}: text is wanted`);
  return value;
}

export function boolean(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw new TopologyError(`${where}: true or false is wanted`);
  return value;
}

export function whole(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw new TopologyError(`${where}: a whole number from ${least} to ${most} is wanted, not ${String(value)}`);
  return value;
}

export function number(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw new TopologyError(`${where}: a number from ${least} to ${most} is wanted, not ${String(value)}`);
  return value;
}
