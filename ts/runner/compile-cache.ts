// SPDX-License-Identifier: GPL-2.0-or-later
// Compiled modules by the hash of everything that decides what they are. Code from here runs as us, so nobody else may be able to write here.

import { environment } from "lutf:global";

/** Scripts cannot be compiled, whatever is in them. */
export class CompilerError extends Error {
  override readonly name = "CompilerError";
}

import { lstat, mkdir, mkdtemp } from "lutf/fs";

export interface Cache {
  path(key: string): string;
  /** A new folder on the same file system, to rename out of. */
  scratch(): Promise<string>;
}

/** $XDG_CACHE_HOME/lutf/compiled or ~/.cache/lutf/compiled if it is ours alone; else a throw that says what to do. */
export async function openCache(): Promise<Cache> {
  const own = environment["XDG_CACHE_HOME"] || (environment["HOME"] && `${environment["HOME"]}/.cache`);
  const home = own || `/var/tmp/lutf-${await ourselves()}`;
  const folder = `${home}/lutf/compiled`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const path of [...(own ? [] : [home]), `${home}/lutf`, folder]) {
    const { uid, mode } = await lstat(path);
    if (uid !== (await ourselves()) || (mode & 0o170000) !== 0o040000 || (mode & 0o022) !== 0) {
      throw new CompilerError(
        `${path} holds code that lutf runs, and others than you own it or may write to it: remove it, or set XDG_CACHE_HOME to a folder of your own`,
      );
    }
  }
  return {
    path: (key) => `${folder}/${key}.js`,
    scratch: () => mkdtemp(`${folder}/new-`),
  };
}

/** Our user id: that of our own entry in /proc. */
const ourselves = async (): Promise<number> => (await lstat("/proc/self")).uid;
