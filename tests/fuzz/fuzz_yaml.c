/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes are parsed or refused with a place; what was parsed is written, and reads back as the same. */
#include "limits.h"
#include "yaml/doc.h"
#include "yaml/writer.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* false: a key with a NUL in it, which the writer's lutf_yaml_key() cannot be told of. */
static bool write_node(struct lutf_yaml_writer *writer, const struct lutf_yaml_node *node)
{
	const struct lutf_yaml_node *item;
	bool good = true;
	size_t count = 0;

	switch (node->kind) {
	case LUTF_YAML_NULL:
		lutf_yaml_null(writer);
		break;
	case LUTF_YAML_BOOL:
		lutf_yaml_bool(writer, node->boolean);
		break;
	case LUTF_YAML_INT:
		lutf_yaml_int(writer, node->integer);
		break;
	case LUTF_YAML_FLOAT:
		lutf_yaml_float(writer, node->number);
		break;
	case LUTF_YAML_STRING:
		check(node->string.text[node->string.len] == '\0', "no NUL behind a string");
		lutf_yaml_string(writer, node->string.text, node->string.len);
		break;
	case LUTF_YAML_SEQUENCE:
		lutf_yaml_begin_sequence(writer);
		for (item = node->items.first; item; item = item->next, count++)
			good = write_node(writer, item) && good;
		lutf_yaml_end_sequence(writer);
		check(count == node->items.count, "a sequence counts wrong");
		break;
	case LUTF_YAML_MAPPING:
		lutf_yaml_begin_mapping(writer);
		for (item = node->items.first; item; item = item->next, count++) {
			check(item->key != NULL, "no key in a mapping");
			good = strlen(item->key) == item->key_len && good;
			lutf_yaml_key(writer, item->key);
			good = write_node(writer, item) && good;
		}
		lutf_yaml_end_mapping(writer);
		check(count == node->items.count, "a mapping counts wrong");
		break;
	}
	return good;
}

static bool same(const struct lutf_yaml_node *a, const struct lutf_yaml_node *b)
{
	const struct lutf_yaml_node *x, *y;

	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case LUTF_YAML_BOOL:
		return a->boolean == b->boolean;
	case LUTF_YAML_INT:
		return a->integer == b->integer;
	case LUTF_YAML_FLOAT:
		return a->number == b->number || (a->number != a->number && b->number != b->number);
	case LUTF_YAML_STRING:
		return a->string.len == b->string.len && !memcmp(a->string.text, b->string.text, a->string.len);
	case LUTF_YAML_SEQUENCE:
	case LUTF_YAML_MAPPING:
		for (x = a->items.first, y = b->items.first; x && y; x = x->next, y = y->next)
			if ((x->key && strcmp(x->key, y->key)) || !same(x, y))
				return false;
		return !x && !y;
	default:
		return true;
	}
}

static void write_and_read_back(const struct lutf_yaml_node *root)
{
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *again;
	char *text;
	size_t len;
	bool good;

	check(lutf_yaml_writer_new(&writer) == 0, "no writer");
	good = write_node(writer, root);
	check(lutf_yaml_writer_finish(writer, &text, &len) == 0, "what was parsed cannot be written");
	if (good) {
		check(lutf_yaml_parse(text, len, &again, &error) == 0, error.text);
		check(same(root, lutf_yaml_root(again)), text);
		lutf_yaml_doc_free(again);
	}
	free(text);
	lutf_yaml_writer_free(writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	int rc = lutf_yaml_parse((const char *)data, size, &doc, &error);

	if (rc) {
		check(rc == -EINVAL || rc == -E2BIG, "an error of another kind");
		check(!doc && error.line && error.column && *error.text, "an error without a place");
		return 0;
	}
	if (lutf_yaml_root(doc))
		write_and_read_back(lutf_yaml_root(doc));
	lutf_yaml_doc_free(doc);
	return 0;
}
