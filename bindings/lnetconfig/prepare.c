/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What functions take that is no plain value: descriptors, expressions. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

/* Descriptors are malloc()ed one by one; the expression is at the end of each (§2.5). Where their size is not known, they are left to leak. */
void lnet_interfaces_free(struct list_head *head, struct cYAML *list)
{
	enum lnet_generation generation = lnet_library()->provider == LNET_SIMULATED ? LNET_2_17 : lnet_library()->generation;
	size_t expression = generation < LNET_2_16 ? 32 : 144;
	struct list_head *at = head->next;

	while (at != head && generation != LNET_UNKNOWN) {
		struct lnet_dlc_intf_descr *interface = (struct lnet_dlc_intf_descr *)at;
		struct cfs_expr_list *cpts = *(struct cfs_expr_list **)((char *)interface + expression);

		at = at->next;
		if (list)
			lnet_tree_add_text(list, NULL, interface->intf_name);
		if (cpts)
			lnet_library()->helpers.expr_list_free(cpts);
		free(interface);
	}
}

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

static const char *own_block(const struct lnet_call *call)
{
	return call->function->block ? call->function->block : "call/lnetconfig";
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
