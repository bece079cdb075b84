// SPDX-License-Identifier: GPL-2.0-or-later
// The MGS keeps the NID that the OSS had, so that a client which would follow hears of nothing: I/O fails.
import { failsAfterMove, site } from "./_site.ts";

export const requires = site;

export const run = (): Promise<void> => failsAfterMove({ mgs: false, client: true });
