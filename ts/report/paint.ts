// SPDX-License-Identifier: GPL-2.0-or-later
import { failing, type Status } from "./events.ts";

/** Colours, or none (NO_COLOR, or no terminal). */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  status(status: Status, text: string): string;
}

export function paint(colours: boolean): Paint {
  const sgr = (code: number) => (text: string) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text);
  const [bold, dim, good, bad, warn] = [sgr(1), sgr(2), sgr(32), sgr(31), sgr(33)];
  return { bold, dim, good, bad, status: (status, text) => (failing.has(status) ? bad : status === "PASS" ? good : warn)(text) };
}
