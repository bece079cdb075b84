// SPDX-License-Identifier: GPL-2.0-or-later
// The same seed gives the same history, byte for byte, and another seed another one: 20 seeds, 8 nodes with 3 NICs, with faults, links that go down and traffic that both shape.
import { expect } from "lutf";
import { history } from "lutf/history";
import { EventRecorder, Random } from "lutf/lnetsim";
import { dropRule, lab } from "./_cluster.ts";

const NODES = 8;
const NICS = 3;

/** What happened in a run of this seed. */
function eventsOf(seed: number): EventRecorder["items"] {
  const { cluster, lnets } = lab(NODES, NICS, "2.17.0", seed);
  const recorder = new EventRecorder(100_000);
  cluster.histories.start([...cluster.nodes.values()], recorder);
  const random = new Random(seed);
  const nid = (): string => `10.1.${1 + random.below(NICS)}.${1 + random.below(NODES)}@tcp`;
  for (const lnet of lnets) {
    const errors = random.below(2) === 0 ? 0 : 1 << (1 + random.below(10));
    lnet.faults.add(dropRule({ rate: 0, interval: 1 + random.below(3), random: true, healthErrors: errors }));
  }
  for (let step = 0; step < 8; step++) {
    const { nics } = lnets[random.below(NODES)]!.node;
    nics.setUp(nics.find(`eth${random.below(NICS)}`)!, random.below(2) === 0);
    for (const lnet of lnets) lnet.traffic.request({ type: "get", to: nid(), length: random.below(1000) }, () => undefined);
    cluster.advance(0.5);
  }
  return recorder.items;
}

export function run(): void {
  const all = new Set<string>();
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 20; seed++) {
    const [events, again] = [eventsOf(seed), eventsOf(seed)];
    const text = history.toText(events);
    expect(history.toText(again), `seed ${seed}`).toBe(text);
    expect(JSON.stringify(again), `seed ${seed}`).toBe(JSON.stringify(events));
    all.add(text);
    for (const { kind } of events) kinds.add(kind);
    // Some messages are under way at the end.
    history.check(events, { credits: false });
  }
  expect(all.size).toBe(20);
  expect([...kinds].sort()).toEqual(["drop", "health", "ni", "receive", "resend", "select", "send"]);
}
