// SPDX-License-Identifier: GPL-2.0-or-later
// Files, with the names and the semantics of node:fs/promises. Paths are strings. Everything is done on the node where it is called.
import * as native from "lutf:fs";
import { type BufferEncoding, bytesToText } from "./encoding.ts";
import { type Content, contentBytes, FileHandle, isIterable, seconds } from "./file-handle.ts";
import { Dirent, entryType, Stats } from "./file-stats.ts";

export type { BufferEncoding } from "./encoding.ts";
export { FileHandle } from "./file-handle.ts";
export { Dirent, Stats } from "./file-stats.ts";

export const { constants } = native;

type Encoded = { encoding: BufferEncoding; flag?: OpenMode; signal?: AbortSignal } | BufferEncoding;
type Binary = { encoding?: null; flag?: OpenMode; signal?: AbortSignal } | null;
/** "r", "r+", "w", "wx", "w+", "wx+", "a", "ax", "a+", "ax+", "rs+", "as", "as+"; or a number of constants. */
export type OpenMode = string | number;
export interface WriteFileOptions {
  encoding?: BufferEncoding;
  mode?: number;
  flag?: OpenMode;
  flush?: boolean;
  signal?: AbortSignal;
}

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_SYNC } = constants;

function openFlags(flags: OpenMode): number {
  if (typeof flags === "number") return flags;
  const match = /^(?:([rwa])(x?)(s?)|(a|r)(s)|xw|xa)(\+?)$/.exec(flags);
  const kind = match?.[1] ?? match?.[4];
  const exclusive = match?.[2] === "x";
  if (kind === undefined || (kind === "r" && (exclusive || (match?.[3] === "s" && match[6] === "")))) {
    throw Object.assign(new TypeError(`The argument 'flags' is invalid. Received '${flags}'`), { code: "ERR_INVALID_ARG_VALUE" });
  }
  const access = match![6] === "+" ? O_RDWR : kind === "r" ? O_RDONLY : O_WRONLY;
  const create = kind === "r" ? 0 : O_CREAT | (kind === "w" ? O_TRUNC : O_APPEND);
  return access | create | (exclusive ? O_EXCL : 0) | (match![3] === "s" ? O_SYNC : 0);
}

/** Rejects as soon as signal is aborted; what the file system has begun it finishes. */
function abortable<T>(signal: AbortSignal | undefined, start: () => Promise<T>): Promise<T> {
  if (signal === undefined) return start();
  const fail = (): Error =>
    Object.assign(new Error("The operation was aborted", { cause: signal.reason }), { name: "AbortError", code: "ABORT_ERR" });
  if (signal.aborted) return Promise.reject(fail());
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(fail());
    signal.addEventListener("abort", abort, { once: true });
    start()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}

/** The whole file: bytes, or text if an encoding is given. Files of /proc, too. At most 128 MiB; open() reads any file in pieces. */
export function readFile(path: string, options: Encoded): Promise<string>;
export function readFile(path: string, options?: Binary): Promise<Uint8Array>;
export async function readFile(path: string, options?: Encoded | Binary): Promise<string | Uint8Array> {
  const { encoding, flag = "r", signal } = typeof options === "string" ? { encoding: options } : (options ?? {});
  const bytes = await abortable(signal, () => native.readFile(path, openFlags(flag)));
  return encoding ? bytesToText(bytes, encoding) : bytes;
}

/** For code that cannot wait, such as the loading of modules: everything else in this process waits for it. */
export function readFileSync(path: string, encoding: BufferEncoding): string;
export function readFileSync(path: string): Uint8Array;
export function readFileSync(path: string, encoding?: BufferEncoding): string | Uint8Array {
  const bytes = native.readFileSync(path, O_RDONLY);
  return encoding ? bytesToText(bytes, encoding) : bytes;
}

/** As readFileSync(). With throwIfNoEntry false, undefined if there is no such file. */
export function statSync(path: string, options: { throwIfNoEntry: false }): Stats | undefined;
export function statSync(path: string): Stats;
export function statSync(path: string, { throwIfNoEntry = true }: { throwIfNoEntry?: boolean } = {}): Stats | undefined {
  try {
    return new Stats(native.statSync(path));
  } catch (error) {
    const { code } = error as { code?: string };
    if (throwIfNoEntry || (code !== "ENOENT" && code !== "ENOTDIR")) throw error;
    return undefined;
  }
}

async function put(path: string, content: Content, options: WriteFileOptions | BufferEncoding, defaultFlag: string): Promise<void> {
  const {
    encoding,
    mode = 0o666,
    flag = defaultFlag,
    flush = false,
    signal,
  } = typeof options === "string" ? { encoding: options } : options;
  if (typeof content === "string" || !isIterable(content)) {
    return abortable(signal, () => native.writeFile(path, openFlags(flag), mode, contentBytes(content, encoding), flush));
  }
  await using file = await open(path, flag, mode);
  for await (const part of content) await abortable(signal, () => file.writeFile(part, encoding));
  if (flush) await file.sync();
}

/** Replaces the file, or makes it. */
export function writeFile(path: string, content: Content, options: WriteFileOptions | BufferEncoding = {}): Promise<void> {
  return put(path, content, options, "w");
}

