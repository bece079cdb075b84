/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was given, and its values. */
#include "cli/options_internal.h"
#include "yaml/writer.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int lutf__options_fail(struct lutf_options_error *error, int code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	return code;
}

int lutf__options_add(struct lutf_options *options, enum lutf_option option, const char *text)
{
	struct lutf__given *given = &options->given[option];
	char *copy = strdup(text), **texts;

	if (!copy)
		return -ENOMEM;
	if (given->count && !lutf__is_plural(lutf__options[option].kind)) {
		free(given->texts[0]);
		given->texts[0] = copy;
		return 0;
	}
	texts = realloc(given->texts, (given->count + 2) * sizeof(*texts));
	if (!texts) {
		free(copy);
		return -ENOMEM;
	}
	given->texts = texts;
	texts[given->count++] = copy;
	texts[given->count] = NULL;
	return 0;
}

void lutf_options_free(struct lutf_options *options)
{
	size_t i, j;

	if (!options)
		return;
	for (i = 0; i < LUTF_OPTIONS; i++) {
		for (j = 0; j < options->given[i].count; j++)
			free(options->given[i].texts[j]);
		free(options->given[i].texts);
	}
	for (i = 0; i < LUTF_CONFIG_TYPES; i++)
		lutf_config_free(options->files[i]);
	free(options);
}

static bool is_choice(const char *choices, const char *text)
{
	size_t len = strlen(text);
	const char *end;

	for (; choices; choices = end ? end + 1 : NULL) {
		end = strchr(choices, '|');
		if ((end ? (size_t)(end - choices) : strlen(choices)) == len && !memcmp(choices, text, len))
			return true;
	}
	return false;
}

const char *lutf__options_refuse(enum lutf_option option, const char *text)
{
	const struct lutf__option_row *row = &lutf__options[option];
	char host[LUTF_HOST_SIZE];
	uint16_t port = 0;
	uint64_t size;
	int64_t number;

	switch (row->kind) {
	case LUTF_KIND_COUNT:
		return lutf_text_integer(text, 0, UINT32_MAX, &number) ? NULL : "a whole number";
	case LUTF_KIND_PORT:
		return lutf_text_integer(text, 0, UINT16_MAX, &number) ? NULL : "a port, 0 to 65535";
	case LUTF_KIND_DURATION:
		return lutf_text_duration(text, &number) ? NULL : "a time such as 30s, 500ms, 2m or 1h";
	case LUTF_KIND_SIZE:
		return lutf_text_size(text, &size) && size ? NULL : "a size such as 64M or 1G";
	case LUTF_KIND_CHOICE:
		return is_choice(row->argument, text) ? NULL : row->argument;
	case LUTF_KIND_NODE_NAME:
	case LUTF_KIND_NODE_NAMES:
		return lutf_text_is_node_name(text) ? NULL : "a name of letters, digits, '.', '_' and '-', 63 at most";
	case LUTF_KIND_ADDRESS:
	case LUTF_KIND_ADDRESSES:
		return lutf_text_address(text, host, &port) && !port ? NULL : "a host name or IP address without a port";
	case LUTF_KIND_HOST_PORT:
		return lutf_text_address(text, host, &port) ? NULL : "HOST, HOST:PORT or [IPv6]:PORT";
	case LUTF_KIND_ASSIGNMENTS:
		return lutf_text_is_assignment(text) ? NULL : "NAME=VALUE";
	default:
		return *text ? NULL : "something that is not empty";
	}
}

enum lutf_command lutf_options_command(const struct lutf_options *options)
{
	return options->command;
}

bool lutf_options_given(const struct lutf_options *options, enum lutf_option option)
{
	return options->given[option].count > 0;
}

bool lutf_options_flag(const struct lutf_options *options, enum lutf_option option)
{
	return lutf_options_given(options, option);
}

const char *lutf_options_text(const struct lutf_options *options, enum lutf_option option)
{
	const struct lutf__given *given = &options->given[option];

	return given->count ? given->texts[given->count - 1] : NULL;
}

