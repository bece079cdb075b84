#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# native:lnetconfig calls the library of each generation with its own signatures: a library made for the test says what arrived.
# What says no version that is known, or contradicts itself, is called by what never changed only.
set -u
source=${top_srcdir:-.}
build=$(cd "${top_builddir:-.}" && pwd -P)
cc=${CC:-cc}
command -v "$cc" >/dev/null || { echo "SKIP: no C compiler"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# library GENERATION VERSION: where it is
library() {
	mkdir -p "$work/$1-$2" && "$cc" -std=gnu11 -D_GNU_SOURCE -w -shared -fPIC "-DGENERATION=$1" "-DVERSION=\"$2\"" -I "$source/bindings/lnetconfig" \
		-o "$work/$1-$2/liblnetconfig.so.4" "$source/tests/lnetconfig/library.c" "$source/bindings/lnetconfig/tree.c" -lyaml -lm &&
		echo "$work/$1-$2/liblnetconfig.so.4"
}

# check SCRIPT GENERATION VERSION
check() {
	local path
	path=$(library "$2" "$3") || exit 1
	# A test that creates a temporary file leaves none.
	mkdir -p "$work/tmp"
	if ! env -u LUTF_LNETSIM_SOCKET LUTF_LNETCONFIG="$path" TMPDIR="$work/tmp" "$build/lutf" run --suites "$source/tests/lnetconfig/suites" \
		--only "$1" --results "$work/results" >"$work/log" 2>&1; then
		echo "FAILED: $1 with the library $2 of version $3" >&2
		cat "$work/log" >&2
		status=1
	fi
	if find "$work/tmp" -name 'lutf-lnet-*' | grep -q .; then
		echo "FAILED: $1 with $3 left files of YAML" >&2
		status=1
	fi
}

check generations/adapters 212 2.12.9
check generations/adapters 214 2.14.0
check generations/adapters 2150 2.15.3
check generations/adapters 2154 2.15.8
check generations/adapters 216 2.16.1_12_g0123abc
check generations/adapters 217 2.17.0
check generations/adapters 218 2.17.55
check generations/unknown 217 2.19.0
check generations/unknown 216 2.17.0
check generations/unknown 2154 2.15.57
check load/mixed 212 2.12.9
check load/mixed 217 2.17.0
exit $status
