// SPDX-License-Identifier: GPL-2.0-or-later
// LNet up and down (lnetconfig-api.md §3.2, §3.3).
import { EINVAL, strerror } from "../errno.ts";
import { failure, type LibrarySession } from "./session.ts";

/** Registers the device: returns its id, 0. */
export function libInit(session: LibrarySession): number {
  session.initialized = true;
  return 0;
}

export function libUninit(session: LibrarySession): number {
  session.initialized = false;
  return 0;
}

export function configNiSystem(
  session: LibrarySession,
  o: { up: boolean; fromModuleParameters: boolean; seqNo?: number | undefined },
): number {
  const rc = session.ioctl(
    (lnet) => (o.up ? lnet.configure({ fromModuleParameters: o.fromModuleParameters, large: false }) : lnet.unconfigure()),
    "call",
  );
  const word = o.up ? "configure" : "unconfigure";
  return session.result({
    cmd: word,
    entity: "lnet",
    rc,
    descr: rc === 0 ? '"Success"' : failure(`LNet ${word} error`, rc),
    seqNo: o.seqNo,
  });
}

const CREATE = 0x400;
const EXCLUDE_MODULE_PARAMETERS = 0x200;
const LARGE_NIDS = 0x800;

/** By netlink (2.16 and later): 0 down, 0x400 up, with 0x200 without the module parameters, with 0x800 with large NIDs. */
export function netlinkConfigure(session: LibrarySession, flags: number): number {
  const { lnet } = session.node;
  session.values["errmsg"] = null;
  if (!lnet) {
    session.stderr += "Writer error: failed to resolve Netlink family id\n";
    return -EINVAL;
  }
  const rc =
    (flags & CREATE) === 0
      ? lnet.unconfigure()
      : lnet.configure({ fromModuleParameters: (flags & EXCLUDE_MODULE_PARAMETERS) === 0, large: (flags & LARGE_NIDS) !== 0 });
  if (rc !== 0) session.values["errmsg"] = strerror(-rc);
  return rc;
}