size_t lutf_options_list(const struct lutf_options *options, enum lutf_option option, const char *const **values)
{
	static const char *const none[] = {NULL};
	const struct lutf__given *given = &options->given[option];

	*values = given->count ? (const char *const *)given->texts : none;
	return given->count;
}

int64_t lutf_options_number(const struct lutf_options *options, enum lutf_option option, int64_t fallback)
{
	const char *text = lutf_options_text(options, option);
	int64_t number = fallback;
	uint64_t size;

	if (!text)
		return fallback;
	switch (lutf__options[option].kind) {
	case LUTF_KIND_DURATION:
		lutf_text_duration(text, &number);
		break;
	case LUTF_KIND_SIZE:
		if (lutf_text_size(text, &size))
			number = (int64_t)size;
		break;
	default:
		lutf_text_integer(text, 0, UINT32_MAX, &number);
		break;
	}
	return number;
}

bool lutf_options_address(const struct lutf_options *options, enum lutf_option option, char host[LUTF_HOST_SIZE], uint16_t *port)
{
	const char *text = lutf_options_text(options, option);

	return text && lutf_text_address(text, host, port);
}

bool lutf_options_simulate(const struct lutf_options *options)
{
	const char *lnet = lutf_options_text(options, LUTF_OPTION_LNET);

	if (options->command != LUTF_COMMAND_RUN || (lnet && !strcmp(lnet, "real")))
		return false;
	return lutf_options_number(options, LUTF_OPTION_LOCAL, 0) > 0 || lutf_options_given(options, LUTF_OPTION_TOPOLOGY);
}

int lutf_options_set_environment(const struct lutf_options *options)
{
	const struct lutf__given *env = &options->given[LUTF_OPTION_ENV], *path = &options->given[LUTF_OPTION_PATH];
	char name[256], *joined;
	const char *equals, *old;
	size_t i;

	for (i = 0; i < env->count; i++) {
		equals = strchr(env->texts[i], '=');
		snprintf(name, sizeof(name), "%.*s", (int)(equals - env->texts[i]), env->texts[i]);
		if (setenv(name, equals + 1, 1))
			return -ENOMEM;
	}
	for (i = path->count; i-- > 0;) {
		old = getenv("PATH");
		if (asprintf(&joined, "%s%s%s", path->texts[i], old ? ":" : "", old ? old : "") < 0)
			return -ENOMEM;
		if (setenv("PATH", joined, 1)) {
			free(joined);
			return -ENOMEM;
		}
		free(joined);
	}
	return 0;
}

const char *lutf_options_notes(const struct lutf_options *options)
{
	return options->notes;
}

static void write_option(const struct lutf_options *options, enum lutf_option option, struct lutf_yaml_writer *writer)
{
	const struct lutf__option_row *row = &lutf__options[option];
	const struct lutf__given *given = &options->given[option];
	size_t i;

	lutf_yaml_key(writer, row->name);
	if (row->kind == LUTF_KIND_FLAG) {
		lutf_yaml_bool(writer, true);
	} else if (row->kind == LUTF_KIND_COUNT || row->kind == LUTF_KIND_PORT) {
		lutf_yaml_int(writer, lutf_options_number(options, option, 0));
	} else if (!lutf__is_plural(row->kind)) {
		lutf_yaml_string(writer, given->texts[0], strlen(given->texts[0]));
	} else {
		lutf_yaml_begin_sequence(writer);
		for (i = 0; i < given->count; i++)
			lutf_yaml_string(writer, given->texts[i], strlen(given->texts[i]));
		lutf_yaml_end_sequence(writer);
	}
}

void lutf_options_write(const struct lutf_options *options, struct lutf_yaml_writer *writer)
{
	size_t i;

	lutf_yaml_begin_mapping(writer);
	for (i = 0; i < LUTF_OPTIONS; i++)
		if (options->given[i].count)
			write_option(options, (enum lutf_option)i, writer);
	lutf_yaml_key(writer, "files");
	lutf_yaml_begin_mapping(writer);
	for (i = 0; i < LUTF_CONFIG_TYPES; i++) {
		if (!options->files[i])
			continue;
		lutf_yaml_key(writer, lutf_config_type_name((enum lutf_config_type)i));
		lutf_config_write(options->files[i], writer);
	}
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
}
