/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of libyaml as trees of cYAML. */
#include "tree.h"
#include "yaml/doc.h"

static void from_document(yaml_document_t *document, yaml_node_t *node, struct cYAML *parent, const char *key, unsigned depth,
			  struct cYAML **made)
{
	struct cYAML *tree = NULL;
	int64_t integer;
	double number;

	if (!node || depth > LNET_TREE_DEPTH_MAX)
		return;
	if (node->type == YAML_SCALAR_NODE) {
		const char *text = (const char *)node->data.scalar.value;
		bool plain = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

		if (plain && lutf_yaml_resolve_plain(text, node->data.scalar.length, &integer, &number, NULL) == LUTF_YAML_INT)
			tree = lnet_tree_add_number(parent, key, (double)integer);
		else
			tree = lnet_tree_add_text(parent, key, text);
	} else if (node->type == YAML_SEQUENCE_NODE) {
		tree = lnet_tree_add(parent, CYAML_ARRAY, key);
		for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
			from_document(document, yaml_document_get_node(document, *item), tree, NULL, depth + 1, NULL);
	} else if (node->type == YAML_MAPPING_NODE) {
		tree = lnet_tree_add(parent, CYAML_OBJECT, key);
		for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++) {
			yaml_node_t *name = yaml_document_get_node(document, pair->key);

			if (name && name->type == YAML_SCALAR_NODE)
				from_document(document, yaml_document_get_node(document, pair->value), tree,
					      (const char *)name->data.scalar.value, depth + 1, NULL);
		}
	}
	if (made)
		*made = tree;
}

struct cYAML *lnet_tree_from_document(yaml_document_t *document)
{
	struct cYAML *tree = NULL;

	if (document->nodes.start != document->nodes.top)
		from_document(document, yaml_document_get_root_node(document), NULL, NULL, 0, &tree);
	return tree;
}
