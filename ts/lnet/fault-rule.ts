// SPDX-License-Identifier: GPL-2.0-or-later
// A fault rule as tests write it, as words of lctl, and as lctl shows it (lnetconfig-api.md §3.16, golden/35_faults/facts.md).

export type FaultKind = "drop" | "delay";
export type FaultMessage = "PUT" | "GET" | "ACK" | "REPLY";

/** How a sending fails, as lctl spells it; "random": one of them for each message. */
export type HealthError =
  | "local_interrupt"
  | "local_dropped"
  | "local_aborted"
  | "local_no_route"
  | "local_error"
  | "local_timeout"
  | "remote_error"
  | "remote_dropped"
  | "remote_timeout"
  | "network_timeout"
  | "random";

interface Rule {
  /** A NID, or "*@tcp" for all of a net. */
  source: string;
  destination: string;
  /** One of so many messages that match, 1 or more. */
  rate?: number;
  /** One message in so many seconds, 1 or more. */
  interval?: number;
  /** Which; default all. */
  messages?: FaultMessage[];
  /** 0 to 63; then only PUT and GET match. Default all. Pings and pushes have portal 0. */
  portals?: number[];
  /** Only what this NID of the node receives or forwards. Rules with healthErrors never match with it (golden/33_health/018). */
  localNid?: string;
}

export interface DropRule extends Rule {
  healthErrors?: HealthError[];
  /** With interval: each message is dropped or not by chance. */
  random?: boolean;
  /** Instead of rate and interval: all. */
  dropAll?: boolean;
}

export interface DelayRule extends Rule {
  /** Whole seconds, 1 or more. LNet lets go on whole seconds, so it is up to one more. */
  seconds: number;
}

export interface ShownRule {
  /** As a rule is written; lctl prints 255.255.255.255@tcp for "*@tcp". */
  source: string;
  destination: string;
  rate: number;
  interval: number;
  /** Seconds, of a delay. */
  latency?: number;
  /** Messages dropped or delayed so far, and those that matched (0 of a random rule). */
  hits: number;
  matched: number;
  /** Hits by kind of message. */
  put: number;
  ack: number;
  get: number;
  reply: number;
}

const MESSAGES: readonly FaultMessage[] = ["PUT", "GET", "ACK", "REPLY"];
const PORTALS = 64;

function atLeastOne(what: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value < 2 ** 31))
    throw new RangeError(`${what} must be a whole number, 1 or more, not ${value}`);
}

/** Options of `lctl net_drop_add` or `net_delay_add`. Throws RangeError that names the option. */
export function lctlWords(kind: FaultKind, rule: DropRule | DelayRule): string[] {
  const { source, destination, rate, interval, messages = [], portals = [], localNid } = rule;
  const { healthErrors = [], random = false, dropAll = false } = kind === "drop" ? (rule as DropRule) : {};
  const name = `fault.${kind}()`;
  for (const [option, value] of Object.entries({ source, destination })) {
    if (typeof value !== "string" || !value.includes("@"))
      throw new RangeError(`${name}: ${option} must be a NID or "*@NET", not ${JSON.stringify(value)}`);
  }
  atLeastOne(`${name}: rate`, rate);
  atLeastOne(`${name}: interval`, interval);
  const ways = Number(rate !== undefined) + Number(interval !== undefined) + Number(dropAll);
  if (ways !== 1)
    throw new RangeError(`${name}: exactly one of rate, interval${kind === "drop" ? " and dropAll" : ""} is wanted, and there are ${ways}`);
  if (random && interval === undefined) throw new RangeError(`${name}: random goes with interval only`);
  for (const message of messages) {
    if (!MESSAGES.includes(message))
      throw new RangeError(`${name}: messages has ${JSON.stringify(message)}; there are ${MESSAGES.join(", ")}`);
  }
  for (const portal of portals) {
    if (!(Number.isInteger(portal) && portal >= 0 && portal < PORTALS))
      throw new RangeError(`${name}: portals has ${portal}; they are 0 to ${PORTALS - 1}`);
  }
  const words = ["-s", source, "-d", destination];
  if (rate !== undefined) words.push("-r", `${rate}`);
  if (interval !== undefined) words.push("-i", `${interval}`);
  for (const message of messages) words.push("-m", message);
  for (const portal of portals) words.push("-p", `${portal}`);
  for (const error of healthErrors) words.push("-e", error);
  if (localNid !== undefined) words.push("-o", localNid);
  if (random) words.push("-n");
  if (dropAll) words.push("-x");
  if (kind === "delay") {
    const { seconds } = rule as DelayRule;
    if (seconds === undefined) throw new RangeError(`${name}: seconds is missing: how long messages are held up`);
    atLeastOne(`${name}: seconds`, seconds);
    words.push("-l", `${seconds}`);
  }
  return words;
}

const LINE =
  /^(\S+)->(\S+) \((\d+)\/(\d+) \| (\d+)(?:, latency (\d+))?\) ptl \S+, msg \S+, (\d+)\/(\d+), PUT (\d+), ACK (\d+), GET (\d+), REP (\d+)$/;

/** What `lctl net_drop_list` and `net_delay_list` print; without a rule they print one of zeros. */
export function shownRules(text: string): ShownRule[] {
  const shown: ShownRule[] = [];
  for (const line of text.split("\n")) {
    const found = LINE.exec(line.trim());
    if (!found || found[1]!.startsWith("0@<0:0>")) continue;
    const [hits, matched, put, ack, get, reply] = found.slice(7).map(Number) as [number, number, number, number, number, number];
    const nid = (word: string): string => word.replace(/^255\.255\.255\.255@/, "*@");
    shown.push({
      source: nid(found[1]!),
      destination: nid(found[2]!),
      rate: Number(found[4]),
      interval: Number(found[5]),
      ...(found[6] === undefined ? {} : { latency: Number(found[6]) }),
      hits,
      matched,
      put,
      ack,
      get,
      reply,
    });
  }
  return shown;
}
