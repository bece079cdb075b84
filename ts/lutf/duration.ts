// SPDX-License-Identifier: GPL-2.0-or-later

/** "250ms", "30s", "2m", "1h", also "1.5s"; a number is milliseconds. Not negative. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h"}`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration. Throws RangeError that shows what was given. */
export function milliseconds(duration: Duration): number {
  if (typeof duration === "number" && duration >= 0) return duration;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration));
  if (match === null || typeof duration === "number") {
    throw new RangeError(`not a duration: ${String(duration)}; write "250ms", "30s", "2m", "1h" or milliseconds, not negative`);
  }
  return Number(match[1]) * (UNITS[match[2] as string] as number);
}

/** Text for people: 0.25 s, 30 s. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(ms < 1000 ? 3 : 1))} s`;
}
