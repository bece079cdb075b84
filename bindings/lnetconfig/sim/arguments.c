/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Structs of callers as arguments of a request (lnetconfig-api.md §2.5). */
#include "client.h"

#include <stdlib.h>
#include <string.h>

#include "../generated/tunables.h"

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
