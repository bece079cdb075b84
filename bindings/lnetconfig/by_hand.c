/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of LNet that a table cannot say: other calls in old generations, results by pointer, calls that must not be made as they are. */
#include "binding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELPERS (&lnet_library()->helpers)

/* LNETCTL_ADD_CMD, LNETCTL_DEL_CMD (§2.7) */
#define ADD_COMMAND 3
#define DEL_COMMAND 4

void lnet_by_hand_initNwDescr(struct lnet_call *call)
{
	struct cYAML *values = lnet_call_values(call);

	HELPERS->init_nw_descr(&call->network);
	lnet_tree_add_number(values, "net", call->network.nw_id);
	lnet_tree_add(values, CYAML_ARRAY, "interfaces");
	if (call->network.nw_intflist.next != &call->network.nw_intflist)
		call->rc = -EPROTO;
}

void lnet_by_hand_parseInterfaces(struct lnet_call *call)
{
	char *text = call->values[0].text;

	HELPERS->init_nw_descr(&call->network);
	if (!text) {
		lnet_call_block(call, "ni/add", -EINVAL, "bad interface list");
		return;
	}
	call->rc = HELPERS->parse_interfaces(text, &call->network);
	lnet_interfaces_free(&call->network.nw_intflist, lnet_tree_add(lnet_call_values(call), CYAML_ARRAY, "interfaces"));
}

/* 2.12 has two functions, and takes an array. */
static void modify_peer_2_12(struct lnet_call *call)
{
	char **nids = NULL;
	int count = call->values[1].text ? HELPERS->parse_nids(call->values[1].text, NULL, 0, &nids) : 0;

	if (count < 0 || (call->values[1].text && !count))
		lnet_call_block(call, "add/peer_ni", -EINVAL, "Unable to parse nidlist");
	else if (call->values[3].integer == DEL_COMMAND)
		call->rc = HELPERS->del_peer_nid(call->values[0].text, nids, count, false, (int)call->values[5].integer, &call->err);
	else
		call->rc = HELPERS->config_peer_nid(call->values[0].text, nids, count, call->values[2].integer, false,
						    (int)call->values[5].integer, &call->err);
	for (int i = 0; i < count; i++)
		free(nids[i]);
	free(nids);
}

void lnet_by_hand_modifyPeer(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	if (v[3].integer != ADD_COMMAND && v[3].integer != DEL_COMMAND)
		lnet_call_block(call, "add/peer_ni", -EINVAL, "command is neither 3 (add) nor 4 (delete)");
	else if (HELPERS->modify_peer_forced)
		call->rc = HELPERS->modify_peer_forced(v[0].text, v[1].text, v[2].integer, (int)v[3].integer, (int)v[4].integer,
						       (int)v[5].integer, &call->err);
	else if (HELPERS->modify_peer)
		call->rc = HELPERS->modify_peer(v[0].text, v[1].text, v[2].integer, (int)v[3].integer, (int)v[5].integer, &call->err);
	else
		modify_peer_2_12(call);
	if (call->rc > 0)
		call->rc = -call->rc;
}

/* ---- YAML: the path of a file up to 2.15, a text since (§1.1) ---- */

