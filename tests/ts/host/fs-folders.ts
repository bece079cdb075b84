// SPDX-License-Identifier: GPL-2.0-or-later
// Folders: made with those above, listed, walked, removed with what is in them and never through a link.
import { expect } from "lutf";
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rename, rm, rmdir, stat, symlink, writeFile } from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await realpath(await mkdtemp("/tmp/lutf-fs-"));
  try {
    expect(folder).toMatch(/^\/tmp\/lutf-fs-.{6}$/);
    expect(await mkdir(`${folder}/a/b/c`, { recursive: true })).toBe(`${folder}/a`);
    expect(await mkdir(`${folder}/a/b/c`, { recursive: true })).toBe(undefined);
    expect(await mkdir(`${folder}/m`, 0o700)).toBe(undefined);
    expect((await stat(`${folder}/m`)).mode & 0o777).toBe(0o700);
    await expect(mkdir(`${folder}/a`)).rejects.toThrow("EEXIST: file already exists, mkdir");
    await writeFile(`${folder}/a/file`, "x");
    await expect(mkdir(`${folder}/a/file`, { recursive: true })).rejects.toMatchObject({ code: "EEXIST", syscall: "mkdir" });
    await expect(mkdir(`${folder}/a/file/d`, { recursive: true })).rejects.toMatchObject({ code: "ENOTDIR", syscall: "mkdir" });
    await symlink("file", `${folder}/a/link`);
    expect(await readlink(`${folder}/a/link`)).toBe("file");
    expect(await realpath(`${folder}/a/../a/link`)).toBe(`${folder}/a/file`);

    expect((await readdir(`${folder}/a`)).sort()).toEqual(["b", "file", "link"]);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(["a", "a/b", "a/b/c", "a/file", "a/link", "m"]);
    const entries = await readdir(`${folder}/a`, { withFileTypes: true });
    const kinds = entries.map(
      (entry) => `${entry.name} ${entry.isFile()} ${entry.isDirectory()} ${entry.isSymbolicLink()} ${entry.path === `${folder}/a`}`,
    );
    expect(kinds.sort()).toEqual(["b false true false true", "file true false false true", "link false false true true"]);
    expect((await lstat(`${folder}/a/link`)).isSymbolicLink()).toBe(true);
    expect((await stat(`${folder}/a/link`)).isFile()).toBe(true);

    await expect(rmdir(`${folder}/a`)).rejects.toMatchObject({ code: "ENOTEMPTY" });
    await expect(rm(`${folder}/a`)).rejects.toMatchObject({
      code: "ERR_FS_EISDIR",
      message: `Path is a directory: rm returned EISDIR (is a directory) ${folder}/a`,
    });
    await rm(`${folder}/none`, { force: true });
    await mkdir(`${folder}/kept`);
    await writeFile(`${folder}/kept/file`, "still here");
    await symlink(`${folder}/kept`, `${folder}/a/b/c/out`);
    await symlink(`${folder}/kept`, `${folder}/only-a-link`);
    await rm(`${folder}/only-a-link`, { recursive: true });
    await rm(`${folder}/a`, { recursive: true });
    expect(await readFile(`${folder}/kept/file`, "utf8")).toBe("still here");
    await rename(`${folder}/kept`, `${folder}/renamed`);
    expect((await readdir(folder)).sort()).toEqual(["m", "renamed"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
}
