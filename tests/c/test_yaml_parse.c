/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parser accepts, and the tree it makes of it. */
#include "limits.h"
#include "yaml/doc.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct lutf_yaml_doc *parse(const char *text)
{
	struct lutf_yaml_doc *doc;
	struct lutf_yaml_error error;

	if (lutf_yaml_parse(text, strlen(text), &doc, &error))
		fail_msg("%s: %s", text, error.text);
	return doc;
}

static void test_a_block_of_the_design_document(void **state)
{
	struct lutf_yaml_doc *doc = parse("rpc:\n"
					  "   dst: agent-1\n"
					  "   src: master\n"
					  "   type: function_call\n"
					  "   script: /path/to/script\n"
					  "   fname: configure\n"
					  "   parameters:\n"
					  "      count: 3\n"
					  "      nets: [tcp, 'o2ib']\n");
	const struct lutf_yaml_node *rpc = lutf_yaml_get(lutf_yaml_root(doc), "rpc"), *parameters, *nets;

	(void)state;
	assert_int_equal(lutf_yaml_root(doc)->kind, LUTF_YAML_MAPPING);
	assert_int_equal(rpc->items.count, 6);
	assert_int_equal(rpc->line, 2);
	assert_int_equal(rpc->column, 4);
	assert_int_equal(rpc->key_line, 1);
	assert_int_equal(rpc->key_column, 1);
	assert_string_equal(lutf_yaml_get_string(rpc, "dst"), "agent-1");
	parameters = lutf_yaml_get(rpc, "parameters");
	assert_int_equal(lutf_yaml_get_int(parameters, "count", -1), 3);
	nets = lutf_yaml_get(parameters, "nets");
	assert_int_equal(nets->kind, LUTF_YAML_SEQUENCE);
	assert_int_equal(nets->items.count, 2);
	assert_string_equal(nets->items.first->string.text, "tcp");
	assert_string_equal(nets->items.first->next->string.text, "o2ib");
	assert_null(nets->items.first->next->next);
	assert_null(nets->items.first->key);
	lutf_yaml_doc_free(doc);
}

static void test_absent_or_other_kinds_give_the_fallback(void **state)
{
	struct lutf_yaml_doc *doc = parse("a: text\nb: 5\n");
	const struct lutf_yaml_node *root = lutf_yaml_root(doc);

	(void)state;
	assert_null(lutf_yaml_get(root, "c"));
	assert_null(lutf_yaml_get(NULL, "a"));
	assert_null(lutf_yaml_get(lutf_yaml_get(root, "a"), "a"));
	assert_null(lutf_yaml_get_string(root, "b"));
	assert_int_equal(lutf_yaml_get_int(root, "a", -7), -7);
	lutf_yaml_doc_free(doc);
}

static void test_empty_documents_have_no_root(void **state)
{
	static const char *const texts[] = {"", "\n", "# only a comment\n", "\xef\xbb\xbf"};
	struct lutf_yaml_doc *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		doc = parse(texts[i]);
		assert_null(lutf_yaml_root(doc));
		lutf_yaml_doc_free(doc);
	}
	doc = parse("---\n");
	assert_int_equal(lutf_yaml_root(doc)->kind, LUTF_YAML_NULL);
	lutf_yaml_doc_free(doc);
}

static void test_strings_may_hold_nul(void **state)
{
	struct lutf_yaml_doc *doc = parse("\"k\\0k\": \"a\\0b\"\n");
	const struct lutf_yaml_node *item = lutf_yaml_root(doc)->items.first;

	(void)state;
	assert_int_equal(item->key_len, 3);
	assert_memory_equal(item->key, "k\0k", 4);
	assert_int_equal(item->string.len, 3);
	assert_memory_equal(item->string.text, "a\0b", 4);
	lutf_yaml_doc_free(doc);
}

static void test_a_byte_order_mark_and_windows_line_ends_are_harmless(void **state)
{
	struct lutf_yaml_doc *doc = parse("\xef\xbb\xbf"
					  "a: 1\r\nb: 2\r\n");

	(void)state;
	assert_int_equal(lutf_yaml_get_int(lutf_yaml_root(doc), "b", 0), 2);
	assert_int_equal(lutf_yaml_get(lutf_yaml_root(doc), "b")->line, 2);
	lutf_yaml_doc_free(doc);
}

