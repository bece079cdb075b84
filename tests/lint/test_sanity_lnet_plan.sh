#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# docs/sanity-lnet.md has each of the 172 tests of sanity-lnet.sh exactly once; every script it names exists, what has none says why, and it counts them right.
set -eu
top=$(cd "${top_srcdir:-$(dirname "$0")/../..}" && pwd)
plan=${1:-$top/docs/sanity-lnet.md}
failures=0
fail() {
	echo "FAILED: $*" >&2
	failures=1
}

# As the reference lists them.
tests() {
	seq 0 17
	echo 18a 18b 99a 99b 40 50 51 170 180 199 200 201 202 203 241 245 250 251 252 253 254 255 256 257 260 265 266 270 280 290 291
	seq 19 28
	seq 100 112
	seq 150 162
	seq 204 228
	seq 230 238
	echo 300 301 302 303 304 305 310 311 312 350 400 401 402 403 404 410 450 475 500 501 502 525 550
	seq 600 629
}
wanted=$(tests | tr ' ' '\n' | sort)
listed=$(sed -nE 's/^\| ([0-9]+[a-z]?) \|.*/\1/p' "$plan" | sort)
[ "$(wc -l <<<"$wanted")" = 172 ] || fail "there are 172 tests, not $(wc -l <<<"$wanted")"
difference=$(diff <(echo "$wanted") <(echo "$listed")) || fail "numbers that are missing (<), or too many (>): $difference"

covered=0
while IFS='|' read -r _ number _ script _; do
	[[ $number =~ ^\ [0-9] ]] || continue
	if [[ $script == " missing: "* ]]; then
		[[ $script =~ missing:\ .{5,} ]] || fail "$number: why is it missing?"
		continue
	fi
	covered=$((covered + 1))
	names=$(grep -oE '[a-z-]+/[a-z0-9-]+' <<<"$script") || fail "$number names no script: $script"
	for name in $names; do [ -f "$top/suites/$name.ts" ] || fail "$number: there is no suites/$name.ts"; done
done <"$plan"
[ "$covered" -ge 60 ] || fail "only $covered tests are covered"
grep -qw "$covered are covered" "$plan" || fail "it says another number than $covered covered"
echo "sanity-lnet: $covered of 172 covered"
exit "$failures"
