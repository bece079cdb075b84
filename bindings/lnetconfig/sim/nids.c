/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of nets and NIDs, and lists of NIDs (lnetconfig-api.md §1.3, §3.15). */
#include "list.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* ---- nets and NIDs ---- */

__u32 libcfs_str2net(const char *str)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_str2net");
	const struct lutf_yaml_node *values;
	struct lutf_yaml_doc *doc;
	__u32 net;

	lnetsim_text(&request, "str", str);
	lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	net = (__u32)lutf_yaml_get_int(values, "net", UINT32_MAX);
	lutf_yaml_doc_free(doc);
	return net;
}

char *libcfs_net2str_r(__u32 net, char *buf, size_t buf_size)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_net2str_r");

	lnetsim_int(&request, "net", net);
	lnetsim_ask_text(&request, "text", buf, buf_size, NULL);
	return buf;
}

static int ask_nid(const char *function, const char *str, lnet_nid_t *nid)
{
	struct lnetsim_request request = lnetsim_begin(function);
	char text[64];
	bool found;
	int rc;

	lnetsim_text(&request, "str", str);
	rc = lnetsim_ask_text(&request, "nid", text, sizeof(text), &found);
	*nid = found ? strtoull(text, NULL, 10) : UINT64_MAX;
	return rc;
}

lnet_nid_t libcfs_str2nid(const char *str)
{
	lnet_nid_t nid;

	ask_nid("libcfs_str2nid", str, &nid);
	return nid;
}

int libcfs_str2anynid(lnet_nid_t *nid, const char *str)
{
	return ask_nid("libcfs_str2anynid", str, nid) > 0;
}

char *libcfs_nid2str_r(lnet_nid_t nid, char *buf, size_t buf_size)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_nid2str_r");

	lnetsim_nid(&request, "nid", nid);
	lnetsim_ask_text(&request, "text", buf, buf_size, NULL);
	return buf;
}

/*
 * struct lnet_nid: bytes of the address less 4, type, number (big-endian), address (§2.5). The simulator has NIDs as text; one of four bytes goes
 * by its number, a larger one is an IPv6 address and a net.
 */
int libcfs_strnid(struct lnet_nid *nid, const char *str)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_strnid");
	char text[128], *at;
	lnet_nid_t number;
	__u32 net;
	int rc;

	memset(nid, 0, sizeof(*nid));
	lnetsim_text(&request, "str", str);
	rc = lnetsim_ask_text(&request, "text", text, sizeof(text), NULL);
	at = strchr(text, '@');
	if (rc || !at)
		return rc ? rc : -EINVAL;
	if (strchr(text, ':')) {
		*at = 0;
		net = libcfs_str2net(at + 1);
		nid->bytes[0] = 12;
		if (inet_pton(AF_INET6, text, nid->bytes + 4) != 1)
			return -EINVAL;
	} else {
		number = libcfs_str2nid(text);
		net = (__u32)(number >> 32);
		for (int i = 0; i < 4; i++)
			nid->bytes[4 + i] = (uint8_t)(number >> (24 - 8 * i));
	}
	nid->bytes[1] = (uint8_t)(net >> 16);
	nid->bytes[2] = (uint8_t)(net >> 8);
	nid->bytes[3] = (uint8_t)net;
	return 0;
}

/* As libcfs_str2anynid(): 1, or 0 for what is no NID. "*" is all NIDs: type 255 (§2.5). */
int libcfs_stranynid(struct lnet_nid *nid, const char *str)
{
	if (strcmp(str, "*") != 0)
		return libcfs_strnid(nid, str) == 0;
	memset(nid, 0xff, sizeof(*nid));
	nid->bytes[0] = 0;
	return 1;
}

char *libcfs_nidstr_r(const struct lnet_nid *nid, char *buf, size_t buf_size)
{
	const uint8_t *b = nid->bytes;
	__u32 net = (__u32)b[1] << 16 | (__u32)b[2] << 8 | b[3];
	char address[INET6_ADDRSTRLEN], name[64];

	if (b[0] != 12)
		return libcfs_nid2str_r((lnet_nid_t)net << 32 | (lnet_nid_t)b[4] << 24 | (lnet_nid_t)b[5] << 16 | (lnet_nid_t)b[6] << 8 |
						b[7],
					buf, buf_size);
	inet_ntop(AF_INET6, b + 4, address, sizeof(address));
	snprintf(buf, buf_size, "%s@%s", address, libcfs_net2str_r(net, name, sizeof(name)));
	return buf;
}

int libcfs_isknown_lnd(__u32 lnd)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_isknown_lnd");

	lnetsim_int(&request, "lnd", lnd);
	return lnetsim_call(&request, NULL, false, NULL) > 0;
}

char *libcfs_lnd2str_r(__u32 lnd, char *buf, size_t buf_size)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_lnd2str_r");

	lnetsim_int(&request, "lnd", lnd);
	lnetsim_ask_text(&request, "text", buf, buf_size, NULL);
	return buf;
}

int libcfs_str2lnd(const char *str)
{
	struct lnetsim_request request = lnetsim_begin("libcfs_str2lnd");
	int lnd;

	lnetsim_text(&request, "str", str);
	lnd = lnetsim_call(&request, NULL, false, NULL);
	return lnd < 0 ? -1 : lnd;
}

