/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions that take or give what the table cannot say: the logic is the simulator's, the C types are ours. */
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

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
	int rc = lnetsim_ask_text(&request, "service_id", text, sizeof(text), NULL);

	*service_id = strtoull(text, NULL, 10);
	return rc;
}

int yaml_lnet_configure(int flags, const char **msg)
{
	static __thread char message[512];
	struct lnetsim_request request = lnetsim_begin("yaml_lnet_configure");
	int rc;

	lnetsim_int(&request, "flags", flags);
	rc = lnetsim_ask_text(&request, "errmsg", message, sizeof(message), NULL);
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
