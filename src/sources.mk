# SPDX-License-Identifier: GPL-2.0-or-later
# Every C source of LUTF, once. Makefile.am includes this file and CMakeLists.txt reads it.

YAML_SOURCES = \
	src/yaml/doc.c \
	src/yaml/scalar.c \
	src/yaml/writer.c

WIRE_SOURCES =

CONFIG_SOURCES =

CLI_SOURCES =

ENGINE_SOURCES = \
	src/engine/fs_file.c \
	src/engine/fs_operation.c \
	src/engine/fs_whole.c \
	src/engine/mod_console.c \
	src/engine/mod_fs.c \
	src/engine/mod_text.c \
	src/engine/mod_timers.c

PROCESS_SOURCES = \
	src/process/process_scan.c \
	src/process/process_tree.c
