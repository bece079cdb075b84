// SPDX-License-Identifier: GPL-2.0-or-later
// What the fault tests do to an agent, from inside, at an exact place of a call.
import { lutf } from "lutf";
import { spawn } from "lutf/child-process";

export type Deed = "KILL" | "SEGV" | "STOP";

/** Sends this process a signal and does not go on before it has arrived. After STOP it goes on when somebody continues it. */
export function suffer(deed: Deed): void {
  if (lutf.self.name === "master") throw new Error("the master must not come here");
  spawn("sh", ["-c", `kill -${deed} $PPID`]);
  const begun = Date.now();
  // Killed in here. Stopped in here, and the clock has gone on when it continues.
  while (Date.now() - begun < 2000);
}
