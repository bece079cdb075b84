// SPDX-License-Identifier: GPL-2.0-or-later
// What the library itself parses, refuses and prints, whatever the kernel: as the real one did over a replaced ioctl.
import { replayLibrary } from "./_library-replay.ts";
import { check, recording } from "./_recording.ts";

export async function run(): Promise<void> {
  await check("library-2.17.0", replayLibrary(recording("library-2.17.0/v2_17_0-library-output.txt")));
}
