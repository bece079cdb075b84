# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One recorded session on a simulated node: the words that its commands.sh uses (golden/README.md), then the session itself.
# From the environment: RECORDED, the folder; OURS, where answers go; SCRATCH, which stands for /tmp; CONFORMANCE, this folder.
set -u +e
# shellcheck source=tests/conformance/words.sh
. "$CONFORMANCE/words.sh"
number=0

# Folders that were recorded before failed commands were listed.
case ${RECORDED##*/} in
01_lnet | 04_route | 05_set | 07_udsp | 08_yaml) trap_text= ;;
*) trap_text="trap 'echo \"[exit \$?: \$BASH_COMMAND]\" >&2' ERR; " ;;
esac

# The emulated machines took about that long for a program, and for the recording of a case (13_router/009: 1.1 s for six programs and half a second of sleep; the kernel
# log of 04_route); it matters to what the kernel log holds back.
program_seconds=0.2
case_seconds=1.1
# Less in 06_traffic: response trackers were freed, as they are 75 s after LNet came up, between 036 and 049.
[ "${RECORDED##*/}" != 06_traffic ] || case_seconds=0.85

# c NAME COMMAND: the next case.
c() {
	local name=$1 command=$2 file
	number=$((number + 1))
	file=$OURS/$(printf '%03d_%s' "$number" "$(tr -c 'a-zA-Z0-9_\n' _ <<<"$name")").txt
	sleep $case_seconds
	/bin/bash -c "$trap_text$command" >"$SCRATCH.out" 2>"$SCRATCH.err" </dev/null
	local status=$?
	{
		printf '$ %s\n--- stdout\n' "$command"
		cat_real "$SCRATCH.out"
		echo '--- stderr'
		cat_real "$SCRATCH.err"
		echo "--- exit: $status"
	} | sed "s|$SCRATCH|/tmp|g" >"$file"
}

cat_real() {
	/bin/cat "$1"
	# A text without a newline at its end: the next line is one of its own.
	[ -z "$(tail -c 1 "$1")" ] || echo
}

# shellcheck disable=SC2120 # sessions give it arguments
fresh() {
	lustre_rmmod_lnet
	modprobe lnet "$@"
}

hostname() {
	echo "$LUTF_LNETSIM_NODE"
}

# Tests of files that only the simulated node has.
function [ {
	if builtin [ "${1-}" = -e ] && builtin [ "$#" -eq 3 ] && builtin [ "${2#/sys/}" != "$2" ]; then
		perl "$CONFORMANCE/control.pl" operation_seconds seconds=0
		# shellcheck disable=SC2010 # this ls is the simulated node's
		ls "${2%/*}" 2>/dev/null | grep -qxF "${2##*/}"
		set -- $?
		perl "$CONFORMANCE/control.pl" operation_seconds seconds="$program_seconds"
		return "$1"
	else
		builtin [ "$@"
	fi
}
# A folder that only the simulated node has: a copy of its files, as far as they are read, with their modes.
cd() {
	local folder=$SCRATCH/sys mode name
	case ${1-} in
	/sys/module/*/parameters)
		mkdir -p "$folder" && rm -f "$folder"/*
		# shellcheck disable=SC2012 # this ls is the simulated node's
		ls -l "$1" 2>/dev/null | while read -r mode _ _ _ _ _ _ _ name; do
			builtin [ -n "$name" ] || continue
			cat "$1/$name" >"$folder/$name" </dev/null
			case $mode in -rw*) chmod 644 "$folder/$name" ;; *) chmod 444 "$folder/$name" ;; esac
		done
		builtin cd "$folder" || return
		;;
	*) builtin cd "$@" || return ;;
	esac
}
export SCRATCH
export -f hostname lustre_rmmod_lnet cd

# The other node: up, with three NIDs.
other=node2
builtin [ "$LUTF_LNETSIM_NODE" = node2 ] && other=node1
# shellcheck disable=SC2030
(
	export LUTF_LNETSIM_NODE=$other
	modprobe lnet
	lnetctl lnet configure
	lnetctl net add --net tcp --if eth0
	lnetctl net add --net tcp --if eth1
	# In 04_route the peer of node2 has two NIDs (010).
	builtin [ "${RECORDED##*/}" = 04_route ] || lnetctl net add --net tcp1 --if eth2
	if builtin [ "${RECORDED##*/}" = 09_lst ]; then modprobe lnet_selftest; fi
	# In 13_router it has been a router that heard nothing for long (003: its NIs are down), and does not forward (012).
	if builtin [ "${RECORDED##*/}" = 13_router ]; then
		lnetctl set routing 1
		sleep 230
		lnetctl set routing 0
	fi
)
perl "$CONFORMANCE/control.pl" operation_seconds seconds="$program_seconds"
# A session that goes to a folder which is not there stays in one that does not matter.
cd "$SCRATCH" || exit 1

# Inputs are written again, beside our answers.
G=$OURS
export G
sed "s|/tmp/|$SCRATCH/|g" "$RECORDED/commands.sh" >"$SCRATCH.sh"
# shellcheck disable=SC1090,SC1091
. "$SCRATCH.sh"

# The cases of a second session, which commands.sh does not have: when the router forwards.
if builtin [ "${RECORDED##*/}" = 13_router ]; then
	# shellcheck disable=SC2031
	(
		export LUTF_LNETSIM_NODE=$other
		sleep 120
		lnetctl set routing 1
		sleep 120
	)
	# shellcheck disable=SC2119
	fresh
	lnetctl lnet configure
	lnetctl net add --net tcp --if eth0
	number=20
	for file in "$RECORDED"/02[1-9]_*.txt; do
		name=${file##*/02?_}
		c "${name%.txt}" "$(sed -n '1s/^\$ //p' "$file")"
	done
	lustre_rmmod_lnet
fi
