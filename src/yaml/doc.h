/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML document as a read-only tree, parsed by libyaml within limits.
 *
 * Accepted: one document; block and flow; mappings with unique scalar keys; plain and quoted scalars resolved by the YAML 1.2
 * core schema. Refused, each with line and column: tags, anchors, aliases, a second document, too deep, too many
 * nodes, duplicate or non-scalar keys, bytes that are not UTF-8.
 *
 * Owner: whoever called lutf_yaml_parse() frees the document; nodes and their strings live as long as it (one arena).
 * A document belongs to one thread at a time.
 */
#ifndef LUTF_YAML_DOC_H
#define LUTF_YAML_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lutf_yaml_kind {
	LUTF_YAML_NULL,
	LUTF_YAML_BOOL,
	LUTF_YAML_INT, /* fits int64_t; a larger integer is LUTF_YAML_FLOAT, as JavaScript's own number would be */
	LUTF_YAML_FLOAT,
	LUTF_YAML_STRING,
	LUTF_YAML_SEQUENCE,
	LUTF_YAML_MAPPING,
};

struct lutf_yaml_node {
	enum lutf_yaml_kind kind;
	uint32_t line, column;       /* from 1, of the node's first character */
	struct lutf_yaml_node *next; /* next item of the parent, or NULL */
	const char *key;             /* in a mapping: key_len bytes and NUL */
	size_t key_len;
	uint32_t key_line, key_column;
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct {
			const char *text;
			size_t len;
		} string; /* NUL-terminated; may hold NULs */
		struct {
			struct lutf_yaml_node *first;
			size_t count;
		} items;
	};
};

struct lutf_yaml_error {
	char text[256];        /* "line 3, column 7: alias *a is not allowed" */
	uint32_t line, column; /* from 1; 0: not about a place */
};

struct lutf_yaml_doc;

/* 0, -EINVAL (not YAML, or refused), -E2BIG (a limit) or -ENOMEM; on failure error is filled. */
int lutf_yaml_parse(const char *text, size_t len, struct lutf_yaml_doc **out, struct lutf_yaml_error *error);
/* The same by YAML's failsafe schema: every scalar is a string, with the text that it has. */
int lutf_yaml_parse_failsafe(const char *text, size_t len, struct lutf_yaml_doc **out, struct lutf_yaml_error *error);
void lutf_yaml_doc_free(struct lutf_yaml_doc *doc);
/* NULL for an empty document. */
const struct lutf_yaml_node *lutf_yaml_root(const struct lutf_yaml_doc *doc);

/* The value of a key, or NULL: also when mapping is NULL or no mapping. */
const struct lutf_yaml_node *lutf_yaml_get(const struct lutf_yaml_node *mapping, const char *key);
/* The text of a string value, or NULL if it is absent or of another kind. */
const char *lutf_yaml_get_string(const struct lutf_yaml_node *mapping, const char *key);
/* An integer value, or fallback if it is absent or of another kind. */
int64_t lutf_yaml_get_int(const struct lutf_yaml_node *mapping, const char *key, int64_t fallback);

/*
 * What a plain scalar resolves to; shared with the writer, which quotes strings that would not come back as strings.
 * The pointers may be NULL; if number is given, text[len] must be NUL.
 */
enum lutf_yaml_kind lutf_yaml_resolve_plain(const char *text, size_t len, int64_t *integer, double *number, bool *boolean);

#endif
