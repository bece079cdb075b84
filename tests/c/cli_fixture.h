/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines for the tests of src/cli: parses("run", "--local", "4"), refuses("message", "run", …). */
#ifndef LUTF_TESTS_CLI_FIXTURE_H
#define LUTF_TESTS_CLI_FIXTURE_H

#include "cli/options.h"
#include "yaml/writer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ARGV(...) \
	(sizeof((const char *[]){"lutf", ##__VA_ARGS__}) / sizeof(char *)), (const char *[]) \
	{ \
		"lutf", ##__VA_ARGS__, NULL \
	}
#define parses(...) parse_line(ARGV(__VA_ARGS__))
#define refuses(message, ...) refuse_line(message, ARGV(__VA_ARGS__))

static inline struct lutf_options *parse_line(size_t argc, const char **argv)
{
	struct lutf_options_error error;
	struct lutf_options *options;

	if (lutf_options_parse((int)argc, (char *const *)argv, &options, &error))
		fail_msg("%s", error.text);
	return options;
}

static inline void refuse_line(const char *message, size_t argc, const char **argv)
{
	struct lutf_options_error error;
	struct lutf_options *options;

	assert_true(lutf_options_parse((int)argc, (char *const *)argv, &options, &error) < 0);
	assert_null(options);
	assert_string_equal(error.text, message);
}

/* What lutf:global would show; options are freed. */
static inline void shows(struct lutf_options *options, const char *expected)
{
	struct lutf_yaml_writer *writer;
	char *text;
	size_t len;

	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	lutf_options_write(options, writer);
	assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
	assert_string_equal(text, expected);
	free(text);
	lutf_yaml_writer_free(writer);
	lutf_options_free(options);
}

/* Writes a file into folder and returns its path, which the next call overwrites. */
static inline const char *file_with(const char *folder, const char *name, const char *text)
{
	static char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return path;
}

#endif
