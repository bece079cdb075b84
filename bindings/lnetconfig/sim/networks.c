/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptors of networks, interfaces and ip2nets rules, as liblnetconfig 2.17.0 lays them out (lnetconfig-api.md §2.5). */
#include "list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* ---- networks ---- */

void lustre_lnet_init_nw_descr(struct lnet_dlc_network_descr *nw_descr)
{
	if (!nw_descr)
		return;
	nw_descr->nw_id = 0;
	list_init(&nw_descr->network_on_rule);
	list_init(&nw_descr->nw_intflist);
}

static void add_interface(struct list_head *list, const struct lutf_yaml_node *from)
{
	struct lnetsim_intf_descr *interface = lnet_alloc(sizeof(*interface));
	const struct lutf_yaml_node *cpts = lutf_yaml_get(from, "cpts");
	const char *name = lutf_yaml_get_string(from, "name");
	struct lnet_text text = {0};

	snprintf(interface->intf_name, sizeof(interface->intf_name), "%s", name ? name : "");
	if (cpts && cpts->kind == LUTF_YAML_SEQUENCE) {
		for (const struct lutf_yaml_node *item = cpts->items.first; item; item = item->next)
			lnet_text_format(&text, "%s%lld", text.text ? "," : "[",
					 item->kind == LUTF_YAML_INT ? (long long)item->integer : 0);
		lnet_text_add(&text, text.text ? "]" : "", text.text ? 1 : 0);
		interface->cpt_expr = lnetsim_expression(text.text, text.len, 0, UINT32_MAX);
		free(text.text);
	}
	list_add_tail(&interface->intf_on_network, list);
}

static int parse_interfaces(const char *text, struct list_head *list)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_parse_interfaces");
	const struct lutf_yaml_node *values, *found;
	struct lutf_yaml_doc *doc;
	int rc;

	lnetsim_text(&request, "intf_str", text);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	found = lutf_yaml_get(values, "interfaces");
	if (!rc && found && found->kind == LUTF_YAML_SEQUENCE)
		for (const struct lutf_yaml_node *item = found->items.first; item; item = item->next)
			add_interface(list, item);
	lutf_yaml_doc_free(doc);
	return rc;
}

int lustre_lnet_parse_interfaces(char *intf_str, struct lnet_dlc_network_descr *nw_descr)
{
	return parse_interfaces(intf_str, &nw_descr->nw_intflist);
}

int lustre_lnet_add_intf_descr(struct list_head *list, char *intf, int len)
{
	char *text = strndup(intf, (size_t)len);
	int rc = parse_interfaces(text, list);

	free(text);
	return rc;
}

void free_intf_descr(struct lnet_dlc_intf_descr *intf_descr)
{
	if (intf_descr)
		cfs_expr_list_free(((struct lnetsim_intf_descr *)intf_descr)->cpt_expr);
	free(intf_descr);
}

void lnetsim_free_interfaces(struct lnet_dlc_network_descr *network)
{
	struct list_head *first;

	while (network && (first = list_pop(&network->nw_intflist)))
		free_intf_descr((struct lnet_dlc_intf_descr *)first);
}

/* ---- ip2nets ---- */

int lustre_lnet_add_ip_range(struct list_head *list, char *str_ip_range)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_add_ip_range");
	int rc;

	lnetsim_text(&request, "str_ip_range", str_ip_range);
	rc = lnetsim_call(&request, NULL, false, NULL);
	if (!rc)
		list_add_text(list, str_ip_range);
	return rc;
}

static void write_rule(struct lnetsim_request *request, const struct lustre_lnet_ip2nets *ip2nets)
{
	lnetsim_network(request, "ip2nets", ip2nets ? &ip2nets->ip2nets_net : NULL);
	lutf_yaml_key(request->writer, "ip_ranges");
	lutf_yaml_begin_sequence(request->writer);
	for (const struct list_head *at = ip2nets ? ip2nets->ip2nets_ip_ranges.next : NULL; at && at != &ip2nets->ip2nets_ip_ranges;
	     at = at->next) {
		const char *text = ((const struct lnetsim_text_entry *)at)->text;

		lutf_yaml_string(request->writer, text, strlen(text));
	}
	lutf_yaml_end_sequence(request->writer);
}

int lustre_lnet_config_ip2nets(struct lustre_lnet_ip2nets *ip2nets, struct lnet_ioctl_config_lnd_tunables *tunables,
			       struct cfs_expr_list *global_cpts, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ip2nets");

	write_rule(&request, ip2nets);
	lnetsim_tunables(&request, "tunables", tunables, ip2nets ? &ip2nets->ip2nets_net : NULL);
	lnetsim_cpts(&request, "global_cpts", global_cpts);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_resolve_ip2nets_rule(struct lustre_lnet_ip2nets *ip2nets, lnet_nid_t **nids, __u32 *nnids, char *err_str, size_t str_len)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_resolve_ip2nets_rule");
	const struct lutf_yaml_node *values, *list;
	struct lutf_yaml_doc *doc;
	const char *message;
	int rc;

	*nids = NULL;
	*nnids = 0;
	write_rule(&request, ip2nets);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	list = lutf_yaml_get(values, "nids");
	if (list && list->kind == LUTF_YAML_SEQUENCE && list->items.count) {
		*nids = lnet_alloc(list->items.count * sizeof(**nids));
		for (const struct lutf_yaml_node *item = list->items.first; item; item = item->next)
			(*nids)[(*nnids)++] = item->kind == LUTF_YAML_STRING ? libcfs_str2nid(item->string.text) : 0;
	}
	message = lutf_yaml_get_string(values, "errmsg");
	if (message && err_str)
		snprintf(err_str, str_len, "%s", message);
	lutf_yaml_doc_free(doc);
	return rc;
}
