/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merges the configuration files into the options: what stands on the command line stays as it is. */
#include "cli/options_internal.h"
#include "limits.h"
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Lives on the stack of lutf__options_load_files(). */
struct merge {
	struct lutf_options *options;
	struct lutf_options_error *error;
	bool on_command_line[LUTF_OPTIONS];
};

__attribute__((format(printf, 4, 5))) static void note(struct merge *merge, const struct lutf_config *file, const char *key,
						       const char *format, ...)
{
	char *notes = merge->options->notes;
	size_t len = strlen(notes), size = sizeof(merge->options->notes);
	char place[300];
	va_list args;

	lutf_config_place(file, key, place, sizeof(place));
	len += (size_t)snprintf(notes + len, size - len, "%s%s: ", len ? "\n" : "", place);
	if (len >= size)
		return;
	va_start(args, format);
	vsnprintf(notes + len, size - len, format, args);
	va_end(args);
}

static int add(struct merge *merge, enum lutf_option option, const char *text)
{
	if (merge->on_command_line[option])
		return 0;
	if (lutf__options_add(merge->options, option, text))
		return lutf__options_fail(merge->error, -ENOMEM, "out of memory");
	return 0;
}

static enum lutf_option find_option(const char *name)
{
	size_t i = 0;

	while (i < LUTF_OPTIONS && strcmp(lutf__options[i].name, name))
		i++;
	return (enum lutf_option)i;
}

static bool has(const struct lutf_config *file, const char *key)
{
	const char *const *values;

	return lutf_config_values(file, key, &values) > 0;
}

/* The keys that the schema gives an option. */
static int merge_options(struct merge *merge, const struct lutf_config *file)
{
	const char *const *values;
	enum lutf_option option;
	size_t i, j, n;
	int rc;

	for (i = 0; i < lutf_config_key_count; i++) {
		const struct lutf_config_key *key = &lutf_config_keys[i];

		if (key->file != lutf_config_type(file) || !key->option)
			continue;
		option = find_option(key->option);
		n = lutf_config_values(file, key->name, &values);
		if (key->kind == LUTF_CONFIG_BOOL && n && values[0][0] == '0')
			continue;
		for (j = 0; j < n; j++) {
			rc = add(merge, option, values[j]);
			if (rc)
				return rc;
		}
	}
	return 0;
}

/* base_path/name, as an option. */
static int add_below(struct merge *merge, const struct lutf_config *file, const char *name, enum lutf_option option)
{
	char *path;
	int rc;

	if (!has(file, "base_path"))
		return 0;
	if (asprintf(&path, "%s/%s", lutf_config_value(file, "base_path"), name) < 0)
		return lutf__options_fail(merge->error, -ENOMEM, "out of memory");
	rc = add(merge, option, path);
	free(path);
	return rc;
}

static int merge_master(struct merge *merge, const struct lutf_config *file)
{
	int rc;

	if (has(file, "dport"))
		note(merge, file, "dport", "dport is not used: queries go to mport, %s", lutf_config_value(file, "mport"));
	rc = add_below(merge, file, "suites", LUTF_OPTION_SUITES);
	return rc ? rc : merge_options(merge, file);
}

/* maddress and mport are one option; --master without a port still takes mport. */
static int merge_master_address(struct merge *merge, const struct lutf_config *file)
{
	const char *text = lutf_options_text(merge->options, LUTF_OPTION_MASTER);
	char host[LUTF_HOST_SIZE], joined[LUTF_HOST_SIZE + 8];
	uint16_t port = 0;
	int64_t number = LUTF_PORT;

	if (!text)
		text = lutf_config_value(file, "maddress");
	if (!text || !lutf_text_address(text, host, &port))
		return 0;
	if (!port && lutf_text_integer(lutf_config_value(file, "mport"), 1, UINT16_MAX, &number))
		port = (uint16_t)number;
	lutf_text_join_address(host, port, joined);
	if (lutf__options_add(merge->options, LUTF_OPTION_MASTER, joined))
		return lutf__options_fail(merge->error, -ENOMEM, "out of memory");
	return 0;
}

/* A run starts its agents itself, with its own key and for as long as it lasts. */
static int merge_agents_of_run(struct merge *merge, const struct lutf_config *file)
{
	static const char *const unused[] = {"maddress", "mport", "daemon", "name", "key_file", "heartbeat"};
	size_t i;

	for (i = 0; i < sizeof(unused) / sizeof(unused[0]); i++)
		if (has(file, unused[i]))
			note(merge, file, unused[i], "%s is not used for agents that a run starts: the run says it", unused[i]);
	return add_below(merge, file, "lutf", LUTF_OPTION_AGENT_PROGRAM);
}

static int merge_agent(struct merge *merge, const struct lutf_config *file)
{
	int rc;

	if (merge->options->command == LUTF_COMMAND_RUN)
		return merge_agents_of_run(merge, file);
	if (has(file, "base_path"))
		note(merge, file, "base_path", "base_path is not used by an agent that runs already");
	rc = merge_master_address(merge, file);
	return rc ? rc : merge_options(merge, file);
}

static int merge_tests(struct merge *merge, const struct lutf_config *file)
{
	const char *const *tests;
	int64_t timeout = 0;
	char text[32];
	int rc = 0;

	if (has(file, "timeout") && lutf_text_duration(lutf_config_value(file, "timeout"), &timeout) && timeout) {
		timeout *= (int64_t)lutf_config_values(file, "tests", &tests);
		snprintf(text, sizeof(text), "%" PRId64 "ms", timeout < INT32_MAX ? timeout : INT32_MAX);
		rc = add(merge, LUTF_OPTION_RUN_TIMEOUT, text);
	}
	return rc ? rc : merge_options(merge, file);
}

static int load(struct merge *merge, enum lutf_option option, enum lutf_config_type type,
		int (*merge_file)(struct merge *, const struct lutf_config *))
{
	struct lutf_options *options = merge->options;
	struct lutf_config_error config_error;
	int rc;

	if (!lutf_options_given(options, option))
		return 0;
	rc = lutf_config_load(lutf_options_text(options, option), type, &options->files[type], &config_error);
	if (rc)
		return lutf__options_fail(merge->error, rc, "%s", config_error.text);
	return merge_file(merge, options->files[type]);
}

int lutf__options_load_files(struct lutf_options *options, struct lutf_options_error *error)
{
	struct merge merge = {.options = options, .error = error};
	enum lutf_config_type config = options->command == LUTF_COMMAND_AGENT ? LUTF_CONFIG_AGENT : LUTF_CONFIG_MASTER;
	size_t i;
	int rc;

	for (i = 0; i < LUTF_OPTIONS; i++)
		merge.on_command_line[i] = lutf_options_given(options, (enum lutf_option)i);
	/* The setup file first: it may name the others. */
	rc = load(&merge, LUTF_OPTION_SETUP, LUTF_CONFIG_SETUP, merge_options);
	if (!rc)
		rc = load(&merge, LUTF_OPTION_MASTER_CONFIG, LUTF_CONFIG_MASTER, merge_master);
	if (!rc)
		rc = load(&merge, LUTF_OPTION_AGENT_CONFIG, LUTF_CONFIG_AGENT, merge_agent);
	if (!rc)
		rc = load(&merge, LUTF_OPTION_TESTS, LUTF_CONFIG_TESTS, merge_tests);
	if (!rc)
		rc = load(&merge, LUTF_OPTION_CONFIG, config, config == LUTF_CONFIG_AGENT ? merge_agent : merge_master);
	return rc;
}
