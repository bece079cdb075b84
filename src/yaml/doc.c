/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "yaml/doc.h"
#include "limits.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* More keys than this are checked for duplicates by sorting; fewer by comparing each with each. */
#define FEW_KEYS 8

struct block {
	struct block *next;
};

struct lutf_yaml_doc {
	struct lutf_yaml_node *root;
	struct block *blocks; /* those after the first, which follows this struct in the same allocation */
	char *free, *end;     /* what is left of the newest block */
	size_t next_size;
};

/* A collection that has begun and not ended. */
struct open_node {
	struct lutf_yaml_node *node;
	struct lutf_yaml_node **tail; /* where its next item goes */
	const char *key;              /* in a mapping: the key whose value comes next, or NULL */
	size_t key_len;
	uint32_t key_line, key_column;
};

/* Lives on the stack of lutf_yaml_parse(). */
struct parse {
	yaml_parser_t yaml;
	struct lutf_yaml_doc *doc;
	struct lutf_yaml_error *error;
	const char *text;
	size_t len;
	size_t nodes, depth;
	bool failsafe; /* scalars are not resolved */
	struct open_node open[LUTF_YAML_DEPTH_MAX];
};

__attribute__((format(printf, 4, 5))) static int fail(struct parse *parse, int code, yaml_mark_t mark, const char *format, ...)
{
	struct lutf_yaml_error *error = parse->error;
	va_list args;
	int n;

	error->line = (uint32_t)mark.line + 1;
	error->column = (uint32_t)mark.column + 1;
	n = snprintf(error->text, sizeof(error->text), "line %u, column %u: ", error->line, error->column);
	va_start(args, format);
	vsnprintf(error->text + n, sizeof(error->text) - (size_t)n, format, args);
	va_end(args);
	return code;
}

/* For "%.*s": not more than max bytes, and no character in part. text is UTF-8. */
static int cut(const void *opaque, size_t max)
{
	const unsigned char *text = opaque;
	size_t len = strnlen(opaque, max + 1);

	if (len > max)
		for (len = max; len && (text[len] & 0xc0) == 0x80;)
			len--;
	return (int)len;
}

static int fail_memory(struct parse *parse)
{
	snprintf(parse->error->text, sizeof(parse->error->text), "out of memory");
	parse->error->line = parse->error->column = 0;
	return -ENOMEM;
}

static yaml_mark_t mark_of_byte(const struct parse *parse, size_t offset)
{
	yaml_mark_t mark = {0, 0, 0};
	size_t i;

	for (i = 0; i < offset && i < parse->len; i++) {
		if (parse->text[i] == '\n') {
			mark.line++;
			mark.column = 0;
		} else if (((unsigned char)parse->text[i] & 0xc0) != 0x80) {
			mark.column++;
		}
	}
	return mark;
}

/* libyaml's own errors; those about bytes have no line and column of their own. */
static int fail_yaml(struct parse *parse)
{
	const yaml_parser_t *yaml = &parse->yaml;

	switch (yaml->error) {
	case YAML_MEMORY_ERROR:
		return fail_memory(parse);
	case YAML_READER_ERROR:
		return fail(parse, -EINVAL, mark_of_byte(parse, yaml->problem_offset), "%s", yaml->problem);
	default:
		if (yaml->context && yaml->context_mark.line != yaml->problem_mark.line)
			return fail(parse, -EINVAL, yaml->problem_mark, "%s, %s that begins in line %zu", yaml->problem, yaml->context,
				    yaml->context_mark.line + 1);
		return fail(parse, -EINVAL, yaml->problem_mark, "%s%s%s", yaml->problem ? yaml->problem : "not YAML",
			    yaml->context ? ", " : "", yaml->context ? yaml->context : "");
	}
}

static void *allocate(struct lutf_yaml_doc *doc, size_t size, size_t align)
{
	size_t pad = (size_t) - (uintptr_t)doc->free & (align - 1);
	struct block *block;
	char *p;

	if ((size_t)(doc->end - doc->free) < size + pad) {
		size_t room = size + align > doc->next_size ? size + align : doc->next_size;

		block = malloc(sizeof(*block) + room);
		if (!block)
			return NULL;
		block->next = doc->blocks;
		doc->blocks = block;
		doc->free = (char *)(block + 1);
		doc->end = doc->free + room;
		if (doc->next_size < 1024 * 1024)
			doc->next_size *= 2;
		pad = (size_t) - (uintptr_t)doc->free & (align - 1);
	}
	p = doc->free + pad;
	doc->free = p + size;
	return p;
}

