#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes configure and Makefile.in from configure.ac and Makefile.am.
set -eu
cd "$(dirname "$0")"

for tool in autoreconf automake libtoolize pkg-config; do
	if ! command -v "$tool" >/dev/null; then
		echo "autogen.sh: $tool is missing: ./bootstrap installs it (Debian: autoconf automake libtool pkg-config; Fedora: pkgconf-pkg-config)" >&2
		exit 1
	fi
done
mkdir -p m4
exec autoreconf --install --warnings=all,no-portability
