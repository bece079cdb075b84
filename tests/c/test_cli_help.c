/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Help names everything, fits a terminal, and the files made from the table are those in the tree. */
#include "cli/table.h"
#include "cli_fixture.h"
#include "limits.h"

static char *help(struct lutf_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	lutf_help_write(options, out);
	fclose(out);
	lutf_options_free(options);
	return text;
}

static void test_the_list_of_commands(void **state)
{
	char *text = help(parses("help")), line[128];
	size_t i;

	(void)state;
	for (i = 0; i < LUTF_COMMANDS; i++) {
		snprintf(line, sizeof(line), "\n  %-8s  %s\n", lutf__commands[i].name, lutf__commands[i].summary);
		assert_non_null(strstr(text, line));
	}
	for (i = 0; i < lutf__exit_count; i++) {
		snprintf(line, sizeof(line), "\n  %3d  ", lutf__exits[i].code);
		assert_non_null(strstr(text, line));
	}
	free(text);
}

static void test_each_command_shows_its_options_and_no_others(void **state)
{
	char *text, name[64];
	size_t i, j;

	(void)state;
	for (i = 0; i < LUTF_COMMANDS; i++) {
		text = help(parses("help", lutf__commands[i].name));
		for (j = 0; j < LUTF_OPTIONS; j++) {
			bool shown = lutf__options[j].group != LUTF__GROUP_HIDDEN &&
				     lutf__has_option((enum lutf_command)i, (enum lutf_option)j);

			snprintf(name, sizeof(name), "--%s%s", lutf__options[j].name, lutf__options[j].argument ? " " : "\n");
			if (shown && !strstr(text, name))
				fail_msg("help %s does not show %s", lutf__commands[i].name, name);
			snprintf(name, sizeof(name), "      --%s ", lutf__options[j].name);
			if (!shown && strstr(text, name))
				fail_msg("help %s shows %s", lutf__commands[i].name, name);
		}
		free(text);
	}
}

static void test_lines_fit_a_terminal(void **state)
{
	char *text, *line, *rest;
	size_t i;

	(void)state;
	for (i = 0; i < LUTF_COMMANDS; i++) {
		text = rest = help(parses("help", lutf__commands[i].name));
		while ((line = strsep(&rest, "\n")))
			if (strlen(line) > 80)
				fail_msg("%zu columns: %s", strlen(line), line);
		free(text);
	}
}

static void test_letters_are_unique_and_the_table_is_whole(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < LUTF_OPTIONS; i++) {
		assert_true((lutf__options[i].kind == LUTF_KIND_FLAG) == (lutf__options[i].argument == NULL));
		for (j = 0; j < i; j++) {
			assert_string_not_equal(lutf__options[i].name, lutf__options[j].name);
			assert_true(!lutf__options[i].letter || lutf__options[i].letter != lutf__options[j].letter);
		}
	}
}

static void fallback_is(enum lutf_option option, const char *format, unsigned value)
{
	char text[32];

	snprintf(text, sizeof(text), format, value);
	assert_int_equal(strncmp(lutf__options[option].fallback, text, strlen(text)), 0);
}

static void test_defaults_are_those_of_the_limits(void **state)
{
	(void)state;
	fallback_is(LUTF_OPTION_TIMEOUT, "%us", LUTF_SCRIPT_TIMEOUT / 1000);
	fallback_is(LUTF_OPTION_HEARTBEAT, "%us", LUTF_HEARTBEAT_PERIOD / 1000);
	fallback_is(LUTF_OPTION_MEMORY, "%uM", LUTF_REALM_MEMORY >> 20);
	fallback_is(LUTF_OPTION_PORT, "%u;", LUTF_PORT);
}

static char *file_in_tree(const char *name, char path[4096])
{
	const char *top = getenv("top_srcdir"), *here = strstr(__FILE__, "tests/c/");
	char *text = calloc(1, 1 << 20);
	FILE *file;

	if (top)
		snprintf(path, 4096, "%s/%s", top, name);
	else
		snprintf(path, 4096, "%.*s%s", (int)(here - __FILE__), __FILE__, name);
	file = fopen(path, "r");
	if (!file)
		fail_msg("cannot open %s", path);
	assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
	fclose(file);
	return text;
}

static void test_exit_codes_are_those_of_the_library(void **state)
{
	static const struct {
		const char *name;
		int code;
	} rows[] = {
		{"passed", LUTF_EXIT_PASSED},
		{"failed", LUTF_EXIT_FAILED},
		{"usage", LUTF_EXIT_USAGE},
		{"nothingRan", LUTF_EXIT_NOTHING_RAN},
		{"couldNotStart", LUTF_EXIT_COULD_NOT_START},
		{"interrupted", LUTF_EXIT_INTERRUPTED},
	};
	char path[4096], row[64], *text = file_in_tree("ts/cli/exit-codes.ts", path);
	size_t i;

	(void)state;
	assert_int_equal(sizeof(rows) / sizeof(rows[0]), lutf__exit_count);
	for (i = 0; i < lutf__exit_count; i++) {
		snprintf(row, sizeof(row), " %s: %d", rows[i].name, rows[i].code);
		if (!strstr(text, row))
			fail_msg("%s does not have%s", path, row);
	}
	free(text);
}

static void is_in_tree(const char *name, char *expected)
{
	char path[4096], *found = file_in_tree(name, path);

	if (strcmp(found, expected))
		fail_msg("%s is not what src/cli/options.def makes: run packaging/generate.sh", path);
	free(found);
	free(expected);
}

static void test_generated_files_are_up_to_date(void **state)
{
	(void)state;
	is_in_tree("packaging/man/lutf.1", help(parses("help", "--format", "man")));
	is_in_tree("packaging/completion/lutf.bash", help(parses("help", "--format", "bash")));
	is_in_tree("packaging/completion/_lutf", help(parses("help", "--format", "zsh")));
	is_in_tree("packaging/completion/lutf.fish", help(parses("help", "--format", "fish")));
	is_in_tree("docs/cli.md", help(parses("help", "--format", "markdown")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_list_of_commands),
		cmocka_unit_test(test_each_command_shows_its_options_and_no_others),
		cmocka_unit_test(test_lines_fit_a_terminal),
		cmocka_unit_test(test_letters_are_unique_and_the_table_is_whole),
		cmocka_unit_test(test_defaults_are_those_of_the_limits),
		cmocka_unit_test(test_exit_codes_are_those_of_the_library),
		cmocka_unit_test(test_generated_files_are_up_to_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