/* One block holds a document of ordinary density: about a node for eight bytes of text. */
static struct lutf_yaml_doc *new_doc(size_t len)
{
	size_t room = 512 + (len < 4096 ? len : 4096) * 9;
	struct lutf_yaml_doc *doc = malloc(sizeof(*doc) + room);

	if (!doc)
		return NULL;
	doc->root = NULL;
	doc->blocks = NULL;
	doc->free = (char *)(doc + 1);
	doc->end = doc->free + room;
	doc->next_size = 2 * room;
	return doc;
}

static char *copy_text(struct lutf_yaml_doc *doc, const yaml_char_t *text, size_t len)
{
	char *copy = allocate(doc, len + 1, 1);

	if (copy) {
		memcpy(copy, text, len);
		copy[len] = '\0';
	}
	return copy;
}

static int refuse_properties(struct parse *parse, const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (event->type) {
	case YAML_SCALAR_EVENT:
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
		break;
	default:
		break;
	}
	if (anchor)
		return fail(parse, -EINVAL, event->start_mark, "anchor &%.*s is not allowed", cut(anchor, 64), anchor);
	if (tag)
		return fail(parse, -EINVAL, event->start_mark, "tag %.*s is not allowed", cut(tag, 64), tag);
	return 0;
}

static int take_key(struct parse *parse, struct open_node *open, const yaml_event_t *event)
{
	open->key = copy_text(parse->doc, event->data.scalar.value, event->data.scalar.length);
	if (!open->key)
		return fail_memory(parse);
	open->key_len = event->data.scalar.length;
	open->key_line = (uint32_t)event->start_mark.line + 1;
	open->key_column = (uint32_t)event->start_mark.column + 1;
	return 0;
}

/* Makes the node and hangs it in its parent. NULL: failed, with *rc. */
static struct lutf_yaml_node *add_node(struct parse *parse, const yaml_event_t *event, int *rc)
{
	struct open_node *open = parse->depth ? &parse->open[parse->depth - 1] : NULL;
	struct lutf_yaml_node *node;

	if (++parse->nodes > LUTF_YAML_NODES_MAX) {
		*rc = fail(parse, -E2BIG, event->start_mark, "more than %d values", LUTF_YAML_NODES_MAX);
		return NULL;
	}
	node = allocate(parse->doc, sizeof(*node), _Alignof(struct lutf_yaml_node));
	if (!node) {
		*rc = fail_memory(parse);
		return NULL;
	}
	memset(node, 0, sizeof(*node));
	node->line = (uint32_t)event->start_mark.line + 1;
	node->column = (uint32_t)event->start_mark.column + 1;
	if (open) {
		node->key = open->key;
		node->key_len = open->key_len;
		node->key_line = open->key_line;
		node->key_column = open->key_column;
		open->key = NULL;
		open->key_len = 0;
		open->key_line = open->key_column = 0;
		*open->tail = node;
		open->tail = &node->next;
		open->node->items.count++;
	} else {
		parse->doc->root = node;
	}
	return node;
}

static int add_scalar(struct parse *parse, const yaml_event_t *event)
{
	const yaml_char_t *value = event->data.scalar.value;
	size_t len = event->data.scalar.length;
	struct lutf_yaml_node *node;
	int64_t integer = 0;
	double number = 0;
	bool boolean = false;
	int rc;

	node = add_node(parse, event, &rc);
	if (!node)
		return rc;
	node->kind = LUTF_YAML_STRING;
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !parse->failsafe)
		node->kind = lutf_yaml_resolve_plain((const char *)value, len, &integer, &number, &boolean);
	switch (node->kind) {
	case LUTF_YAML_INT:
		node->integer = integer;
		break;
	case LUTF_YAML_FLOAT:
		node->number = number;
		break;
	case LUTF_YAML_BOOL:
		node->boolean = boolean;
		break;
	case LUTF_YAML_STRING:
		node->string.text = copy_text(parse->doc, value, len);
		node->string.len = len;
		if (!node->string.text)
			return fail_memory(parse);
		break;
	default:
		break;
	}
	return 0;
}

