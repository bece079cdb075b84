/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cYAML in the layout and with the habits of the library (lnetconfig-api.md §2.6). */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* ---- parsing ---- */

struct cYAML *cYAML_build_tree(char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, struct cYAML **err_str, bool debug)
{
	struct lnetsim_request request;
	struct cYAML *tree = NULL;
	char *text;

	if (yaml_file) {
		FILE *file = fopen(yaml_file, "r");

		if (file) {
			tree = cYAML_load(file, err_str, debug);
			fclose(file);
		} else {
			cYAML_build_error(-1, -1, "yaml", "builder", strerror(errno), err_str);
		}
		return tree;
	}
	request = lnetsim_begin("cYAML_build_tree");
	text = yaml_blk ? strndup(yaml_blk, yaml_blk_size) : NULL;
	lnetsim_text(&request, "yaml_blk", text);
	free(text);
	lnetsim_call(&request, &tree, false, err_str);
	return tree;
}

struct cYAML *cYAML_load(FILE *file, struct cYAML **err_rc, bool debug)
{
	struct lnet_text text = {0};
	struct cYAML *tree;

	lnet_text_read(&text, file);
	tree = cYAML_build_tree(NULL, text.text, text.len, err_rc, debug);
	free(text.text);
	return tree;
}

/* ---- printing ---- */

void cYAML_print_tree2file(FILE *f, struct cYAML *node)
{
	char *text = lnet_tree_print(node);

	fputs(text, f);
	free(text);
}

void cYAML_print_tree(struct cYAML *node)
{
	cYAML_print_tree2file(stdout, node);
}

void cYAML_dump(struct cYAML *node, char **buf)
{
	*buf = node ? lnet_tree_print(node) : NULL;
}

/* ---- walking ---- */

void cYAML_free_tree(struct cYAML *node)
{
	lnet_tree_free(node);
}

bool cYAML_is_sequence(struct cYAML *node)
{
	return node && node->cy_type == CYAML_ARRAY;
}

/* The whole subtree and what follows, not one level. */
static struct cYAML *find(struct cYAML *node, const char *key)
{
	for (; node; node = node->cy_next) {
		struct cYAML *below;

		if (node->cy_string && strcmp(node->cy_string, key) == 0)
			return node;
		below = find(node->cy_child, key);
		if (below)
			return below;
	}
	return NULL;
}

struct cYAML *cYAML_get_object_item(struct cYAML *parent, const char *name)
{
	return parent && name ? find(parent, name) : NULL;
}

struct cYAML *cYAML_find_object(struct cYAML *root, const char *key)
{
	return root && key ? find(root, key) : NULL;
}

struct cYAML *cYAML_get_next_seq_item(struct cYAML *seq, struct cYAML **itm)
{
	if (*itm)
		*itm = (*itm)->cy_next;
	else if (cYAML_is_sequence(seq))
		*itm = seq->cy_child;
	return *itm;
}

void cYAML_clean_usr_data(struct cYAML *node, cYAML_user_data_free_cb free_cb)
{
	for (; node; node = node->cy_next) {
		cYAML_clean_usr_data(node->cy_child, free_cb);
		if (free_cb && node->cy_user_data)
			free_cb(node->cy_user_data);
		node->cy_user_data = NULL;
	}
}

/* ---- making ---- */

struct cYAML *cYAML_create_object(struct cYAML *parent, char *key)
{
	return lnet_tree_add(parent, CYAML_OBJECT, key);
}

struct cYAML *cYAML_create_seq(struct cYAML *parent, char *key)
{
	return lnet_tree_add(parent, CYAML_ARRAY, key);
}

struct cYAML *cYAML_create_seq_item(struct cYAML *seq)
{
	return lnet_tree_add(seq, CYAML_OBJECT, NULL);
}

struct cYAML *cYAML_create_string(struct cYAML *parent, char *key, char *value)
{
	return lnet_tree_add_text(parent, key, value ? value : "");
}

struct cYAML *cYAML_create_number(struct cYAML *parent, char *key, double value)
{
	return lnet_tree_add_number(parent, key, value);
}

void cYAML_insert_child(struct cYAML *parent, struct cYAML *node)
{
	if (parent && node)
		lnet_tree_append(parent, node);
}

void cYAML_insert_sibling(struct cYAML *root, struct cYAML *sibling)
{
	if (!root || !sibling)
		return;
	while (root->cy_next)
		root = root->cy_next;
	root->cy_next = sibling;
	sibling->cy_prev = root;
}

/* §3.1. The description is taken as it is: callers quote it. */
void cYAML_build_error(int rc, int seq_no, char *cmd, char *entity, char *err_str, struct cYAML **root)
{
	struct cYAML *list, *item;

	if (!root)
		return;
	if (!*root)
		*root = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	list = find(*root, cmd);
	if (list && list->cy_type != CYAML_ARRAY) {
		lnet_tree_free(*root);
		*root = NULL;
		fputs("out of memory\n", stderr);
		return;
	}
	if (!list)
		list = lnet_tree_add(*root, CYAML_ARRAY, cmd);
	item = lnet_tree_add(lnet_tree_add(list, CYAML_OBJECT, NULL), CYAML_OBJECT, entity);
	if (seq_no >= 0)
		lnet_tree_add_number(item, "seq_no", seq_no);
	lnet_tree_add_number(item, "errno", rc);
	lnet_tree_add_text(item, "descr", err_str ? err_str : "");
}
