// SPDX-License-Identifier: GPL-2.0-or-later
// Commands on a node: output, code, signal, input, environment, folder, time-out.
import { CallTimeoutError, expect, lutf, RemoteError, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  expect(await agent.exec(["cat"], { input: "grüße\n" })).toEqual({ stdout: "grüße\n", stderr: "", code: 0 });
  const killed = await agent.exec(["sh", "-c", "kill -TERM $$"]);
  expect(killed).toMatchObject({ code: 143, signal: "SIGTERM" });
  expect((await agent.exec(["sh", "-c", "echo $LUTF_WORD; pwd"], { env: { LUTF_WORD: "word" }, cwd: "/" })).stdout).toBe("word\n/\n");

  const missing = await agent.exec(["/nonexistent/program"]).catch((error: unknown) => error);
  expect(missing).toBeInstanceOf(RemoteError);
  expect((missing as RemoteError).code).toBe("ENOENT");

  // The child of the shell must die with it: nobody holds the pipe open.
  const late = await agent.exec(["sh", "-c", "sleep 1000 & echo begun; wait"], { timeout: "200ms" }).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(CallTimeoutError);
  expect((late as Error).message).toMatch(/sh -c .* did not end within 0\.2 s and was killed/);
}
