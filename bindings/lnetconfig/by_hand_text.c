/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions by hand: NIDs, nets, expressions (lnetconfig-api.md §1.3, §3.15), and trees of cYAML (§2.6). */
#include "binding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "yaml/doc.h"

#define HELPERS (&lnet_library()->helpers)
/* The longest text of a NID or net, whatever the generation. */
#define TEXT_MAX 128
#define NIDS_MAX 128

static const char *text_of(const struct lnet_call *call, unsigned i)
{
	return call->values[i].text ? call->values[i].text : "";
}

static char *mutable_text(struct lnet_call *call, unsigned i)
{
	if (!call->values[i].text)
		call->values[i].text = lnet_strdup("");
	return call->values[i].text;
}

void lnet_by_hand_str2net(struct lnet_call *call)
{
	lnet_tree_add_number(lnet_call_values(call), "net", HELPERS->str2net(text_of(call, 0)));
}

void lnet_by_hand_net2str(struct lnet_call *call)
{
	char text[TEXT_MAX] = "";

	HELPERS->net2str_r((__u32)call->values[0].integer, text, sizeof(text));
	lnet_tree_add_text(lnet_call_values(call), "text", text);
}

void lnet_by_hand_str2nid(struct lnet_call *call)
{
	lnet_tree_add_bigint(lnet_call_values(call), "nid", HELPERS->str2nid(text_of(call, 0)));
}

void lnet_by_hand_nid2str(struct lnet_call *call)
{
	char text[TEXT_MAX] = "";

	HELPERS->nid2str_r((lnet_nid_t)call->values[0].integer, text, sizeof(text));
	lnet_tree_add_text(lnet_call_values(call), "text", text);
}

void lnet_by_hand_strnid(struct lnet_call *call)
{
	struct lnet_nid nid = {{0}};

	call->rc = HELPERS->strnid(&nid, text_of(call, 0));
	lnet_tree_add_bytes(lnet_call_values(call), "bytes", nid.bytes, sizeof(nid.bytes));
}

void lnet_by_hand_nidstr(struct lnet_call *call)
{
	char text[TEXT_MAX] = "";

	HELPERS->nidstr_r(call->values[0].memory, text, sizeof(text));
	lnet_tree_add_text(lnet_call_values(call), "text", text);
}

void lnet_by_hand_str2anynid(struct lnet_call *call)
{
	lnet_nid_t nid = 0;

	call->rc = HELPERS->str2anynid(&nid, text_of(call, 0)) ? 0 : -EINVAL;
	lnet_tree_add_bigint(lnet_call_values(call), "nid", nid);
}

void lnet_by_hand_isKnownLnd(struct lnet_call *call)
{
	lnet_tree_add_bool(lnet_call_values(call), "known", HELPERS->isknown_lnd((__u32)call->values[0].integer));
}

void lnet_by_hand_lnd2str(struct lnet_call *call)
{
	char text[TEXT_MAX] = "";

	HELPERS->lnd2str_r((__u32)call->values[0].integer, text, sizeof(text));
	lnet_tree_add_text(lnet_call_values(call), "text", text);
}

void lnet_by_hand_str2lnd(struct lnet_call *call)
{
	lnet_tree_add_number(lnet_call_values(call), "lnd", HELPERS->str2lnd(text_of(call, 0)));
}

void lnet_by_hand_lnd2modname(struct lnet_call *call)
{
	lnet_tree_add_text(lnet_call_values(call), "text", HELPERS->lnd2modname((__u32)call->values[0].integer));
}

/* 2.12 has texts instead: they are made numbers here. */
static int expand_2_12(char *text, lnet_nid_t *nids, int max)
{
	char **texts = NULL;
	int count = HELPERS->parse_nids(text, NULL, 0, &texts);

	for (int i = 0; i < count; i++) {
		if (i < max)
			nids[i] = HELPERS->str2nid(texts[i]);
		free(texts[i]);
	}
	free(texts);
	return count > max ? -E2BIG : count;
}

void lnet_by_hand_parseNidstr(struct lnet_call *call)
{
	struct cYAML *values = lnet_call_values(call), *list = lnet_tree_add(values, CYAML_ARRAY, "nids");
	int64_t max = call->values[1].integer;
	lnet_nid_t nids[NIDS_MAX] = {0};
	char message[4096] = "";
	int count = -EINVAL;

	if (max < 1 || max > NIDS_MAX)
		snprintf(message, sizeof(message), "max is not in 1 to %d", NIDS_MAX);
	else if (HELPERS->parse_nidstr)
		count = HELPERS->parse_nidstr(call->values[0].text, nids, (int)max, message);
	else if (call->values[0].text)
		count = expand_2_12(call->values[0].text, nids, (int)max);
	call->rc = count < 0 ? count : 0;
	for (int i = 0; i < count; i++)
		lnet_tree_add_bigint(list, NULL, nids[i]);
	lnet_tree_add_text(values, "message", message);
}

