// SPDX-License-Identifier: GPL-2.0-or-later
// The MGS has the new NID, and a client that does not allow it stays with the old one: I/O fails.
import { failsAfterMove, site } from "./_site.ts";

export const requires = site;

export const run = (): Promise<void> => failsAfterMove({ mgs: true, client: false });
