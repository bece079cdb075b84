// SPDX-License-Identifier: GPL-2.0-or-later
// The console of lnet_selftest: the node on which `lst` is run keeps the session with its nodes, groups, batches and tests, and tells the nodes by RPC what to do.
// Answers are 0 or negative errnos; what became of each RPC is told with them.
import { EACCES, EBUSY, EEXIST, EINVAL, ENETDOWN, ENOENT, ESRCH } from "../../errno.ts";
import type { Lnet } from "../lnet.ts";
import type { Framework } from "./framework.ts";
import type { Services, SessionId, TestParameters } from "./protocol.ts";
import { type ConsoleNode, type Outcome, type Request, Transactions } from "./transactions.ts";

/** Seconds that a transaction waits for its nodes where the user does not say. */
const PATIENCE = 30;
/** The console looks at its nodes so often, and asks those that it has not heard of for half of their session timeout. */
const PING_INTERVAL = 8;
/** Batch.state of lst list_batch (golden/09_lst/026). */
const IDLE = 176;
const RUNNING = 177;

export interface Group {
  readonly name: string;
  nodes: ConsoleNode[];
  /** Tests that use it. */
  users: number;
}

export interface ConsoleTest {
  readonly number: number;
  readonly type: string;
  readonly loop: number;
  readonly concurrency: number;
  readonly clients: readonly ConsoleNode[];
  readonly servers: readonly ConsoleNode[];
}

export interface Batch {
  readonly name: string;
  readonly number: number;
  readonly tests: ConsoleTest[];
  state: number;
}

interface Session {
  readonly id: SessionId;
  readonly name: string;
  readonly key: number;
  /** Nodes are taken from the session that they are in. */
  readonly force: boolean;
  /** Seconds without any lst; 0: for ever. */
  readonly timeout: number;
  lastUse: number;
  readonly nodes: Map<string, ConsoleNode>;
  readonly groups: Map<string, Group>;
  readonly batches: Map<string, Batch>;
}

export interface NewTest {
  batch: string;
  from: string;
  to: string;
  loop: number;
  concurrency: number;
  /** Of `span` servers for each `distribute` clients. */
  distribute: number;
  span: number;
  parameters: TestParameters;
}

export type Result<S extends keyof Services> = { errno: number; outcomes: Outcome<S>[] };

const failed = (errno: number): { errno: number; outcomes: [] } => ({ errno, outcomes: [] });

export class SelftestConsole {
  readonly #lnet: Lnet;
  readonly #transactions: Transactions;
  #session: Session | undefined;

  constructor(lnet: Lnet, framework: Framework) {
    this.#lnet = lnet;
    this.#transactions = new Transactions(lnet.clock, framework.rpcs);
  }

  // ---- the session ----

  /** undefined: there is none. */
  get session(): Readonly<Session> | undefined {
    return this.#session;
  }

