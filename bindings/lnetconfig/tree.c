/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *lnet_alloc(size_t size)
{
	void *memory = calloc(1, size);

	if (!memory)
		abort();
	return memory;
}

char *lnet_strdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(lnet_alloc(size), text, size);
}

void lnet_text_add(struct lnet_text *out, const char *text, size_t len)
{
	if (out->len + len + 1 > out->size) {
		out->size = 2 * (out->len + len) + 64;
		out->text = realloc(out->text, out->size);
		if (!out->text)
			abort();
	}
	memcpy(out->text + out->len, text, len);
	out->len += len;
	out->text[out->len] = 0;
}

void lnet_text_format(struct lnet_text *out, const char *format, ...)
{
	char buffer[512];
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = vsnprintf(buffer, sizeof(buffer), format, arguments);
	va_end(arguments);
	if ((size_t)len < sizeof(buffer)) {
		lnet_text_add(out, buffer, (size_t)len);
	} else {
		char *large = lnet_alloc((size_t)len + 1);

		va_start(arguments, format);
		vsnprintf(large, (size_t)len + 1, format, arguments);
		va_end(arguments);
		lnet_text_add(out, large, (size_t)len);
		free(large);
	}
}

void lnet_text_read(struct lnet_text *out, FILE *file)
{
	char buffer[4096];
	size_t n;

	lnet_text_add(out, "", 0);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		lnet_text_add(out, buffer, n);
}

/* ---- making ---- */

/* A node of ours remembers its last child, so that 10,000 peers cost 10,000 steps. NULL: to be looked for. */
struct own {
	struct cYAML node;
	struct cYAML *last;
};

void lnet_tree_append(struct cYAML *parent, struct cYAML *node)
{
	struct own *own = (struct own *)parent;
	struct cYAML *last = own->last ? own->last : parent->cy_child;

	while (last && last->cy_next)
		last = last->cy_next;
	if (last)
		last->cy_next = node;
	else
		parent->cy_child = node;
	node->cy_prev = last;
	own->last = node;
}

struct cYAML *lnet_tree_add(struct cYAML *parent, enum cyaml_type type, const char *key)
{
	struct cYAML *node = lnet_alloc(sizeof(struct own));

	node->cy_type = (int)type;
	node->cy_string = key ? lnet_strdup(key) : NULL;
	if (parent)
		lnet_tree_append(parent, node);
	return node;
}

struct cYAML *lnet_tree_add_text(struct cYAML *parent, const char *key, const char *text)
{
	struct cYAML *node = lnet_tree_add(parent, text ? CYAML_STRING : CYAML_NULL, key);

	node->cy_valuestring = text ? lnet_strdup(text) : NULL;
	return node;
}

struct cYAML *lnet_tree_add_number(struct cYAML *parent, const char *key, double value)
{
	struct cYAML *node = lnet_tree_add(parent, CYAML_NUMBER, key);

	node->cy_valuedouble = value;
	node->cy_valueint = fabs(value) < 2147483648.0 ? (int)value : 0;
	return node;
}

struct cYAML *lnet_tree_add_bool(struct cYAML *parent, const char *key, bool value)
{
	return lnet_tree_add(parent, value ? CYAML_TRUE : CYAML_FALSE, key);
}

struct cYAML *lnet_tree_add_bigint(struct cYAML *parent, const char *key, uint64_t value)
{
	struct cYAML *node = lnet_tree_add(parent, CYAML_BIGINT, key);

	node->cy_valueint = (int64_t)value;
	return node;
}

struct cYAML *lnet_tree_add_bytes(struct cYAML *parent, const char *key, const void *bytes, size_t len)
{
	struct cYAML *node = lnet_tree_add(parent, CYAML_BYTES, key);

	node->cy_valuestring = memcpy(lnet_alloc(len + 1), bytes, len);
	node->cy_valueint = (int64_t)len;
	return node;
}

void lnet_tree_unlink(struct cYAML *parent, struct cYAML *node)
{
	if (node->cy_prev)
		node->cy_prev->cy_next = node->cy_next;
	else
		parent->cy_child = node->cy_next;
	if (node->cy_next)
		node->cy_next->cy_prev = node->cy_prev;
	node->cy_next = node->cy_prev = NULL;
	((struct own *)parent)->last = NULL;
}

struct cYAML *lnet_tree_child(const struct cYAML *parent, const char *key)
{
	for (struct cYAML *node = parent ? parent->cy_child : NULL; node; node = node->cy_next)
		if (node->cy_string && strcmp(node->cy_string, key) == 0)
			return node;
	return NULL;
}

