/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call of the library as a request, its reply as what the library returns. */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of the calls of this thread since it was asked last: what the simulator refused, and a failure that no result block could say. */
static __thread char *refused, *lost;

static char *take_text(char **from)
{
	char *text = *from;

	*from = NULL;
	return text;
}

char *lnetsim_refused(void)
{
	return take_text(&refused);
}

char *lnetsim_lost(void)
{
	return take_text(&lost);
}

struct lnetsim_request lnetsim_begin(const char *function)
{
	struct lnetsim_request request = {.function = function};
	const char *node = getenv("LUTF_LNETSIM_NODE");

	if (lutf_yaml_writer_new(&request.writer))
		abort();
	node = node ? node : "";
	lutf_yaml_begin_mapping(request.writer);
	lutf_yaml_key(request.writer, "library");
	lutf_yaml_begin_mapping(request.writer);
	lutf_yaml_key(request.writer, "node");
	lutf_yaml_string(request.writer, node, strlen(node));
	lutf_yaml_key(request.writer, "function");
	lutf_yaml_string(request.writer, function, strlen(function));
	lutf_yaml_key(request.writer, "arguments");
	lutf_yaml_begin_mapping(request.writer);
	return request;
}

void lnetsim_text(struct lnetsim_request *request, const char *name, const char *value)
{
	lutf_yaml_key(request->writer, name);
	if (value)
		lutf_yaml_string(request->writer, value, strlen(value));
	else
		lutf_yaml_null(request->writer);
}

void lnetsim_int(struct lnetsim_request *request, const char *name, int64_t value)
{
	lutf_yaml_key(request->writer, name);
	lutf_yaml_int(request->writer, value);
}

void lnetsim_bool(struct lnetsim_request *request, const char *name, bool value)
{
	lutf_yaml_key(request->writer, name);
	lutf_yaml_bool(request->writer, value);
}

void lnetsim_nid(struct lnetsim_request *request, const char *name, lnet_nid_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", value);
	lnetsim_text(request, name, text);
}

/* ---- the reply ---- */

/*
 * As the library merges (§3.1): a list goes on, values of `global` are appended to it, `routing` is there once at most; else a new key.
 * Takes the tree.
 */
static void merge(struct cYAML **into, struct cYAML *tree)
{
	struct cYAML *next;

	if (!tree || !into) {
		lnet_tree_free(tree);
		return;
	}
	if (!*into) {
		*into = tree;
		return;
	}
	for (struct cYAML *node = tree->cy_child; node; node = next) {
		struct cYAML *known = node->cy_string ? lnet_tree_child(*into, node->cy_string) : NULL, *after;

		next = node->cy_next;
		lnet_tree_unlink(tree, node);
		if (!known) {
			lnet_tree_append(*into, node);
			continue;
		}
		for (struct cYAML *item = node->cy_child; item && strcmp(known->cy_string, "routing") != 0; item = after) {
			after = item->cy_next;
			lnet_tree_unlink(node, item);
			lnet_tree_append(known, item);
		}
		lnet_tree_free(node);
	}
	lnet_tree_free(tree);
}

static struct cYAML *block(const char *function, int rc, const char *why)
{
	struct cYAML *root = lnet_tree_add(NULL, CYAML_OBJECT, NULL), *list = lnet_tree_add(root, CYAML_ARRAY, "simulator");
	struct cYAML *entity = lnet_tree_add(lnet_tree_add(list, CYAML_OBJECT, NULL), CYAML_OBJECT, function);
	struct lnet_text text = {0};

	lnet_text_format(&text, "\"%s\"", why);
	lnet_tree_add_number(entity, "errno", rc);
	lnet_tree_add_text(entity, "descr", text.text);
	free(text.text);
	return root;
}

static int fail(const struct lnetsim_request *request, int rc, const char *why, struct cYAML **err_rc)
{
	if (err_rc) {
		merge(err_rc, block(request->function, rc, why));
	} else {
		free(lost);
		lost = lnet_strdup(why);
	}
	return rc;
}

static void print(int where, const char *text)
{
	if (text && *text && write(where, text, strlen(text)) < 0)
		return; /* as printf() of the library: nobody reads */
}