  /** 0 if there is a session and it is that of this key; it counts as used. */
  use(key: number): number {
    if (!this.#session) return -ESRCH;
    if (this.#session.key !== key) return -EACCES;
    this.#session.lastUse = this.#lnet.clock.now;
    return 0;
  }

  newSession(o: { name: string; key: number; timeout: number; force: boolean }): number {
    const nid = this.#lnet.ownNids()[0];
    if (nid === undefined) return -ENETDOWN;
    if (this.#session && !o.force) return -EEXIST;
    if (this.#session) this.endSession();
    const { now } = this.#lnet.clock;
    const session: Session = {
      id: { nid, stamp: now },
      name: o.name,
      key: o.key,
      force: o.force,
      timeout: o.timeout,
      lastUse: now,
      nodes: new Map(),
      groups: new Map(),
      batches: new Map(),
    };
    this.#session = session;
    this.#newBatch("batch");
    this.#watch(session);
    return 0;
  }

  endSession(): number {
    const session = this.#session;
    if (!session) return -ESRCH;
    this.#leave([...session.nodes.values()]);
    this.#session = undefined;
    return 0;
  }

  /** The module goes: nobody is told. */
  stop(): void {
    this.#session = undefined;
  }

  #watch(session: Session): void {
    this.#lnet.clock.after(PING_INTERVAL, () => {
      if (this.#session !== session) return;
      const { now } = this.#lnet.clock;
      const expired = session.timeout > 0 && now - session.lastUse > session.timeout;
      for (const node of session.nodes.values()) {
        if (node.state !== "active") continue;
        if (expired) this.#transactions.post(node, "removeSession", { session: session.id });
        else if (now - node.heard >= node.timeout / 2) this.#transactions.post(node, "debug", { session: session.id });
      }
      if (expired) this.#session = undefined;
      else this.#watch(session);
    });
  }

  // ---- nodes and groups ----

  addGroup(name: string): number {
    const { groups } = this.#session!;
    if (groups.has(name)) return -EEXIST;
    groups.set(name, { name, nodes: [], users: 0 });
    return 0;
  }

  /** Asks each node that is not in the session yet to join it. */
  addNodes(groupName: string, nids: readonly string[]): Result<"makeSession"> {
    const group = this.#session!.groups.get(groupName);
    if (!group) return failed(-ENOENT);
    const nodes = nids.map((nid) => this.#nodeOf(nid)).filter((node) => !group.nodes.includes(node));
    group.nodes.push(...nodes);
    return { errno: 0, outcomes: this.#join(nodes) };
  }

  #nodeOf(nid: string): ConsoleNode {
    const { nodes } = this.#session!;
    const node = nodes.get(nid) ?? { nid, state: "unknown", timeout: 0, heard: 0 };
    nodes.set(nid, node);
    return node;
  }

  #join(nodes: readonly ConsoleNode[]): Outcome<"makeSession">[] {
    const { id, name, force } = this.#session!;
    const absent = nodes.filter(({ state }) => state !== "active");
    const outcomes = this.#run(absent, "makeSession", () => ({ session: id, name, force }), PATIENCE);
    for (const { node, reply } of outcomes) if (reply?.status === 0) node.timeout = reply.timeout;
    return outcomes;
  }

  /** Nodes that are in no group any more leave the session. */
  #leave(nodes: readonly ConsoleNode[]): void {
    const session = this.#session!;
    const active = nodes.filter(({ state }) => state === "active");
    this.#run(active, "removeSession", () => ({ session: session.id }), PATIENCE);
    for (const { nid } of nodes) session.nodes.delete(nid);
  }

  #dropFromGroup(group: Group, nodes: readonly ConsoleNode[]): void {
    const { groups } = this.#session!;
    group.nodes = group.nodes.filter((node) => !nodes.includes(node));
    this.#leave(nodes.filter((node) => ![...groups.values()].some((other) => other.nodes.includes(node))));
  }

  deleteGroup(name: string): number {
    const { groups } = this.#session!;
    const group = groups.get(name);
    if (!group) return -ENOENT;
    if (group.users > 0) return -EBUSY;
    groups.delete(name);
    this.#dropFromGroup(group, group.nodes);
    return 0;
  }

