/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written reads back as the same, byte for byte: random trees of nasty strings. LUTF_SEED and LUTF_ROUNDS choose others. */
#include "yaml/doc.h"
#include "yaml/writer.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define STRING_MAX 400

static uint64_t seed;

static unsigned below(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static size_t put_character(char *p)
{
	/* What means something to YAML, to libyaml's emitter or to UTF-8 decoders, more often than chance would have it. */
	static const char special[] = "\n\n\n   \t\r:-#?,[]{}&*!|>'\"%@`\\~<=.0123456789abcxyzNYe+";
	static const char *const wide[] = {
		"\xc2\x80",     "\xc2\x85",     "\xc2\xa0", "é", "\xe2\x80\xa8",     "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbd",
		"\xef\xbf\xbe", "\xef\xbf\xbf", "漢",       "😀", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80"};

	switch (below(16)) {
	case 0:
		*p = (char)below(0x80); /* NUL and the other control characters too */
		return 1;
	case 1:
	case 2: {
		const char *text = wide[below(sizeof(wide) / sizeof(wide[0]))];

		memcpy(p, text, strlen(text));
		return strlen(text);
	}
	case 3:
	case 4:
	case 5:
	case 6:
	case 7:
	case 8:
		*p = special[below(sizeof(special) - 1)];
		return 1;
	default:
		*p = (char)('a' + below(26));
		return 1;
	}
}

static size_t random_string(char *string)
{
	static const char *const words[] = {"",       "null",   "~",   "true",  "123", "-",         "---",       "...",    "- ",
					    "a: b",   "a #b",   "#",   ": ",    "? x", "|",         ">-",        "0x1F",   "-0.0",
					    ".inf",   "<<",     "=",   "!",     "&a",  "*a",        "%YAML 1.2", "\n",     "\n\n",
					    " \n",    "\n ",    "a\n", "a\n\n", "\na", "a\n---\nb", "a\n...\nb", "a\n# b", "a\n\n b\n",
					    "a\n\tb", "a\t\nb", "'",   "\"",    "\\",  "it's"};
	size_t len = 0, limit;

	if (!below(4)) {
		const char *word = words[below(sizeof(words) / sizeof(words[0]))];

		strcpy(string, word);
		return strlen(word);
	}
	limit = below(8) ? below(12) : below(STRING_MAX);
	while (len < limit)
		len += put_character(string + len);
	string[len] = '\0';
	return len;
}

/* The generator run twice from the same seed: once writing, once comparing with what was read. */
static void write_tree(struct lutf_yaml_writer *writer, unsigned depth)
{
	char string[STRING_MAX + 8], key[STRING_MAX + 32];
	unsigned i, n;
	size_t len;

	switch (depth ? below(10) : below(4)) {
	case 0:
	case 1:
		lutf_yaml_begin_mapping(writer);
		for (i = 0, n = below(5); i < n; i++) {
			random_string(string);
			snprintf(key, sizeof(key), "%s%u", string, i);
			if (strlen(string) == 0 || below(2)) {
				memmove(key + 1, key, strlen(key) + 1);
				key[0] = (char)('0' + i);
			}
			lutf_yaml_key(writer, key);
			write_tree(writer, depth + 1);
		}
		lutf_yaml_end_mapping(writer);
		break;
	case 2:
	case 3:
		lutf_yaml_begin_sequence(writer);
		for (i = 0, n = below(5); i < n; i++)
			write_tree(writer, depth + 1);
		lutf_yaml_end_sequence(writer);
		break;
	default:
		len = random_string(string);
		lutf_yaml_string(writer, string, len);
	}
}

static void expect_tree(const struct lutf_yaml_node *node, unsigned depth)
{
	char string[STRING_MAX + 8], key[STRING_MAX + 32];
	const struct lutf_yaml_node *item;
	unsigned i, n;
	size_t len;

	switch (depth ? below(10) : below(4)) {
	case 0:
	case 1:
		assert_int_equal(node->kind, LUTF_YAML_MAPPING);
		for (i = 0, n = below(5), item = node->items.first; i < n; i++, item = item->next) {
			assert_non_null(item);
			random_string(string);
			snprintf(key, sizeof(key), "%s%u", string, i);
			if (strlen(string) == 0 || below(2)) {
				memmove(key + 1, key, strlen(key) + 1);
				key[0] = (char)('0' + i);
			}
			assert_int_equal(item->key_len, strlen(key));
			assert_memory_equal(item->key, key, item->key_len + 1);
			expect_tree(item, depth + 1);
		}
		assert_null(item);
		break;
	case 2:
	case 3:
		assert_int_equal(node->kind, LUTF_YAML_SEQUENCE);
		for (i = 0, n = below(5), item = node->items.first; i < n; i++, item = item->next) {
			assert_non_null(item);
			expect_tree(item, depth + 1);
		}
		assert_null(item);
		break;
	default:
		len = random_string(string);
		assert_int_equal(node->kind, LUTF_YAML_STRING);
		assert_int_equal(node->string.len, len);
		assert_memory_equal(node->string.text, string, len + 1);
	}
}

static void test_random_trees(void **state)
{
	const char *rounds_text = getenv("LUTF_ROUNDS"), *seed_text = getenv("LUTF_SEED");
	unsigned long rounds = rounds_text ? strtoul(rounds_text, NULL, 0) : 20000, i;
	uint64_t first = seed_text ? strtoull(seed_text, NULL, 0) : 1;
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char *text;
	size_t len;

	(void)state;
	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	for (i = 0; i < rounds; i++) {
		seed = first + i;
		write_tree(writer, 0);
		assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
		if (lutf_yaml_parse(text, len, &doc, &error))
			fail_msg("seed %" PRIu64 ": %s\n%s", first + i, error.text, text);
		seed = first + i;
		expect_tree(lutf_yaml_root(doc), 0);
		lutf_yaml_doc_free(doc);
		free(text);
		lutf_yaml_writer_reset(writer);
	}
	lutf_yaml_writer_free(writer);
}

static void test_strings_that_are_the_whole_document(void **state)
{
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char string[STRING_MAX + 8], *text;
	size_t len, text_len;
	int i;

	(void)state;
	seed = 7;
	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	for (i = 0; i < 20000; i++) {
		len = random_string(string);
		lutf_yaml_string(writer, string, len);
		assert_int_equal(lutf_yaml_writer_finish(writer, &text, &text_len), 0);
		if (lutf_yaml_parse(text, text_len, &doc, &error))
			fail_msg("%s\n%s", error.text, text);
		assert_int_equal(lutf_yaml_root(doc)->kind, LUTF_YAML_STRING);
		assert_int_equal(lutf_yaml_root(doc)->string.len, len);
		assert_memory_equal(lutf_yaml_root(doc)->string.text, string, len);
		lutf_yaml_doc_free(doc);
		free(text);
		lutf_yaml_writer_reset(writer);
	}
	lutf_yaml_writer_free(writer);
}

static void test_random_doubles(void **state)
{
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	char *text;
	size_t len;
	int i;

	(void)state;
	seed = 3;
	assert_int_equal(lutf_yaml_writer_new(&writer), 0);
	for (i = 0; i < 20000; i++) {
		union {
			uint64_t bits;
			double value;
		} number = {.bits = (uint64_t)below(1u << 31) << 33 ^ (uint64_t)below(1u << 31) << 8 ^ below(256)};

		lutf_yaml_float(writer, number.value);
		assert_int_equal(lutf_yaml_writer_finish(writer, &text, &len), 0);
		assert_int_equal(lutf_yaml_parse(text, len, &doc, &error), 0);
		assert_int_equal(lutf_yaml_root(doc)->kind, LUTF_YAML_FLOAT);
		if (number.value == number.value)
			assert_true(lutf_yaml_root(doc)->number == number.value);
		else
			assert_true(lutf_yaml_root(doc)->number != lutf_yaml_root(doc)->number);
		lutf_yaml_doc_free(doc);
		free(text);
		lutf_yaml_writer_reset(writer);
	}
	lutf_yaml_writer_free(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_trees),
		cmocka_unit_test(test_strings_that_are_the_whole_document),
		cmocka_unit_test(test_random_doubles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
