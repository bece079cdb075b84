// SPDX-License-Identifier: GPL-2.0-or-later
// Routing and its buffers by the library (lnetconfig-api.md §3.10).
import { ENOENT, strerror } from "../errno.ts";
import { POOLS } from "../kernel/routing.ts";
import { failure, type LibrarySession } from "./session.ts";

/** Anything but 0 enables. */
export function configRouting(session: LibrarySession, o: { enable: number; seqNo?: number | undefined }): number {
  const enable = o.enable !== 0;
  const rc = session.ioctl((lnet) => lnet.setRouting(enable));
  const descr = rc === 0 ? '"success"' : `"cannot ${enable ? "enable" : "disable"} routing ${strerror(-rc)}"`;
  return session.result({ cmd: enable ? "add" : "del", entity: "routing", rc, descr, seqNo: o.seqNo });
}

/** -1: as it is; 0: the default. */
export function configBuffers(
  session: LibrarySession,
  o: { tiny: number; small: number; large: number; seqNo?: number | undefined },
): number {
  const answer = (rc: number, descr: string): number => session.result({ cmd: "add", entity: "buf", rc, descr, seqNo: o.seqNo });
  if (Math.min(o.tiny, o.small, o.large) < -1) return answer(session.codes.OUT_OF_RANGE, '"tiny, small and large must be >= 0"');
  const rc = session.ioctl((lnet) => lnet.setBuffers(o.tiny, o.small, o.large));
  return answer(rc, rc === 0 ? '"success"' : failure("cannot configure buffers", rc));
}

const NO_POOL = { nbuffers: 0, credits: 0, minCredits: 0 };
const PAGES = { tiny: 0, small: 1, large: 256 };

/** Nothing while routing has never been on. Shown once in a tree, however often it is asked for. */
export function showRouting(session: LibrarySession, o: { backup?: boolean | undefined; seqNo?: number | undefined } = {}): number {
  const rc = session.ioctl((lnet) => {
    const { routing } = lnet;
    if (!routing.everEnabled || session.show?.child("routing")) return 0;
    if (o.backup) session.shown("routing", "object").number("enable", routing.state);
    else {
      const list = session.shown("routing", "array");
      for (let cpt = 0; cpt < lnet.node.cpts; cpt++) {
        const pools = list.item().object(`cpt[${cpt}]`);
        for (const name of POOLS) {
          const { nbuffers, credits, minCredits } = routing.pools[cpt]?.[name] ?? NO_POOL;
          // The ioctl has them without a sign: what waits for a buffer is shown as 2^32 less so many.
          pools.numbers(name, { npages: PAGES[name], nbuffers, credits: credits >>> 0, mincredits: minCredits >>> 0 });
        }
      }
      list.item().number("enable", routing.state);
    }
    session.shown("buffers", "object");
    const buffers = session.show!.child("buffers")!;
    for (const name of POOLS) buffers.number(name, routing.buffers[name]);
    return 0;
  });
  const failed = rc !== 0 && rc !== -ENOENT;
  return session.result({
    cmd: "show",
    entity: "routing",
    rc: failed ? rc : 0,
    descr: failed ? failure("cannot get routing information", rc) : '"success"',
    seqNo: o.seqNo,
  });
}
