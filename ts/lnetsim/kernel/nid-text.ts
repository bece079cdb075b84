// SPDX-License-Identifier: GPL-2.0-or-later
// NIDs and nets in the kernel are canonical text, "10.1.1.1@tcp" and "tcp"; parsing what people write is ts/lnet/nid.ts.

export const LO_NID = "0@lo";

export const netOf = (nid: string): string => nid.slice(nid.indexOf("@") + 1);

export const addressOf = (nid: string): string => nid.slice(0, nid.indexOf("@"));

/** "tcp12" → "tcp"; of a type that there is not, "<3:0>", what the kernel log calls it: "?3?". */
export const lndOf = (net: string): string => net.replace(/^<(\d+):.*$/, "?$1?").replace(/\d+$/, "") || net;
