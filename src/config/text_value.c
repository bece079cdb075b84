/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/text_value.h"
#include "limits.h"
#include <stdio.h>
#include <string.h>

#define DURATION_MAX INT32_MAX
/* Names longer than this are not compared: no option or key is. */
#define NEAR_MAX 32

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool lutf_text_integer(const char *text, int64_t min, int64_t max, int64_t *out)
{
	int64_t value = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (!is_digit(*text) || value > (INT64_MAX - 9) / 10)
			return false;
		value = value * 10 + (*text - '0');
	}
	if (value < min || value > max)
		return false;
	*out = value;
	return true;
}

bool lutf_text_duration(const char *text, int64_t *milliseconds)
{
	static const struct {
		const char *unit;
		double factor;
	} units[] = {
		{"ms", 1}, {"s", 1000}, {"", 1000}, {"m", 60000}, {"h", 3600000},
	};
	double value = 0, place = 1;
	size_t i;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++)
		value = value * 10 + (*text - '0');
	if (*text == '.') {
		if (!is_digit(*++text))
			return false;
		for (; is_digit(*text); text++)
			value += (*text - '0') * (place /= 10);
	}
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text, units[i].unit))
			continue;
		value *= units[i].factor;
		if (!(value <= DURATION_MAX))
			return false;
		*milliseconds = (int64_t)(value + 0.5);
		return true;
	}
	return false;
}

bool lutf_text_size(const char *text, uint64_t *bytes)
{
	static const char units[] = "KMG";
	uint64_t value = 0;
	const char *unit;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		if (value > UINT32_MAX)
			return false;
		value = value * 10 + (uint64_t)(*text - '0');
	}
	if (*text) {
		unit = strchr(units, *text);
		if (!unit || text[1])
			return false;
		value <<= 10 * (unit - units + 1);
	}
	*bytes = value;
	return true;
}

bool lutf_text_address(const char *text, char *host, uint16_t *port)
{
	const char *begin = text, *end, *colon = strchr(text, ':');
	int64_t number = -1;

	if (*text == '[') {
		begin++;
		end = strchr(text, ']');
		if (!end || (end[1] && end[1] != ':'))
			return false;
		colon = end[1] ? end + 1 : NULL;
	} else if (colon && strchr(colon + 1, ':')) { /* two colons and no brackets: IPv6 */
		colon = NULL;
		end = text + strlen(text);
	} else {
		end = colon ? colon : text + strlen(text);
	}
	if (end == begin || end - begin >= LUTF_HOST_SIZE || strpbrk(text, " \t\r\n/@"))
		return false;
	if (colon && !lutf_text_integer(colon + 1, 1, UINT16_MAX, &number))
		return false;
	memcpy(host, begin, (size_t)(end - begin));
	host[end - begin] = '\0';
	if (colon)
		*port = (uint16_t)number;
	return true;
}

void lutf_text_join_address(const char *host, uint16_t port, char *text)
{
	snprintf(text, LUTF_HOST_SIZE + 8, strchr(host, ':') ? "[%s]:%u" : "%s:%u", host, port);
}

bool lutf_text_is_node_name(const char *text)
{
	size_t len = 0;

	for (; text[len]; len++)
		if (!is_letter_or_digit(text[len]) && !strchr("._-", text[len]))
			return false;
	return len > 0 && len <= LUTF_NAME_MAX;
}

bool lutf_text_is_assignment(const char *text)
{
	if (is_digit(*text))
		return false;
	while (is_letter_or_digit(*text) || *text == '_' || *text == '-')
		if (*++text == '=')
			return true;
	return false;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Levenshtein's distance, one row of the table at a time. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NEAR_MAX + 1], i, j, lb = strlen(b), diagonal, above;

	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 0; a[i]; i++) {
		diagonal = row[0];
		row[0] = i + 1;
		for (j = 0; j < lb; j++) {
			above = row[j + 1];
			row[j + 1] = least(diagonal + (a[i] != b[j]), above + 1, row[j] + 1);
			diagonal = above;
		}
	}
	return row[lb];
}

const char *lutf_text_near(const char *given, const char *const *names)
{
	size_t len = strlen(given), best = len / 3 + 1, d;
	const char *near = NULL;

	if (!len || len > NEAR_MAX)
		return NULL;
	for (; *names; names++) {
		if (strlen(*names) > NEAR_MAX)
			continue;
		/* The beginning of a name is near however much is left to write: it counts as one mistake. */
		d = !strncmp(*names, given, len) ? 1 : distance(given, *names);
		if (d < best || (d == best && !near)) {
			best = d;
			near = *names;
		}
	}
	return near;
}
