// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl of 2.15 speaks through the library only, in its older dialect (golden/20_v2_15_8).
import { expect } from "lutf";
import { runCommand } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

export async function run(): Promise<void> {
  const node = lab(1, 2, "2.15.8").lnets[0]!.node;
  const files: Record<string, string> = {};
  const disk = {
    read: (path: string): Promise<string> => {
      const text = files[path];
      return text === undefined ? Promise.reject(Object.assign(new Error(path), { code: "ENOENT" })) : Promise.resolve(text);
    },
    write: (path: string, text: string): Promise<void> => {
      files[path] = text;
      return Promise.resolve();
    },
  };
  const lnetctl = async (words: string): Promise<[stdout: string, stderr: string, code: number]> => {
    const reply = await runCommand(node, { argv: ["lnetctl", ...words.split(" ")], cwd: "/", environment: {}, input: null }, disk);
    if (!("code" in reply)) throw new Error(`lnetctl ${words}: ${JSON.stringify(reply)}`);
    return [reply.stdout, reply.stderr, reply.code];
  };
  // What is no command is answered with those that there are.
  const [list, , code] = await lnetctl("net frob");
  expect([list, code]).toEqual(['Try interactive use without arguments or use one of:\n"add"\n"del"\n"show"\n"set"\nas argument.\n', 255]);
  expect((await lnetctl("set max_recovery_ping_interval 5"))[2]).toBe(255);
  expect(await lnetctl("net show --net tcp -v 1 --frob")).toEqual(["", "show: unrecognized option '--frob'\n", 0]);
  expect((await lnetctl("net show --net tcp -v"))[0]).toContain("lnd tunables:\n              conns_per_peer: 1\n          dev cpt");
  await lnetctl("udsp add --dst 10.1.1.9@tcp --priority 3");
  expect((await lnetctl("udsp show"))[0]).toBe(
    "udsp:\n    - idx: 0\n      src: NA\n      dst: 10.1.1.9@tcp\n      rte: NA\n      action:\n          priority: 3\n",
  );
  expect(await lnetctl("udsp del --idx 7")).toEqual(["", "", 0]);
  // A backup goes in again, "NA" and all.
  await lnetctl("export --backup /bak.yaml");
  await lnetctl("lnet unconfigure");
  await lnetctl("lnet configure");
  expect((await lnetctl("import /bak.yaml"))[2]).toBe(0);
  expect((await lnetctl("export --backup"))[0]).toBe(files["/bak.yaml"] as string);
  // Adding reads the file for pings as well, so what is wrong with it is said twice.
  const missing = "    - builder:\n          errno: -1\n          descr: cannot open '/none': No such file or directory\n";
  expect(await lnetctl("import /none")).toEqual(["", `yaml:\n${missing}${missing}`, 255]);
  expect(await lnetctl("import --del /none")).toEqual(["", `yaml:\n${missing}`, 255]);
  expect(await lnetctl("route add --net tcp5 --gateway 10.9.9.9@tcp9")).toEqual([
    "",
    'add:\n    - route:\n          errno: -113\n          descr: "generic error"\n',
    143,
  ]);
}
