#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# native:lnetconfig over liblnetsim.so and a simulator: what it does on agents of both Lustre versions, and that an agent does not grow by it.
set -u
source=$(cd "${top_srcdir:-.}" && pwd -P)
build=$(cd "${top_builddir:-.}" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# check SCRIPT LUSTRE
check() {
	if ! "$build/lutf" run --local 2 --nics 2 --lustre "$2" --suites "$source/tests/lnetconfig/suites" --only "$1" --results "$work/results" \
		>"$work/log" 2>&1; then
		echo "FAILED: $1 on an agent of $2" >&2
		grep -v '/dev/lnet\|kernel modules' "$work/log" >&2
		status=1
	fi
}

check simulated/node 2.17.0
check simulated/node 2.15.8
check load/on-agent 2.17.0
exit $status