export function appendFile(path: string, content: Content, options: WriteFileOptions | BufferEncoding = {}): Promise<void> {
  return put(path, content, options, "a");
}

export async function open(path: string, flags: OpenMode = "r", mode = 0o666): Promise<FileHandle> {
  return new FileHandle(await native.open(path, openFlags(flags), mode));
}

const below = (folder: string, name: string): string => (folder.endsWith("/") ? folder + name : `${folder}/${name}`);

/** Names (with recursive: paths below path), or Dirents. In no order. */
export function readdir(path: string, options: { withFileTypes: true; recursive?: boolean }): Promise<Dirent[]>;
export function readdir(path: string, options?: { withFileTypes?: false; recursive?: boolean }): Promise<string[]>;
export async function readdir(
  path: string,
  { withFileTypes = false, recursive = false }: { withFileTypes?: boolean; recursive?: boolean } = {},
): Promise<Dirent[] | string[]> {
  const entries: Dirent[] = [];
  const names: string[] = [];
  const folders: [path: string, prefix: string][] = [[path, ""]];
  for (const [folder, prefix] of folders) {
    const list = await native.readdir(folder);
    for (let i = 0; i < list.length; i += 2) {
      const name = list[i] as string;
      let type = list[i + 1] as number;
      if (type === 0 && (withFileTypes || recursive)) type = entryType(await lstat(below(folder, name)));
      const entry = new Dirent(name, folder, type);
      entries.push(entry);
      names.push(prefix + name);
      if (recursive && entry.isDirectory()) folders.push([below(folder, name), `${prefix}${name}/`]);
    }
  }
  return withFileTypes ? entries : names;
}

export async function stat(path: string): Promise<Stats> {
  return new Stats(await native.stat(path));
}

/** Of the link itself, if path is a symbolic link. */
export async function lstat(path: string): Promise<Stats> {
  return new Stats(await native.lstat(path));
}

/** recursive: with the folders above it; returns the first one that was made, and what is there already is no error. */
export async function mkdir(path: string, options: { recursive?: boolean; mode?: number } | number = {}): Promise<string | undefined> {
  const { recursive = false, mode = 0o777 } = typeof options === "number" ? { mode: options } : options;
  if (recursive) return native.makeDirectories(path, mode);
  await native.mkdir(path, mode);
  return undefined;
}

/** A file; with recursive a folder and all that is in it. force: what is not there is no error. Links are removed, never followed. */
export async function rm(path: string, { recursive = false, force = false }: { recursive?: boolean; force?: boolean } = {}): Promise<void> {
  try {
    const stats = await lstat(path);
    if (stats.isDirectory() && !recursive) {
      const error = new Error(`Path is a directory: rm returned EISDIR (is a directory) ${path}`);
      throw Object.assign(error, { name: "SystemError", code: "ERR_FS_EISDIR", errno: 21, syscall: "rm", path });
    }
  } catch (error) {
    if (force && (error as { code?: string }).code === "ENOENT") return;
    throw error;
  }
  await native.removeTree(path);
}

export async function rmdir(path: string): Promise<void> {
  await native.rmdir(path);
}

export async function unlink(path: string): Promise<void> {
  await native.unlink(path);
}

export async function rename(from: string, to: string): Promise<void> {
  await native.rename(from, to);
}

export async function link(existing: string, path: string): Promise<void> {
  await native.link(existing, path);
}

export async function symlink(target: string, path: string): Promise<void> {
  await native.symlink(target, path);
}

export async function readlink(path: string): Promise<string> {
  return native.readlink(path);
}

export async function realpath(path: string): Promise<string> {
  return native.realpath(path);
}

/** Whether this process may do it: constants.F_OK (is there), R_OK, W_OK, X_OK. Rejects if not. */
export async function access(path: string, mode = constants.F_OK): Promise<void> {
  await native.access(path, mode);
}

export async function chmod(path: string, mode: number | string): Promise<void> {
  await native.chmod(path, typeof mode === "string" ? Number.parseInt(mode, 8) : mode);
}

export async function chown(path: string, uid: number, gid: number): Promise<void> {
  await native.chown(path, uid, gid);
}

export async function lchown(path: string, uid: number, gid: number): Promise<void> {
  await native.lchown(path, uid, gid);
}

/** Times in seconds, or as Date. */
export async function utimes(path: string, atime: number | string | Date, mtime: number | string | Date): Promise<void> {
  await native.utimes(path, seconds(atime), seconds(mtime));
}

export async function lutimes(path: string, atime: number | string | Date, mtime: number | string | Date): Promise<void> {
  await native.lutimes(path, seconds(atime), seconds(mtime));
}

/** mode: constants.COPYFILE_EXCL fails if `to` is there. */
export async function copyFile(from: string, to: string, mode = 0): Promise<void> {
  await native.copyFile(from, to, mode);
}

/** Makes a folder whose name is prefix and six random characters, and returns its path. */
export async function mkdtemp(prefix: string): Promise<string> {
  return native.mkdtemp(`${prefix}XXXXXX`);
}

export async function truncate(path: string, length = 0): Promise<void> {
  await using file = await open(path, "r+");
  await file.truncate(length);
}
