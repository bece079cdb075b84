// SPDX-License-Identifier: GPL-2.0-or-later
// What the exit code of `lutf run` tells: src/cli/exit_codes.def has the same table for C and the man page.
export const exitCode = { passed: 0, failed: 1, usage: 2, nothingRan: 3, couldNotStart: 4, interrupted: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
