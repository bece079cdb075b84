// SPDX-License-Identifier: GPL-2.0-or-later
// Parts of `lutf/lnet` that LUTF's own tests look at.
export { blocksOfReply, blocksOfText } from "./error-blocks.ts";
export { failureOf } from "./lnet-error.ts";
export { parseShown } from "./shown.ts";
