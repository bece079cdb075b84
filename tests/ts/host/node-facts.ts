// SPDX-License-Identifier: GPL-2.0-or-later
// lutf/os says of this machine what its own tools say.
import { expect } from "lutf";
import { exec } from "lutf/child-process";
import * as os from "lutf/os";

const output = async (command: string): Promise<string> => (await exec(command)).stdout.trim();

export async function run(): Promise<void> {
  expect(os.hostname()).toBe(await output("uname -n"));
  expect(os.release()).toBe(await output("uname -r"));
  expect(os.machine()).toBe(await output("uname -m"));
  expect([os.type(), os.platform(), os.EOL]).toEqual(["Linux", "linux", "\n"]);
  expect(os.cpus().length).toBe(Number(await output("grep -c ^processor /proc/cpuinfo")));
  expect(os.availableParallelism()).toBe(Number(await output("nproc")));
  expect(os.totalmem()).toBe(1024 * Number(await output("awk '/MemTotal/ { print $2 }' /proc/meminfo")));
  expect(os.freemem()).toBeGreaterThan(0);
  expect(os.userInfo()).toMatchObject({ uid: Number(await output("id -u")), username: await output("id -un") });
  expect(os.loadavg().length).toBe(3);
  expect(os.uptime()).toBeGreaterThan(0);
  expect(os.tmpdir()).toBe("/tmp");
  expect(os.networkInterfaces().lo?.[0]).toMatchObject({
    address: "127.0.0.1",
    netmask: "255.0.0.0",
    cidr: "127.0.0.1/8",
    family: "IPv4",
    internal: true,
  });
}
