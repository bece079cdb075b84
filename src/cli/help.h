/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms in which the table of options is shown. Each writes to out; errors are the stream's. */
#ifndef LUTF_CLI_HELP_H
#define LUTF_CLI_HELP_H

#include "cli/table.h"
#include <stdio.h>

/* topic: LUTF_COMMANDS for the list of commands. */
void lutf__help_text(FILE *out, enum lutf_command topic);
void lutf__help_man(FILE *out);
void lutf__help_markdown(FILE *out);
void lutf__help_bash(FILE *out);
void lutf__help_zsh(FILE *out);
void lutf__help_fish(FILE *out);

/* Whether an option is shown for a command, as far as lists of options go. */
static inline bool lutf__is_shown(enum lutf_command command, size_t option)
{
	return lutf__options[option].group != LUTF__GROUP_HIDDEN && lutf__has_option(command, (enum lutf_option)option);
}

#endif
