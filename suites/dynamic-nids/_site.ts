// SPDX-License-Identifier: GPL-2.0-or-later
// A stand-in for a file system, as far as LNet goes: an MGS that keeps where the OSS is, an OSS with two NICs of which it uses one, and a client whose I/O is pings
// and bulk RPCs to where it believes the OSS to be. Of Lustre there is one rule in it: a change of NIDs reaches the client if the MGS and the client both have
// dynamic_nids on (suite-subjects.md, dynamic-nids; LU-10360). What the tests check is LNet's part: who knows whom, what arrives, what fails.
import { expect, lutf, type Requires } from "lutf";
import { selftest } from "lutf/selftest";
import { type Bed, testbed } from "lutf/testbed";
import { type NodeTraffic, traffic } from "lutf/traffic";

/** In this order: MGS, OSS, client. */
export const site: Requires = { agents: 3, interfaces: { tcp: 2 }, lnet: {}, timeout: "10m" };

/** As many files were written and read by the first LUTF's probe, of 1 MiB each. */
const FILES = 3;
/** Two pings, and a message at least for each file and way. */
export const MESSAGES = 2 + 2 * FILES;

export interface Allows {
  mgs: boolean;
  client: boolean;
}

/** What became of the client's I/O, and what its LNet counted meanwhile. */
export interface Probe {
  /** Written, then read with the data that was written. */
  works: boolean;
  client: NodeTraffic;
}

export class Site {
  /** Where the MGS and the client believe the OSS to be. */
  #mgsKnows: string[] = [];
  #clientKnows: string[] = [];

  constructor(
    readonly mgs: Bed,
    public oss: Bed,
    readonly client: Bed,
    readonly allows: Allows,
  ) {}

  /** The OSS tells the MGS where it is, which tells the client. */
  async register(): Promise<void> {
    const nids = [...this.oss.nids];
    expect(await this.oss.lnet.ping(this.mgs.nid(0))).toEqual(this.mgs.nids);
    const isNew = this.#mgsKnows.length === 0;
    if (isNew || this.allows.mgs) this.#mgsKnows = nids;
    if (isNew || this.allows.client) this.#clientKnows = this.#mgsKnows;
  }

  /** The OSS goes down and comes back on its second NIC. */
  async move(): Promise<void> {
    [this.oss] = await testbed({ nodes: [this.oss.node], nets: { tcp: [1] } });
    await this.register();
  }

  /** Writes files from the client, and reads them. */
  async probe(): Promise<Probe> {
    const seen = await traffic([this.client], async () => {
      const { ok } = await traffic.pings(this.client, this.#clientKnows, 2, { timeout: 5, mayFail: true });
      if (ok < 2) return false;
      for (const test of ["write", "read"] as const) {
        const { rpcs, errors } = await selftest.run({
          from: [this.client.node],
          to: [this.oss.node],
          test,
          size: "1M",
          loop: FILES,
          concurrency: 1,
          check: "full",
        });
        expect({ rpcs, errors }, test).toEqual({ rpcs: FILES, errors: 0 });
      }
      return true;
    });
    return { works: seen.result, client: seen.on(this.client) };
  }
}

/** All three up, the OSS on its first NIC and known. */
export async function makeSite(allows: Allows): Promise<Site> {
  const [mgs, oss, client] = lutf.agents.take(3);
  const [theMgs, theClient] = await testbed({ nodes: [mgs, client], nets: { tcp: [0] } });
  const [theOss] = await testbed({ nodes: [oss], nets: { tcp: [0] } });
  const made = new Site(theMgs, theOss, theClient, allows);
  await made.register();
  return made;
}

/** NIDs that a node has peers of. */
export async function knownTo(bed: Bed): Promise<string[]> {
  return (await bed.lnet.peers()).flatMap((peer) => peer["peer ni"].map(({ nid }) => nid)).sort();
}

/**
 * The OSS moves where one side or both do not allow it: I/O works before and fails after, nothing of it reaches the OSS, and the client's LNet by itself neither
 * forgets the old NID nor finds the new one, though that is there for who asks.
 */
export async function failsAfterMove(allows: Allows): Promise<void> {
  const made = await makeSite(allows);
  const { oss: before, client, mgs } = made;
  expect((await made.probe()).works).toBe(true);
  await made.move();
  const { oss } = made;
  expect(await knownTo(mgs)).toContain(oss.nid(0));

  const received = await traffic([oss], async () => (await made.probe()).works);
  expect(received.result, "I/O after the OSS moved").toBe(false);
  traffic.expect(received.on(oss).fromPeer).none([client.nid(0)]);
  expect(await knownTo(client)).toContain(before.nid(0));
  expect(await knownTo(client)).not.toContain(oss.nid(0));
  expect(await client.lnet.ping(oss.nid(0))).toEqual(oss.nids);
}
