/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text that the writer makes: plain where that reads back as the same, quoted where it would not. */
#include "limits.h"
#include "yaml/writer.h"
#include <errno.h>
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct lutf_yaml_writer *writer;

static int set_up(void **state)
{
	(void)state;
	return lutf_yaml_writer_new(&writer);
}

static int tear_down(void **state)
{
	(void)state;
	lutf_yaml_writer_free(writer);
	return 0;
}

static void finishes_as(const char *expected)
{
	char *text;
	size_t len;

	assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
	assert_string_equal(text, expected);
	assert_int_equal(len, strlen(expected));
	free(text);
	lutf_yaml_writer_reset(writer);
}

static void string_in_sequence_is(const char *string, const char *expected)
{
	lutf_yaml_begin_sequence(writer);
	lutf_yaml_string(writer, string, strlen(string));
	lutf_yaml_end_sequence(writer);
	finishes_as(expected);
}

static void test_block_style(void **state)
{
	(void)state;
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "rpc");
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "dst");
	lutf_yaml_string(writer, "oss1", 4);
	lutf_yaml_key(writer, "list");
	lutf_yaml_begin_sequence(writer);
	lutf_yaml_int(writer, INT64_MIN);
	lutf_yaml_bool(writer, true);
	lutf_yaml_bool(writer, false);
	lutf_yaml_null(writer);
	lutf_yaml_end_sequence(writer);
	lutf_yaml_key(writer, "empty");
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_end_mapping(writer);
	lutf_yaml_key(writer, "none");
	lutf_yaml_begin_sequence(writer);
	lutf_yaml_end_sequence(writer);
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
	finishes_as("rpc:\n"
		    "  dst: oss1\n"
		    "  list:\n"
		    "  - -9223372036854775808\n"
		    "  - true\n"
		    "  - false\n"
		    "  - null\n"
		    "  empty: {}\n"
		    "  none: []\n");
}

static void test_strings_that_plain_text_would_turn_into_something_else_are_quoted(void **state)
{
	static const char *const same[] = {"null", "~", "true", "FALSE", "123", "-0.0", "0x1f", ".nan", "1e3", ""};
	char expected[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		snprintf(expected, sizeof(expected), "- \"%s\"\n", same[i]);
		string_in_sequence_is(same[i], expected);
	}
	string_in_sequence_is("a: b", "- 'a: b'\n");
	string_in_sequence_is("- a", "- '- a'\n");
	string_in_sequence_is("a #b", "- 'a #b'\n");
	string_in_sequence_is("*a", "- '*a'\n");
	string_in_sequence_is(" a ", "- ' a '\n");
	string_in_sequence_is("\ta", "- \"\\ta\"\n");
	string_in_sequence_is("\r", "- \"\\r\"\n");
	string_in_sequence_is("\xe2\x80\xa8", "- \"\\L\"\n");
}

static void test_ordinary_strings_stay_plain(void **state)
{
	(void)state;
	string_in_sequence_is("10.1.1.1@tcp", "- 10.1.1.1@tcp\n");
	string_in_sequence_is("a-b_c/d.ts:12", "- a-b_c/d.ts:12\n");
	string_in_sequence_is("größer", "- größer\n");
	string_in_sequence_is("yes", "- yes\n");
}

static void test_lines_are_a_literal_block(void **state)
{
	(void)state;
	string_in_sequence_is("Error: x\n    at a.ts:1\n", "- |\n  Error: x\n      at a.ts:1\n");
	string_in_sequence_is("a\nb", "- |-\n  a\n  b\n");
	string_in_sequence_is("a \nb", "- \"a \\nb\"\n");
	string_in_sequence_is("a\n\n", "- |+\n  a\n\n...\n");
}

static void test_long_lines_are_not_folded(void **state)
{
	char string[1001], expected[1010];
	size_t i;

	(void)state;
	for (i = 0; i < 1000; i++)
		string[i] = i % 5 ? 'a' : ' ';
	string[0] = 'b';
	string[1000] = '\0';
	snprintf(expected, sizeof(expected), "- %s\n", string);
	string_in_sequence_is(string, expected);
}

static void float_is(double value, const char *expected)
{
	char line[64];

	lutf_yaml_begin_sequence(writer);
	lutf_yaml_float(writer, value);
	lutf_yaml_end_sequence(writer);
	snprintf(line, sizeof(line), "- %s\n", expected);
	finishes_as(line);
}

static void test_floats_are_the_shortest_that_reads_back_and_stay_floats(void **state)
{
	(void)state;
	float_is(0.1, "0.1");
	float_is(100, "100.0");
	float_is(-0.0, "-0.0");
	float_is(1e300, "1e+300");
	float_is(5e-324, "5e-324");
	float_is(1.0 / 3, "0.3333333333333333");
	float_is(DBL_MAX, "1.7976931348623157e+308");
	float_is(NAN, ".nan");
	float_is(INFINITY, ".inf");
	float_is(-INFINITY, "-.inf");
}

static void fails_with(int code)
{
	char *text;
	size_t len;

	assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), code);
	assert_null(text);
}

static void test_errors_stick_until_reset(void **state)
{
	static const char *const invalid[] = {"\xff", "a\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xf0\x80\x80\x80"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++) {
		lutf_yaml_begin_sequence(writer);
		lutf_yaml_string(writer, invalid[i], strlen(invalid[i]));
		lutf_yaml_string(writer, "fine", 4);
		lutf_yaml_end_sequence(writer);
		fails_with(-EILSEQ);
		fails_with(-EILSEQ);
		lutf_yaml_writer_reset(writer);
	}
	lutf_yaml_string(writer, "fine", 4);
	finishes_as("fine\n");
}

static void test_depth_is_limited_as_in_the_parser(void **state)
{
	char *text;
	size_t len;
	int i;

	(void)state;
	for (i = 0; i < LUTF_YAML_DEPTH_MAX; i++)
		lutf_yaml_begin_sequence(writer);
	for (i = 0; i < LUTF_YAML_DEPTH_MAX; i++)
		lutf_yaml_end_sequence(writer);
	assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
	free(text);
	lutf_yaml_writer_reset(writer);
	for (i = 0; i < LUTF_YAML_DEPTH_MAX + 1; i++)
		lutf_yaml_begin_sequence(writer);
	fails_with(-E2BIG);
}

static void test_a_writer_can_be_freed_at_any_point(void **state)
{
	(void)state;
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "half");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_block_style),
		TEST(test_strings_that_plain_text_would_turn_into_something_else_are_quoted),
		TEST(test_ordinary_strings_stay_plain),
		TEST(test_lines_are_a_literal_block),
		TEST(test_long_lines_are_not_folded),
		TEST(test_floats_are_the_shortest_that_reads_back_and_stay_floats),
		TEST(test_errors_stick_until_reset),
		TEST(test_depth_is_limited_as_in_the_parser),
		TEST(test_a_writer_can_be_freed_at_any_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
