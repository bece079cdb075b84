#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is installed works from where it is installed: the program finds its suites beside itself, a C program becomes a node with
# nothing but pkg-config and the public header, and uninstalling leaves nothing.
set -eu
build=${top_builddir:-.}
if [ ! -f "$build/config.status" ] || ! command -v pkg-config >/dev/null; then
	echo "SKIP: this is not a build with autotools"
	exit 77
fi
# We are run by make check: its variables are not for the makes below.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES TESTS TEST_LOGS
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
fail() {
	echo "FAILED: $*" >&2
	exit 1
}

make -s -C "$build" install DESTDIR="$root" >"$root/log" 2>&1 || { cat "$root/log" >&2; fail "make install"; }
lutf=$(find "$root" -path '*/bin/lutf')
[ -L "$lutf" ] || fail "bin/lutf is not a link to the program in its folder"
library=$(dirname "$(realpath "$lutf")")
case $library in
*/lustre/tests/lutf) ;;
*) fail "the program is in $library" ;;
esac
for file in lutf.sh suites/samples/print.ts suites/samples/print.js suites/compiled.json clutf_agent.so clutf_global.so lnetconfig.so liblnetsim.so; do
	[ -f "$library/$file" ] || fail "$file is not beside the program"
done
if [ "$(readlink "$library/lnetsim/lnetctl")" != ../lnetsim_tool ] || [ ! -x "$library/lnetsim/lnetctl" ]; then
	fail "lnetctl of simulated nodes is not beside the program"
fi
said=$(cd / && "$lutf" lnetsim -- sh -c 'modprobe lnet && lnetctl lnet configure && lctl list_nids && lctl ping 0@lo | head -n 1') ||
	fail "the installed simulator does not run a command"
[ "$said" = "12345-0@lo" ] || fail "the installed simulator says: $said"
[ -z "$(find "$root" -name '*.la' -path '*/lutf/*')" ] || fail "libtool's files are installed"
(cd / && env -u LUTF_SUITES "$lutf" list) | grep -qE '^ +print\b' || fail "the installed program does not list the installed suites"
page=$(find "$root" -name 'lutf.1*')
[ -s "$page" ] || fail "no manual page"
bash -n "$(find "$root" -path '*bash-completion*' -type f)" || fail "the bash completion is not bash"

# A master and an agent in one C program.
cat >"$root/node.c" <<'END'
#include <lutf_agent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	struct lutf_node_options options = { .role = LUTF_ROLE_MASTER, .name = "master" };
	struct lutf_node *master, *agent;
	struct lutf_message *message;
	char error[256];

	if (lutf_node_start(&options, &master, error, sizeof(error)))
		return fprintf(stderr, "%s\n", error), 1;
	options.role = LUTF_ROLE_AGENT;
	options.name = "one";
	options.address = "127.0.0.1";
	options.port = lutf_node_port(master);
	if (lutf_node_start(&options, &agent, error, sizeof(error)))
		return fprintf(stderr, "%s\n", error), 1;
	for (int i = 0; i < 5000; i++) {
		while ((message = lutf_node_next(master))) {
			int joined = message->kind == LUTF_MESSAGE_AGENT && message->state == LUTF_AGENT_ALIVE && !strcmp(message->src, "one");

			lutf_message_free(message);
			if (joined) {
				lutf_node_stop(agent);
				lutf_node_stop(master);
				puts("one has joined");
				return 0;
			}
		}
		usleep(1000);
	}
	return 2;
}
END
pc=$(find "$root" -name liblutf_agent.pc)
read -ra flags < <(PKG_CONFIG_PATH=$(dirname "$pc") PKG_CONFIG_SYSROOT_DIR=$root pkg-config --cflags --libs liblutf_agent)
"${CC:-cc}" -Wall -Werror "$root/node.c" -o "$root/node" "${flags[@]}" || fail "a C program cannot be built with pkg-config: ${flags[*]}"
[ "$(LD_LIBRARY_PATH=$(dirname "$(find "$root" -name liblutf_agent.so)") "$root/node")" = "one has joined" ] || fail "the C program is no node"
exported=$(nm -D --defined-only "$(find "$root" -name liblutf_agent.so)" | awk '$2 == "T" { print $3 }' | grep -v '^lutf_[a-z]' || true)
[ -z "$exported" ] || fail "liblutf_agent.so exports what is internal: $exported"

make -s -C "$build" uninstall DESTDIR="$root" >"$root/log" 2>&1 || { cat "$root/log" >&2; fail "make uninstall"; }
left=$(find "$root" \( -type f -o -type l \) ! -path "$root/log" ! -path "$root/node*")
[ -z "$left" ] || fail "uninstall leaves $left"
