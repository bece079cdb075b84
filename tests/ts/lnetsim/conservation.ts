// SPDX-License-Identifier: GPL-2.0-or-later
// No message is made or lost on the way: at every step of a random run of 100,000 of them, with faults, what was sent is what was received, dropped, lost by
// a link, or is still under way; of each NI, and of all together. At the end every credit and all memory is back.
import { expect, type Requires } from "lutf";
import { Cluster, defaultTopology, type Lnet, type NewFaultRule } from "lutf/lnetsim";
import { dropRule } from "./_cluster.ts";

export const requires: Requires = { timeout: "15m" };

const [NODES, NICS, MESSAGES, REQUESTS, PORTAL] = [8, 3, 100_000, 96, 60];
const PORTION = 5000;

type Counts = Readonly<Record<"put" | "get" | "reply" | "ack" | "hello", number>>;
const total = (counts: Counts): number => counts.put + counts.get + counts.reply + counts.ack + counts.hello;

const nid = (node: number, nic: number): string => `10.1.${nic + 1}.${node + 1}@tcp`;

/** The books of one NI: what others say that they sent to it, and what became of it. */
function account(lnets: readonly Lnet[], node: number, nic: number): () => number {
  const name = nid(node, nic);
  const ni = lnets[node]!.findNi(name)!;
  const underWay = lnets[node]!.node.cluster.wire.to(name);
  // Its own node too, by whose pings it recovers.
  const senders = lnets.map((lnet) => {
    lnet.ping(name, { timeoutMs: 1000 });
    return lnet.peers.findNi(name)!;
  });
  return () => {
    let open = -total(ni.counters.received) - total(ni.counters.dropped) - underWay.held - underWay.lost;
    for (const { counters } of senders) open += total(counters.sent);
    return open;
  };
}

/** One that goes to and comes from anywhere, but not to the node itself. */
function request(cluster: Cluster, lnets: readonly Lnet[], from: number, done: () => void): void {
  const { random } = cluster;
  const to = (from + 1 + random.below(NODES - 1)) % NODES;
  const [isPut, length] = [random.below(2) === 0, random.below(8) === 0 ? 1 << 20 : random.below(4096)];
  const wantsAck = random.below(2) === 0;
  lnets[from]!.traffic.request(
    { type: isPut ? "put" : "get", to: nid(to, random.below(NICS)), portal: PORTAL, length, wantsAck, patience: 20 },
    done,
  );
}

const RULES: readonly NewFaultRule[] = [
  dropRule({ rate: 300 }),
  dropRule({ source: nid(0, 1), rate: 50, healthErrors: 1 << 5 }),
  dropRule({ destination: nid(3, 2), rate: 40, healthErrors: 1 << 8 }),
  dropRule({ kind: "delay", rate: 200, latency: 1 }),
];