void lnet_tree_free(struct cYAML *node)
{
	while (node) {
		struct cYAML *next = node->cy_next;

		lnet_tree_free(node->cy_child);
		free(node->cy_valuestring);
		free(node->cy_string);
		free(node);
		node = next;
	}
}

static struct cYAML *copy_into(struct cYAML *parent, const struct cYAML *from, unsigned depth)
{
	struct cYAML *node = lnet_tree_add(parent, (enum cyaml_type)from->cy_type, from->cy_string);

	node->cy_valuestring = from->cy_valuestring ? lnet_strdup(from->cy_valuestring) : NULL;
	node->cy_valueint = from->cy_valueint;
	node->cy_valuedouble = from->cy_valuedouble;
	for (const struct cYAML *child = from->cy_child; child && depth < LNET_TREE_DEPTH_MAX; child = child->cy_next)
		copy_into(node, child, depth + 1);
	return node;
}

struct cYAML *lnet_tree_copy(const struct cYAML *root)
{
	return root ? copy_into(NULL, root, 0) : NULL;
}

/* ---- printing ---- */

static void print_indent(struct lnet_text *out, unsigned level, bool in_sequence, bool dash)
{
	static const char dashed[] = "- ", spaces[] = "  ";

	for (unsigned i = 0; i < level; i++)
		lnet_text_add(out, "    ", 4);
	if (in_sequence)
		lnet_text_add(out, dash ? dashed : spaces, 2);
}

static void add_string(struct lnet_text *out, const char *text)
{
	lnet_text_add(out, text, strlen(text));
}

/* As "%.0f" has it. Half of the nodes of a tree are small whole numbers, and printf() takes its time for a double. */
static void add_number(struct lnet_text *out, double number)
{
	char digits[16], *at = digits + sizeof(digits);
	bool negative = number < 0;
	uint64_t rest;

	if (!(fabs(number) < 1e14) || number != (double)(int64_t)number || (number == 0 && signbit(number))) {
		lnet_text_format(out, "%.0f", number);
		return;
	}
	rest = (uint64_t)fabs(number);
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (negative)
		*--at = '-';
	lnet_text_add(out, at, (size_t)(digits + sizeof(digits) - at));
}

/*
 * A node at a level (4 columns each). In a sequence, at any height above, keys stand two columns further, behind the "- " of the item's first
 * one. Direct children of a sequence that have a key (the odd shape of `net`, §2.6): a sequence continues the item, all else begins one.
 * *dash: the "- " of the item is still to come. An empty item prints nothing; a key without children stands alone.
 */
static void print_node(struct lnet_text *out, const struct cYAML *node, unsigned level, bool in_sequence, bool *dash)
{
	bool item_dash = true;

	if (node->cy_type == CYAML_OBJECT && !node->cy_string) {
		for (const struct cYAML *child = node->cy_child; child; child = child->cy_next)
			print_node(out, child, level, in_sequence, dash);
		return;
	}
	print_indent(out, level, in_sequence, *dash);
	*dash = false;
	if (node->cy_string) {
		add_string(out, node->cy_string);
		lnet_text_add(out, ":", 1);
	}
	switch (node->cy_type) {
	case CYAML_FALSE:
	case CYAML_TRUE:
	case CYAML_NULL:
	case CYAML_NUMBER:
	case CYAML_STRING:
		if (node->cy_string)
			lnet_text_add(out, " ", 1);
		if (node->cy_type == CYAML_NUMBER)
			add_number(out, node->cy_valuedouble);
		else
			add_string(out, node->cy_type == CYAML_STRING ? (node->cy_valuestring ? node->cy_valuestring : "")
					: node->cy_type == CYAML_NULL ? "null"
					: node->cy_type == CYAML_TRUE ? "true"
								      : "false");
		lnet_text_add(out, "\n", 1);
		return;
	case CYAML_ARRAY:
		lnet_text_add(out, "\n", 1);
		for (const struct cYAML *child = node->cy_child; child; child = child->cy_next) {
			item_dash = !(child->cy_string && child->cy_type == CYAML_ARRAY);
			print_node(out, child, level + 1, true, &item_dash);
		}
		return;
	default:
		lnet_text_add(out, "\n", 1);
		for (const struct cYAML *child = node->cy_child; child; child = child->cy_next) {
			item_dash = false;
			print_node(out, child, level + 1, in_sequence, &item_dash);
		}
	}
}