static void test_columns_count_characters(void **state)
{
	struct lutf_yaml_doc *doc = parse("é: ü\nà: {ö: 1}\n");
	const struct lutf_yaml_node *second = lutf_yaml_root(doc)->items.first->next;

	(void)state;
	assert_int_equal(lutf_yaml_root(doc)->items.first->column, 4);
	assert_int_equal(second->items.first->column, 8);
	assert_int_equal(second->items.first->key_column, 5);
	lutf_yaml_doc_free(doc);
}

static void test_an_exclamation_mark_is_not_always_a_tag(void **state)
{
	struct lutf_yaml_doc *doc = parse("é: a!b\nü: '!x'\n\"!\": c!\n# !\n");

	(void)state;
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "é"), "a!b");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "ü"), "!x");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "!"), "c!");
	lutf_yaml_doc_free(doc);
}

static void test_depth_and_size_up_to_the_limits(void **state)
{
	size_t i, size = LUTF_YAML_NODES_MAX * 2 + 16;
	char *text = malloc(size);
	struct lutf_yaml_doc *doc;

	(void)state;
	memset(text, '[', LUTF_YAML_DEPTH_MAX);
	memset(text + LUTF_YAML_DEPTH_MAX, ']', LUTF_YAML_DEPTH_MAX);
	text[2 * LUTF_YAML_DEPTH_MAX] = '\0';
	lutf_yaml_doc_free(parse(text));

	text[0] = '[';
	for (i = 0; i < LUTF_YAML_NODES_MAX - 1; i++)
		memcpy(text + 1 + 2 * i, "7,", 2);
	strcpy(text + 2 * i, "]");
	doc = parse(text);
	assert_int_equal(lutf_yaml_root(doc)->items.count, LUTF_YAML_NODES_MAX - 1);
	lutf_yaml_doc_free(doc);
	free(text);
}

static void test_large_mappings_keep_their_order(void **state)
{
	char text[100 * 16], *p = text, key[16];
	const struct lutf_yaml_node *item;
	struct lutf_yaml_doc *doc;
	int i = 100;

	(void)state;
	while (i--)
		p += sprintf(p, "k%d: %d\n", i, i);
	doc = parse(text);
	for (i = 99, item = lutf_yaml_root(doc)->items.first; item; item = item->next, i--) {
		snprintf(key, sizeof(key), "k%d", i);
		assert_string_equal(item->key, key);
		assert_int_equal(item->integer, i);
	}
	assert_int_equal(i, -1);
	lutf_yaml_doc_free(doc);
}

static void test_by_the_failsafe_schema_all_scalars_are_text(void **state)
{
	static const char text[] = "a: 0x10\nb: true\nc:\nd: [007, ~, 1.50, 'x']\n";
	static const char *const items[] = {"007", "~", "1.50", "x"};
	struct lutf_yaml_doc *doc;
	struct lutf_yaml_error error;
	const struct lutf_yaml_node *item;
	size_t i = 0;

	(void)state;
	assert_int_equal(lutf_yaml_parse_failsafe(text, strlen(text), &doc, &error), 0);
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "a"), "0x10");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "b"), "true");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(doc), "c"), "");
	for (item = lutf_yaml_get(lutf_yaml_root(doc), "d")->items.first; item; item = item->next)
		assert_string_equal(item->string.text, items[i++]);
	assert_int_equal(i, 4);
	lutf_yaml_doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_block_of_the_design_document),
		cmocka_unit_test(test_absent_or_other_kinds_give_the_fallback),
		cmocka_unit_test(test_empty_documents_have_no_root),
		cmocka_unit_test(test_by_the_failsafe_schema_all_scalars_are_text),
		cmocka_unit_test(test_strings_may_hold_nul),
		cmocka_unit_test(test_a_byte_order_mark_and_windows_line_ends_are_harmless),
		cmocka_unit_test(test_columns_count_characters),
		cmocka_unit_test(test_an_exclamation_mark_is_not_always_a_tag),
		cmocka_unit_test(test_depth_and_size_up_to_the_limits),
		cmocka_unit_test(test_large_mappings_keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
