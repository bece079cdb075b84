#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `lutf lnetsim` serves until it is told to end, and runs a command in a node; the commands of a node print, read and exit as real ones do.
set -eu
: "${top_builddir:?the folder that lutf was built in}"
lutf=$(realpath "$top_builddir")/lutf
commands=$(realpath "$top_builddir")/lnetsim
folder=$(mktemp -d)
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
unset LUTF_LNETSIM_SOCKET LUTF_LNETSIM_NODE LUTF_LNETSIM_LOG

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

# code COMMAND…: its exit status; what it prints is in out and err
code() {
	status=0
	"$@" >out 2>err || status=$?
	echo "$status"
}

# in_node COMMAND: a shell command in a node, alone
in_node() {
	TMPDIR=$folder "$lutf" lnetsim --local 2 --nics 2 --name agent2 -- sh -c "$1"
}

# ---- a command in a node ----
[ "$(code in_node 'exit 7')" = 7 ] || fail "the exit status of the command is lost: $(cat err)"
[ "$(code in_node 'kill -9 $$')" = 137 ] || fail "a command that was killed"
in_node 'modprobe lnet && lnetctl lnet configure && lnetctl net add --net tcp --if eth1 && lctl list_nids' >out
[ "$(cat out)" = 10.1.2.2@tcp ] || fail "the NID of agent2: $(cat out)"
[ -z "$(find . -name 'lutf-lnetsim-*')" ] || fail "its socket is left"

# Standard input goes to a command that reads it, and to no other.
printf 'net:\n    - net type: tcp7\n      local NI(s):\n        - interfaces:\n              0: eth0\n' >net.yaml
in_node 'modprobe lnet && lnetctl lnet configure && { lnetctl net show >shown; lnetctl import; } && lctl list_nids' <net.yaml >out ||
	fail "lnetctl import from standard input"
[ "$(cat out)" = 10.1.1.2@tcp7 ] || fail "what was imported from standard input: $(cat out)"

# What is not simulated is the machine's own.
echo plain >file
[ "$(in_node 'cat file; ls file; echo piped | cat')" = "plain
file
piped" ] || fail "cat and ls of files"
in_node 'cat no-such-file' 2>err && fail "cat of a file that is not there succeeds"
grep -q 'no-such-file: No such file' err || fail "cat says: $(cat err)"
[ "$(in_node 'lnetctl net show 2>/dev/null | head -n 0; echo on')" = on ] || fail "a reader that goes early"

# ---- a simulator for several ----
"$lutf" lnetsim --local 1 --socket "$folder/new/socket" --seed 5 >said 2>&1 &
simulator=$!
tries=0
until grep -q . said; do
	tries=$((tries + 1))
	[ $tries -lt 200 ] || fail "the simulator does not say that it is ready"
	sleep 0.05
done
[ "$(head -n 1 said)" = "lutf lnetsim: 1 node (agent1), seed 5, on $folder/new/socket" ] || fail "it says: $(cat said)"
grep -q "export LUTF_LNETSIM_SOCKET=$folder/new/socket LUTF_LNETSIM_NODE=agent1 PATH=$commands:" said || fail "how to be in a node: $(cat said)"
[ "$(stat -c %a new) $(stat -c %a new/socket)" = "700 600" ] || fail "others can use its socket: $(stat -c %a new new/socket)"
[ "$(code "$lutf" lnetsim --socket "$folder/new/socket")" = 4 ] || fail "two simulators on one socket"
grep -q 'another process serves this socket' err || fail "of a second one: $(cat err)"

export LUTF_LNETSIM_SOCKET="$folder/new/socket"
[ "$(code "$commands/lnetctl" net show)" = 4 ] || fail "a command without the name of its node"
grep -q 'LUTF_LNETSIM_NODE does not say which node' err || fail "without a node's name: $(cat err)"
export LUTF_LNETSIM_NODE=agent9
[ "$(code "$commands/lnetctl" net show)" = 4 ] || fail "a node that is not there"
grep -q 'no simulated node is called "agent9"; there are agent1' err || fail "of a node that is not there: $(cat err)"
export LUTF_LNETSIM_NODE=agent1
"$commands/modprobe" lnet || fail "modprobe"
"$commands/lsmod" | grep -q '^lnet ' || fail "the module is not there for the next command"

kill "$simulator"
wait "$simulator" || fail "SIGTERM ends it with $?"
simulator=
[ ! -e new/socket ] || fail "its socket is left behind"
[ "$(code "$commands/lnetctl" net show)" = 4 ] || fail "a command without its simulator"
grep -q "does not answer on $folder/new/socket (No such file or directory): has it ended?" err || fail "without a simulator: $(cat err)"

# ---- the leash ----
mkdir leash
: | "$lutf" lnetsim --leash --socket "$folder/leash/socket" >said || fail "the end of its leash ends it with $?"
[ ! -e leash ] || fail "its folder is left behind"

# ---- no simulated node ----
unset LUTF_LNETSIM_SOCKET LUTF_LNETSIM_NODE
[ "$(PATH="$commands:$PATH" "$commands/cat" file)" = plain ] || fail "outside of a node cat is not cat"
mkdir empty
[ "$(code env PATH="$commands:$folder/empty" lnetctl)" = 4 ] || fail "outside of a node lnetctl does something"
grep -q 'this is no simulated node (LUTF_LNETSIM_SOCKET is not set)' err || fail "outside of a node: $(cat err)"
