// SPDX-License-Identifier: GPL-2.0-or-later
// Plans: random sequences of what people do to a cluster, and of time. One that breaks a rule is printed as a script that LUTF runs.
import { array, constantFrom, integer, oneof, record } from "lutf/fast-check";
import { type HistoryRules, history } from "lutf/history";
import { Cluster, defaultTopology, EventRecorder, runCommand } from "lutf/lnetsim";

const [NODES, NICS] = [3, 2];

/** A command on a node, by its place; or seconds that pass. */
export type Step = { node: number; command: string } | { seconds: number };
export type Plan = readonly Step[];

export type Events = EventRecorder["items"];
/** What is wrong with a history, and "" if nothing is. */
export type Judge = (events: Events) => string;

/** Messages are under way at the end, so that not all credits are back. */
const RULES: HistoryRules = { credits: false };

export const byHistory: Judge = (events) => {
  try {
    history.check(events, RULES);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

// ---- what may be done ----

const place = integer({ min: 0, max: NODES - 1 });
const nidOf = (node: number, nic: number): string => `10.1.${nic + 1}.${node + 1}@tcp`;
const nid = record({ node: place, nic: integer({ min: 0, max: NICS - 1 }) }).map(({ node, nic }) => nidOf(node, nic));
const nic = integer({ min: 0, max: NICS - 1 }).map((number) => `eth${number}`);
const net = constantFrom("tcp", "tcp", "tcp1");
const health = constantFrom(0, 1, 500, 999, 1000);

const command = oneof(
  nid.map((to) => `lnetctl ping --timeout 2 ${to}`),
  nid.map((to) => `lnetctl ping --timeout 2 ${to}`),
  nid.map((to) => `lnetctl discover ${to}`),
  record({ net, nic }).map((o) => `lnetctl net add --net ${o.net} --if ${o.nic}`),
  record({ net, nic }).map((o) => `lnetctl net del --net ${o.net} --if ${o.nic}`),
  record({ nid, health }).map((o) => `lnetctl net set --nid ${o.nid} --health ${o.health}`),
  record({ nid, health }).map((o) => `lnetctl peer set --nid ${o.nid} --health ${o.health}`),
  record({ nid, other: nid }).map((o) => `lnetctl peer add --prim_nid ${o.nid} --nid ${o.other}`),
  nid.map((one) => `lnetctl peer del --prim_nid ${one}`),
  record({ nid, priority: integer({ min: 0, max: 2 }) }).map((o) => `lnetctl udsp add --src ${o.nid} --priority ${o.priority}`),
  record({ nid, priority: integer({ min: 0, max: 2 }) }).map((o) => `lnetctl udsp add --dst ${o.nid} --priority ${o.priority}`),
  record({ nid, other: nid }).map((o) => `lnetctl udsp add --src ${o.nid} --dst ${o.other}`),
  constantFrom("lnetctl udsp del --idx 0"),
  record({ nid, error: constantFrom("local_error", "local_timeout", "remote_dropped", "network_timeout") }).map(
    (o) => `lctl net_drop_add -s * -d ${o.nid} -r 2 -e ${o.error}`,
  ),
  nid.map((from) => `lctl net_drop_add -s ${from} -d * -r 3`),
  constantFrom("lctl net_drop_del -a"),
  record({ nic, state: constantFrom("down", "up") }).map((o) => `ip link set ${o.nic} ${o.state}`),
  record({ name: constantFrom("discovery", "retry_count", "numa_range"), value: integer({ min: 0, max: 4 }) }).map(
    ({ name, value }) => `lnetctl set ${name} ${value}`,
  ),
  integer({ min: 0, max: 300 }).map((value) => `lnetctl set health_sensitivity ${value}`),
  nid.map((gateway) => `lnetctl route add --net tcp9 --gateway ${gateway}`),
  constantFrom("lnetctl set routing 1", "lnetctl lnet unconfigure", "lnetctl lnet configure"),
);

export const plan = array(
  oneof(
    { weight: 8, arbitrary: record({ node: place, command }).map((one): Step => one) },
    { weight: 1, arbitrary: integer({ min: 1, max: 20 }).map((seconds): Step => ({ seconds })) },
  ),
  { maxLength: 40 },
);

// ---- doing it ----

/** Before each plan: tcp on all NICs, and each node knows the others. */
function beginning(): Step[] {
  const nodes = Array.from({ length: NODES }, (_, node) => node);
  const nics = Array.from({ length: NICS }, (_, number) => `eth${number}`).join(",");
  return [
    ...nodes.flatMap((node) =>
      ["modprobe lnet", "lnetctl lnet configure", `lnetctl net add --net tcp --if ${nics}`].map((one): Step => ({ node, command: one })),
    ),
    ...nodes.flatMap((node) =>
      nodes.filter((other) => other !== node).map((other): Step => ({ node, command: `lnetctl discover ${nidOf(other, 0)}` })),
    ),
  ];
}

const NO_FILES = {
  read: (path: string): Promise<string> => Promise.reject(new Error(path)),
  write: (path: string): Promise<void> => Promise.reject(new Error(path)),
};

/** What is wrong with what the plan did: the judge's word, or a value that went out of its limits; "": nothing is. */
export async function carryOut(steps: Plan, judge: Judge): Promise<string> {
  const cluster = new Cluster(defaultTopology(NODES, NICS, "2.17.0"), 1);
  const nodes = [...cluster.nodes.values()];
  const recorder = new EventRecorder(100_000);
  cluster.histories.start(nodes, recorder);
  for (const step of [...beginning(), ...steps]) {
    if ("seconds" in step) cluster.advance(step.seconds);
    else {
      const request = { argv: step.command.split(" "), cwd: "/", environment: {}, input: "" };
      const reply = await runCommand(nodes[step.node]!, request, NO_FILES);
      if (!("code" in reply)) return `no such command: ${step.command}`;
    }
    for (const node of nodes) {
      const wrong = limitBroken(node.lnet);
      if (wrong !== "") return `${node.name}: ${wrong}`;
    }
  }
  return judge(recorder.items);
}

function limitBroken(lnet: Cluster["nodes"] extends Map<string, infer N> ? (N extends { lnet: infer L } ? L : never) : never): string {
  for (const ni of lnet?.allNis() ?? []) {
    if (ni.txCredits > ni.tunables.credits) return `NI ${ni.nid} has ${ni.txCredits} of ${ni.tunables.credits} credits`;
    if (ni.health < 0 || ni.health > 1000) return `NI ${ni.nid} has health ${ni.health}`;
  }
  for (const ni of lnet?.peers.allNis() ?? []) {
    if (ni.txCredits > ni.maxTxCredits) return `peer NI ${ni.nid} has ${ni.txCredits} of ${ni.maxTxCredits} credits`;
    if (ni.health < 0 || ni.health > 1000) return `peer NI ${ni.nid} has health ${ni.health}`;
    if (ni.sending < 0 || ni.txQueued < 0) return `${ni.sending} messages of ${ni.txQueued} bytes are on their way to peer NI ${ni.nid}`;
  }
  return "";
}

// ---- printing it ----

/** A script that does the same and fails as long as the rule is broken. Commit it in a suite. */
export function printScript(steps: Plan, wrong: string): string {
  const lines = [...beginning(), ...steps].map((step) =>
    "seconds" in step ? `  await lutf.sleep("${step.seconds}s");` : `  await on(${step.node}, ${JSON.stringify(step.command)});`,
  );
  return `// SPDX-License-Identifier: GPL-2.0-or-later
// Found by a property test, and made as short as it can be:
${wrong
  .split("\n")
  .map((line) => `//   ${line}`.trimEnd())
  .join("\n")}
import { expect, lutf, type Requires } from "lutf";
import { history } from "lutf/history";
import { lnet } from "lutf/lnet";

export const requires: Requires = { agents: ${NODES}, interfaces: { tcp: ${NICS} }, lnet: { provider: "simulated" } };

export async function run(): Promise<void> {
  const nodes = lutf.agents.take(${NODES});
  const recording = await history.record(nodes);
  const on = (place: number, command: string): Promise<unknown> => nodes[place]!.exec(command.split(" "));
${lines.join("\n")}
  history.check(await recording.stop(), ${JSON.stringify(RULES).replaceAll('"', "").replace("{", "{ ").replace(":", ": ").replace("}", " }")});
  for (const node of nodes) {
    for (const peer of await lnet.on(node).peers({ detail: 3 }).catch(() => [])) {
      for (const ni of peer["peer ni"]) {
        expect(ni.available_tx_credits ?? 0, ni.nid).toBeLessThanOrEqual(ni.max_ni_tx_credits ?? 0);
        expect(ni["health stats"]?.["health value"] ?? 0, ni.nid).toBeLessThanOrEqual(1000);
      }
    }
  }
}
`;
}
