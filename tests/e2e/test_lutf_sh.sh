#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# lutf.sh: finds the lutf beside it, hands arguments on, finds new suites of a source tree, and explains itself when nothing is built.
set -u
: "${top_srcdir:?the source folder}" "${top_builddir:?the folder that lutf was built in}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

# check WHAT STATUS OUTPUT: the last run ended with STATUS and printed OUTPUT somewhere
check() {
	if [ "$status" != "$2" ] || ! printf '%s\n' "$output" | grep -qF -- "$3"; then
		printf 'FAILED: %s: exit code %s, wanted %s and "%s" in:\n%s\n' "$1" "$status" "$2" "$3" "$output"
		failed=1
	fi
}
run() {
	output=$("$@" 2>&1)
	status=$?
}

mkdir -p "$folder/tree/ts" "$folder/tree/suites/mine"
cp "$top_srcdir/lutf.sh" "$folder/tree"
echo 'export async function run(): Promise<void> {}' >"$folder/tree/suites/mine/new.ts"
cd "$folder" || exit 1

run env PATH=/usr/bin:/bin tree/lutf.sh --local 1
check "nothing is built" 4 "run $folder/tree/bootstrap"

ln -s "$top_builddir/lutf" tree/lutf
run tree/lutf.sh
check "no arguments are help" 0 "run test scripts on a cluster"
run tree/lutf.sh list
check "a new suite is found without building" 0 new
run tree/lutf.sh --local 1 --reporter lines
check "options alone are lutf run" 0 "1 passed, 0 failed"
grep -q "again: tree/lutf.sh --local 1 --only mine/new" results/latest/mine/new/result.yaml || {
	echo "FAILED: the command that runs a test again:"
	cat results/latest/mine/new/result.yaml
	failed=1
}
run tree/lutf.sh --only absent
check "the exit code is handed on" 2 "matches no script"
exit $failed
