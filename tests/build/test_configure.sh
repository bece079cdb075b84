#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# configure names everything that is missing in one message; with --enable-lutf=auto it then builds nothing, successfully, and says so.
set -eu
top=$(cd "${top_srcdir:-$(dirname "$0")/../..}" && pwd)
if [ ! -x "$top/configure" ]; then
	echo "SKIP: there is no configure here"
	exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What configure looks at, in a folder that nobody has configured yet; TypeScript is not compiled in it.
(cd "$top" && tar cf - configure configure.ac aclocal.m4 m4 Makefile.am Makefile.in build-aux ./*.in src/*.in src/sources.mk src/limits.h \
	tests/tests.mk ts/build.sh suites/*/*.ts) | tar xf - -C "$folder"
# We are run by make check: its variables are not for these.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES TESTS TEST_LOGS
export PKG_CONFIG_LIBDIR=/nonexistent PKG_CONFIG_PATH=
options=(--quiet --with-quickjs="$folder/nowhere" --with-esbuild=no)
failures=0
expect() { # WHAT TEXT
	if ! grep -qF -- "$2" "$folder/output"; then
		echo "FAILED: $1: no \"$2\" in:" >&2
		cat "$folder/output" >&2
		failures=1
	fi
}

if "$folder/configure" "${options[@]}" >"$folder/output" 2>&1; then
	echo "FAILED: configure is content with nothing" >&2
	failures=1
fi
for what in "libuv >= 1.44" "yaml-0.1 >= 0.2.5" "gnutls >= 3.7" "quickjs-ng >= 0.17 (no source in $folder/nowhere" "TypeScript must be compiled" \
	"apt-get install libuv1-dev libyaml-dev libgnutls28-dev qjs-src" "dnf install libuv-devel libyaml-devel gnutls-devel quickjs-ng-devel" "./bootstrap"; do
	expect "the message names everything" "$what"
done
if [ "$(grep -c 'configure: error' "$folder/output")" != 1 ]; then
	echo "FAILED: it is not one message" >&2
	failures=1
fi

mkdir "$folder/build"
cd "$folder/build"
../configure "${options[@]}" --enable-lutf=maybe >"$folder/output" 2>&1 && failures=1
expect "another value is refused" '--enable-lutf takes yes, no or auto, not "maybe"'
for choice in auto no; do
	../configure "${options[@]}" --enable-lutf=$choice >"$folder/output" 2>&1 || { echo "FAILED: --enable-lutf=$choice fails" >&2; failures=1; }
	expect "it says so" "LUTF is not built."
	if [ $choice = auto ]; then
		expect "it says why" "libuv >= 1.44"
	fi
	make all check install DESTDIR="$folder/root" >"$folder/output" 2>&1 || { cat "$folder/output" >&2; failures=1; }
	if [ -n "$(find "$folder/root" -type f 2>/dev/null)" ]; then
		echo "FAILED: --enable-lutf=$choice installs something" >&2
		failures=1
	fi
done
exit $failures
