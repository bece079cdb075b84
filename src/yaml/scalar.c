/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The YAML 1.2 core schema (YAML 1.2.2, 10.3.2), for plain scalars:
 *
 *   null   "" | "~" | "null" | "Null" | "NULL"
 *   bool   "true" | "True" | "TRUE" | "false" | "False" | "FALSE"
 *   int    [-+]? [0-9]+  |  "0o" [0-7]+  |  "0x" [0-9a-fA-F]+
 *   float  [-+]? ( "." [0-9]+ | [0-9]+ ( "." [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
 *          [-+]? ( ".inf" | ".Inf" | ".INF" )  |  ".nan" | ".NaN" | ".NAN"
 *
 * and everything else is a string. The int rule comes first: "-0" is the integer 0, "-0.0" the float.
 */
#include "yaml/scalar.h"
#include "yaml/doc.h"
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;
static locale_t c_locale; /* (locale_t)0 if it could not be made: the functions then use the program's locale */

static void make_c_locale(void)
{
	c_locale = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
}

static locale_t numeric_c_locale(void)
{
	pthread_once(&c_locale_once, make_c_locale);
	return c_locale;
}

double lutf__text_to_double(const char *text)
{
	locale_t locale = numeric_c_locale();

	return locale ? strtod_l(text, NULL, locale) : strtod(text, NULL);
}

static bool looks_like_integer(const char *text)
{
	return text[strspn(text, "-0123456789")] == '\0';
}

void lutf__double_to_text(double value, char text[LUTF__FLOAT_SIZE])
{
	locale_t locale, saved = (locale_t)0;
	int precision;

	if (isnan(value)) {
		strcpy(text, ".nan");
		return;
	}
	if (isinf(value)) {
		strcpy(text, value < 0 ? "-.inf" : ".inf");
		return;
	}
	locale = numeric_c_locale();
	if (locale)
		saved = uselocale(locale);
	/* 15 digits always suffice to write and 17 to read back; below DBL_MIN there are fewer, so start from one. */
	for (precision = fabs(value) < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
		snprintf(text, LUTF__FLOAT_SIZE - 2, "%.*g", precision, value);
		if (lutf__text_to_double(text) == value)
			break;
	}
	if (locale)
		uselocale(saved);
	if (looks_like_integer(text))
		strcat(text, ".0");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(text[n]))
		n++;
	return n;
}

static int digit_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* lower, Lower or LOWER; after a leading dot, that is. */
static bool is_word(const char *text, size_t len, const char *lower)
{
	size_t i, start = lower[0] == '.';

	if (len != strlen(lower) || (start && text[0] != '.'))
		return false;
	if (!memcmp(text, lower, len))
		return true;
	if (text[start] != lower[start] - 'a' + 'A')
		return false;
	if (!memcmp(text + start + 1, lower + start + 1, len - start - 1))
		return true;
	for (i = start; i < len; i++)
		if (text[i] != lower[i] - 'a' + 'A')
			return false;
	return true;
}

static enum lutf_yaml_kind based_integer(const char *text, size_t len, int base, int64_t *integer, double *number)
{
	int64_t value = 0;
	double approximate = 0;
	bool fits = true;
	size_t i;

	if (!len)
		return LUTF_YAML_STRING;
	for (i = 0; i < len; i++) {
		int digit = digit_value(text[i]);

		if (digit >= base)
			return LUTF_YAML_STRING;
		approximate = approximate * base + digit;
		fits = fits && value <= (INT64_MAX - digit) / base;
		if (fits)
			value = value * base + digit;
	}
	if (!fits) {
		if (number)
			*number = approximate;
		return LUTF_YAML_FLOAT;
	}
	if (integer)
		*integer = value;
	return LUTF_YAML_INT;
}

static enum lutf_yaml_kind decimal_integer(const char *text, size_t sign, size_t len, int64_t *integer, double *number)
{
	bool negative = text[0] == '-';
	uint64_t value = 0, limit = (uint64_t)INT64_MAX + negative;
	size_t i;

	for (i = sign; i < len; i++) {
		unsigned digit = (unsigned)(text[i] - '0');

		if (value > (limit - digit) / 10) {
			if (number)
				*number = lutf__text_to_double(text);
			return LUTF_YAML_FLOAT;
		}
		value = value * 10 + digit;
	}
	if (integer)
		*integer = (int64_t)(negative ? 0 - value : value);
	return LUTF_YAML_INT;
}

static enum lutf_yaml_kind resolve_number(const char *text, size_t len, int64_t *integer, double *number)
{
	size_t sign = text[0] == '-' || text[0] == '+', at = sign, digits, fraction = 0;

	if (is_word(text + sign, len - sign, ".inf")) {
		if (number)
			*number = text[0] == '-' ? -INFINITY : INFINITY;
		return LUTF_YAML_FLOAT;
	}
	if (len == 4 && (!memcmp(text, ".nan", 4) || !memcmp(text, ".NaN", 4) || !memcmp(text, ".NAN", 4))) {
		if (number)
			*number = NAN;
		return LUTF_YAML_FLOAT;
	}
	if (len > 2 && text[0] == '0' && text[1] == 'x')
		return based_integer(text + 2, len - 2, 16, integer, number);
	if (len > 2 && text[0] == '0' && text[1] == 'o')
		return based_integer(text + 2, len - 2, 8, integer, number);

	digits = count_digits(text + at, len - at);
	at += digits;
	if (digits && at == len)
		return decimal_integer(text, sign, len, integer, number);
	if (at < len && text[at] == '.') {
		fraction = count_digits(text + at + 1, len - at - 1);
		at += 1 + fraction;
	}
	if (!digits && !fraction)
		return LUTF_YAML_STRING;
	if (at < len && (text[at] == 'e' || text[at] == 'E')) {
		at++;
		if (at < len && (text[at] == '-' || text[at] == '+'))
			at++;
		if (at == len || !is_digit(text[at]))
			return LUTF_YAML_STRING;
		at += count_digits(text + at, len - at);
	}
	if (at != len)
		return LUTF_YAML_STRING;
	if (number)
		*number = lutf__text_to_double(text);
	return LUTF_YAML_FLOAT;
}

enum lutf_yaml_kind lutf_yaml_resolve_plain(const char *text, size_t len, int64_t *integer, double *number, bool *boolean)
{
	if (!len)
		return LUTF_YAML_NULL;
	switch (text[0]) {
	case '~':
		return len == 1 ? LUTF_YAML_NULL : LUTF_YAML_STRING;
	case 'n':
	case 'N':
		return is_word(text, len, "null") ? LUTF_YAML_NULL : LUTF_YAML_STRING;
	case 't':
	case 'T':
	case 'f':
	case 'F':
		if (!is_word(text, len, "true") && !is_word(text, len, "false"))
			return LUTF_YAML_STRING;
		if (boolean)
			*boolean = len == 4;
		return LUTF_YAML_BOOL;
	case '+':
	case '-':
	case '.':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return resolve_number(text, len, integer, number);
	default:
		return LUTF_YAML_STRING;
	}
}
