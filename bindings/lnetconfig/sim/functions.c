/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions that take or give what the table cannot say: the logic is the simulator's, the C types are ours. */
#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

/* A value of the reply as text, "" if it is none. *found (may be NULL): whether it was there. */
static int ask_text(struct lnetsim_request *request, const char *name, char *text, size_t size, bool *found)
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

/* ---- peers, UDSP, YAML ---- */

int lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_modify_peer");

	lnetsim_text(&request, "prim_nid", prim_nid);
	lnetsim_text(&request, "nids", nids);
	lnetsim_bool(&request, "is_mr", is_mr);
	lnetsim_int(&request, "cmd", cmd);
	lnetsim_int(&request, "force", force);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_udsp(int idx, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_udsp");

	lnetsim_int(&request, "idx", idx);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

static int yaml_call(const char *function, const char *f, int len, struct cYAML **show_rc, bool shows, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin(function);
	char *text = f && len >= 0 ? strndup(f, (size_t)len) : NULL;

	lnetsim_text(&request, "f", text);
	lnetsim_int(&request, "len", len);
	free(text);
	return lnetsim_call(&request, show_rc, shows, err_rc);
}

int lustre_yaml_config(char *f, int len, struct cYAML **err_rc)
{
	return yaml_call("lustre_yaml_config", f, len, NULL, false, err_rc);
}

int lustre_yaml_del(char *f, int len, struct cYAML **err_rc)
{
	return yaml_call("lustre_yaml_del", f, len, NULL, false, err_rc);
}

int lustre_yaml_show(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc)
{
	return yaml_call("lustre_yaml_show", f, len, show_rc, true, err_rc);
}

int lustre_yaml_exec(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc)
{
	return yaml_call("lustre_yaml_exec", f, len, show_rc, true, err_rc);
}

/* ---- host ---- */

int lustre_lnet_calc_service_id(__u64 *service_id)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_calc_service_id");
	char text[64];
	int rc = ask_text(&request, "service_id", text, sizeof(text), NULL);

	*service_id = strtoull(text, NULL, 10);
	return rc;
}

int lustre_lnet_debug_nidlist(char *nidstr, char *match_nid)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_debug_nidlist");

	lnetsim_text(&request, "nidstr", nidstr);
	lnetsim_text(&request, "match_nid", match_nid);
	return lnetsim_call(&request, NULL, false, NULL);
}

int yaml_lnet_configure(int flags, const char **msg)
{
	static __thread char message[512];
	struct lnetsim_request request = lnetsim_begin("yaml_lnet_configure");
	int rc;

	lnetsim_int(&request, "flags", flags);
	rc = ask_text(&request, "errmsg", message, sizeof(message), NULL);
	if (msg && *message)
		*msg = message;
	return rc;
}

static void write_fault(struct lnetsim_request *request, __u32 opc, const struct lnet_fault_attr *attr)
{
	lutf_yaml_key(request->writer, "attr");
	if (!attr) {
		lutf_yaml_null(request->writer);
		return;
	}
	lutf_yaml_begin_mapping(request->writer);
	lnetsim_int(request, "fa_ptl_mask", (int64_t)attr->fa_ptl_mask);
	lnetsim_int(request, "fa_msg_mask", attr->fa_msg_mask);
	if (opc < 4) {
		lnetsim_int(request, "da_rate", attr->u.drop.da_rate);
		lnetsim_int(request, "da_interval", attr->u.drop.da_interval);
		lnetsim_int(request, "da_health_error_mask", attr->u.drop.da_health_error_mask);
		lnetsim_int(request, "da_random", attr->u.drop.da_random);
		lnetsim_int(request, "da_drop_all", attr->u.drop.da_drop_all);
	} else {
		lnetsim_int(request, "la_rate", attr->u.delay.la_rate);
		lnetsim_int(request, "la_interval", attr->u.delay.la_interval);
		lnetsim_int(request, "la_latency", attr->u.delay.la_latency);
	}
	lutf_yaml_end_mapping(request->writer);
}

/* As YAML that can be read back: what the library prints raw ("fa_src: *") would be an alias. */
static void write_tree(struct lutf_yaml_writer *writer, const struct cYAML *node)
{
	const char *text = node->cy_valuestring ? node->cy_valuestring : "";

	if (node->cy_type == CYAML_NUMBER) {
		lutf_yaml_int(writer, (int64_t)node->cy_valuedouble);
	} else if (node->cy_type != CYAML_ARRAY && node->cy_type != CYAML_OBJECT) {
		lutf_yaml_string(writer, text, strlen(text));
	} else if (node->cy_type == CYAML_ARRAY) {
		lutf_yaml_begin_sequence(writer);
		for (const struct cYAML *child = node->cy_child; child; child = child->cy_next)
			write_tree(writer, child);
		lutf_yaml_end_sequence(writer);
	} else {
		lutf_yaml_begin_mapping(writer);
		for (const struct cYAML *child = node->cy_child; child; child = child->cy_next) {
			lutf_yaml_key(writer, child->cy_string ? child->cy_string : "");
			write_tree(writer, child);
		}
		lutf_yaml_end_mapping(writer);
	}
}

static char *yaml_of(const struct cYAML *tree)
{
	struct lutf_yaml_writer *writer = NULL;
	char *text = NULL;
	size_t len;

	if (!tree || lutf_yaml_writer_new(&writer))
		return NULL;
	write_tree(writer, tree);
	if (lutf_yaml_writer_finish(writer, &text, &len))
		text = NULL;
	lutf_yaml_writer_free(writer);
	return text;
}

/* The rules come as a tree; the caller wants libyaml's document, which it deletes. */
int yaml_lnet_fault_rule(yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr)
{
	struct lnetsim_request request = lnetsim_begin("yaml_lnet_fault_rule");
	struct cYAML *show = NULL;
	yaml_parser_t parser;
	char *text;
	int rc;

	lnetsim_int(&request, "opc", opc);
	lnetsim_text(&request, "src", src);
	lnetsim_text(&request, "dst", dst);
	lnetsim_text(&request, "local_nid", local_nid);
	write_fault(&request, opc, attr);
	rc = lnetsim_call(&request, &show, true, NULL);
	text = yaml_of(show);
	if (text && results && yaml_parser_initialize(&parser)) {
		yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
		if (!yaml_parser_load(&parser, results) && !rc)
			rc = -EPROTO;
		yaml_parser_delete(&parser);
	}
	free(text);
	lnet_tree_free(show);
	return rc;
}

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
	ask_text(&request, "text", buf, buf_size, NULL);
	return buf;
}

static int ask_nid(const char *function, const char *str, lnet_nid_t *nid)
{
	struct lnetsim_request request = lnetsim_begin(function);
	char text[64];
	bool found;
	int rc;

	lnetsim_text(&request, "str", str);
	rc = ask_text(&request, "nid", text, sizeof(text), &found);
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
	ask_text(&request, "text", buf, buf_size, NULL);
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
	rc = ask_text(&request, "text", text, sizeof(text), NULL);
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
	ask_text(&request, "text", buf, buf_size, NULL);
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
	ask_text(&request, "text", name, sizeof(name), &found);
	return found ? name : NULL;
}

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
