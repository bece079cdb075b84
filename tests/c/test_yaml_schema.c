/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain scalars are resolved by exactly the YAML 1.2 core schema. */
#include "yaml/doc.h"
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static enum lutf_yaml_kind resolve(const char *text, int64_t *integer, double *number, bool *boolean)
{
	return lutf_yaml_resolve_plain(text, strlen(text), integer, number, boolean);
}

static void test_kinds(void **state)
{
	static const struct {
		enum lutf_yaml_kind kind;
		const char *texts[32];
	} rows[] = {
		{LUTF_YAML_NULL, {"", "~", "null", "Null", "NULL"}},
		{LUTF_YAML_BOOL, {"true", "True", "TRUE", "false", "False", "FALSE"}},
		{LUTF_YAML_INT, {"0", "-0", "+0", "007", "+12", "-19", "0o7", "0xfF", "9223372036854775807", "-9223372036854775808"}},
		{LUTF_YAML_FLOAT,
		 {"0.", "-0.0", ".5", "+12e03", "-2E+05", "1e-7", "12.", "+.5", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN",
		  "9223372036854775808", "-9223372036854775809", "0x8000000000000000", "0o1000000000000000000000"}},
		{LUTF_YAML_STRING, {"nULL", "nulL", "nil", "~~",  "tRUE", "yes",  "no",   "on",  "y",     "truE", "-",   "+",  ".",  "-.",
				    "..",   "0x",   "0o",  "0o8", "0xg",  "-0x1", "+0o1", "0b1", "1_000", "1:30", "12e", "e3", ".e3"}},
		{LUTF_YAML_STRING,
		 {"1e+", "+-1", "1.2.3", "1 ", " 1", "inf", ".iNF", "+.nan", "-.NaN", ".nAN", "Infinity", "2001-01-01", "tcp", "0X1", "0O7",
		  "--1"}},
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (j = 0; j < 32 && rows[i].texts[j]; j++)
			if (resolve(rows[i].texts[j], NULL, NULL, NULL) != rows[i].kind)
				fail_msg("'%s' is not of kind %d", rows[i].texts[j], rows[i].kind);
}

static void integer_is(const char *text, int64_t expected)
{
	int64_t integer = 42;

	assert_int_equal(resolve(text, &integer, NULL, NULL), LUTF_YAML_INT);
	assert_true(integer == expected);
}

static void number_is(const char *text, double expected)
{
	double number = 42;

	assert_int_equal(resolve(text, NULL, &number, NULL), LUTF_YAML_FLOAT);
	assert_true(isnan(expected) ? isnan(number) : number == expected && signbit(number) == signbit(expected));
}

static void test_values(void **state)
{
	bool boolean = false;

	(void)state;
	integer_is("-0", 0);
	integer_is("+12", 12);
	integer_is("0o17", 15);
	integer_is("0x7fffffffffffffff", INT64_MAX);
	integer_is("9223372036854775807", INT64_MAX);
	integer_is("-9223372036854775808", INT64_MIN);
	number_is("9223372036854775808", 9223372036854775808.0);
	number_is("-9223372036854775809", -9223372036854775808.0);
	number_is("0x10000000000000000", 18446744073709551616.0);
	number_is("-0.0", -0.0);
	number_is("1e3", 1000);
	number_is(".5", 0.5);
	number_is("-.inf", -INFINITY);
	number_is("+.inf", INFINITY);
	number_is(".nan", NAN);
	assert_int_equal(resolve("True", NULL, NULL, &boolean), LUTF_YAML_BOOL);
	assert_true(boolean);
	resolve("FALSE", NULL, NULL, &boolean);
	assert_false(boolean);
}

/* A program that links the library may have set a locale whose decimal point is a comma. */
static void test_numbers_do_not_depend_on_the_locale(void **state)
{
	(void)state;
	if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8"))
		skip();
	number_is("0.5", 0.5);
	setlocale(LC_NUMERIC, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_numbers_do_not_depend_on_the_locale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
