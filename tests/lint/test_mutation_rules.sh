#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every rule of tests/mutation still applies to the source and names suites and scripts that there are; one that does not is told by name, and one whose text is not understood.
set -eu
top=$(cd "${top_srcdir:-$(dirname "$0")/../..}" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
run=$top/tests/mutation/run

output=$("$run" --check)
echo "$output"
count=$(sed -nE 's/^mutation: ([0-9]+) rules apply$/\1/p' <<<"$output")
[ "${count:-0}" -ge 10 ] || { echo "FAILED: fewer than ten rules" >&2; exit 1; }

# refuses TEXT WORDS: --check of a file of rules with TEXT ends with 2 and says WORDS
refuses() {
	local output status=0
	printf '%s\n' "$1" >"$folder/rules"
	output=$(MUTATION_RULES=$folder/rules "$run" --check 2>&1) || status=$?
	[ "$status" = 2 ] && [[ $output == *"$2"* ]] && return
	echo "FAILED: $1: exit code $status, output: $output" >&2
	exit 1
}
refuses $'## gone\nfile ts/lnetsim/errno.ts\nsuites dlc\n< not in there' gone
refuses $'## many\nfile ts/lnetsim/errno.ts\nsuites dlc\n< export' many
refuses $'## no text\nfile ts/lnetsim/errno.ts\nsuites dlc' "has no old"
refuses $'## no suite\nfile ts/lnetsim/errno.ts\nsuites nowhere\n< export const EPERM = 1;' nowhere
refuses $'## no script\nfile ts/lnetsim/errno.ts\nscripts dlc/nothing\n< export const EPERM = 1;' dlc/nothing
refuses $'## nobody\nfile ts/lnetsim/errno.ts\n< export const EPERM = 1;' "neither suites nor scripts"
refuses 'words' "not understood"
