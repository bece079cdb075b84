/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/table.h"

const struct lutf__command_row lutf__commands[LUTF_COMMANDS] = {
#define LUTF_COMMAND(id, name, positional, arguments, least, most, summary, text) \
	{name, LUTF_OPTION_##positional, arguments, least, most, summary, text},
#include "cli/options.def"
};

const struct lutf__option_row lutf__options[LUTF_OPTIONS] = {
#define C(id) (1u << LUTF_COMMAND_##id)
#define LUTF_OPTION(id, name, letter, kind, argument, commands, group, fallback, text) \
	{name, letter, LUTF_KIND_##kind, argument, commands, LUTF__GROUP_##group, fallback, text},
#include "cli/options.def"
#undef C
};

const struct lutf__exit_row lutf__exits[] = {
#define LUTF_EXIT(id, code, text) {code, text},
#include "cli/exit_codes.def"
#undef LUTF_EXIT
};
const size_t lutf__exit_count = sizeof(lutf__exits) / sizeof(lutf__exits[0]);

const char *const lutf__group_titles[] = {"Cluster", "What to run", "How to run it", "Results", "This node"};

const char *lutf_command_name(enum lutf_command command)
{
	return lutf__commands[command].name;
}
