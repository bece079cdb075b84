// SPDX-License-Identifier: GPL-2.0-or-later
// history.check() finds nothing in what LNet does, and each rule finds what breaks it: an LNet that is broken on purpose, or one that a test wanted otherwise.
import { expect } from "lutf";
import { type HistoryRules, history } from "lutf/history";
import { EventRecorder, type Lnet } from "lutf/lnetsim";
import { dropRule, lab } from "./_cluster.ts";

/** NI 2 of node 1 drops all; its health is taken by hand while `between` runs. */
function recorded(between: (a: Lnet) => void): EventRecorder {
  const { cluster, lnets } = lab(2, 3);
  const a = lnets[0]!;
  a.discover("10.1.1.2@tcp", { force: false });
  const recorder = new EventRecorder(10_000);
  cluster.histories.start([...cluster.nodes.values()], recorder);
  a.faults.add(dropRule({ source: "10.1.2.1@tcp", healthErrors: 1 << 2 }));
  between(a);
  for (let count = 0; count < 20; count++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
  a.faults.clear();
  cluster.advance(20);
  return recorder;
}

export function run(): void {
  const healthy = recorded(() => undefined).items;
  expect(healthy.some(({ kind }) => kind === "resend")).toBe(true);
  history.check(healthy);

  const found = (events: EventRecorder["items"], rules?: HistoryRules): [rule: string, nid: string][] =>
    history.violations(events, rules).map(({ rule, nid }) => [rule, nid]);

  // It recovers when the fault is over, so a test that calls it faulted for so long is told.
  expect(found(healthy, { faulted: ["10.1.2.1@tcp"] })[0]).toEqual(["faulted", "10.1.2.1@tcp"]);
  expect(found(healthy, { faulted: ["10.1.3.1@tcp"] })).toEqual([]);
  expect(found(healthy, { resends: 0 })[0]![0]).toBe("resends");

  // A retry limit that is not kept: the kernel believes in another one than it says.
  const restless = recorded((a) => {
    const { settings } = a;
    let asked = 0;
    Object.defineProperty(settings, "retryCount", { get: () => (asked++ % 2 === 0 ? 5 : 0) });
  }).items;
  expect(found(restless).map(([rule]) => rule)).toContain("resends");

  // A credit that never comes back.
  const leaking = recorded((a) => {
    const ni = a.findNi("10.1.3.1@tcp")!;
    let credits = ni.txCredits;
    Object.defineProperty(ni, "txCredits", {
      get: () => credits,
      set(value: number) {
        credits = Math.min(value, credits);
      },
    });
  }).items;
  expect(found(leaking)).toEqual([["credits", "10.1.3.1@tcp"]]);
  expect(found(leaking, { credits: false })).toEqual([]);

  // An NI without a link that goes on being used: selection asks first, and is told that all is well.
  const blind = recorded((a) => {
    let asked = 0;
    const ni = a.findNi("10.1.1.1@tcp")!;
    Object.defineProperty(ni, "fatalError", { get: () => asked++ % 3 === 2 });
  }).items;
  expect(found(blind)[0]).toEqual(["down", "10.1.1.1@tcp"]);
  expect(found(blind, { down: false })[0]).toEqual(["selection", "10.1.1.1@tcp"]);
  expect(found(blind, { down: false, selection: false })).toEqual([]);

  expect(() => history.check(blind)).toThrow(
    /^expected a history without violations; there (are \d+|is 1):\n {2}down: agent1 at \d+\.\d{6} s: a message took ni 10\.1\.1\.1@tcp, which has no link, while there was 10\.1\.\d\.1@tcp\n {4}\d+\.\d{6} agent1 select /,
  );
}
