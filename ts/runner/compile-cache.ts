// SPDX-License-Identifier: GPL-2.0-or-later
// Compiled modules by the hash of everything that decides what they are. Code from here runs as us, so nobody else may be able to write here.

import { environment } from "lutf:global";

/** Scripts cannot be compiled, whatever is in them. */
export class CompilerError extends Error {
  override readonly name = "CompilerError";
}

import { lstat, mkdir, mkdtemp, stat } from "lutf/fs";

export interface Cache {
  path(key: string): string;
  /** A new folder on the same file system, to rename out of. */
  scratch(): Promise<string>;
}

/**
 * $XDG_CACHE_HOME/lutf/compiled or ~/.cache/lutf/compiled, or where that cannot be made a folder of ours in /var/tmp; a throw that says what
 * to do if others may write to it.
 */
export async function openCache(): Promise<Cache> {
  const own = environment["XDG_CACHE_HOME"] || (environment["HOME"] && `${environment["HOME"]}/.cache`);
  const shared = `/var/tmp/lutf-${await ourselves()}`;
  const home = own && (await make(`${own}/lutf/compiled`)) ? own : shared;
  const folder = `${home}/lutf/compiled`;
  if (home === shared) await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const path of [...(home === shared ? [home] : []), `${home}/lutf`, folder]) {
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

/** Our user id: that of our own entry in /proc (the link to it is root's). */
const ourselves = async (): Promise<number> => (await stat("/proc/self")).uid;

/** Makes the folder; false if we may not make it there. */
async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR"].includes((error as { code?: string }).code ?? "")) return false;
    throw error;
  }
}