/* A file that only we can read; the folder is that of the system: it is gone when the call is over. */
static char *write_file(const char *text)
{
	const char *folder = getenv("TMPDIR");
	struct lnet_text path = {0};
	size_t len = strlen(text), done = 0;
	int fd;

	lnet_text_format(&path, "%s/lutf-lnet-XXXXXX", folder && *folder == '/' ? folder : "/tmp");
	fd = mkstemp(path.text);
	while (fd >= 0 && done < len) {
		ssize_t n = write(fd, text + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		done += (size_t)n;
	}
	if (fd >= 0 && (close(fd) || done < len)) {
		unlink(path.text);
		fd = -1;
	}
	if (fd < 0) {
		free(path.text);
		return NULL;
	}
	return path.text;
}

typedef int (*yaml_path)(char *, struct cYAML **);
typedef int (*yaml_text)(char *, int, struct cYAML **);
typedef int (*yaml_show_path)(char *, struct cYAML **, struct cYAML **);
typedef int (*yaml_show_text)(char *, int, struct cYAML **, struct cYAML **);

static void run_yaml(struct lnet_call *call, char *text, yaml_path by_path, yaml_text by_text, yaml_show_path show_by_path,
		     yaml_show_text show_by_text)
{
	char *path = NULL;

	if (!text) {
		lnet_call_block(call, "yaml/builder", -EINVAL, "text is missing");
		return;
	}
	if (!by_text && !show_by_text) {
		path = write_file(text);
		if (!path) {
			lnet_call_block(call, "yaml/builder", -errno, "cannot write a temporary file: %s", strerror(errno));
			return;
		}
	}
	if (show_by_text)
		call->rc = show_by_text(text, (int)strlen(text), &call->show, &call->err);
	else if (show_by_path)
		call->rc = show_by_path(path, &call->show, &call->err);
	else if (by_text)
		call->rc = by_text(text, (int)strlen(text), &call->err);
	else
		call->rc = by_path(path, &call->err);
	if (path)
		unlink(path);
	free(path);
	if (call->rc > 0)
		call->rc = -call->rc;
}

void lnet_by_hand_yamlConfig(struct lnet_call *call)
{
	run_yaml(call, call->values[0].text, HELPERS->yaml_config_path, HELPERS->yaml_config_text, NULL, NULL);
}

void lnet_by_hand_yamlDel(struct lnet_call *call)
{
	run_yaml(call, call->values[0].text, HELPERS->yaml_del_path, HELPERS->yaml_del_text, NULL, NULL);
}

void lnet_by_hand_yamlShow(struct lnet_call *call)
{
	run_yaml(call, call->values[0].text, NULL, NULL, HELPERS->yaml_show_path, HELPERS->yaml_show_text);
}

void lnet_by_hand_yamlExec(struct lnet_call *call)
{
	run_yaml(call, call->values[0].text, NULL, NULL, HELPERS->yaml_exec_path, HELPERS->yaml_exec_text);
}

/* ---- UDSP: asked for a single rule that is there, the library frees it twice (§3.12) ---- */

void lnet_by_hand_showUdsp(struct lnet_call *call)
{
	int64_t idx = call->values[0].integer;
	struct cYAML *list, *next;

	call->rc = HELPERS->show_udsp(-1, (int)call->values[1].integer, &call->show, &call->err);
	if (call->rc > 0)
		call->rc = -call->rc;
	if (idx < 0)
		return;
	call->own_show = lnet_tree_copy(call->show);
	list = lnet_tree_child(call->own_show, "udsp");
	for (struct cYAML *item = list ? list->cy_child : NULL; item; item = next) {
		const struct cYAML *number = lnet_tree_child(item, "idx");

		next = item->cy_next;
		if (!number || (int64_t)number->cy_valuedouble != idx) {
			lnet_tree_unlink(list, item);
			lnet_tree_free(item);
		}
	}
	/* Not there: nothing is shown, as the library has it. */
	if (list && !list->cy_child) {
		lnet_tree_free(call->own_show);
		call->own_show = NULL;
		HELPERS->free_tree(call->show);
		call->show = NULL;
	}
}

/* ---- ip2nets: a function since 2.17, YAML before ---- */

static void add_yaml_list(struct lnet_text *out, const char *key, const struct lnet_value *value)
{
	if (value->count)
		lnet_text_format(out, "      %s:\n", key);
	for (size_t i = 0; i < value->count; i++)
		lnet_text_format(out, "          %zu: %s\n", i, value->items[i]);
}

/* Tunables as an import has them (§3.5, §3.14). */
static void add_yaml_tunables(struct lnet_text *out, const uint8_t *bytes, const char *net)
{
	static const char *const keys[] = {"peer_timeout", "peer_credits", "peer_buffer_credits", "credits"};
	unsigned common = 0;
	bool lnd_begun = false;

	for (size_t i = 0; i < LNET_TUNABLE_COUNT; i++) {
		const struct lnet_tunable *tunable = &lnet_tunables[i];
		uint32_t number = 0;
		uint16_t small = 0;

		if (tunable->lnd && (!net || strncmp(net, tunable->lnd, strlen(tunable->lnd)) != 0))
			continue;
		if (!(tunable->in & (1u << lnet_library()->generation)) || tunable->size == 128)
			continue;
		memcpy(&number, bytes + tunable->offset, tunable->size == 4 ? 4 : 0);
		memcpy(&small, bytes + tunable->offset, tunable->size == 2 ? 2 : 0);
		if (!tunable->lnd && common == 0)
			lnet_text_format(out, "      tunables:\n");
		if (tunable->lnd && !lnd_begun)
			lnet_text_format(out, "      lnd tunables:\n");
		lnd_begun = tunable->lnd;
		lnet_text_format(out, "          %s: %d\n", tunable->lnd ? tunable->c : keys[common++],
				 tunable->size == 4 ? (int)number : (int)(int16_t)small);
	}
}

static void ip2nets_by_yaml(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;
	struct lnet_text out = {0};

	lnet_text_format(&out, "ip2nets:\n    - net-spec: %s\n", v[0].text ? v[0].text : "");
	add_yaml_list(&out, "interfaces", &v[0]);
	add_yaml_list(&out, "ip-range", &v[1]);
	if (v[2].memory)
		add_yaml_tunables(&out, v[2].memory, v[0].text);
	if (v[3].text)
		lnet_text_format(&out, "      CPT: \"%s\"\n", v[3].text);
	if (v[4].integer >= 0)
		lnet_text_format(&out, "      seq_no: %lld\n", (long long)v[4].integer);
	run_yaml(call, out.text, HELPERS->yaml_config_path, HELPERS->yaml_config_text, NULL, NULL);
	free(out.text);
	/* The YAML names them: these descriptors nobody takes. */
	if (call->network_given)
		lnet_interfaces_free(&call->network.nw_intflist, NULL);
}

/*
 * The descriptors move into the struct that the function takes. The simulated one leaves them to us. What the real one frees cannot be told
 * from outside (§2.5 says it of config_ni() and del_ni() only): there they are left to leak rather than freed twice.
 */
void lnet_by_hand_configIp2nets(struct lnet_call *call)
{
	struct lustre_lnet_ip2nets ip2nets;
	struct list_head *head = &ip2nets.ip2nets_net.nw_intflist;
	const struct lnet_value *v = call->values;

	if (!HELPERS->config_ip2nets) {
		ip2nets_by_yaml(call);
		return;
	}
	HELPERS->init_nw_descr(&ip2nets.ip2nets_net);
	ip2nets.ip2nets_ip_ranges.next = ip2nets.ip2nets_ip_ranges.prev = &ip2nets.ip2nets_ip_ranges;
	ip2nets.ip2nets_net.nw_id = v[0].text ? call->network.nw_id : 0;
	if (call->network_given && call->network.nw_intflist.next != &call->network.nw_intflist) {
		*head = call->network.nw_intflist;
		head->next->prev = head->prev->next = head;
		call->network.nw_intflist.next = call->network.nw_intflist.prev = &call->network.nw_intflist;
	}
	for (size_t i = 0; i < v[1].count; i++) {
		call->rc = HELPERS->add_ip_range(&ip2nets.ip2nets_ip_ranges, v[1].items[i]);
		if (call->rc) {
			lnet_call_block(call, "add/ip2nets", call->rc, "bad range '%s'", v[1].items[i]);
			break;
		}
	}
	if (!call->rc)
		call->rc = HELPERS->config_ip2nets(&ip2nets, v[2].memory, call->cpts, (int)v[4].integer, &call->err);
	if (call->rc > 0)
		call->rc = -call->rc;
	if (lnet_library()->provider != LNET_SIMULATED)
		return;
	lnet_interfaces_free(head, NULL);
	for (struct list_head *at = ip2nets.ip2nets_ip_ranges.next, *next; at != &ip2nets.ip2nets_ip_ranges; at = next) {
		next = at->next;
		free(at);
	}
}

/* ---- host ---- */

void lnet_by_hand_serviceId(struct lnet_call *call)
{
	__u64 id = 0;

	call->rc = HELPERS->calc_service_id(&id);
	lnet_tree_add_bigint(lnet_call_values(call), "serviceId", id);
}

void lnet_by_hand_cptOfNid(struct lnet_call *call)
{
	int cpt = call->values[0].text ? HELPERS->calc_cpt_of_nid(call->values[0].text, (long)call->values[1].integer) : -EINVAL;

	call->rc = cpt < 0 ? cpt : 0;
	lnet_tree_add_number(lnet_call_values(call), "cpt", cpt);
}

void lnet_by_hand_netlinkConfigure(struct lnet_call *call)
{
	const char *message = NULL;

	call->rc = HELPERS->yaml_lnet_configure((int)call->values[0].integer, &message);
	lnet_tree_add_text(lnet_call_values(call), "message", message ? message : "");
}

/* The library fills a document of libyaml; as text it is what the list of rules prints. */
void lnet_by_hand_faultRule(struct lnet_call *call)
{
	struct lnet_fault_attr none = {0};
	const struct lnet_value *v = call->values;
	yaml_document_t document;

	memset(&document, 0, sizeof(document));
	call->rc = HELPERS->yaml_lnet_fault_rule(&document, (__u32)v[0].integer, v[1].text, v[2].text, v[3].text,
						 v[4].memory ? v[4].memory : &none);
	if (call->rc > 0)
		call->rc = -call->rc;
	call->own_show = lnet_tree_from_document(&document);
	yaml_document_delete(&document);
}
