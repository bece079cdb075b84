/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of cli/options.def, for the parser and the writers of help. Static, read only. */
#ifndef LUTF_CLI_TABLE_H
#define LUTF_CLI_TABLE_H

#include "cli/options.h"

enum lutf__group {
	LUTF__GROUP_CLUSTER,
	LUTF__GROUP_SELECTION,
	LUTF__GROUP_EXECUTION,
	LUTF__GROUP_RESULTS,
	LUTF__GROUP_NODE,
	LUTF__GROUP_HIDDEN, /* not in lists of options */
};

struct lutf__command_row {
	const char *name;
	enum lutf_option positional;
	const char *arguments;
	int least, most; /* -1: any number */
	const char *summary, *text;
};

struct lutf__option_row {
	const char *name;
	char letter; /* or 0 */
	enum lutf_option_kind kind;
	const char *argument; /* or NULL */
	unsigned commands;    /* bit 1u << enum lutf_command */
	enum lutf__group group;
	const char *fallback; /* as shown, or NULL */
	const char *text;
};

struct lutf__exit_row {
	int code;
	const char *text;
};

extern const struct lutf__command_row lutf__commands[LUTF_COMMANDS];
extern const struct lutf__option_row lutf__options[LUTF_OPTIONS];
extern const struct lutf__exit_row lutf__exits[];
extern const size_t lutf__exit_count;
extern const char *const lutf__group_titles[];

static inline bool lutf__has_option(enum lutf_command command, enum lutf_option option)
{
	return lutf__options[option].commands >> command & 1;
}

static inline bool lutf__is_plural(enum lutf_option_kind kind)
{
	return kind == LUTF_KIND_TEXTS || kind == LUTF_KIND_FOLDERS || kind == LUTF_KIND_NODE_NAMES || kind == LUTF_KIND_ADDRESSES ||
	       kind == LUTF_KIND_ASSIGNMENTS;
}

#endif
