/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LUTF_CLI_OPTIONS_INTERNAL_H
#define LUTF_CLI_OPTIONS_INTERNAL_H

#include "cli/options.h"
#include "cli/table.h"
#include "config/config.h"

struct lutf__given {
	char **texts; /* count of them and NULL */
	size_t count;
};

struct lutf_options {
	enum lutf_command command;
	struct lutf__given given[LUTF_OPTIONS];
	struct lutf_config *files[LUTF_CONFIG_TYPES]; /* or NULL */
	char notes[1024];
};

/* Adds a value, or replaces that of an option in the singular. text is copied. 0 or -ENOMEM. */
int lutf__options_add(struct lutf_options *options, enum lutf_option option, const char *text);
/* NULL if text is a value for the option, else what it takes: "a whole number". */
const char *lutf__options_refuse(enum lutf_option option, const char *text);
/* Reads the files that the options name and merges them in. Errors as lutf_options_parse(). */
int lutf__options_load_files(struct lutf_options *options, struct lutf_options_error *error);

__attribute__((format(printf, 3, 4))) int lutf__options_fail(struct lutf_options_error *error, int code, const char *format, ...);

#endif
