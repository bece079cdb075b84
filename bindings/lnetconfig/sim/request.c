/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call of the library as a request, its reply as what the library returns. */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../generated/tunables.h"

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

static void write_numbers(struct lnetsim_request *request, const struct cfs_expr_list *cpts)
{
	__u32 *numbers = NULL;
	int count = cpts ? lnetsim_numbers(cpts, &numbers) : -1;

	if (count < 0) {
		lutf_yaml_null(request->writer);
		return;
	}
	lutf_yaml_begin_sequence(request->writer);
	for (int i = 0; i < count; i++)
		lutf_yaml_int(request->writer, numbers[i]);
	lutf_yaml_end_sequence(request->writer);
	free(numbers);
}

void lnetsim_cpts(struct lnetsim_request *request, const char *name, const struct cfs_expr_list *cpts)
{
	lutf_yaml_key(request->writer, name);
	write_numbers(request, cpts);
}

void lnetsim_network(struct lnetsim_request *request, const char *name, const struct lnet_dlc_network_descr *network)
{
	lutf_yaml_key(request->writer, name);
	if (!network) {
		lutf_yaml_null(request->writer);
		return;
	}
	lutf_yaml_begin_mapping(request->writer);
	lnetsim_int(request, "nw_id", network->nw_id);
	lutf_yaml_key(request->writer, "interfaces");
	lutf_yaml_begin_sequence(request->writer);
	for (const struct list_head *at = network->nw_intflist.next; at != &network->nw_intflist; at = at->next) {
		const struct lnetsim_intf_descr *interface = (const struct lnetsim_intf_descr *)at;

		lutf_yaml_begin_mapping(request->writer);
		lnetsim_text(request, "name", interface->intf_name);
		lnetsim_cpts(request, "cpts", interface->cpt_expr);
		lutf_yaml_end_mapping(request->writer);
	}
	lutf_yaml_end_sequence(request->writer);
	lutf_yaml_end_mapping(request->writer);
}

static void write_tunable(struct lnetsim_request *request, const struct lnetsim_tunable *tunable, const uint8_t *bytes)
{
	uint32_t number = 0;
	uint16_t small = 0;

	if (tunable->size == 4) {
		memcpy(&number, bytes + tunable->offset, 4);
		lnetsim_int(request, tunable->name, tunable->is_signed ? (int64_t)(int32_t)number : (int64_t)number);
	} else if (tunable->size == 2) {
		memcpy(&small, bytes + tunable->offset, 2);
		lnetsim_int(request, tunable->name, tunable->is_signed ? (int64_t)(int16_t)small : (int64_t)small);
	} else {
		char text[129];

		snprintf(text, sizeof(text), "%.128s", (const char *)bytes + tunable->offset);
		lnetsim_text(request, tunable->name, text);
	}
}

/* Which part of the union counts is told by the net; all of it is given, as the kernel gets it (§2.5). */
void lnetsim_tunables(struct lnetsim_request *request, const char *name, const struct lnet_ioctl_config_lnd_tunables *tunables,
		      const struct lnet_dlc_network_descr *network)
{
	unsigned type = network ? network->nw_id >> 16 : 0;
	const char *lnd = NULL;

	lutf_yaml_key(request->writer, name);
	if (!tunables) {
		lutf_yaml_null(request->writer);
		return;
	}
	lutf_yaml_begin_mapping(request->writer);
	for (size_t i = 0; i < LNETSIM_TUNABLE_COUNT; i++) {
		if (!lnetsim_tunable_table[i].lnd)
			write_tunable(request, &lnetsim_tunable_table[i], tunables->bytes);
		else if (lnetsim_tunable_table[i].type == type)
			lnd = lnetsim_tunable_table[i].lnd;
	}
	lutf_yaml_key(request->writer, "lnd");
	if (lnd) {
		lutf_yaml_begin_mapping(request->writer);
		lutf_yaml_key(request->writer, lnd);
		lutf_yaml_begin_mapping(request->writer);
		for (size_t i = 0; i < LNETSIM_TUNABLE_COUNT; i++)
			if (lnetsim_tunable_table[i].lnd && lnetsim_tunable_table[i].type == type)
				write_tunable(request, &lnetsim_tunable_table[i], tunables->bytes);
		lutf_yaml_end_mapping(request->writer);
		lutf_yaml_end_mapping(request->writer);
	} else {
		lutf_yaml_null(request->writer);
	}
	lutf_yaml_end_mapping(request->writer);
}

void lnetsim_action(struct lnetsim_request *request, const char *name, const union lnet_udsp_action *action)
{
	lutf_yaml_key(request->writer, name);
	if (!action) {
		lutf_yaml_null(request->writer);
		return;
	}
	lutf_yaml_begin_mapping(request->writer);
	lnetsim_int(request, "udsp_priority", action->udsp_priority);
	lutf_yaml_end_mapping(request->writer);
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
