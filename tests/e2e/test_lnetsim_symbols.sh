#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# liblnetsim.so exports every function that liblnetconfig of Lustre 2.17.0 does, and beside them only names of its own; called from C, those that the
# binding does not call do what they say (tests/lnetconfig/companions.c).
set -u
source=$(cd "${top_srcdir:-.}" && pwd -P)
build=$(cd "${top_builddir:-.}" && pwd -P)
library=$build/liblnetsim.so
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fail() {
	echo "FAILED: $*" >&2
	status=1
}

command -v nm >/dev/null || { echo "SKIP: no nm"; exit 77; }
grep -v '^#' "$source/tests/lnetconfig/symbols-2.17.0.txt" | LC_ALL=C sort >"$work/wanted"
nm -D --defined-only "$library" | awk '$2 == "T" { print $3 }' | LC_ALL=C sort >"$work/there"
for list in wanted there; do
	[ -s "$work/$list" ] || fail "nothing to compare: $list is empty"
done
while read -r name; do
	fail "liblnetsim.so has no $name"
done < <(LC_ALL=C comm -23 "$work/wanted" "$work/there")
while read -r name; do
	fail "liblnetsim.so exports $name, which liblnetconfig does not"
done < <(LC_ALL=C comm -13 "$work/wanted" "$work/there" | grep -v '^lnetsim_')
nm -D --defined-only "$library" | awk '$2 != "T" && $2 != "A"' | grep . && fail "liblnetsim.so exports what is no function"

command -v "$cc" >/dev/null || { echo "SKIP: no C compiler"; exit $((status ? status : 77)); }
"$cc" -std=gnu11 -D_GNU_SOURCE ${LUTF_SANITIZE:+"-fsanitize=$LUTF_SANITIZE"} -I "$source/bindings/lnetconfig" -o "$work/companions" \
	"$source/tests/lnetconfig/companions.c" "$library" -Wl,-rpath,"$build" -lyaml || fail "companions.c does not compile"
"$build/lutf" lnetsim --local 1 --nics 2 -- "$work/companions" >"$work/out" 2>&1 || { fail "companions"; cat "$work/out" >&2; }
exit $status
