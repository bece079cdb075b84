// SPDX-License-Identifier: GPL-2.0-or-later
// Agents that do not come: the run ends at once, or after --wait, with who is missing, why, and the end of its log.
import { expect } from "lutf";
import { chmod } from "lutf/fs";
import { passing, withProject } from "./_inline.ts";

/** A remote shell that cannot reach `broken`, hangs for `slow`, and runs commands for other hosts here. */
const shell = `#!/bin/sh
host=$1
shift
case $host in
broken) echo "ssh: connect to host broken: No route to host" >&2; exit 255 ;;
slow) exec cat >/dev/null ;;
*) exec sh -c "$*" ;;
esac
`;

export async function run(): Promise<void> {
  await withProject(
    {
      "a/names.ts": `import { expect, lutf } from "lutf"; export const requires = { agents: 2 };
export async function run(): Promise<void> { expect(lutf.agents.map(({ name }) => name)).toEqual(["hostA", "hostB"]); }`,
      "a/x.ts": passing,
    },
    async ({ lutf, write, folder }) => {
      await write("shell", shell);
      await chmod(`${folder}/shell`, 0o755);
      const start = (...args: string[]) => lutf(["run", "--ssh", `${folder}/shell`, "--master", "127.0.0.1", ...args]);

      const good = await start("--agent", "hostA", "--agent", "hostB");
      expect(good.exitCode, good.stdout + good.stderr).toBe(0);
      expect(good.rows["a/names"]!.status).toBe("PASS");

      const broken = await start("--agent", "hostA", "--agent", "broken");
      expect(broken.exitCode).toBe(4);
      expect(broken.stderr).toMatch(
        /1 of 2 agents did not start:\n {2}broken on broken: its process exited with code 255; .*nodes\/broken\.log ends:\n {4}ssh: connect to host broken: No route to host\n/,
      );
      expect(broken.results).toBe(undefined);

      const slow = await start("--agent", "hostA", "--agent", "slow", "--wait", "300ms");
      expect(slow.exitCode).toBe(4);
      expect(slow.stderr).toContain("1 of 2 agents were not there after 0.3 s");
      expect(slow.stderr).toContain("slow on slow: not there yet; it printed nothing");

      const absent = await lutf(["run", "--wait-for", "somebody", "--wait", "100ms", "--port", "0"]);
      expect(absent.exitCode).toBe(4);
      expect(absent.stderr).toMatch(
        /somebody did not come within 0\.1 s; alive: none\. Agents are started with: lutf agent --master ADDRESS:\d+/,
      );
    },
  );
}