  /** Asks those to join that have not. */
  refreshGroup(name: string): Result<"makeSession"> {
    const group = this.#session!.groups.get(name);
    return group ? { errno: 0, outcomes: this.#join(group.nodes) } : failed(-ENOENT);
  }

  /** Takes nodes out of a group; it goes with the last of them. */
  removeNodes(name: string, which: (node: ConsoleNode) => boolean): number {
    const { groups } = this.#session!;
    const group = groups.get(name);
    if (!group) return -ENOENT;
    if (group.users > 0) return -EBUSY;
    this.#dropFromGroup(group, group.nodes.filter(which));
    if (group.nodes.length === 0) groups.delete(name);
    return 0;
  }

  // ---- batches and tests ----

  addBatch(name: string): number {
    if (this.#session!.batches.has(name)) return -EEXIST;
    this.#newBatch(name);
    return 0;
  }

  #newBatch(name: string): void {
    const { batches } = this.#session!;
    batches.set(name, { name, number: batches.size + 1, tests: [], state: IDLE });
  }

  /** First the servers hear of it, then the clients, each with the servers that it is to use. */
  addTest(o: NewTest): Result<"addTest"> {
    const session = this.#session!;
    const batch = session.batches.get(o.batch);
    const from = session.groups.get(o.from);
    const to = session.groups.get(o.to);
    if (!batch || !from || !to) return failed(-ENOENT);
    const isActive = ({ state }: ConsoleNode): boolean => state === "active";
    if (batch.state !== IDLE || !from.nodes.some(isActive) || !to.nodes.some(isActive)) return failed(-EINVAL);
    if (o.span > to.nodes.length) return failed(-EINVAL);
    const test: ConsoleTest = {
      number: batch.tests.length + 1,
      type: o.parameters.type,
      loop: o.loop,
      concurrency: o.concurrency,
      clients: from.nodes.filter(isActive),
      servers: to.nodes.filter(isActive),
    };
    const request = (client: boolean, destinations: readonly string[]): Request<"addTest"> => ({
      session: session.id,
      batch: batch.number,
      test: test.number,
      client,
      destinations,
      loop: o.loop,
      concurrency: o.concurrency,
      parameters: o.parameters,
    });
    const servers = this.#run(test.servers, "addTest", () => request(false, []), PATIENCE);
    const clients = this.#run(test.clients, "addTest", (_, index) => request(true, destinationsOf(index, o, to.nodes)), PATIENCE);
    batch.tests.push(test);
    from.users++;
    to.users++;
    return { errno: 0, outcomes: [...servers, ...clients] };
  }

  runBatch(name: string): Result<"batch"> {
    const batch = this.#session!.batches.get(name);
    if (!batch) return failed(-ENOENT);
    const clients = clientsOf(batch);
    if (clients.some(({ state }) => state !== "active")) return failed(-ENETDOWN);
    const result = this.#batch(batch, clients, 0, "run", false, PATIENCE);
    if (result.outcomes.some(({ reply }) => reply?.status === 0) || clients.length === 0) batch.state = RUNNING;
    return result;
  }

  stopBatch(name: string, force: boolean): Result<"batch"> {
    const batch = this.#session!.batches.get(name);
    if (!batch) return failed(-ENOENT);
    batch.state = IDLE;
    const clients = clientsOf(batch).filter(({ state }) => state === "active");
    return this.#batch(batch, clients, 0, "stop", force, PATIENCE);
  }

  /** `test`: one of them; 0: all. */
  queryBatch(name: string, test: number, server: boolean, timeout: number): Result<"batch"> {
    const batch = this.#session!.batches.get(name);
    if (!batch || (test > 0 && test > batch.tests.length)) return failed(-ENOENT);
    const tests = test > 0 ? [batch.tests[test - 1]!] : batch.tests;
    const nodes = new Set(tests.flatMap(({ clients, servers }) => (server ? servers : clients)));
    return this.#batch(batch, [...nodes], test, "query", false, timeout);
  }

  #batch(
    batch: Batch,
    nodes: readonly ConsoleNode[],
    test: number,
    operation: Request<"batch">["operation"],
    force: boolean,
    timeout: number,
  ): Result<"batch"> {
    const { id } = this.#session!;
    return { errno: 0, outcomes: this.#run(nodes, "batch", () => ({ session: id, batch: batch.number, test, operation, force }), timeout) };
  }

  // ---- asking nodes ----

  /** The nodes of a group; undefined: there is no such group. */
  nodesOf(group: string): readonly ConsoleNode[] | undefined {
    return this.#session!.groups.get(group)?.nodes;
  }

  /** The session's nodes, and strangers for the NIDs that are none. */
  nodesByNid(nids: readonly string[]): ConsoleNode[] {
    return nids.map((nid) => this.#session!.nodes.get(nid) ?? { nid, state: "unknown", timeout: 0, heard: 0 });
  }

  statistics(nodes: readonly ConsoleNode[], timeout: number): Outcome<"statistics">[] {
    return this.#run(nodes, "statistics", () => ({ session: this.#session!.id }), timeout);
  }

  debug(nodes: readonly ConsoleNode[], timeout: number): Outcome<"debug">[] {
    return this.#run(nodes, "debug", () => ({ session: this.#session!.id }), timeout);
  }

  #run<S extends keyof Services>(
    nodes: readonly ConsoleNode[],
    service: S,
    request: (node: ConsoleNode, index: number) => Request<S>,
    timeout: number,
  ): Outcome<S>[] {
    return this.#transactions.run(nodes, service, request, timeout, this.#session!.id);
  }
}

/** Each once, in the order of the tests. */
const clientsOf = ({ tests }: Batch): ConsoleNode[] => [...new Set(tests.flatMap(({ clients }) => clients))];

/** Each `distribute` clients have `span` servers of their own, as long as there are any; then it begins anew. */
function destinationsOf(client: number, { distribute, span }: NewTest, servers: readonly ConsoleNode[]): string[] {
  const first = Math.floor(client / distribute) * span;
  return Array.from({ length: span }, (_, index) => servers[(first + index) % servers.length]!.nid);
}
