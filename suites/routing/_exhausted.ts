// SPDX-License-Identifier: GPL-2.0-or-later
// Writes of 1 MiB through a router that has too little for all of them at once: they wait there, and all come through.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { type Bed, type RoutedOptions, routedTestbed } from "lutf/testbed";

const [RPCS, CONCURRENCY] = [80, 8];

/** What a router shows of the messages that wait is a number of 32 bits without its sign (32_routing/facts.md: 4294967294). */
export const signed = (shown = 0): number => shown | 0;

/** The router, after writes none of which may fail. */
export async function writeThrough(parameters: RoutedOptions["parameters"]): Promise<{ router: Bed; client: Bed; server: Bed }> {
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = await routedTestbed({ parameters: { ...parameters }, discover: true });
  const { errors, rpcs } = await selftest.run({
    from: [client.node],
    to: [server.node],
    test: "write",
    size: "1M",
    loop: RPCS / CONCURRENCY,
    concurrency: CONCURRENCY,
  });
  const writes = `writes from ${client.node.name} to ${server.node.name} through ${router.node.name}`;
  expect(errors, `failed ${writes}, of ${rpcs}`).toBe(0);
  expect(rpcs, writes).toBeGreaterThanOrEqual(RPCS);
  return { router, client, server };
}

/** Waits until nothing is missing on the router any more. */
export async function allBack(router: Bed, what: string, isBack: () => Promise<boolean>): Promise<void> {
  await lutf.waitUntil(isBack, { timeout: "60s", message: `all ${what} of ${router.node.name} are back` });
}