void lnet_by_hand_parseNidRange(struct lnet_call *call)
{
	struct cYAML *values = lnet_call_values(call), *list = lnet_tree_add(values, CYAML_ARRAY, "nids");
	struct nid_node head;
	const char *message = NULL;

	memset(&head, 0, sizeof(head));
	head.children.next = head.children.prev = &head.children;
	head.list.next = head.list.prev = &head.list;
	call->rc = HELPERS->parse_nid_range(&head, mutable_text(call, 0), &message);
	for (struct list_head *at = head.children.next; call->rc >= 0 && at != &head.children; at = at->next)
		lnet_tree_add_text(list, NULL, (const char *)at - offsetof(struct nid_node, list));
	HELPERS->free_list(&head);
	lnet_tree_add_text(values, "message", message ? message : "");
	if (call->rc > 0)
		call->rc = 0;
}

void lnet_by_hand_matchNid(struct lnet_call *call)
{
	struct list_head list = {&list, &list};
	char *text = mutable_text(call, 1);
	struct lnet_nid nid = {{0}};
	int match = 0;

	/* 1 is success here. */
	if (HELPERS->parse_nidlist(text, (int)strlen(text), &list) != 1) {
		call->rc = -EINVAL;
	} else if (HELPERS->strnid) {
		call->rc = HELPERS->strnid(&nid, text_of(call, 0));
		if (!call->rc)
			match = HELPERS->match_nid ? HELPERS->match_nid(&nid, &list) : HELPERS->match_nid_const(&nid, &list);
	} else {
		match = HELPERS->match_nid4(HELPERS->str2nid(text_of(call, 0)), &list);
	}
	HELPERS->free_nidlist(&list);
	lnet_tree_add_bool(lnet_call_values(call), "match", match);
}

void lnet_by_hand_exprParse(struct lnet_call *call)
{
	struct cfs_expr_list *list = NULL;
	char *text = mutable_text(call, 0);

	call->rc = HELPERS->expr_list_parse(text, (int)strlen(text), (unsigned)call->values[1].integer, (unsigned)call->values[2].integer,
					    &list);
	if (!call->rc)
		HELPERS->expr_list_free(list);
}

void lnet_by_hand_exprValues(struct lnet_call *call)
{
	struct cYAML *numbers = lnet_tree_add(lnet_call_values(call), CYAML_ARRAY, "numbers");
	unsigned most = (unsigned)call->values[2].integer;
	struct cfs_expr_list *list = NULL;
	char *text = mutable_text(call, 0);
	__u32 *array = NULL;
	int count;

	call->rc = HELPERS->expr_list_parse(text, (int)strlen(text), (unsigned)call->values[1].integer, most, &list);
	if (call->rc)
		return;
	count = HELPERS->expr_list_values(list, (int)most + 1, &array);
	call->rc = count < 0 ? count : 0;
	for (int i = 0; i < count; i++)
		lnet_tree_add_number(numbers, NULL, array[i]);
	free(array);
	HELPERS->expr_list_free(list);
}

/* ---- trees ---- */

/* Ours from the text of the option; NULL: rc says that it is none. */
static struct cYAML *tree_of(struct lnet_call *call)
{
	struct cYAML *tree = NULL;

	if (lnet_tree_from_lines(text_of(call, 0), &tree) || !tree)
		call->rc = -EINVAL;
	return tree;
}

/* The same tree, made by the library. What its functions cannot make (booleans, nulls, texts without a key) is refused. */
static struct cYAML *to_library(struct lnet_call *call, struct cYAML *parent, const struct cYAML *from)
{
	struct cYAML *made = NULL;

	if (from->cy_type == CYAML_OBJECT)
		made = from->cy_string || !parent ? HELPERS->create_object(parent, from->cy_string) : HELPERS->create_seq_item(parent);
	else if (from->cy_type == CYAML_ARRAY && from->cy_string)
		made = HELPERS->create_seq(parent, from->cy_string);
	else if (from->cy_type == CYAML_STRING && from->cy_string && parent)
		made = HELPERS->create_string(parent, from->cy_string, from->cy_valuestring);
	else if (from->cy_type == CYAML_NUMBER && from->cy_string && parent)
		made = HELPERS->create_number(parent, from->cy_string, from->cy_valuedouble);
	if (!made)
		call->rc = -EINVAL;
	for (const struct cYAML *child = from->cy_child; child && !call->rc; child = child->cy_next)
		to_library(call, made, child);
	return made;
}

