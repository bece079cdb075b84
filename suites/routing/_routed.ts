// SPDX-License-Identifier: GPL-2.0-or-later
// What tests of routing share: how many nodes they need, how much each router forwards, and NICs that lose their link.
import { expect, lutf, type Requires } from "lutf";
import { type Bed, type RoutedBeds, type RoutedOptions, routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";

const routed = (agents: number, tcp: number): Requires => ({ agents, interfaces: { tcp }, lnet: {}, timeout: "15m" });
export const oneRouter = routed(3, 2);
export const twoRouters = routed(4, 2);
/** Two routers, one behind the other. */
export const twoRows = routed(4, 3);

export const PINGS = 20;

/** Routed messages of each router while the client pings the server, of which none may fail; a ping is two of them. */
export async function forwarded({ clients, routers, servers, far }: RoutedBeds, pings = PINGS): Promise<number[]> {
  const seen = await traffic([...routers], () => traffic.pings(clients[0], servers[0].nid(0, far), pings, { timeout: 5 }));
  return routers.map((router) => seen.on(router).statistics["route_count"] ?? 0);
}

/** A route to nowhere: each ping fails, and so does not wait. */
export async function pingsFail({ clients: [client], servers: [server], far }: RoutedBeds, count = 3): Promise<void> {
  const { ok } = await traffic.pings(client, server.nid(0, far), count, { mayFail: true });
  expect(ok, `pings from ${client.node.name} that were answered`).toBe(0);
}

/** Takes the link of a NIC away while body runs. */
export async function withLinkDown<T>(bed: Bed, nic: string, body: () => Promise<T>): Promise<T> {
  await setLink(bed, nic, "down");
  try {
    return await body();
  } finally {
    await setLink(bed, nic, "up");
  }
}

async function setLink({ node }: Bed, nic: string, state: "up" | "down"): Promise<void> {
  const { code, stderr } = await node.exec(["ip", "link", "set", nic, state]);
  if (code !== 0) throw new Error(`ip link set ${nic} ${state} on ${node.name}: ${stderr.trim()}`);
}

/** Simulated or real, a while in which nothing may change. */
export const aWhile = (): Promise<void> => lutf.sleep("15s");

/** Two routers side by side with these routes through them: all pings go through the one of that place. */
export async function onlyThrough(routes: NonNullable<RoutedOptions["routes"]>, place: 0 | 1): Promise<void> {
  const routed = await routedTestbed({ routers: 2, routes });
  const counts = await forwarded(routed);
  expect(counts[place], `forwarded: ${counts.join(" and ")}`).toBeGreaterThanOrEqual(2 * PINGS);
  expect(counts[1 - place], `forwarded: ${counts.join(" and ")}`).toBe(0);
}

/** That a ping of this NID, or another question by lnetctl, fails with the kernel's errno; up to 2.15 lnetctl has one for all (ts/lnet/refusals.ts). */
export async function fails(bed: Bed, operation: Promise<unknown>, errno: number): Promise<void> {
  // It may be over before the other answer has come.
  const ended = operation.then(
    () => "success",
    (error: unknown) => error,
  );
  const { generation } = await bed.lnet.info();
  const isOld = ["2.12", "2.14", "2.15a", "2.15b"].includes(generation);
  const wanted = { name: "LnetError", errno: isOld ? -22 : errno };
  expect(await ended, `what ${bed.node.name} asks of a NID that it cannot reach`).toMatchObject(wanted);
}