static void take_show(const struct lutf_yaml_node *reply, struct cYAML **show_rc, bool shows, bool *good)
{
	const char *lines = lutf_yaml_get_string(reply, "show");
	struct cYAML *tree = NULL;

	*good = !lines || !lnet_tree_from_lines(lines, &tree);
	if (shows && !show_rc && tree) {
		char *text = lnet_tree_print(tree);

		print(STDOUT_FILENO, text);
		free(text);
	}
	merge(show_rc, tree);
}

static int take_reply(const struct lnetsim_request *request, const struct lutf_yaml_node *reply, struct cYAML **show_rc, bool shows,
		      struct cYAML **err_rc)
{
	const char *error = lutf_yaml_get_string(reply, "error"), *refusal = lutf_yaml_get_string(reply, "refused");
	const struct lutf_yaml_node *rc = lutf_yaml_get(reply, "rc");
	const char *lines = lutf_yaml_get_string(reply, "errors");
	struct cYAML *tree = NULL;
	bool good;

	if (refusal) {
		free(refused);
		refused = lnet_strdup(refusal);
		return fail(request, -EOPNOTSUPP, refusal, err_rc);
	}
	if (error)
		return fail(request, -EIO, error, err_rc);
	if (!rc || rc->kind != LUTF_YAML_INT)
		return fail(request, -EIO, "the reply of the simulator has no rc", err_rc);
	print(STDOUT_FILENO, lutf_yaml_get_string(reply, "stdout"));
	print(STDERR_FILENO, lutf_yaml_get_string(reply, "stderr"));
	take_show(reply, show_rc, shows, &good);
	if (!good || (lines && lnet_tree_from_lines(lines, &tree)))
		return fail(request, -EIO, "a tree in the reply of the simulator is malformed", err_rc);
	merge(err_rc, tree);
	return (int)rc->integer;
}

int lnetsim_call_values(struct lnetsim_request *request, struct cYAML **show_rc, bool shows, struct cYAML **err_rc,
			struct lutf_yaml_doc **doc, const struct lutf_yaml_node **values)
{
	struct lutf_yaml_error error;
	char *text = NULL, *reply = NULL, why[512];
	size_t len, reply_len;
	int rc;

	*doc = NULL;
	*values = NULL;
	lutf_yaml_end_mapping(request->writer);
	lutf_yaml_end_mapping(request->writer);
	lutf_yaml_end_mapping(request->writer);
	rc = lutf_yaml_writer_finish(request->writer, &text, &len);
	lutf_yaml_writer_free(request->writer);
	if (rc)
		return fail(request, rc == -EILSEQ ? -EINVAL : rc, "a text is not UTF-8", err_rc);
	rc = lnetsim_exchange(text, len, -1, &reply, &reply_len, why, sizeof(why));
	free(text);
	if (rc)
		return fail(request, -EIO, why, err_rc);
	rc = lutf_yaml_parse(reply, reply_len, doc, &error);
	free(reply);
	if (rc) {
		*doc = NULL;
		return fail(request, -EIO, error.text, err_rc);
	}
	*values = lutf_yaml_get(lutf_yaml_root(*doc), "values");
	return take_reply(request, lutf_yaml_root(*doc), show_rc, shows, err_rc);
}

int lnetsim_call(struct lnetsim_request *request, struct cYAML **show_rc, bool shows, struct cYAML **err_rc)
{
	const struct lutf_yaml_node *values;
	struct lutf_yaml_doc *doc;
	int rc = lnetsim_call_values(request, show_rc, shows, err_rc, &doc, &values);

	lutf_yaml_doc_free(doc);
	return rc;
}

int lnetsim_ask_text(struct lnetsim_request *request, const char *name, char *text, size_t size, bool *found)
{
	const struct lutf_yaml_node *values;
	struct lutf_yaml_doc *doc;
	int rc = lnetsim_call_values(request, NULL, false, NULL, &doc, &values);
	const char *value = lutf_yaml_get_string(values, name);

	snprintf(text, size, "%s", value ? value : "");
	if (found)
		*found = value;
	lutf_yaml_doc_free(doc);
	return rc;
}
