/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values that people write, as text: what is taken, what is refused, which name was meant. */
#include "config/text_value.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void test_integers(void **state)
{
	int64_t number = -1;

	(void)state;
	assert_true(lutf_text_integer("0", 0, 5, &number));
	assert_int_equal(number, 0);
	assert_true(lutf_text_integer("65535", 1, 65535, &number));
	assert_int_equal(number, 65535);
	assert_false(lutf_text_integer("", 0, 5, &number));
	assert_false(lutf_text_integer("6", 0, 5, &number));
	assert_false(lutf_text_integer("0", 1, 5, &number));
	assert_false(lutf_text_integer("-1", -5, 5, &number));
	assert_false(lutf_text_integer("1 ", 0, 5, &number));
	assert_false(lutf_text_integer("99999999999999999999999", 0, INT64_MAX, &number));
	assert_int_equal(number, 65535);
}

static void duration_is(const char *text, int64_t expected)
{
	int64_t number = -1;

	assert_true(lutf_text_duration(text, &number));
	assert_int_equal(number, expected);
}

static void test_durations(void **state)
{
	static const char *const wrong[] = {"",    "s",   "-1s", "1d",    "1 s",          "1.s",
					    ".5s", "1e3", "25d", "600h1", "2147483648ms", "9999999999999999999999h"};
	int64_t number;
	size_t i;

	(void)state;
	duration_is("250ms", 250);
	duration_is("30s", 30000);
	duration_is("30", 30000);
	duration_is("1.5m", 90000);
	duration_is("0.001s", 1);
	duration_is("2h", 7200000);
	duration_is("0", 0);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (lutf_text_duration(wrong[i], &number))
			fail_msg("%s is taken for a duration", wrong[i]);
}

static void test_sizes(void **state)
{
	uint64_t size = 0;

	(void)state;
	assert_true(lutf_text_size("1000", &size));
	assert_int_equal(size, 1000);
	assert_true(lutf_text_size("64M", &size));
	assert_int_equal(size, 64 * 1024 * 1024);
	assert_true(lutf_text_size("2G", &size));
	assert_true(size == 2048ull * 1024 * 1024);
	assert_false(lutf_text_size("64MB", &size));
	assert_false(lutf_text_size("M", &size));
	assert_false(lutf_text_size("", &size));
	assert_false(lutf_text_size("1m", &size));
	assert_false(lutf_text_size("99999999999999999999", &size));
}

static void address_is(const char *text, const char *host, int port)
{
	char found[LUTF_HOST_SIZE], joined[LUTF_HOST_SIZE + 8], again[LUTF_HOST_SIZE];
	uint16_t found_port = 0;

	assert_true(lutf_text_address(text, found, &found_port));
	assert_string_equal(found, host);
	assert_int_equal(found_port, port);
	lutf_text_join_address(found, 77, joined);
	assert_true(lutf_text_address(joined, again, &found_port));
	assert_string_equal(again, host);
	assert_int_equal(found_port, 77);
}

static void test_addresses(void **state)
{
	static const char *const wrong[] = {"",   ":1",     "a:",  "a:0",    "a:65536",  "a:b", "[::1",
					    "[]", "[::1]x", "a b", "user@a", "http://a", "a\n"};
	char host[LUTF_HOST_SIZE], longest[LUTF_HOST_SIZE + 1];
	uint16_t port = 0;
	size_t i;

	(void)state;
	address_is("mds1", "mds1", 0);
	address_is("mds1:8494", "mds1", 8494);
	address_is("10.0.0.1:1", "10.0.0.1", 1);
	address_is("::1", "::1", 0);
	address_is("fe80::1%eth0", "fe80::1%eth0", 0);
	address_is("[::1]", "::1", 0);
	address_is("[2001:db8::1]:65535", "2001:db8::1", 65535);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (lutf_text_address(wrong[i], host, &port))
			fail_msg("'%s' is taken for an address", wrong[i]);
	memset(longest, 'a', LUTF_HOST_SIZE);
	longest[LUTF_HOST_SIZE] = '\0';
	assert_false(lutf_text_address(longest, host, &port));
	assert_true(lutf_text_address(longest + 1, host, &port));
}

static void test_names_of_nodes(void **state)
{
	char longest[65];

	(void)state;
	assert_true(lutf_text_is_node_name("oss1.site-2_x"));
	assert_false(lutf_text_is_node_name(""));
	assert_false(lutf_text_is_node_name("a/b"));
	assert_false(lutf_text_is_node_name("ü"));
	memset(longest, 'a', 64);
	longest[64] = '\0';
	assert_false(lutf_text_is_node_name(longest));
	assert_true(lutf_text_is_node_name(longest + 1));
}

static void test_assignments(void **state)
{
	(void)state;
	assert_true(lutf_text_is_assignment("A=b=c"));
	assert_true(lutf_text_is_assignment("_a-1="));
	assert_false(lutf_text_is_assignment("=b"));
	assert_false(lutf_text_is_assignment("A"));
	assert_false(lutf_text_is_assignment("1A=b"));
	assert_false(lutf_text_is_assignment("A B=c"));
}

static void test_near_names(void **state)
{
	static const char *const names[] = {"local", "suite", "suites", "run-timeout", "timeout", NULL};

	(void)state;
	assert_string_equal(lutf_text_near("lcoal", names), "local");
	assert_string_equal(lutf_text_near("siute", names), "suite");
	assert_string_equal(lutf_text_near("suits", names), "suite");
	assert_string_equal(lutf_text_near("time", names), "timeout");
	assert_string_equal(lutf_text_near("tiemout", names), "timeout");
	assert_null(lutf_text_near("colour", names));
	assert_null(lutf_text_near("", names));
	assert_null(lutf_text_near("a-name-that-is-longer-than-any-option-is", names));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_integers),   cmocka_unit_test(test_durations),      cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_addresses),  cmocka_unit_test(test_names_of_nodes), cmocka_unit_test(test_assignments),
		cmocka_unit_test(test_near_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
