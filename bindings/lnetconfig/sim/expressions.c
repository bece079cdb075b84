/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions, and what consists of them: octets of an address, numbers of nets (lnetconfig-api.md §1.3, §3.12, §3.15). */
#include "list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

struct cfs_expr_list *lnetsim_expression(const char *text, size_t len, unsigned min, unsigned max)
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
	struct cfs_expr_list *list = lnetsim_expression(str, (size_t)len, min, max);
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

void cfs_expr_list_free_list(struct list_head *list)
{
	struct list_head *first;

	while ((first = list_pop(list)))
		free(first);
}

int cfs_expr_list_print(char *buffer, int count, struct cfs_expr_list *expr_list)
{
	struct lnetsim_request request = lnetsim_begin("cfs_expr_list_parse");
	bool found;

	if (count <= 0)
		return 0;
	lnetsim_text(&request, "str", expr_list->text);
	lnetsim_int(&request, "min", expr_list->min);
	lnetsim_int(&request, "max", expr_list->max);
	lnetsim_ask_text(&request, "text", buffer, (size_t)count, &found);
	return (int)strlen(buffer);
}

/* 1: a value of the expression, as whether functions of the library tell it. */
static int has_value(const struct cfs_expr_list *expression, __u32 value)
{
	__u32 *numbers = NULL;
	int count = lnetsim_numbers(expression, &numbers), found = 0;

	for (int i = 0; i < count && !found; i++)
		found = numbers[i] == value;
	free(numbers);
	return found;
}

/* ---- addresses and nets: lists of expressions ---- */

static int add_expression(const char *text, size_t len, unsigned max, struct list_head *list)
{
	struct cfs_expr_list *expression;
	int rc = cfs_expr_list_parse((char *)text, (int)len, 0, max, &expression);

	if (!rc)
		list_add_tail(&expression->el_link, list);
	return rc;
}

int libcfs_num_parse(char *str, int len, struct list_head *list)
{
	return add_expression(str, (size_t)len, UINT32_MAX, list);
}

/* "10.0.[0-3].*": four expressions of 0 to 255. */
int cfs_ip_addr_parse(char *str, int len, struct list_head *list)
{
	const char *end = str + len;
	int rc = 0;

	for (int octet = 0; octet < 4 && !rc; octet++) {
		const char *dot = memchr(str, '.', (size_t)(end - str));

		if ((dot != NULL) != (octet < 3)) {
			rc = -EINVAL;
		} else {
			rc = add_expression(str, (size_t)((dot ? dot : end) - str), 255, list);
			str += dot ? dot + 1 - str : 0;
		}
	}
	if (rc)
		cfs_expr_list_free_list(list);
	return rc;
}

int cfs_ip_addr_match(__u32 addr, struct list_head *list)
{
	unsigned shift = 24, octets = 0;

	for (struct list_head *at = list->next; at != list; at = at->next, octets++, shift -= 8)
		if (octets == 4 || !has_value((struct cfs_expr_list *)at, addr >> shift & 0xff))
			return 0;
	return octets == 4;
}

/* The numbers are what cfs_parse_nid_parts() makes of a net: one expression. */
int cfs_match_net(__u32 net_id, __u32 net_type, struct list_head *net_num_list)
{
	struct list_head *first = net_num_list->next;

	return net_id >> 16 == net_type && first != net_num_list && has_value((struct cfs_expr_list *)first, net_id & 0xffff);
}

/* A NID or net of a UDSP rule (§3.12): its LND, the numbers of its nets, and its address in expressions. */
int cfs_parse_nid_parts(char *str, struct list_head *addr, struct list_head *net_num, __u32 *net_type)
{
	struct lnetsim_request request = lnetsim_begin("cfs_parse_nid_parts");
	const struct lutf_yaml_node *values, *octets;
	struct lutf_yaml_doc *doc;
	const char *nets;
	int rc;

	lnetsim_text(&request, "str", str);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	if (!rc)
		*net_type = (__u32)lutf_yaml_get_int(values, "type", 0);
	nets = lutf_yaml_get_string(values, "nets");
	if (!rc && nets)
		rc = add_expression(nets, strlen(nets), 0xffff, net_num);
	octets = lutf_yaml_get(values, "address");
	for (const struct lutf_yaml_node *at = octets && octets->kind == LUTF_YAML_SEQUENCE ? octets->items.first : NULL; at && !rc;
	     at = at->next)
		if (at->kind == LUTF_YAML_STRING)
			rc = add_expression(at->string.text, strlen(at->string.text), octets->items.count == 4 ? 255 : UINT32_MAX, addr);
	lutf_yaml_doc_free(doc);
	return rc;
}

/* The expressions of an address with dots between. 0, -22 for no address, -105 for a text that is too small. */
int cfs_expr2str(struct list_head *list, char *str, size_t size)
{
	struct lnet_text text = {0};
	int rc = list->next == list ? -EINVAL : 0;

	for (struct list_head *at = list->next; at != list; at = at->next) {
		char buffer[1024];

		cfs_expr_list_print(buffer, sizeof(buffer), (struct cfs_expr_list *)at);
		lnet_text_format(&text, "%s%s", at == list->next ? "" : ".", buffer);
	}
	if (!rc && text.len >= size)
		rc = -ENOBUFS;
	if (!rc)
		memcpy(str, text.text, text.len + 1);
	free(text.text);
	return rc;
}
