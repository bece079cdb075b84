// SPDX-License-Identifier: GPL-2.0-or-later
// The command parser of lnetctl and lst of 2.17: words that both know, options that a command does not have, and commands from standard input (golden/01_lnet/085-088,
// 02_net/039-041, 12_extra/014).
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const { lnets } = lab(2, 2);
  const sh = shell(lnets[0]!);
  // Shared words stand before the others; each is in a column of 20, with a blank behind it.
  const listed = await sh("lnetctl list-commands");
  expect(listed.split("\n")[0]).toBe(["quit", "exit", "help", "--help"].map((word) => `${word.padEnd(19)} `).join(""));
  expect(listed).toBe(await sh("lnetctl --list-commands"));
  expect(listed).toMatch(/\ncpt-of-nid {10}\n$/);
  expect(await sh("lst list-commands")).toMatch(/^quit[\s\S]*ignore_errors +new_session/);
  expect(await sh("lnetctl version")).toBe("lnetctl 2.17.0\n");
  // What was asked for is on standard error, and no error.
  expect(await sh("lnetctl help version")).toBe("! version: show program version\n");
  expect(await sh("lnetctl help nosuch")).toBe("! lnetctl: 'nosuch' is not a valid command. See 'lnetctl --list-commands'.\n");
  expect(await sh("lnetctl help s")).toMatch(/^! Ambiguous command 's'\n! Options: set stats service-id setup-mrrouting setup-sysctl \n$/);

  // An option that there is not: the help, which is no error; for what sets values it is one.
  const help = await sh("lnetctl net show --help");
  for (const command of ["net add", "net del", "net show", "route add", "route show", "peer add", "peer show"]) {
    expect(await sh(`lnetctl ${command} --bogus x`)).toMatch(
      new RegExp(
        `^${command}: [\\s\\S]*! lnetctl: unrecognized option '--bogus'\\n$|^${command}: [\\s\\S]*! .*unrecognized option '--bogus'\\n$`,
      ),
    );
  }
  expect(help).toMatch(/^net show: /);
  for (const command of ["net set", "peer set"])
    expect(await sh(`lnetctl ${command} --bogus x`)).toMatch(/Invalid option or missing argument[\s\S]*exit 234\n$/);

  // From standard input: the first that fails is the last, unless errors are to be ignored.
  const lines = (...words: string[]): Promise<string> => sh("lnetctl", undefined, words.map((line) => `${line}\n`).join(""));
  expect(await lines("bogus", "version")).toMatch(/^! lnetctl: 'bogus'.*\nexit 255\n$/);
  expect(await lines("ignore_errors", "bogus", "version")).toMatch(/^lnetctl 2\.17\.0\n! lnetctl: 'bogus'.*\nexit 255\n$/);
  expect(await lines("version", "quit", "bogus")).toBe("lnetctl 2.17.0\n");
  // But a ping that is not answered is not the last, where one that could not be sent is (golden/35_faults/020, 33_health/027).
  const rule = (more: string): Promise<string> => sh(`lnetctl fault drop add -s *@tcp -d *@tcp -r 1 ${more}`);
  const pings = async (): Promise<number> =>
    (await lines("ping 10.1.1.2@tcp", "ping 10.1.1.2@tcp", "ping 10.1.1.2@tcp")).match(/errno: -5/g)?.length ?? 0;
  const partner = shell(lnets[1]!);
  await partner("lnetctl fault drop add -s *@tcp -d *@tcp -r 1");
  expect(await pings()).toBe(3);
  await partner("lnetctl fault drop del -a");
  await rule("-e local_dropped");
  expect(await pings()).toBe(1);
  await sh("lnetctl fault drop del -a");
  await rule("-e remote_timeout");
  expect(await pings()).toBe(3);
}