static int begin_collection(struct parse *parse, const yaml_event_t *event, enum lutf_yaml_kind kind)
{
	struct lutf_yaml_node *node;
	struct open_node *open;
	int rc;

	if (parse->depth == LUTF_YAML_DEPTH_MAX)
		return fail(parse, -E2BIG, event->start_mark, "nested deeper than %d levels", LUTF_YAML_DEPTH_MAX);
	node = add_node(parse, event, &rc);
	if (!node)
		return rc;
	node->kind = kind;
	open = &parse->open[parse->depth++];
	memset(open, 0, sizeof(*open));
	open->node = node;
	open->tail = &node->items.first;
	return 0;
}

static bool same_key(const struct lutf_yaml_node *a, const struct lutf_yaml_node *b)
{
	return a->key_len == b->key_len && !memcmp(a->key, b->key, a->key_len);
}

/* By length and bytes, equal ones by place: the second of a pair is the one to complain about. */
static int compare_keys(const void *left, const void *right)
{
	const struct lutf_yaml_node *a = *(const struct lutf_yaml_node *const *)left;
	const struct lutf_yaml_node *b = *(const struct lutf_yaml_node *const *)right;
	int order;

	if (a->key_len != b->key_len)
		return a->key_len < b->key_len ? -1 : 1;
	order = memcmp(a->key, b->key, a->key_len);
	if (order)
		return order;
	if (a->key_line != b->key_line)
		return a->key_line < b->key_line ? -1 : 1;
	return a->key_column < b->key_column ? -1 : 1;
}

static int fail_duplicate(struct parse *parse, const struct lutf_yaml_node *first, const struct lutf_yaml_node *second)
{
	yaml_mark_t mark = {0, second->key_line - 1, second->key_column - 1};

	return fail(parse, -EINVAL, mark, "key '%.*s' is already in line %u", cut(second->key, 80), second->key, first->key_line);
}

/* Sorting, not hashing: its worst case does not depend on what keys a stranger chose. */
static int check_many_keys(struct parse *parse, const struct lutf_yaml_node *mapping)
{
	const struct lutf_yaml_node **sorted, *item;
	size_t i = 0, n = mapping->items.count;
	int rc = 0;

	sorted = malloc(n * sizeof(*sorted));
	if (!sorted)
		return fail_memory(parse);
	for (item = mapping->items.first; item; item = item->next)
		sorted[i++] = item;
	qsort(sorted, n, sizeof(*sorted), compare_keys);
	for (i = 1; i < n && !rc; i++)
		if (same_key(sorted[i - 1], sorted[i]))
			rc = fail_duplicate(parse, sorted[i - 1], sorted[i]);
	free(sorted);
	return rc;
}

static int check_keys(struct parse *parse, const struct lutf_yaml_node *mapping)
{
	const struct lutf_yaml_node *a, *b;

	if (mapping->items.count > FEW_KEYS)
		return check_many_keys(parse, mapping);
	for (a = mapping->items.first; a; a = a->next)
		for (b = a->next; b; b = b->next)
			if (same_key(a, b))
				return fail_duplicate(parse, a, b);
	return 0;
}