/* NULL: rc says why. */
static struct cYAML *library_tree(struct lnet_call *call)
{
	struct cYAML *own = tree_of(call), *made = own ? to_library(call, NULL, own) : NULL;

	lnet_tree_free(own);
	if (call->rc && made) {
		HELPERS->free_tree(made);
		made = NULL;
	}
	return made;
}

static void add_lines(struct lnet_call *call, const char *name, const struct cYAML *tree)
{
	char *lines = lnet_tree_to_lines(tree);

	lnet_tree_add_text(lnet_call_values(call), name, lines);
	free(lines);
}

void lnet_by_hand_cyamlBuild(struct lnet_call *call)
{
	char *text = mutable_text(call, 0);
	struct cYAML *tree = HELPERS->build_tree(NULL, text, strlen(text), &call->err, false), *own = lnet_tree_copy(tree);

	call->rc = tree ? 0 : -EINVAL;
	add_lines(call, "tree", own);
	lnet_tree_free(own);
	HELPERS->free_tree(tree);
}

void lnet_by_hand_cyamlDump(struct lnet_call *call)
{
	struct cYAML *tree = library_tree(call);
	char *text = NULL;
	size_t size = 0;

	if (!tree)
		return;
	if (HELPERS->dump) {
		HELPERS->dump(tree, &text);
	} else {
		FILE *file = open_memstream(&text, &size);

		if (file) {
			HELPERS->print_tree2file(file, tree);
			fclose(file);
		}
	}
	lnet_tree_add_text(lnet_call_values(call), "text", text);
	free(text);
	HELPERS->free_tree(tree);
}

void lnet_by_hand_cyamlFree(struct lnet_call *call)
{
	struct cYAML *tree = library_tree(call);

	if (tree)
		HELPERS->free_tree(tree);
}

void lnet_by_hand_cyamlIsSequence(struct lnet_call *call)
{
	struct cYAML *tree = library_tree(call);

	lnet_tree_add_bool(lnet_call_values(call), "sequence", tree && HELPERS->is_sequence(tree));
	if (tree)
		HELPERS->free_tree(tree);
}

static void walk(struct cYAML *list, const struct cYAML *node, unsigned depth)
{
	struct cYAML *item = lnet_tree_add(list, CYAML_OBJECT, NULL);

	lnet_tree_add_number(item, "depth", depth);
	lnet_tree_add_number(item, "type", node->cy_type);
	lnet_tree_add_text(item, "key", node->cy_string);
	if (node->cy_type == CYAML_NUMBER)
		lnet_tree_add_number(item, "value", node->cy_valuedouble);
	else
		lnet_tree_add_text(item, "value", node->cy_valuestring);
	for (const struct cYAML *child = node->cy_child; child; child = child->cy_next)
		walk(list, child, depth + 1);
}

void lnet_by_hand_cyamlWalk(struct lnet_call *call)
{
	struct cYAML *tree = tree_of(call), *list = lnet_tree_add(lnet_call_values(call), CYAML_ARRAY, "nodes");

	if (tree)
		walk(list, tree, 0);
	lnet_tree_free(tree);
}

void lnet_by_hand_cyamlFind(struct lnet_call *call)
{
	struct cYAML *tree = library_tree(call), *found = tree ? HELPERS->find_object(tree, text_of(call, 1)) : NULL, *own;

	own = lnet_tree_copy(found);
	add_lines(call, "tree", own);
	lnet_tree_free(own);
	if (tree)
		HELPERS->free_tree(tree);
}

void lnet_by_hand_cyamlToJs(struct lnet_call *call)
{
	call->own_show = tree_of(call);
}

void lnet_by_hand_cyamlFromJs(struct lnet_call *call)
{
	struct lutf_yaml_doc *doc = NULL;
	struct lutf_yaml_error error;
	struct cYAML *tree = NULL;
	const char *text = text_of(call, 0);

	call->rc = lutf_yaml_parse(text, strlen(text), &doc, &error);
	if (!call->rc && lutf_yaml_root(doc))
		tree = lnet_tree_from_yaml(NULL, NULL, lutf_yaml_root(doc));
	add_lines(call, "tree", tree);
	lnet_tree_free(tree);
	lutf_yaml_doc_free(doc);
}

void lnet_by_hand_cyamlBuildError(struct lnet_call *call)
{
	HELPERS->build_error((int)call->values[0].integer, (int)call->values[1].integer, mutable_text(call, 2), mutable_text(call, 3),
			     mutable_text(call, 4), &call->err);
}
