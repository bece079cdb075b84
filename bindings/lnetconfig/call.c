/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One call, in the lane: what the function needs is made, it is called, what it returned is copied. */
#include "binding.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "process/supervisor.h"

/* The library registers its device once for the process (§3.2); until then every ioctl is -22. */
static bool initialised;

static const char *own_block(const struct lnet_call *call)
{
	return call->function->block ? call->function->block : "call/lnetconfig";
}

void lnet_call_block(struct lnet_call *call, const char *block, int rc, const char *format, ...)
{
	const char *slash = strchr(block, '/');
	struct cYAML *command, *item, *entity;
	struct lnet_text text = {0}, quoted = {0};
	char name[32], buffer[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(buffer, sizeof(buffer), format, arguments);
	va_end(arguments);
	lnet_text_format(&quoted, "\"%s\"", buffer);
	lnet_text_add(&text, block, (size_t)(slash - block));
	snprintf(name, sizeof(name), "%s", text.text);
	if (!call->own_err)
		call->own_err = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	command = lnet_tree_child(call->own_err, name);
	if (!command)
		command = lnet_tree_add(call->own_err, CYAML_ARRAY, name);
	item = lnet_tree_add(command, CYAML_OBJECT, NULL);
	entity = lnet_tree_add(item, CYAML_OBJECT, slash + 1);
	for (unsigned i = 0; i < call->function->argument_count; i++)
		if (strcmp(call->function->arguments[i].js, "seqNo") == 0 && call->values[i].integer >= 0)
			lnet_tree_add_number(entity, "seq_no", (double)call->values[i].integer);
	lnet_tree_add_number(entity, "errno", rc);
	lnet_tree_add_text(entity, "descr", quoted.text);
	call->rc = rc;
	free(text.text);
	free(quoted.text);
}

struct cYAML *lnet_call_values(struct lnet_call *call)
{
	if (!call->values_made)
		call->values_made = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	return call->values_made;
}

/* ---- what functions take ---- */

/*
 * Interfaces are parsed one by one: several at once, some with brackets and some without, confuse the library (§3.15). It owns what it makes
 * of them; config_ni() and del_ni() free it, or (early errors of old versions) leak it: which of the two cannot be told from outside.
 */
static bool prepare_network(struct lnet_call *call, const struct lnet_value *value)
{
	const struct lnet_helpers *helpers = &lnet_library()->helpers;

	if (!value->given)
		return true;
	helpers->init_nw_descr(&call->network);
	call->network_given = &call->network;
	if (value->text)
		call->network.nw_id = helpers->str2net(value->text);
	for (size_t i = 0; i < value->count; i++) {
		int rc = helpers->parse_interfaces(value->items[i], &call->network);

		if (rc < 0) {
			lnet_interfaces_free(&call->network.nw_intflist, NULL);
			lnet_call_block(call, "ni/add", rc, "bad interface list");
			return false;
		}
	}
	return true;
}

static bool prepare_cpts(struct lnet_call *call, const struct lnet_value *value)
{
	int rc;

	if (!value->text)
		return true;
	rc = lnet_library()->helpers.expr_list_parse(value->text, (int)strlen(value->text), 0, UINT32_MAX, &call->cpts);
	if (!rc)
		return true;
	lnet_call_block(call, own_block(call), rc, "bad CPT expression '%s'", value->text);
	return false;
}

bool lnet_call_prepare(struct lnet_call *call)
{
	bool good = true;

	for (unsigned i = 0; i < call->function->argument_count && good; i++) {
		const struct lnet_value *value = &call->values[i];

		if (call->function->arguments[i].kind == LNET_NETWORK)
			good = prepare_network(call, value);
		else if (call->function->arguments[i].kind == LNET_CPTS)
			good = prepare_cpts(call, value);
		else if (call->function->arguments[i].kind == LNET_ACTION)
			call->action.udsp_priority = (int)value->integer;
	}
	return good;
}

/* ---- what they return ---- */

static struct cYAML *take(struct cYAML *tree, struct cYAML *own)
{
	if (!own)
		own = lnet_tree_copy(tree);
	if (tree)
		lnet_library()->helpers.free_tree(tree);
	return own;
}

/*
 * Without the module, open("/dev/lnet") fails with ENOENT: several shows take that for the end of a list, and others for an answer of the kernel
 * (§0.9). show_stats() asks one thing only, so its -ENOENT is that of the device.
 */
static bool is_loaded(void)
{
	const struct lnet_library *library = lnet_library();
	struct cYAML *show = NULL, *err = NULL;
	int rc = 0;

	if (library->functions[LNET_FUNCTION_showStats].symbol) {
		int (*show_stats)(int, struct cYAML **, struct cYAML **) =
			(int (*)(int, struct cYAML **, struct cYAML **))library->functions[LNET_FUNCTION_showStats].symbol;

		rc = show_stats(-1, &show, &err);
		library->helpers.free_tree(show);
		library->helpers.free_tree(err);
	}
	return rc != -ENOENT;
}

static void initialise(const struct lnet_call *call)
{
	const struct lnet_library *library = lnet_library();
	unsigned index = LNET_FUNCTION_libInit;
	bool by_itself = call->function->variant_count && call->index != LNET_FUNCTION_libInit && call->index != LNET_FUNCTION_libUninit;

	if (initialised)
		return;
	initialised = true;
	if (by_itself || !call->function->variant_count) {
		if (library->functions[index].symbol)
			((int (*)(void))library->functions[index].symbol)();
	}
}

static void run_function(struct lnet_call *call)
{
	const struct lnet_library *library = lnet_library();
	bool foreign = *call->function->c;

	if (foreign)
		initialise(call);
	call->symbol = library->functions[call->index].symbol;
	call->variant = library->functions[call->index].variant;
	lutf_supervisor_note_call(foreign ? call->function->c : NULL);
	if (lnet_call_prepare(call))
		call->function->run(call);
	call->own_show = take(call->show, call->own_show);
	call->own_err = take(call->err, call->own_err);
	call->show = call->err = NULL;
	if (call->cpts)
		library->helpers.expr_list_free(call->cpts);
	if (foreign && library->provider == LNET_SIMULATED) {
		char *lost = library->lost();

		call->refused = library->refused();
		if (lost)
			lnet_call_block(call, "simulator/lnetconfig", -EIO, "%s", lost);
		free(lost);
	}
	/* Some functions return errno as it is (§0.8). */
	if (call->rc > 0 && call->function->variant_count)
		call->rc = -call->rc;
	call->loaded = true;
	if (call->function->block && (call->rc == -ENOENT || (call->function->silent && !call->rc && !call->own_show)))
		call->loaded = is_loaded();
	lutf_supervisor_note_call(NULL);
	call->show_text = lnet_tree_print(call->own_show);
	call->err_text = lnet_tree_print(call->own_err);
}

void lnet_call_run(struct lnet_call *call)
{
	if (call->function)
		run_function(call);
	else
		call->rc = lnet_library()->control(call->request, call->request_len, -1, &call->reply, &call->reply_len);
}

void lnet_call_free(struct lnet_call *call)
{
	for (unsigned i = 0; i < LNET_ARGUMENTS_MAX; i++) {
		for (size_t n = 0; n < call->values[i].count; n++)
			free(call->values[i].items[n]);
		free(call->values[i].items);
		free(call->values[i].text);
		free(call->values[i].memory);
	}
	lnet_tree_free(call->own_show);
	lnet_tree_free(call->own_err);
	lnet_tree_free(call->values_made);
	free(call->show_text);
	free(call->err_text);
	free(call->refused);
	free(call->request);
	free(call->reply);
	free(call);
}
