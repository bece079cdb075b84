// SPDX-License-Identifier: GPL-2.0-or-later
// Modes, owners, times, sizes, links and copies.
import { expect } from "lutf";
import {
  access,
  chmod,
  chown,
  constants,
  copyFile,
  lchown,
  link,
  lstat,
  lutimes,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await mkdtemp("/tmp/lutf-fs-");
  const path = `${folder}/a`;
  try {
    await writeFile(path, "0123456789");
    await chmod(path, 0o640);
    expect((await stat(path)).mode & 0o7777).toBe(0o640);
    await chmod(path, "604");
    expect((await stat(path)).mode & 0o7777).toBe(0o604);
    await utimes(path, new Date("2001-02-03T04:05:06.789Z"), 1234.5);
    const stats = await stat(path);
    expect(stats.atime.toISOString()).toBe("2001-02-03T04:05:06.789Z");
    expect(stats.mtimeMs).toBe(1234500);
    expect(stats.size).toBe(10);
    expect(
      stats.isFile() &&
        !stats.isDirectory() &&
        !stats.isFIFO() &&
        !stats.isSocket() &&
        !stats.isBlockDevice() &&
        !stats.isCharacterDevice(),
    ).toBe(true);
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
    const { uid, gid } = stats;
    await chown(path, uid, gid);
    await truncate(path, 4);
    expect(await readFile(path, "utf8")).toBe("0123");
    await truncate(path);
    expect((await stat(path)).size).toBe(0);

    await writeFile(path, "copy me");
    await link(path, `${folder}/hard`);
    expect((await stat(path)).nlink).toBe(2);
    expect((await stat(path)).ino).toBe((await stat(`${folder}/hard`)).ino);
    await symlink(path, `${folder}/soft`);
    await lutimes(`${folder}/soft`, 5, 6);
    await lchown(`${folder}/soft`, uid, gid);
    expect((await lstat(`${folder}/soft`)).mtimeMs).toBe(6000);
    await copyFile(path, `${folder}/copied`);
    expect(await readFile(`${folder}/copied`, "utf8")).toBe("copy me");
    await expect(copyFile(path, `${folder}/copied`, constants.COPYFILE_EXCL)).rejects.toMatchObject({
      code: "EEXIST",
      syscall: "copyfile",
      path,
      dest: `${folder}/copied`,
      message: `EEXIST: file already exists, copyfile '${path}' -> '${folder}/copied'`,
    });
    await access(path, constants.R_OK | constants.W_OK);
    await expect(access(`${folder}/none`)).rejects.toMatchObject({ code: "ENOENT" });
  } finally {
    await rm(folder, { recursive: true });
  }
}