export async function run(): Promise<void> {
  const names = Array.from({ length: NODES }, (_, node) => `agent${node + 1}/eth2`);
  const links = [{ nics: new Set(names), latency: 1e-4, loss: 0.01, bytesPerSecond: 1e8 }];
  const cluster = new Cluster({ ...defaultTopology(NODES, NICS, "2.17.0"), links }, 1);
  const lnets = [...cluster.nodes.values()].map((node) => {
    node.modules.load("lnet");
    const lnet = node.lnet!;
    lnet.configure({ fromModuleParameters: false, large: false });
    for (let nic = 0; nic < NICS; nic++) lnet.addNi({ net: "tcp", interface: `eth${nic}` });
    lnet.traffic.portals.on(PORTAL, { get: () => ({ length: 100 }), put: () => undefined });
    return lnet;
  });
  for (const lnet of lnets)
    for (let node = 0; node < NODES; node++) if (lnets[node] !== lnet) lnet.discover(nid(node, 0), { force: false });
  cluster.advance(60);
  const accounts = lnets.map((_, node) => Array.from({ length: NICS }, (__, nic) => account(lnets, node, nic)));
  cluster.advance(60);
  const began = accounts.map((ofNode) => ofNode.map((open) => open()));
  const underWay = lnets.flatMap((_, node) => Array.from({ length: NICS }, (__, nic) => cluster.wire.to(nid(node, nic))));
  const statistics = lnets.map((lnet) => lnet.statistics);

  const sum = (): { sent: number; come: number } => {
    let [sent, come] = [0, 0];
    for (const one of statistics) {
      sent += one.send_count;
      come += one.recv_count + one.drop_count;
    }
    for (const one of underWay) come += one.held + one.lost;
    return { sent, come };
  };
  const first = sum();
  const seen = statistics.map(({ send_count, recv_count, drop_count }) => send_count + recv_count + drop_count);
  let [steps, held] = [0, 0];
  const checkNode = (node: number): void => {
    for (let nic = 0; nic < NICS; nic++) {
      const open = accounts[node]![nic]!() - began[node]![nic]!;
      if (open !== 0)
        throw new Error(`step ${steps}, ${cluster.clock.now} s: of the messages sent to ${nid(node, nic)} ${open} are nowhere`);
    }
  };
  /** Between any two events. */
  const check = (): boolean => {
    steps++;
    const { sent, come } = sum();
    if (sent - first.sent !== come - first.come)
      throw new Error(
        `step ${steps}, ${cluster.clock.now} s: ${sent - first.sent} were sent, and of ${come - first.come} is known what became of them`,
      );
    for (const [node, one] of statistics.entries()) {
      const now = one.send_count + one.recv_count + one.drop_count;
      if (now === seen[node]) continue;
      seen[node] = now;
      checkNode(node);
    }
    return sent - first.sent >= MESSAGES;
  };
  /** In portions: a script may not keep the event loop for long. */
  const pass = async (seconds: number, isDone: () => boolean): Promise<boolean> => {
    const end = cluster.clock.now + seconds;
    for (;;) {
      const pause = steps + PORTION;
      if (!cluster.clock.runUntil(() => isDone() || steps >= pause, end)) return false;
      if (steps < pause) return true;
      await new Promise((resolve) => setTimeout(resolve));
    }
  };

  for (const lnet of lnets) for (const rule of RULES) expect(lnet.faults.add(rule)).toBe(0);
  let [asked, answered] = [0, 0];
  let isOver = false;
  const again = (from: number): void => {
    asked++;
    request(cluster, lnets, from, () => {
      answered++;
      held = Math.max(held, ...underWay.map((one) => one.held));
      if (!isOver) again(from);
    });
  };
  for (let one = 0; one < REQUESTS; one++) again(one % NODES);
  expect(await pass(3600, check)).toBe(true);
  isOver = true;
  for (const lnet of lnets) lnet.faults.clear();
  await pass(300, () => check() && false);
  for (let node = 0; node < NODES; node++) checkNode(node);

  // It was a run in which all of that happened.
  const { drop_count, resend_count } = lnets.reduce(
    (sums, lnet) => ({
      drop_count: sums.drop_count + lnet.statistics.drop_count,
      resend_count: sums.resend_count + lnet.statistics.resend_count,
    }),
    { drop_count: 0, resend_count: 0 },
  );
  expect(
    Math.min(drop_count, resend_count, held, ...underWay.filter((_, index) => index % NICS === 2).map(({ lost }) => lost)),
  ).toBeGreaterThan(0);
  expect(steps).toBeGreaterThan(MESSAGES);

  // Rest: everybody has been told, and nothing is held any more.
  expect(answered).toBe(asked);
  expect(underWay.map((one) => one.held)).toEqual(underWay.map(() => 0));
  for (const lnet of lnets) {
    expect(lnet.statistics.msgs_alloc).toBe(0);
    for (const ni of lnet.allNis()) expect(ni.txCredits, ni.nid).toBe(ni.tunables.credits);
    for (const ni of lnet.peers.allNis()) expect([ni.txCredits, ni.sending, ni.txQueued], ni.nid).toEqual([ni.maxTxCredits, 0, 0]);
    // What NIs and peer NIs count is the same from two sides.
    const ofNis = (which: "sent" | "received"): number =>
      lnet.allNis().reduce((all, ni) => all + (ni.isLo ? 0 : total(ni.counters[which])), 0);
    const ofPeers = (which: "sent" | "received"): number => lnet.peers.allNis().reduce((all, ni) => all + total(ni.counters[which]), 0);
    expect([ofPeers("sent"), ofPeers("received")], lnet.node.name).toEqual([ofNis("sent"), ofNis("received")]);
  }
}
