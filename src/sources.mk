# SPDX-License-Identifier: GPL-2.0-or-later
# Every C source of LUTF, once. Makefile.am includes this file and CMakeLists.txt reads it.

YAML_SOURCES = \
	src/yaml/doc.c \
	src/yaml/scalar.c \
	src/yaml/writer.c

WIRE_SOURCES = \
	src/wire/block.c \
	src/wire/call.c \
	src/wire/command.c \
	src/wire/conn.c \
	src/wire/deadline.c \
	src/wire/dial.c \
	src/wire/frame.c \
	src/wire/heartbeat.c \
	src/wire/inbound.c \
	src/wire/listen.c \
	src/wire/mailbox.c \
	src/wire/node.c \
	src/wire/peer.c \
	src/wire/route.c \
	src/wire/send.c \
	src/wire/session.c \
	src/wire/tls.c

LOCAL_SOURCES = \
	src/local/client.c \
	src/local/exchange.c \
	src/local/server.c \
	src/local/socket_file.c

# For programs and libraries that ask a local server, without libuv.
LOCAL_ASK_SOURCES = \
	src/local/exchange.c \
	src/local/socket_file.c

# The program behind the commands of a simulated node, and their names: links in the folder lnetsim beside the programs.
LNETSIM_TOOL_SOURCES = \
	src/lnetsim/tool.c

LNETSIM_COMMANDS = \
	cat \
	dmesg \
	ip \
	lctl \
	lnetctl \
	ls \
	lsmod \
	lst \
	modprobe \
	rmmod \
	sleep \
	taskset \
	timeout

CONFIG_SOURCES = \
	src/config/check.c \
	src/config/config.c \
	src/config/key.c \
	src/config/schema.c \
	src/config/text_value.c

CLI_SOURCES = \
	src/cli/files.c \
	src/cli/help.c \
	src/cli/help_completion.c \
	src/cli/help_pages.c \
	src/cli/options.c \
	src/cli/parse.c \
	src/cli/table.c

ENGINE_SOURCES = \
	src/engine/base64.c \
	src/engine/child_strings.c \
	src/engine/error.c \
	src/engine/fs_file.c \
	src/engine/fs_operation.c \
	src/engine/fs_whole.c \
	src/engine/host.c \
	src/engine/loader.c \
	src/engine/mailroom.c \
	src/engine/mod_agent.c \
	src/engine/mod_console.c \
	src/engine/mod_fs.c \
	src/engine/mod_global.c \
	src/engine/mod_hash.c \
	src/engine/mod_local_client.c \
	src/engine/mod_local_server.c \
	src/engine/mod_process.c \
	src/engine/mod_realm.c \
	src/engine/mod_system.c \
	src/engine/mod_text.c \
	src/engine/mod_timers.c \
	src/engine/mod_yaml.c \
	src/engine/native_library.c \
	src/engine/native_modules.c \
	src/engine/node_link.c \
	src/engine/realm.c \
	src/engine/yaml_value.c

PROCESS_SOURCES = \
	src/process/node_info.c \
	src/process/process_scan.c \
	src/process/process_tree.c \
	src/process/supervisor.c

# The native module over liblnetconfig, loaded by scripts.
LNETCONFIG_SOURCES = \
	bindings/lnetconfig/blocks.c \
	bindings/lnetconfig/by_hand.c \
	bindings/lnetconfig/by_hand_text.c \
	bindings/lnetconfig/call.c \
	bindings/lnetconfig/generated/glue.c \
	bindings/lnetconfig/lane.c \
	bindings/lnetconfig/library.c \
	bindings/lnetconfig/module.c \
	bindings/lnetconfig/options.c \
	bindings/lnetconfig/prepare.c \
	bindings/lnetconfig/refuse.c \
	bindings/lnetconfig/tree.c \
	bindings/lnetconfig/tree_document.c \
	bindings/lnetconfig/tree_value.c \
	bindings/lnetconfig/tree_yaml.c \
	bindings/lnetconfig/version.c

# liblnetconfig as simulated nodes have it.
LNETSIM_SOURCES = \
	bindings/lnetconfig/generated/simulator.c \
	bindings/lnetconfig/sim/arguments.c \
	bindings/lnetconfig/sim/cyaml.c \
	bindings/lnetconfig/sim/expressions.c \
	bindings/lnetconfig/sim/functions.c \
	bindings/lnetconfig/sim/lnd.c \
	bindings/lnetconfig/sim/networks.c \
	bindings/lnetconfig/sim/nids.c \
	bindings/lnetconfig/sim/not_simulated.c \
	bindings/lnetconfig/sim/older.c \
	bindings/lnetconfig/sim/request.c \
	bindings/lnetconfig/sim/socket.c \
	bindings/lnetconfig/sim/texts.c \
	bindings/lnetconfig/sim/yaml.c \
	bindings/lnetconfig/tree.c
