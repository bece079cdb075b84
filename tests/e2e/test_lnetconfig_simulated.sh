#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# native:lnetconfig over liblnetsim.so and a simulator: what it does on agents of both Lustre versions, which functions and options each release has,
# and that an agent does not grow by it.
set -u
source=$(cd "${top_srcdir:-.}" && pwd -P)
build=$(cd "${top_builddir:-.}" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# check SCRIPT LUSTRE
check() {
	printf 'lustre: %s\nnodes:\n' "$2" >"$work/topology.yaml"
	for i in 1 2; do
		printf '  - name: agent%s\n    nics: [{name: eth0, ipv4: 10.1.1.%s/24}, {name: eth1, ipv4: 10.1.2.%s/24}]\n' $i $i $i
	done >>"$work/topology.yaml"
	if ! "$build/lutf" run --topology "$work/topology.yaml" --suites "$source/tests/lnetconfig/suites" --only "$1" --results "$work/results" \
		>"$work/log" 2>&1; then
		echo "FAILED: $1 on an agent of $2" >&2
		grep -v '/dev/lnet\|kernel modules' "$work/log" >&2
		status=1
	fi
	# An agent with AddressSanitizer (make check-sanitize) says in its log what it has leaked, when it ends.
	if grep -rA 20 'ERROR: [A-Za-z]*Sanitizer' "$work/results" >&2; then
		echo "FAILED: what a sanitizer says of $1 on an agent of $2" >&2
		status=1
	fi
}

check simulated/node 2.17.0
check simulated/node 2.15.8
for release in 2.17.0 2.15.8 2.15.4 2.15.2; do
	check simulated/release "$release"
done
check load/on-agent 2.17.0
exit $status
