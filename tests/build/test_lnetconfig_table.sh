#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# bindings/lnetconfig/generated is what its generator makes of the table; and the table is checked against a Lustre tree: headers made of the
# library that tests use fit their generation, and a prototype or a struct that is another is found.
set -u
source=$(cd "${top_srcdir:-.}" && pwd -P)
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
fail() {
	echo "FAILED: $*" >&2
	status=1
}

if command -v node >/dev/null && [ -x "$source/node_modules/.bin/esbuild" ]; then
	ESBUILD=$source/node_modules/.bin/esbuild "$source/bindings/lnetconfig/generate.sh" "$work/generated" || fail "generate.sh"
	for file in "$work"/generated/*; do
		diff -u "$source/bindings/lnetconfig/generated/${file##*/}" "$file" ||
			fail "bindings/lnetconfig/generated/${file##*/} is not what generate.sh makes of api.ts: run it"
	done
else
	echo "no Node or no esbuild: generated files are not compared"
fi

command -v "$cc" >/dev/null || { echo "SKIP: no C compiler"; exit 77; }
"$cc" --version | grep -qi gcc || command -v gcc >/dev/null || { echo "SKIP: -aux-info needs gcc"; exit 77; }

# tree FOLDER TREE GENERATION: headers as a source tree of Lustre has them
tree() {
	local headers=$1/lnet/utils/lnetconfig
	mkdir -p "$headers" "$1/libcfs/include/libcfs/util" "$1/lnet/include/uapi/linux/lnet"
	echo >"$1/libcfs/include/libcfs/util/ioctl.h"
	echo >"$1/libcfs/include/libcfs/util/string.h"
	echo >"$1/lnet/include/uapi/linux/lnet/nidstr.h"
	gcc -std=gnu11 -D_GNU_SOURCE -w -fsyntax-only "-DGENERATION=$3" '-DVERSION=""' -I "$source/bindings/lnetconfig" -aux-info "$work/prototypes" \
		"$source/tests/lnetconfig/library.c" || fail "prototypes of $3"
	{
		sed "s/\bTREE\b/$2/g" "$source/tests/lnetconfig/tree/structs.h"
		sed -n 's|^/\* [^ ]*tests/lnetconfig/library\.c:[^ ]* \*/ ||p' "$work/prototypes" | grep -v '^static ' | grep -v cYAML_ |
			sed 's/struct tunables/struct lnet_ioctl_config_lnd_tunables/g'
	} >"$headers/body.h"
	printf '#include <cyaml.h>\n#include "body.h"\n' >"$headers/liblnetconfig.h"
	{
		sed -n '/^struct cYAML {/,/^};/p' "$source/bindings/lnetconfig/layout.h"
		sed -n 's|^/\* [^ ]*tests/lnetconfig/library\.c:[^ ]* \*/ ||p' "$work/prototypes" | grep -v '^static ' | grep cYAML_
	} >"$headers/cyaml.body"
	{
		echo '#pragma once'
		cat "$headers/cyaml.body"
	} >"$headers/cyaml.h"
}
check() {
	CC=$cc sh "$source/bindings/lnetconfig/check-lustre-tree.sh" "$1" >"$work/out" 2>&1
}

for pair in 0:212:2.12 5:217:2.17; do
	IFS=: read -r number generation name <<<"$pair"
	tree "$work/$name" "$number" "$generation"
	check "$work/$name" || { fail "the headers of $name do not fit"; cat "$work/out" >&2; }
	grep -qE "structs of.* ${name//./\\.}\\b" "$work/out" || fail "the headers of $name are taken for others: $(cat "$work/out")"

	cp -r "$work/$name" "$work/wrong"
	sed -i 's/lustre_lnet_del_route (char \*/lustre_lnet_del_route (long more, char */' "$work/wrong/lnet/utils/lnetconfig/body.h"
	check "$work/wrong" && fail "a wrong prototype in $name is not found"
	grep -q 'signature of lustre_lnet_del_route' "$work/out" || fail "the wrong prototype is not named: $(cat "$work/out")"
	rm -rf "$work/wrong"

	cp -r "$work/$name" "$work/wrong"
	sed -i 's/__s32 lct_peer_timeout,/__s32 lct_added, lct_peer_timeout,/' "$work/wrong/lnet/utils/lnetconfig/body.h"
	check "$work/wrong" && fail "a moved field in $name is not found"
	grep -q 'offset of struct lnet_ioctl_config_lnd_tunables.lt_cmn.lct_peer_timeout' "$work/out" || fail "the moved field is not named: $(cat "$work/out")"
	rm -rf "$work/wrong"
done
check "$work" && fail "a folder that is no tree is taken for one"
grep -q 'is no source tree of Lustre' "$work/out" || fail "what is no tree is not said to be none"
exit $status
