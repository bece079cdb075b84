// SPDX-License-Identifier: GPL-2.0-or-later
// The C library answers on a simulated node what it answered on a real one.
import { replayClib } from "./_clib-replay.ts";
import { check, recording } from "./_recording.ts";

export async function run(): Promise<void> {
  await check("11_clib", replayClib(recording("11_clib/t_output.txt"), recording("11_clib/t_stderr.txt")));
}
