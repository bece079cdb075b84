/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One call, in the lane: what the function needs is made, it is called, what it returned is copied. */
#include "binding.h"

#include <errno.h>
#include <stdlib.h>

#include "process/supervisor.h"

/* The library registers its device once for the process (§3.2); until then every ioctl is -22. */
static bool initialised;

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
