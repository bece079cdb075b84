/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What would hang or crash the library, or do what nobody asked for, is refused by name, whatever library it is: a test is to
 * behave alike with all. lnetconfig-api.md §3.15: "*" in an expression of CPTs is expanded to 2^32 numbers; the number of a net that is over
 * 65535 spills into the type of its LND.
 */
#include "binding.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* CPTs are numbered up to 16 bits; a range beyond is counted through. */
#define NUMBER_MAX 65535

static char *say(const char *format, const char *text, size_t len)
{
	struct lnet_text out = {0};

	lnet_text_format(&out, format, (int)(len > 100 ? 100 : len), text);
	return out.text;
}

/* A net whose number is too large, anywhere in a text. */
static char *large_net(const char *text)
{
	static const char *const lnds[] = {"tcp", "o2ib", "gni", "gip", "ptlf", "kfi", "efa", "bxi3f", "lo"};

	for (const char *at = text; *at; at++) {
		if (at > text && (isalnum((unsigned char)at[-1]) || strchr("_-.", at[-1])))
			continue;
		for (size_t i = 0; i < sizeof(lnds) / sizeof(lnds[0]); i++) {
			size_t len = strlen(lnds[i]), digits;

			if (strncmp(at, lnds[i], len) != 0)
				continue;
			digits = strspn(at + len, "0123456789");
			if (digits && (digits > 9 || strtoul(at + len, NULL, 10) > NUMBER_MAX))
				return say("net \"%.*s\": its number is over 65535, the library would take it for a net of another LND", at,
					   len + digits);
		}
	}
	return NULL;
}

/* An expression that the library would expand for ages; the text ends at len. */
static char *endless(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		size_t digits = i && isdigit((unsigned char)text[i - 1]) ? 0 : strspn(text + i, "0123456789");

		if (text[i] == '*')
			return say("CPTs \"%.*s\": the library expands * for ever, name them", text, len);
		if (digits > 9 || (digits && strtoul(text + i, NULL, 10) > NUMBER_MAX))
			return say("CPTs \"%.*s\": the library counts up to a number, and this is over 65535", text, len);
	}
	return NULL;
}

/* Expressions of CPTs behind names of interfaces: "eth0[0,1]". */
static char *endless_brackets(const char *text, size_t len)
{
	char *why = NULL;

	for (const char *at = text; !why && at < text + len; at++) {
		const char *end = *at == '[' ? memchr(at, ']', (size_t)(text + len - at)) : NULL;

		if (end) {
			why = endless(at, (size_t)(end + 1 - at));
			at = end;
		}
	}
	return why;
}

/* In YAML, CPTs are the value of CPT, or stand behind an interface: a bracket in a line that has no NID and no address. */
static char *endless_in_yaml(const char *text)
{
	char *why = NULL;

	while (*text && !why) {
		size_t len = strcspn(text, "\n"), indent = strspn(text, " -\"'"), key;

		key = indent < len ? strcspn(text + indent, ":\n") : 0;
		if (indent < len && strncmp(text + indent, "CPT", 3) == 0 && indent + key < len)
			why = endless(text + indent + key, len - indent - key);
		else if (indent < len && isdigit((unsigned char)text[indent]) && !memchr(text, '@', len) && !memchr(text, '.', len))
			why = endless_brackets(text, len);
		text += len + (text[len] == '\n');
	}
	return why;
}

char *lnet_refuse(const struct lnet_call *call)
{
	const struct lnet_function *function = call->function;
	bool is_yaml = strncmp(function->js, "yaml", 4) == 0, is_values = strcmp(function->js, "exprValues") == 0;
	char *why = NULL;

	if (!*function->c || strncmp(function->js, "cyaml", 5) == 0)
		return NULL;
	for (unsigned i = 0; i < function->argument_count && !why; i++) {
		const struct lnet_value *value = &call->values[i];

		if (value->text && function->arguments[i].kind == LNET_CPTS)
			why = endless(value->text, strlen(value->text));
		else if (value->text)
			why = large_net(value->text);
		if (!why && value->text && is_yaml)
			why = endless_in_yaml(value->text);
		if (!why && value->text && is_values)
			why = endless(value->text, strlen(value->text));
		for (size_t n = 0; n < value->count && !why && function->arguments[i].kind == LNET_NETWORK; n++)
			why = endless_brackets(value->items[n], strlen(value->items[n]));
		if (!why && is_values && strcmp(function->arguments[i].js, "max") == 0 && (uint64_t)value->integer > NUMBER_MAX)
			why = lnet_strdup("max is over 65535, up to which the library would count");
	}
	return why;
}
