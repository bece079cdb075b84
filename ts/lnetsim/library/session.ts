// SPDX-License-Identifier: GPL-2.0-or-later
// One caller of the library on a node: the trees that calls add to, what the library prints, and its way to the kernel.
import { EINVAL, ENETDOWN, ENOENT, strerror } from "../errno.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { SimulatedNode } from "../node.ts";
import { type Codes, codesOf } from "./codes.ts";
import { TREE, Tree } from "./tree.ts";

/** The real library would crash, or never come back, here: refused by name. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

export interface Result {
  cmd: string;
  entity: string;
  rc: number;
  descr: string;
  /** Echoed; below 0: left out. */
  seqNo?: number | undefined;
}

export class LibrarySession {
  readonly node: SimulatedNode;
  readonly codes: Codes;
  /** Result blocks so far (§3.1). */
  errors: Tree | undefined;
  show: Tree | undefined;
  /** What a function hands out beside its trees. */
  values: Record<string, unknown> = {};
  stdout = "";
  stderr = "";
  /** False before lustre_lnet_config_lib_init() and after …_uninit(). */
  initialized = true;

  constructor(node: SimulatedNode) {
    this.node = node;
    this.codes = codesOf(node.generation);
  }

  /** Older than 2.16: the other return codes, and some other texts. */
  get old(): boolean {
    return this.node.generation === "2.15";
  }

  /** The kernel by way of /dev/lnet: 0 or a negative errno. `unconfigured` is what it answers while LNet is down. */
  ioctl(call: (lnet: Lnet) => number, unconfigured: number | "call" = -ENETDOWN): number {
    if (!this.initialized) {
      this.stderr += "unknown device id: 0\n";
      return -EINVAL;
    }
    const { lnet } = this.node;
    if (!lnet) {
      this.stderr += `opening /dev/lnet failed: ${strerror(ENOENT)}\nhint: the kernel modules may not be loaded\n`;
      return -ENOENT;
    }
    return lnet.configured || unconfigured === "call" ? call(lnet) : unconfigured;
  }

  /** Adds a result block and returns its rc. */
  result({ cmd, entity, rc, descr, seqNo = -1 }: Result): number {
    this.errors ??= new Tree();
    const known = this.errors.find(cmd);
    if (known && known.type !== TREE.ARRAY) {
      // Something else has that name: the real library gives the tree up (§3.1).
      this.errors = undefined;
      this.stderr += "out of memory\n";
      return rc;
    }
    const item = (known ?? this.errors.array(cmd)).item().object(entity);
    if (seqNo >= 0) item.number("seq_no", seqNo);
    item.number("errno", rc);
    item.string("descr", descr);
    return rc;
  }

  /** A list of that name in what is shown: calls that show the same kind of thing go on with it. */
  shown(key: string, kind: "array" | "object"): Tree {
    this.show ??= new Tree();
    return this.show.child(key) ?? this.show[kind](key);
  }
}

/** `"text: reason"`, as most failures of an ioctl are reported. */
export const failure = (what: string, rc: number): string => `"${what}: ${strerror(-rc)}"`;
