/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptors, expressions and lists that callers hold, as liblnetconfig 2.17.0 lays them out (lnetconfig-api.md §2.5). */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

static void list_init(struct list_head *head)
{
	head->next = head->prev = head;
}

static void list_add_tail(struct list_head *entry, struct list_head *head)
{
	entry->prev = head->prev;
	entry->next = head;
	head->prev->next = entry;
	head->prev = entry;
}

/* Takes the first entry off a list; NULL: it is empty. */
static struct list_head *list_pop(struct list_head *list)
{
	struct list_head *first = list->next;

	if (first == list)
		return NULL;
	list->next = first->next;
	first->next->prev = list;
	return first;
}

static struct list_head *add_text(struct list_head *head, const char *text)
{
	struct lnetsim_text_entry *entry = lnet_alloc(sizeof(*entry) + strlen(text) + 1);

	memcpy(entry->text, text, strlen(text) + 1);
	list_add_tail(&entry->list, head);
	return &entry->list;
}

/* ---- expressions ---- */

static struct cfs_expr_list *new_expression(const char *text, size_t len, unsigned min, unsigned max)
{
	struct cfs_expr_list *list = lnet_alloc(sizeof(*list) + len + 1);

	list_init(&list->el_link);
	list_init(&list->el_exprs);
	list->min = min;
	list->max = max;
	memcpy(list->text, text, len);
	return list;
}

int cfs_expr_list_parse(char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp)
{
	struct lnetsim_request request = lnetsim_begin("cfs_expr_list_parse");
	struct cfs_expr_list *list = new_expression(str, (size_t)len, min, max);
	int rc;

	lnetsim_text(&request, "str", list->text);
	lnetsim_int(&request, "min", min);
	lnetsim_int(&request, "max", max);
	rc = lnetsim_call(&request, NULL, false, NULL);
	if (rc) {
		free(list);
		return rc;
	}
	*elpp = list;
	return 0;
}

int lnetsim_numbers(const struct cfs_expr_list *cpts, __u32 **numbers)
{
	struct lnetsim_request request = lnetsim_begin("cfs_expr_list_values");
	const struct lutf_yaml_node *values, *list;
	struct lutf_yaml_doc *doc;
	int rc, count = 0;

	lnetsim_text(&request, "str", cpts->text);
	lnetsim_int(&request, "min", cpts->min);
	lnetsim_int(&request, "max", cpts->max);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	list = lutf_yaml_get(values, "numbers");
	if (rc >= 0 && list && list->kind == LUTF_YAML_SEQUENCE) {
		*numbers = lnet_alloc((list->items.count + 1) * sizeof(**numbers));
		for (const struct lutf_yaml_node *item = list->items.first; item; item = item->next)
			(*numbers)[count++] = item->kind == LUTF_YAML_INT ? (__u32)item->integer : 0;
		rc = count;
	} else if (rc >= 0) {
		rc = -EIO;
	}
	lutf_yaml_doc_free(doc);
	return rc;
}

int cfs_expr_list_values(struct cfs_expr_list *expr_list, int max, __u32 **valpp)
{
	__u32 *numbers = NULL;
	int count = lnetsim_numbers(expr_list, &numbers);

	if (count > max) {
		free(numbers);
		return -EINVAL;
	}
	if (count >= 0)
		*valpp = numbers;
	return count;
}

void cfs_expr_list_free(struct cfs_expr_list *expr_list)
{
	free(expr_list);
}

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
		interface->cpt_expr = new_expression(text.text, text.len, 0, UINT32_MAX);
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
		add_text(list, str_ip_range);
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

/* ---- lists of NIDs ---- */

int cfs_parse_nidlist(char *str, int len, struct list_head *list)
{
	struct lnetsim_request request = lnetsim_begin("cfs_parse_nidlist");
	char *text = strndup(str, (size_t)len);
	int rc;

	lnetsim_text(&request, "str", text);
	rc = lnetsim_call(&request, NULL, false, NULL);
	if (rc == 1)
		add_text(list, text);
	free(text);
	return rc == 1 ? 1 : 0;
}

void cfs_free_nidlist(struct list_head *list)
{
	struct list_head *first;

	while ((first = list_pop(list)))
		free(first);
}

int lnetsim_match_nid(const char *nid, struct list_head *list)
{
	int match = 0;

	for (struct list_head *at = list->next; at != list && match <= 0; at = at->next) {
		struct lnetsim_request request = lnetsim_begin("cfs_match_nid");

		lnetsim_text(&request, "nid", nid);
		lnetsim_text(&request, "list", ((struct lnetsim_text_entry *)at)->text);
		match = lnetsim_call(&request, NULL, false, NULL);
	}
	return match > 0;
}

int cfs_match_nid(const struct lnet_nid *nid, struct list_head *list)
{
	char text[128];

	return lnetsim_match_nid(libcfs_nidstr_r(nid, text, sizeof(text)), list);
}

int lustre_lnet_parse_nid_range(struct nid_node *head, char *nidstr, const char **errmsg)
{
	static __thread char message[4096];
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_parse_nid_range");
	const struct lutf_yaml_node *values, *list;
	struct lutf_yaml_doc *doc;
	const char *text;
	int rc;

	lnetsim_text(&request, "nidstr", nidstr);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	list = lutf_yaml_get(values, "nids");
	for (const struct lutf_yaml_node *item = rc >= 0 && list && list->kind == LUTF_YAML_SEQUENCE ? list->items.first : NULL; item;
	     item = item->next) {
		struct nid_node *node = lnet_alloc(sizeof(*node));

		list_init(&node->children);
		snprintf(node->nidstr, sizeof(node->nidstr), "%s", item->kind == LUTF_YAML_STRING ? item->string.text : "");
		list_add_tail(&node->list, &head->children);
	}
	text = lutf_yaml_get_string(values, "errmsg");
	if (text && *text && errmsg) {
		snprintf(message, sizeof(message), "%s", text);
		*errmsg = message;
	}
	lutf_yaml_doc_free(doc);
	return rc;
}

void lustre_lnet_free_list(struct nid_node *head)
{
	struct list_head *first;

	while ((first = list_pop(&head->children)))
		free((char *)first - offsetof(struct nid_node, list));
}
