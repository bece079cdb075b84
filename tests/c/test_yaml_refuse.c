/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parser refuses: each with its reason, line and column. */
#include "limits.h"
#include "yaml/doc.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static void refuses_bytes(const char *text, size_t len, int code, const char *message)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	unsigned line = 0, column = 0;

	assert_int_equal(lutf_yaml_parse(text, len, &doc, &error), code);
	assert_null(doc);
	assert_string_equal(error.text, message);
	assert_int_equal(sscanf(message, "line %u, column %u", &line, &column), 2);
	assert_int_equal(error.line, line);
	assert_int_equal(error.column, column);
}

static void refuses(const char *text, const char *message)
{
	refuses_bytes(text, strlen(text), -EINVAL, message);
}

static void test_tags(void **state)
{
	(void)state;
	refuses("a: !!binary aGk=\n", "line 1, column 4: tag tag:yaml.org,2002:binary is not allowed");
	refuses("- x\n- !local y\n", "line 2, column 3: tag !local is not allowed");
	refuses("!!map {a: 1}\n", "line 1, column 1: tag tag:yaml.org,2002:map is not allowed");
	refuses("- !!seq [1]\n", "line 1, column 3: tag tag:yaml.org,2002:seq is not allowed");
	refuses("!!str k: 1\n", "line 1, column 1: tag tag:yaml.org,2002:str is not allowed");
	refuses("%TAG ! tag:example.org:\n--- a\n", "line 1, column 1: directive %TAG is not allowed");
}

static void test_the_tag_without_a_name(void **state)
{
	(void)state;
	refuses("ü: '!'\né: ! 12\n", "line 2, column 4: tag ! is not allowed");
	refuses("é: ! 'x'\n", "line 1, column 4: tag ! is not allowed");
	refuses("- ! [a]\n", "line 1, column 3: tag ! is not allowed");
}

static void test_anchors_and_aliases(void **state)
{
	(void)state;
	refuses("a: &x 1\nb: *x\n", "line 1, column 4: anchor &x is not allowed");
	refuses("- &s [1]\n", "line 1, column 3: anchor &s is not allowed");
	refuses("- &m {a: 1}\n", "line 1, column 3: anchor &m is not allowed");
	refuses("a: 1\nb: *nowhere\n", "line 2, column 4: alias *nowhere is not allowed");
	refuses("*k : 1\n", "line 1, column 1: alias *k is not allowed");
}

static void test_a_second_document(void **state)
{
	(void)state;
	refuses("a: 1\n---\nb: 2\n", "line 2, column 1: a second document is not allowed");
}

static void test_duplicate_keys(void **state)
{
	(void)state;
	refuses("a: 1\nb: 2\na: 3\n", "line 3, column 1: key 'a' is already in line 1");
	refuses("x: {1: a, '1': b}\n", "line 1, column 11: key '1' is already in line 1");
	refuses("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nb: 10\n", "line 10, column 1: key 'b' is already in line 2");
}

static void test_keys_that_are_not_scalars(void **state)
{
	(void)state;
	refuses("? [a, b]\n: 1\n", "line 1, column 3: a key must be a scalar");
	refuses("{{a: 1}: 2}\n", "line 1, column 2: a key must be a scalar");
}

static void test_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	refuses("a: 1\né: \xff\n", "line 2, column 4: invalid leading UTF-8 octet");
	refuses("\xc0\xaf", "line 1, column 1: invalid length of a UTF-8 sequence");
	refuses("\xed\xa0\x80", "line 1, column 1: invalid Unicode character");
	refuses("\xff\xfe"
		"a",
		"line 1, column 1: invalid leading UTF-8 octet");
	refuses("a\x01", "line 1, column 2: control characters are not allowed");
	refuses_bytes("a\0", 2, -EINVAL, "line 1, column 2: control characters are not allowed");
}

static void test_what_is_not_yaml(void **state)
{
	(void)state;
	refuses("a: [1,\n  2\n", "line 3, column 1: did not find expected ',' or ']', while parsing a flow sequence that begins in line 1");
	refuses("a: b: c\n", "line 1, column 5: mapping values are not allowed in this context");
	refuses("\tb: 1\n", "line 1, column 1: found character that cannot start any token, while scanning for the next token");
	refuses("a: \"x", "line 1, column 6: found unexpected end of stream, while scanning a quoted scalar");
}

static void test_too_deep(void **state)
{
	char text[LUTF_YAML_DEPTH_MAX + 2];

	(void)state;
	memset(text, '[', sizeof(text));
	refuses_bytes(text, LUTF_YAML_DEPTH_MAX + 1, -E2BIG, "line 1, column 65: nested deeper than 64 levels");
}

static void test_too_many_values(void **state)
{
	size_t i;
	char *text = malloc(LUTF_YAML_NODES_MAX * 2 + 16), message[80];

	(void)state;
	text[0] = '[';
	for (i = 0; i < LUTF_YAML_NODES_MAX; i++)
		memcpy(text + 1 + 2 * i, "7,", 2);
	snprintf(message, sizeof(message), "line 1, column %d: more than 200000 values", 2 * LUTF_YAML_NODES_MAX);
	refuses_bytes(text, 2 * i + 1, -E2BIG, message);
	free(text);
}

static double seconds_to_parse_keys(size_t count)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	struct timespec begin, end;
	char *text = malloc(count * 12 + 1), *p = text;
	size_t i;

	for (i = 0; i < count; i++)
		p += sprintf(p, "k%06zu: 1\n", i);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
	assert_int_equal(lutf_yaml_parse(text, (size_t)(p - text), &doc, &error), 0);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
	lutf_yaml_doc_free(doc);
	free(text);
	return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Each with each, sixteen times the keys would cost 256 times as much; the ratio is of one run, so the machine does not matter. */
static void test_many_keys_cost_no_square(void **state)
{
	double few, many;

	(void)state;
	few = seconds_to_parse_keys(5000);
	many = seconds_to_parse_keys(80000);
	assert_true(many < 100 * few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_the_tag_without_a_name),
		cmocka_unit_test(test_anchors_and_aliases),
		cmocka_unit_test(test_a_second_document),
		cmocka_unit_test(test_duplicate_keys),
		cmocka_unit_test(test_keys_that_are_not_scalars),
		cmocka_unit_test(test_bytes_that_are_not_utf8),
		cmocka_unit_test(test_what_is_not_yaml),
		cmocka_unit_test(test_too_deep),
		cmocka_unit_test(test_too_many_values),
		cmocka_unit_test(test_many_keys_cost_no_square),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