char *libcfs_lnd2modname(__u32 lnd)
{
	static __thread char name[64];
	struct lnetsim_request request = lnetsim_begin("libcfs_lnd2modname");
	bool found;

	lnetsim_int(&request, "lnd", lnd);
	lnetsim_ask_text(&request, "text", name, sizeof(name), &found);
	return found ? name : NULL;
}

/* A ring of 1,024 texts of 64 bytes, for callers that keep none of their own (§3.2). */
#define RING_COUNT 1024
#define RING_SIZE 64

char *libcfs_next_nidstring(void)
{
	static char ring[RING_COUNT][RING_SIZE];
	static unsigned next;

	return ring[__atomic_fetch_add(&next, 1, __ATOMIC_RELAXED) % RING_COUNT];
}

/* "12345-10.1.1.1@tcp"; the highest bit of a PID says that a user process has it. */
char *libcfs_id2str(struct lnet_process_id id)
{
	char nid[RING_SIZE - 12], *text = libcfs_next_nidstring();

	libcfs_nid2str_r(id.nid, nid, sizeof(nid));
	snprintf(text, RING_SIZE, "%s%u-%s", id.pid >> 31 ? "U" : "", id.pid & 0x7fffffff, nid);
	return text;
}

/* ---- lists of NIDs ---- */

int lustre_lnet_parse_nidstr(char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_parse_nidstr");
	const struct lutf_yaml_node *values, *list;
	struct lutf_yaml_doc *doc;
	const char *message;
	int rc, count = 0;

	lnetsim_text(&request, "nidstr", nidstr);
	lnetsim_int(&request, "max_nids", max_nids);
	rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
	list = lutf_yaml_get(values, "nids");
	for (const struct lutf_yaml_node *item = list && list->kind == LUTF_YAML_SEQUENCE ? list->items.first : NULL;
	     item && count < max_nids; item = item->next)
		lnet_nidlist[count++] = item->kind == LUTF_YAML_STRING ? strtoull(item->string.text, NULL, 10) : UINT64_MAX;
	message = lutf_yaml_get_string(values, "errmsg");
	if (message && *message && err_str)
		snprintf(err_str, 128, "%s", message); /* LNET_MAX_STR_LEN */
	lutf_yaml_doc_free(doc);
	return rc < 0 ? rc : count;
}

int cfs_parse_nidlist(char *str, int len, struct list_head *list)
{
	struct lnetsim_request request = lnetsim_begin("cfs_parse_nidlist");
	char *text = strndup(str, (size_t)len);
	int rc;

	lnetsim_text(&request, "str", text);
	rc = lnetsim_call(&request, NULL, false, NULL);
	if (rc == 1)
		list_add_text(list, text);
	free(text);
	return rc == 1 ? 1 : 0;
}

void cfs_free_nidlist(struct list_head *list)
{
	struct list_head *first;

	while ((first = list_pop(list)))
		free(first);
}

/* How many characters it has printed. */
int cfs_print_nidlist(char *buffer, int count, struct list_head *list)
{
	int len = 0;

	for (struct list_head *at = list->next; at != list && len + 1 < count; at = at->next) {
		struct lnetsim_request request = lnetsim_begin("cfs_parse_nidlist");

		if (len)
			buffer[len++] = ' ';
		lnetsim_text(&request, "str", ((struct lnetsim_text_entry *)at)->text);
		lnetsim_ask_text(&request, "text", buffer + len, (size_t)(count - len), NULL);
		len += (int)strlen(buffer + len);
	}
	return len;
}

/* How many; -1: more than max_nids. */
int cfs_expand_nidlist(struct list_head *nidlist, lnet_nid_t *lnet_nidlist, int max_nids)
{
	int count = 0, rc = 0;

	for (struct list_head *at = nidlist->next; at != nidlist && rc >= 0; at = at->next) {
		struct lnetsim_request request = lnetsim_begin("cfs_expand_nidlist");
		const struct lutf_yaml_node *values, *list;
		struct lutf_yaml_doc *doc;

		lnetsim_text(&request, "list", ((struct lnetsim_text_entry *)at)->text);
		lnetsim_int(&request, "max_nids", max_nids - count);
		rc = lnetsim_call_values(&request, NULL, false, NULL, &doc, &values);
		list = lutf_yaml_get(values, "nids");
		for (const struct lutf_yaml_node *item = list && list->kind == LUTF_YAML_SEQUENCE ? list->items.first : NULL;
		     item && count < max_nids; item = item->next)
			lnet_nidlist[count++] = item->kind == LUTF_YAML_STRING ? strtoull(item->string.text, NULL, 10) : UINT64_MAX;
		lutf_yaml_doc_free(doc);
	}
	return rc < 0 ? -1 : count;
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

int lustre_lnet_debug_nidlist(char *nidstr, char *match_nid)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_debug_nidlist");

	lnetsim_text(&request, "nidstr", nidstr);
	lnetsim_text(&request, "match_nid", match_nid);
	return lnetsim_call(&request, NULL, false, NULL);
}
