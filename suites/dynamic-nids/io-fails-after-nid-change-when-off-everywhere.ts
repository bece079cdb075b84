// SPDX-License-Identifier: GPL-2.0-or-later
// Neither MGS nor client allows NIDs to change: after the OSS has moved, I/O goes to where it was, and fails.
import { failsAfterMove, site } from "./_site.ts";

export const requires = site;

export const run = (): Promise<void> => failsAfterMove({ mgs: false, client: false });
