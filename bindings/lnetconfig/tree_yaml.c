/* SPDX-License-Identifier: GPL-2.0-or-later */
/* YAML as a cYAML tree. Apart from tree.c, which test libraries compile without src/yaml. */
#include "tree.h"
#include "yaml/doc.h"

struct cYAML *lnet_tree_from_yaml(struct cYAML *parent, const char *key, const struct lutf_yaml_node *node)
{
	struct cYAML *tree;

	switch (node->kind) {
	case LUTF_YAML_NULL:
		return lnet_tree_add(parent, CYAML_NULL, key);
	case LUTF_YAML_BOOL:
		return lnet_tree_add_bool(parent, key, node->boolean);
	case LUTF_YAML_INT:
		return lnet_tree_add_number(parent, key, (double)node->integer);
	case LUTF_YAML_FLOAT:
		return lnet_tree_add_number(parent, key, node->number);
	case LUTF_YAML_STRING:
		return lnet_tree_add_text(parent, key, node->string.text);
	default:
		tree = lnet_tree_add(parent, node->kind == LUTF_YAML_SEQUENCE ? CYAML_ARRAY : CYAML_OBJECT, key);
		for (const struct lutf_yaml_node *item = node->items.first; item; item = item->next)
			lnet_tree_from_yaml(tree, node->kind == LUTF_YAML_MAPPING ? item->key : NULL, item);
		return tree;
	}
}