static int take_event(struct parse *parse, const yaml_event_t *event)
{
	struct open_node *open = parse->depth ? &parse->open[parse->depth - 1] : NULL;
	bool wants_key = open && open->node->kind == LUTF_YAML_MAPPING && !open->key;
	int rc = refuse_properties(parse, event);

	if (rc)
		return rc;
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
			return fail(parse, -EINVAL, event->start_mark, "directive %%TAG is not allowed");
		if (parse->doc->root)
			return fail(parse, -EINVAL, event->start_mark, "a second document is not allowed");
		return 0;
	case YAML_ALIAS_EVENT:
		return fail(parse, -EINVAL, event->start_mark, "alias *%.*s is not allowed", cut(event->data.alias.anchor, 64),
			    event->data.alias.anchor);
	case YAML_SCALAR_EVENT:
		return wants_key ? take_key(parse, open, event) : add_scalar(parse, event);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		if (wants_key)
			return fail(parse, -EINVAL, event->start_mark, "a key must be a scalar");
		return begin_collection(parse, event, event->type == YAML_MAPPING_START_EVENT ? LUTF_YAML_MAPPING : LUTF_YAML_SEQUENCE);
	case YAML_MAPPING_END_EVENT:
		return check_keys(parse, parse->open[--parse->depth].node);
	case YAML_SEQUENCE_END_EVENT:
		parse->depth--;
		return 0;
	default:
		return 0;
	}
}

static int take_events(struct parse *parse)
{
	yaml_event_type_t type;
	yaml_event_t event;
	int rc;

	do {
		if (!yaml_parser_parse(&parse->yaml, &event))
			return fail_yaml(parse);
		type = event.type;
		rc = take_event(parse, &event);
		yaml_event_delete(&event);
	} while (!rc && type != YAML_STREAM_END_EVENT);
	return rc;
}

static int parse_document(const char *text, size_t len, bool failsafe, struct lutf_yaml_doc **out, struct lutf_yaml_error *error)
{
	struct parse parse;
	int rc;

	memset(error, 0, sizeof(*error));
	*out = NULL;
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) { /* libyaml knows the mark only where it guesses the encoding */
		text += 3;
		len -= 3;
	}
	parse.doc = NULL;
	parse.error = error;
	parse.text = text;
	parse.len = len;
	parse.nodes = parse.depth = 0;
	parse.failsafe = failsafe;
	if (!yaml_parser_initialize(&parse.yaml))
		return fail_memory(&parse);
	yaml_parser_set_input_string(&parse.yaml, (const unsigned char *)(text ? text : ""), len);
	/* Said, not guessed: libyaml would take UTF-16 for a byte order mark. */
	yaml_parser_set_encoding(&parse.yaml, YAML_UTF8_ENCODING);
	parse.doc = new_doc(len);
	rc = parse.doc ? take_events(&parse) : fail_memory(&parse);
	yaml_parser_delete(&parse.yaml);
	if (rc)
		lutf_yaml_doc_free(parse.doc);
	else
		*out = parse.doc;
	return rc;
}

int lutf_yaml_parse(const char *text, size_t len, struct lutf_yaml_doc **out, struct lutf_yaml_error *error)
{
	return parse_document(text, len, false, out, error);
}

int lutf_yaml_parse_failsafe(const char *text, size_t len, struct lutf_yaml_doc **out, struct lutf_yaml_error *error)
{
	return parse_document(text, len, true, out, error);
}

void lutf_yaml_doc_free(struct lutf_yaml_doc *doc)
{
	struct block *block, *next;

	if (!doc)
		return;
	for (block = doc->blocks; block; block = next) {
		next = block->next;
		free(block);
	}
	free(doc);
}

const struct lutf_yaml_node *lutf_yaml_root(const struct lutf_yaml_doc *doc)
{
	return doc->root;
}

const struct lutf_yaml_node *lutf_yaml_get(const struct lutf_yaml_node *mapping, const char *key)
{
	const struct lutf_yaml_node *item;
	size_t len = strlen(key);

	if (!mapping || mapping->kind != LUTF_YAML_MAPPING)
		return NULL;
	for (item = mapping->items.first; item; item = item->next)
		if (item->key_len == len && !memcmp(item->key, key, len))
			return item;
	return NULL;
}

const char *lutf_yaml_get_string(const struct lutf_yaml_node *mapping, const char *key)
{
	const struct lutf_yaml_node *node = lutf_yaml_get(mapping, key);

	return node && node->kind == LUTF_YAML_STRING ? node->string.text : NULL;
}

int64_t lutf_yaml_get_int(const struct lutf_yaml_node *mapping, const char *key, int64_t fallback)
{
	const struct lutf_yaml_node *node = lutf_yaml_get(mapping, key);

	return node && node->kind == LUTF_YAML_INT ? node->integer : fallback;
}
