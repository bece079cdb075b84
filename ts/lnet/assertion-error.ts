// SPDX-License-Identifier: GPL-2.0-or-later

/** What a test found wrong, under the very name of Vitest's, so that reports treat it alike. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}