char *lnet_tree_print(const struct cYAML *root)
{
	struct lnet_text out = {0};
	bool dash = false;

	lnet_text_add(&out, "", 0);
	if (root)
		print_node(&out, root, 0, false, &dash);
	return out.text;
}

/* ---- lines ---- */

static void escape(struct lnet_text *out, const char *text)
{
	for (; text && *text; text++) {
		if (*text == '\\')
			lnet_text_add(out, "\\\\", 2);
		else if (*text == '\t')
			lnet_text_add(out, "\\t", 2);
		else if (*text == '\n')
			lnet_text_add(out, "\\n", 2);
		else
			lnet_text_add(out, text, 1);
	}
}

static void write_line(struct lnet_text *out, const struct cYAML *node, unsigned depth)
{
	lnet_text_format(out, "%u\t%d\t", depth, node->cy_type);
	escape(out, node->cy_string);
	lnet_text_add(out, "\t", 1);
	if (node->cy_type == CYAML_NUMBER)
		add_number(out, node->cy_valuedouble);
	else if (node->cy_type == CYAML_STRING)
		escape(out, node->cy_valuestring);
	lnet_text_add(out, "\n", 1);
	for (const struct cYAML *child = node->cy_child; child; child = child->cy_next)
		write_line(out, child, depth + 1);
}

char *lnet_tree_to_lines(const struct cYAML *root)
{
	struct lnet_text out = {0};

	if (root)
		write_line(&out, root, 0);
	return out.text;
}

/* The next field of a line, unescaped, or NULL: malformed. *at is left behind its tab, or at the end of the line. */
static char *read_field(const char **at, const char *end)
{
	struct lnet_text out = {0};

	lnet_text_add(&out, "", 0);
	for (; *at < end && **at != '\t'; (*at)++) {
		char c = **at;

		if (c == '\\') {
			if (++*at == end || !strchr("\\tn", **at)) {
				free(out.text);
				return NULL;
			}
			c = **at == 't' ? '\t' : **at == 'n' ? '\n' : '\\';
		}
		lnet_text_add(&out, &c, 1);
	}
	if (*at < end)
		(*at)++;
	return out.text;
}

static struct cYAML *read_line(const char *at, const char *end, unsigned long *depth)
{
	char *rest, *key, *value;
	struct cYAML *node = NULL;
	unsigned long type;

	*depth = strtoul(at, &rest, 10);
	if (rest == at || rest >= end || *rest != '\t')
		return NULL;
	at = rest + 1;
	type = strtoul(at, &rest, 10);
	if (rest == at || type > CYAML_OBJECT || (rest < end && *rest != '\t'))
		return NULL;
	at = rest < end ? rest + 1 : rest;
	key = read_field(&at, end);
	value = key ? read_field(&at, end) : NULL;
	if (value && at == end) {
		node = lnet_tree_add(NULL, (enum cyaml_type)type, *key ? key : NULL);
		if (type == CYAML_NUMBER) {
			node->cy_valuedouble = strtod(value, &rest);
			node->cy_valueint = fabs(node->cy_valuedouble) < 2147483648.0 ? (int)node->cy_valuedouble : 0;
			if (rest == value || *rest) {
				lnet_tree_free(node);
				node = NULL;
			}
		} else if (type == CYAML_STRING) {
			node->cy_valuestring = value;
			value = NULL;
		}
	}
	free(key);
	free(value);
	return node;
}

int lnet_tree_from_lines(const char *text, struct cYAML **root)
{
	struct cYAML *above[LNET_TREE_DEPTH_MAX + 1] = {NULL};
	unsigned long depth, last = 0;

	*root = NULL;
	while (*text) {
		size_t len = strcspn(text, "\n");
		struct cYAML *node = len ? read_line(text, text + len, &depth) : NULL;

		if (!node || depth > LNET_TREE_DEPTH_MAX || (depth == 0) != !*root || depth > last + 1 ||
		    (depth && above[depth - 1]->cy_type != CYAML_ARRAY && above[depth - 1]->cy_type != CYAML_OBJECT)) {
			lnet_tree_free(node);
			lnet_tree_free(*root);
			*root = NULL;
			return -EINVAL;
		}
		if (depth)
			lnet_tree_append(above[depth - 1], node);
		else
			*root = node;
		above[depth] = node;
		last = depth;
		text += len + (text[len] == '\n');
	}
	return 0;
}
