#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Which generation of the table (api.ts) is a Lustre source tree of? Fails if of none: then the table needs a new column, or is wrong.
#   check-lustre-tree.sh TREE
# CC compiles; CPPFLAGS may add folders with the headers of libyaml and libnl. Nothing is linked or run.
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
tree=${1-}
[ -f "$tree/lnet/utils/lnetconfig/liblnetconfig.h" ] || {
	echo "check-lustre-tree: ${tree:-no folder} is no source tree of Lustre: it has no lnet/utils/lnetconfig/liblnetconfig.h" >&2
	exit 2
}
generations="2.12 2.14 2.15a 2.15b 2.16 2.17 master"
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

fits=
number=0
best=
for generation in $generations; do
	# shellcheck disable=SC2086 # lists of words
	if ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -w -fsyntax-only "-DLNET_GENERATION=$number" -I "$tree/lnet/utils/lnetconfig" -I "$tree/lnet/include/uapi" \
		-I "$tree/lnet/include" -I "$tree/libcfs/include" -I "$tree/lustre/include/uapi" ${CPPFLAGS-} "$here/generated/conformance.c" \
		>"$log/$generation" 2>&1; then
		fits="$fits $generation"
	fi
	errors=$(grep -c 'error:' "$log/$generation")
	if [ -z "$best" ] || [ "$errors" -lt "$fewest" ]; then
		best=$generation
		fewest=$errors
	fi
	number=$((number + 1))
done
if [ -z "$fits" ]; then
	echo "check-lustre-tree: $tree is of no generation that the table has; it is nearest to $best, but:" >&2
	grep 'error:' "$log/$best" >&2
	exit 1
fi
echo "check-lustre-tree: $tree has the signatures and structs of$fits"
