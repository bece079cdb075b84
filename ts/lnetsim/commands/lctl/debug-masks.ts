// SPDX-License-Identifier: GPL-2.0-or-later
// Masks of Lustre's debug log by name (golden/10_sys/013-051); a name's place is its bit, an empty one is no name.

export const TYPES: readonly string[] = (
  "trace inode super iotrace malloc cache info ioctl neterror net warning buffs other dentry nettrace page " +
  "dlmtrace error emerg ha rpctrace vfstrace reada mmap config console quota sec lfsck hsm snapshot layout"
).split(" ");

export const SUBSYSTEMS: readonly string[] = (
  "undefined mdc mds osc ost class log llite rpc mgmt lnet lnd pinger filter libcfs echo " +
  "ldlm lov lquota osd lfsck snapshot  lmv  sec gss  mgc mgs fid fld"
).split(" ");

export function formatMask(mask: number, names: readonly string[]): string {
  if (mask === 0) return "0";
  return names.filter((_, bit) => ((mask >>> bit) & 1) === 1).join(" ");
}

/** "net +ioctl -trace", "all", a number: the new mask as a signed number, or the word that is no name. */
export function parseMask(text: string, old: number, names: readonly string[]): number | { unknown: string } {
  const plain = text.trim();
  if (/^-?(0[xX][0-9a-fA-F]+|\d+)$/.test(plain)) {
    const negative = plain.startsWith("-");
    const value = Number(plain.replace("-", ""));
    return (negative ? -value : value) | 0;
  }
  let mask = old;
  let first = true;
  for (const word of plain.split(/[\s,|]+/)) {
    const [, sign = "", name = ""] = /^([+-]?)(.*)$/.exec(word)!;
    const bit = names.indexOf(name);
    if (name !== "all" && (bit < 0 || name === "")) return { unknown: name };
    const bits = name === "all" ? -1 : 1 << bit;
    // The first name without a sign begins anew.
    if (sign === "" && first) mask = 0;
    mask = sign === "-" ? mask & ~bits : mask | bits;
    first = false;
  }
  return mask | 0;
}
