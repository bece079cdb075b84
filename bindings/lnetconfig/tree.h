/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trees in the layout of cYAML, in memory of our own (malloc): copies of what the library returned, and what liblnetsim.so hands out.
 * No function of liblnetconfig is used. Owner: who made it; lnet_tree_free() frees it with its following siblings.
 * Out of memory ends the process (as everywhere in a helper of tests, a half tree would be worse).
 */
#ifndef LUTF_LNETCONFIG_TREE_H
#define LUTF_LNETCONFIG_TREE_H

#include "layout.h"

/* A node at the end of parent's children; parent (made here too) NULL: a root. key NULL: none. */
struct cYAML *lnet_tree_add(struct cYAML *parent, enum cyaml_type type, const char *key);
struct cYAML *lnet_tree_add_text(struct cYAML *parent, const char *key, const char *text); /* NULL: a null */
struct cYAML *lnet_tree_add_number(struct cYAML *parent, const char *key, double value);
struct cYAML *lnet_tree_add_bool(struct cYAML *parent, const char *key, bool value);
struct cYAML *lnet_tree_add_bigint(struct cYAML *parent, const char *key, uint64_t value);
struct cYAML *lnet_tree_add_bytes(struct cYAML *parent, const char *key, const void *bytes, size_t len);
void lnet_tree_append(struct cYAML *parent, struct cYAML *node);
/* Takes it out of its parent; it then is a root. */
void lnet_tree_unlink(struct cYAML *parent, struct cYAML *node);
struct cYAML *lnet_tree_child(const struct cYAML *parent, const char *key);
void lnet_tree_free(struct cYAML *node);
/* NULL for NULL. Deeper than LNET_TREE_DEPTH_MAX is left out. */
struct cYAML *lnet_tree_copy(const struct cYAML *root);
/* What cYAML_dump() would print; malloc()ed, "" for NULL. */
char *lnet_tree_print(const struct cYAML *root);
/* A value of YAML as a tree, at the end of parent's children. In tree_yaml.c. */
struct lutf_yaml_node;
struct cYAML *lnet_tree_from_yaml(struct cYAML *parent, const char *key, const struct lutf_yaml_node *node);
/* What a function put into a document of libyaml; NULL: nothing. In tree_document.c. */
struct cYAML *lnet_tree_from_document(yaml_document_t *document);
/* One line a node, "DEPTH TYPE KEY VALUE" with tabs between, as on the simulator's socket; NULL if root is. */
char *lnet_tree_to_lines(const struct cYAML *root);
/* 0 or -EINVAL. An empty text is no tree. */
int lnet_tree_from_lines(const char *text, struct cYAML **root);

/* No tree of the library is deeper than 10. */
#define LNET_TREE_DEPTH_MAX 64

/* Text that grows. */
struct lnet_text {
	char *text;
	size_t len, size;
};
void lnet_text_add(struct lnet_text *out, const char *text, size_t len);
void lnet_text_format(struct lnet_text *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lnet_text_read(struct lnet_text *out, FILE *file); /* the rest of a file */
void *lnet_alloc(size_t size);                          /* zeroed */
char *lnet_strdup(const char *text);

#endif
