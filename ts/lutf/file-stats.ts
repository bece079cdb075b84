// SPDX-License-Identifier: GPL-2.0-or-later
import { constants, type StatValues } from "lutf:fs";

const { S_IFMT, S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK } = constants;

/** What stat() says of a file. Times are there as Date and, ending in Ms, as milliseconds. */
export class Stats {
  readonly dev: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly blksize: number;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;

  constructor(values: StatValues) {
    [
      this.dev = 0,
      this.mode = 0,
      this.nlink = 0,
      this.uid = 0,
      this.gid = 0,
      this.rdev = 0,
      this.blksize = 0,
      this.ino = 0,
      this.size = 0,
      this.blocks = 0,
      this.atimeMs = 0,
      this.mtimeMs = 0,
      this.ctimeMs = 0,
      this.birthtimeMs = 0,
    ] = values;
  }

  get atime(): Date {
    return new Date(this.atimeMs);
  }
  get mtime(): Date {
    return new Date(this.mtimeMs);
  }
  get ctime(): Date {
    return new Date(this.ctimeMs);
  }
  get birthtime(): Date {
    return new Date(this.birthtimeMs);
  }

  #is(type: number): boolean {
    return (this.mode & S_IFMT) === type;
  }
  isFile(): boolean {
    return this.#is(S_IFREG);
  }
  isDirectory(): boolean {
    return this.#is(S_IFDIR);
  }
  isSymbolicLink(): boolean {
    return this.#is(S_IFLNK);
  }
  isFIFO(): boolean {
    return this.#is(S_IFIFO);
  }
  isSocket(): boolean {
    return this.#is(S_IFSOCK);
  }
  isCharacterDevice(): boolean {
    return this.#is(S_IFCHR);
  }
  isBlockDevice(): boolean {
    return this.#is(S_IFBLK);
  }
}

/** An entry of a folder: readdir() with `withFileTypes`. */
export class Dirent {
  readonly name: string;
  /** Of the folder it is in. */
  readonly parentPath: string;
  readonly #type: number;

  /** type: as in "lutf:fs". */
  constructor(name: string, parentPath: string, type: number) {
    this.name = name;
    this.parentPath = parentPath;
    this.#type = type;
  }

  /** Node's older name of parentPath. */
  get path(): string {
    return this.parentPath;
  }

  isFile(): boolean {
    return this.#type === 1;
  }
  isDirectory(): boolean {
    return this.#type === 2;
  }
  isSymbolicLink(): boolean {
    return this.#type === 3;
  }
  isFIFO(): boolean {
    return this.#type === 4;
  }
  isSocket(): boolean {
    return this.#type === 5;
  }
  isCharacterDevice(): boolean {
    return this.#type === 6;
  }
  isBlockDevice(): boolean {
    return this.#type === 7;
  }
}

/** The type of an entry whose file system does not say, from its lstat(). */
export function entryType(stats: Stats): number {
  const types = [
    () => false,
    stats.isFile,
    stats.isDirectory,
    stats.isSymbolicLink,
    stats.isFIFO,
    stats.isSocket,
    stats.isCharacterDevice,
    stats.isBlockDevice,
  ];
  return Math.max(
    0,
    types.findIndex((is) => is.call(stats)),
  );
}
