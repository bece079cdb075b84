#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A run needs no root, no home that can be written, no open standard streams, and lutf.sh may be called through a link.
set -u
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
	echo "SKIP: only root can become somebody else"
	exit 77
fi
: "${top_srcdir:?}" "${top_builddir:?}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
check() { # what, expected exit code, expected text
	if [ "$status" -ne "$2" ] || ! grep -q "$3" <<<"$output"; then
		echo "FAILED: $1: exit $status, output: $output"
		failed=1
	fi
}
nobody=65534
as_nobody() {
	output=$(cd "$folder/work" && setpriv --reuid=$nobody --regid=$nobody --clear-groups env -u XDG_CACHE_HOME -u LUTF_SUITES "$@" 2>&1)
	status=$?
}

# The build folder may be closed to others.
mkdir -p "$folder/program" "$folder/work/suites/mine"
cp -L "$top_builddir/lutf" "$top_builddir/esbuild" "$folder/program"
cp "$top_srcdir/lutf.sh" "$folder/program"
echo 'import { lutf } from "lutf"; export async function run(): Promise<void> { console.log(lutf.self.name as string); }' >"$folder/work/suites/mine/new-$$.ts"
chmod -R a+rX "$folder"
chown -R $nobody "$folder/work"

as_nobody HOME="$folder/work" "$folder/program/lutf" run --local 2 --suites suites
check "an ordinary user" 0 "1 passed, 0 failed"
echo '// another hash' >>"$folder/work/suites/mine/new-$$.ts"
as_nobody HOME=/nonexistent "$folder/program/lutf" run --local 1 --suites suites
check "a home that is not there" 0 "1 passed, 0 failed"
rm -rf "/var/tmp/lutf-$nobody"

ln -s "$folder/program/lutf.sh" "$folder/work/link"
as_nobody HOME="$folder/work" ./link --local 1 --suites suites
check "lutf.sh through a link" 0 "1 passed, 0 failed"

# shellcheck disable=SC2016 # $0 is for the inner shell
as_nobody HOME="$folder/work" sh -c 'exec "$0" run --local 1 --suites suites <&- >&- 2>&-' "$folder/program/lutf"
check "closed standard streams" 0 ""
exit $failed
