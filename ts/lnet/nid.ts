// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * `lutf/nid`: names of LNet, as pure functions: LNDs, nets, NIDs, ranges of NIDs, expressions, lists of interfaces.
 * They parse what LNet parses and print what it prints; nothing here asks a host.
 */
export * from "./expression.ts";
export * from "./ip-address.ts";
export * from "./lnd.ts";
export * from "./net.ts";
export * from "./network-text.ts";
export * from "./nid-range.ts";
export * from "./nid-text.ts";
