/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line and the configuration files it names, checked and merged: what cli/options.def describes.
 *
 * Owner: whoever called lutf_options_parse() frees the options; texts live as long as they. One thread at a time.
 */
#ifndef LUTF_CLI_OPTIONS_H
#define LUTF_CLI_OPTIONS_H

#include "config/text_value.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct lutf_yaml_writer;

enum lutf_command {
#define LUTF_COMMAND(id, ...) LUTF_COMMAND_##id,
#include "cli/options.def"
	LUTF_COMMANDS,
};

enum lutf_option {
#define LUTF_OPTION(id, ...) LUTF_OPTION_##id,
#include "cli/options.def"
	LUTF_OPTIONS,
	LUTF_OPTION_NONE = LUTF_OPTIONS,
};

enum lutf_option_kind {
	LUTF_KIND_FLAG,
	LUTF_KIND_TEXT,
	LUTF_KIND_TEXTS, /* plural: may be given several times */
	LUTF_KIND_FILE,
	LUTF_KIND_FOLDER,
	LUTF_KIND_FOLDERS,
	LUTF_KIND_COUNT, /* 0 to 4294967295 */
	LUTF_KIND_PORT,  /* 0 to 65535 */
	LUTF_KIND_DURATION,
	LUTF_KIND_SIZE,
	LUTF_KIND_CHOICE, /* one of its argument's words */
	LUTF_KIND_NODE_NAME,
	LUTF_KIND_NODE_NAMES,
	LUTF_KIND_ADDRESS, /* no port */
	LUTF_KIND_ADDRESSES,
	LUTF_KIND_HOST_PORT,
	LUTF_KIND_ASSIGNMENTS,
};

enum lutf_exit {
#define LUTF_EXIT(id, code, text) LUTF_EXIT_##id = code,
#include "cli/exit_codes.def"
#undef LUTF_EXIT
};

struct lutf_options;

/* Several lines at most, without a line feed at the end. */
struct lutf_options_error {
	char text[2048];
};

/*
 * Reads argv and the files it names (a value on the command line beats one of a file). Does not touch the environment and prints nothing.
 * 0, -EINVAL or what reading a file failed with, -ENOMEM; on failure error says what, where, and what was perhaps meant.
 * `lutf`, `lutf --help` and `lutf COMMAND --help` are the command help.
 */
int lutf_options_parse(int argc, char *const argv[], struct lutf_options **out, struct lutf_options_error *error);
void lutf_options_free(struct lutf_options *options);

enum lutf_command lutf_options_command(const struct lutf_options *options);
const char *lutf_command_name(enum lutf_command command);
bool lutf_options_given(const struct lutf_options *options, enum lutf_option option);
bool lutf_options_flag(const struct lutf_options *options, enum lutf_option option);
/* The (last) value as text, or NULL if it was not given. */
const char *lutf_options_text(const struct lutf_options *options, enum lutf_option option);
/* All values of a plural option; *values goes on with NULL. */
size_t lutf_options_list(const struct lutf_options *options, enum lutf_option option, const char *const **values);
/* Of a COUNT, PORT, DURATION (milliseconds) or SIZE (bytes); fallback if it was not given. */
int64_t lutf_options_number(const struct lutf_options *options, enum lutf_option option, int64_t fallback);
/* Splits a HOST_PORT or ADDRESS; false if it was not given. *port is left alone when it says none. */
bool lutf_options_address(const struct lutf_options *options, enum lutf_option option, char host[LUTF_HOST_SIZE], uint16_t *port);
/* Whether a run is to simulate the LNet of the agents that it starts on this machine. */
bool lutf_options_simulate(const struct lutf_options *options);
/* Puts the NAME=VALUEs of --env, and of --path PATH, into this process's environment. 0 or -ENOMEM. */
int lutf_options_set_environment(const struct lutf_options *options);
/* What the files said that is not used, a line each, or "". */
const char *lutf_options_notes(const struct lutf_options *options);

/*
 * What lutf:global shows as `options`: a mapping of long names to true, text, a number (COUNT, PORT) or a sequence of texts, of what was given; and
 * under `files` the configuration files by their type.
 */
void lutf_options_write(const struct lutf_options *options, struct lutf_yaml_writer *writer);

/* Writes what `lutf help` with these options prints. */
void lutf_help_write(const struct lutf_options *options, FILE *out);

#endif
