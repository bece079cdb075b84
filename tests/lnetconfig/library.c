/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A liblnetconfig for tests: the signatures and layouts of one generation (lnetconfig-api.md §1, §2.5), and functions that say in their result
 * block what arrived. Written from the reference, not from the table that it is to test.
 *
 *   cc -shared -fPIC -DGENERATION=2150 -DVERSION='"2.15.0"' -I SOURCE/bindings/lnetconfig -o liblnetconfig.so.4 library.c tree.c
 *
 * GENERATION: 212 214 2150 2154 216 217 218. What is absent in a generation is absent here.
 */
#include "layout.h"
#include "tree.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SINCE(g) (ORDER >= (g))
#if GENERATION == 212
#define ORDER 0
#elif GENERATION == 214
#define ORDER 1
#elif GENERATION == 2150
#define ORDER 2
#elif GENERATION == 2154
#define ORDER 3
#elif GENERATION == 216
#define ORDER 4
#elif GENERATION == 217
#define ORDER 5
#else
#define ORDER 6
#endif
enum { G212, G214, G215A, G215B, G216, G217, G218 };
#define CY struct cYAML

/* The constant of its `version` command. */
const char lustre_test_version[] = VERSION;

static int initialised;

/* ---- what arrived, as a result block ---- */

static CY *begin(const char *function, CY **err_rc)
{
	CY *list;

	if (!*err_rc)
		*err_rc = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	list = lnet_tree_child(*err_rc, "called");
	if (!list)
		list = lnet_tree_add(*err_rc, CYAML_ARRAY, "called");
	return lnet_tree_add(lnet_tree_add(list, CYAML_OBJECT, NULL), CYAML_OBJECT, function);
}

/* Types of arguments: s text, i int, u unsigned, b bool, l long. Texts are written to, as the real functions do. */
static void add(CY *block, const char *types, ...)
{
	va_list arguments;

	va_start(arguments, types);
	for (; *types; types++) {
		const char *name = va_arg(arguments, const char *);

		if (*types == 's') {
			char *text = va_arg(arguments, char *);

			lnet_tree_add_text(block, name, text);
			if (text && *text)
				text[strlen(text) - 1] = '!';
		} else if (*types == 'u') {
			lnet_tree_add_number(block, name, va_arg(arguments, unsigned));
		} else if (*types == 'l') {
			lnet_tree_add_number(block, name, (double)va_arg(arguments, long));
		} else if (*types == 'b') {
			lnet_tree_add_bool(block, name, va_arg(arguments, int));
		} else {
			lnet_tree_add_number(block, name, va_arg(arguments, int));
		}
	}
	va_end(arguments);
}

static void add_show(const char *function, CY **show_rc)
{
	CY *list;

	if (!show_rc)
		return;
	if (!*show_rc)
		*show_rc = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	list = lnet_tree_add(*show_rc, CYAML_ARRAY, "shown");
	lnet_tree_add_text(lnet_tree_add(list, CYAML_OBJECT, NULL), "function", function);
}

#define CALLED(...) add(begin(__func__, err_rc), __VA_ARGS__)
#define SHOWN(...) (add_show(__func__, show_rc), CALLED(__VA_ARGS__))

/* ---- structs of this generation ---- */

struct cfs_expr_list {
	struct list_head el_link, el_exprs;
	char text[];
};

struct interface {
	struct list_head intf_on_network;
	char intf_name[SINCE(G216) ? 128 : 16];
	struct cfs_expr_list *cpt_expr;
};
_Static_assert(sizeof(struct interface) == (SINCE(G216) ? 152 : 40), "lnet_dlc_intf_descr");

struct tunables {
	__u32 lct_version;
	__s32 lct_peer_timeout, lct_peer_tx_credits, lct_peer_rtr_credits, lct_max_tx_credits;
	union {
		struct {
			__u32 version, peercredits_hiw, map_on_demand, concurrent_sends, fmr_pool_size, fmr_flush_trigger, fmr_cache;
			__u16 conns_per_peer, ntx;
#if SINCE(4)
			__u32 timeout;
			__s16 tos;
#endif
		} o2ib;
#if SINCE(2)
		struct {
			__u32 version;
			__u16 conns_per_peer, pad;
#if SINCE(4)
			__u32 timeout;
			__s16 tos;
#endif
		} sock;
#endif
#if SINCE(4)
		struct {
			__u32 version, prov_major_version, prov_minor_version, auth_key;
			char traffic_class_str[128];
			__u32 traffic_class;
#if SINCE(5)
			__u32 timeout;
#endif
		} kfi;
#endif
	} tun;
};
_Static_assert(sizeof(struct tunables) == (SINCE(G217) ? 172 : SINCE(G216) ? 168 : 52), "lnet_ioctl_config_lnd_tunables");

static void add_network(CY *block, struct lnet_dlc_network_descr *network, bool frees)
{
	CY *list;

	if (!network) {
		lnet_tree_add_text(block, "network", NULL);
		return;
	}
	lnet_tree_add_number(block, "nw_id", network->nw_id);
	list = lnet_tree_add(block, CYAML_ARRAY, "interfaces");
	while (network->nw_intflist.next != &network->nw_intflist) {
		struct interface *interface = (struct interface *)network->nw_intflist.next;
		CY *item = lnet_tree_add(list, CYAML_OBJECT, NULL);

		lnet_tree_add_text(item, "name", interface->intf_name);
		lnet_tree_add_text(item, "cpts", interface->cpt_expr ? interface->cpt_expr->text : NULL);
		interface->intf_on_network.prev->next = interface->intf_on_network.next;
		interface->intf_on_network.next->prev = interface->intf_on_network.prev;
		if (frees) {
			free(interface->cpt_expr);
			free(interface);
		}
	}
}

static void add_tunables(CY *block, const struct tunables *t, unsigned type)
{
	CY *list;

	if (!t) {
		lnet_tree_add_text(block, "tunables", NULL);
		return;
	}
	list = lnet_tree_add(block, CYAML_OBJECT, "tunables");
	add(list, "iiii", "peer_timeout", t->lct_peer_timeout, "peer_tx_credits", t->lct_peer_tx_credits, "peer_rtr_credits",
	    t->lct_peer_rtr_credits, "max_tx_credits", t->lct_max_tx_credits);
	if (type == 5) {
		add(list, "uuuuuuuu", "peercredits_hiw", t->tun.o2ib.peercredits_hiw, "map_on_demand", t->tun.o2ib.map_on_demand,
		    "concurrent_sends", t->tun.o2ib.concurrent_sends, "fmr_pool_size", t->tun.o2ib.fmr_pool_size, "fmr_flush_trigger",
		    t->tun.o2ib.fmr_flush_trigger, "fmr_cache", t->tun.o2ib.fmr_cache, "conns_per_peer", t->tun.o2ib.conns_per_peer, "ntx",
		    t->tun.o2ib.ntx);
#if SINCE(4)
		add(list, "ui", "timeout", t->tun.o2ib.timeout, "tos", t->tun.o2ib.tos);
#endif
	}
#if SINCE(2)
	if (type == 2)
		add(list, "u", "conns_per_peer", t->tun.sock.conns_per_peer);
#endif
#if SINCE(4)
	if (type == 2)
		add(list, "ui", "timeout", t->tun.sock.timeout, "tos", t->tun.sock.tos);
	if (type == 16) {
		add(list, "uuuu", "prov_major_version", t->tun.kfi.prov_major_version, "prov_minor_version", t->tun.kfi.prov_minor_version,
		    "auth_key", t->tun.kfi.auth_key, "traffic_class", t->tun.kfi.traffic_class);
		lnet_tree_add_text(list, "traffic_class_str", t->tun.kfi.traffic_class_str);
	}
#endif
#if SINCE(5)
	if (type == 16)
		add(list, "u", "kfi_timeout", t->tun.kfi.timeout);
#endif
}

/* ---- init, NI ---- */

int lustre_lnet_config_lib_init()
{
	initialised = 1;
	return 0;
}

void lustre_lnet_config_lib_uninit()
{
	initialised = 0;
}

int lustre_lnet_config_ni_system(bool up, bool load_ni_from_mod, int seq_no, CY **err_rc)
{
	if (!initialised)
		return -EINVAL;
	CALLED("bbi", "up", up, "load_ni_from_mod", load_ni_from_mod, "seq_no", seq_no);
	return 0;
}

static int config_ni(const char *function, struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
		     struct tunables *tunables, int seq_no, CY **err_rc)
{
	CY *block = begin(function, err_rc);
	unsigned type = nw_descr ? nw_descr->nw_id >> 16 : 0;

	add_network(block, nw_descr, true);
	lnet_tree_add_text(block, "global_cpts", global_cpts ? global_cpts->text : NULL);
	add(block, "s", "ip2net", ip2net);
	add_tunables(block, tunables, type);
	add(block, "i", "seq_no", seq_no);
	return 0;
}

#if ORDER == 2 || ORDER == 3
int lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
			  struct tunables *tunables, long int cpp, int seq_no, CY **err_rc)
{
	int rc = config_ni(__func__, nw_descr, global_cpts, ip2net, tunables, seq_no, err_rc);

	CALLED("l", "cpp", cpp);
	return rc;
}
#else
int lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
			  struct tunables *tunables, int seq_no, CY **err_rc)
{
	return config_ni(__func__, nw_descr, global_cpts, ip2net, tunables, seq_no, err_rc);
}
#endif

int lustre_lnet_del_ni(struct lnet_dlc_network_descr *nw, int seq_no, CY **err_rc)
{
	CY *block = begin(__func__, err_rc);

	add_network(block, nw, true);
	add(block, "i", "seq_no", seq_no);
	return -ENOENT;
}

int lustre_lnet_show_net(char *nw, int detail, int seq_no, CY **show_rc, CY **err_rc, bool backup)
{
	CY *net;

	CALLED("siib", "nw", nw, "detail", detail, "seq_no", seq_no, "backup", backup);
	if (detail == 4)
		return 0; /* nothing matched, or nothing is there */
	/* The odd shape (§2.6). */
	*show_rc = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	net = lnet_tree_add(*show_rc, CYAML_ARRAY, "net");
	for (int i = 0; i < 2; i++) {
		CY *list, *item;

		lnet_tree_add_text(net, "net type", i ? "tcp" : "lo");
		list = lnet_tree_add(net, CYAML_ARRAY, "local NI(s)");
		item = lnet_tree_add(list, CYAML_OBJECT, NULL);
		lnet_tree_add_text(item, "nid", i ? "10.0.0.1@tcp" : "0@lo");
		lnet_tree_add(item, CYAML_OBJECT, "lnd tunables");
		lnet_tree_add_number(lnet_tree_add(item, CYAML_OBJECT, "statistics"), "send_count", 5000000000.0);
		lnet_tree_add_text(item, "CPT", "\"[0,1]\"");
		lnet_tree_add_text(item, "up", "True");
	}
	return 0;
}

void lustre_lnet_init_nw_descr(struct lnet_dlc_network_descr *nw_descr)
{
	nw_descr->nw_id = 0;
	nw_descr->network_on_rule.next = nw_descr->network_on_rule.prev = &nw_descr->network_on_rule;
	nw_descr->nw_intflist.next = nw_descr->nw_intflist.prev = &nw_descr->nw_intflist;
}

static struct cfs_expr_list *expression(const char *text, size_t len)
{
	struct cfs_expr_list *list = lnet_alloc(sizeof(*list) + len + 1);

	memcpy(list->text, text, len);
	return list;
}

/* One interface a call: more would be confused (§3.15). */
int lustre_lnet_parse_interfaces(char *intf_str, struct lnet_dlc_network_descr *nw_descr)
{
	struct interface *interface = lnet_alloc(sizeof(*interface));
	char *bracket = strchr(intf_str, '[');

	if (strcmp(intf_str, "bad") == 0) {
		free(interface);
		return -EINVAL;
	}
	snprintf(interface->intf_name, sizeof(interface->intf_name), "%.*s", (int)(bracket ? bracket - intf_str : (long)strlen(intf_str)),
		 intf_str);
	if (bracket)
		interface->cpt_expr = expression(bracket, strlen(bracket));
	interface->intf_on_network.prev = nw_descr->nw_intflist.prev;
	interface->intf_on_network.next = &nw_descr->nw_intflist;
	nw_descr->nw_intflist.prev->next = &interface->intf_on_network;
	nw_descr->nw_intflist.prev = &interface->intf_on_network;
	return 0;
}

/* ---- peers ---- */

#if ORDER == 0
int lustre_lnet_parse_nids(char *nids, char **array, int size, char ***out_array)
{
	int count = 0;

	if (array || size)
		return -EINVAL;
	*out_array = lnet_alloc(16 * sizeof(char *));
	for (char *word = strtok(nids, ", "); word && count < 16; word = strtok(NULL, ", "))
		(*out_array)[count++] = strdup(word);
	return count;
}

static void add_nids(CY *block, char **nid, int num_nids)
{
	CY *list = lnet_tree_add(block, CYAML_ARRAY, "nid");

	for (int i = 0; i < num_nids; i++)
		lnet_tree_add_text(list, NULL, nid[i]);
}

int lustre_lnet_config_peer_nid(char *pnid, char **nid, int num_nids, bool mr, bool ip2nets, int seq_no, CY **err_rc)
{
	CY *block = begin(__func__, err_rc);

	add_nids(block, nid, num_nids);
	add(block, "sbbi", "pnid", pnid, "mr", mr, "ip2nets", ip2nets, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_del_peer_nid(char *pnid, char **nid, int num_nids, bool ip2nets, int seq_no, CY **err_rc)
{
	CY *block = begin(__func__, err_rc);

	add_nids(block, nid, num_nids);
	add(block, "sbi", "pnid", pnid, "ip2nets", ip2nets, "seq_no", seq_no);
	return 0;
}
#elif ORDER <= 2
int lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, CY **err_rc)
{
	CALLED("ssbii", "prim_nid", prim_nid, "nids", nids, "is_mr", is_mr, "cmd", cmd, "seq_no", seq_no);
	return 0;
}
#else
int lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, CY **err_rc)
{
	CALLED("ssbiii", "prim_nid", prim_nid, "nids", nids, "is_mr", is_mr, "cmd", cmd, "force", force, "seq_no", seq_no);
	return 0;
}
#endif

int lustre_lnet_show_peer(char *knid, int detail, int seq_no, CY **show_rc, CY **err_rc, bool backup)
{
	SHOWN("siib", "knid", knid, "detail", detail, "seq_no", seq_no, "backup", backup);
	return 0;
}

/* ---- routes, routing ---- */

#if ORDER >= 1 && ORDER <= 4
int lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int sen, int seq_no, CY **err_rc)
{
	CALLED("ssiiii", "nw", nw, "gw", gw, "hops", hops, "prio", prio, "sen", sen, "seq_no", seq_no);
	return 0;
}
#else
int lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int seq_no, CY **err_rc)
{
	CALLED("ssiii", "nw", nw, "gw", gw, "hops", hops, "prio", prio, "seq_no", seq_no);
	return 0;
}
#endif

int lustre_lnet_del_route(char *nw, char *gw, int seq_no, CY **err_rc)
{
	CALLED("ssi", "nw", nw, "gw", gw, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_show_route(char *nw, char *gw, int hops, int prio, int detail, int seq_no, CY **show_rc, CY **err_rc, bool backup)
{
	SHOWN("ssiiiib", "nw", nw, "gw", gw, "hops", hops, "prio", prio, "detail", detail, "seq_no", seq_no, "backup", backup);
	return 0;
}

#if SINCE(5)
int lustre_lnet_config_routing(int enable, int seq_no, CY **err_rc)
#else
int lustre_lnet_enable_routing(int enable, int seq_no, CY **err_rc)
#endif
{
	CALLED("ii", "enable", enable, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_show_routing(int seq_no, CY **show_rc, CY **err_rc, bool backup)
{
	SHOWN("ib", "seq_no", seq_no, "backup", backup);
	return 0;
}

int lustre_lnet_config_buffers(int tiny, int small, int large, int seq_no, CY **err_rc)
{
	CALLED("iiii", "tiny", tiny, "small", small, "large", large, "seq_no", seq_no);
	return 0;
}

/* ---- settings ---- */

#define SETTING(name) \
	int lustre_lnet_config_##name(int value, int seq_no, CY **err_rc) \
	{ \
		CALLED("ii", "value", value, "seq_no", seq_no); \
		return 0; \
	} \
	SHOW_SETTING(name)
#define SHOW_SETTING(name) \
	int lustre_lnet_show_##name(int seq_no, CY **show_rc, CY **err_rc) \
	{ \
		SHOWN("i", "seq_no", seq_no); \
		return 0; \
	}
SETTING(numa_range)
SETTING(max_intf)
SETTING(discovery)
SETTING(drop_asym_route)
SETTING(retry_count)
SETTING(transaction_to)
SETTING(hsensitivity)
SETTING(recov_intrv)
#if SINCE(1)
SETTING(rtr_sensitivity)
SETTING(response_tracking)
SETTING(recovery_limit)
SHOW_SETTING(lnd_timeout)
#endif
#if SINCE(4)
SETTING(max_recovery_ping_interval)
#endif
#if SINCE(5)
int lustre_lnet_config_lnd_timeout(int timeout, __u32 net_type, int seq_no, CY **err_rc)
{
	CALLED("iui", "timeout", timeout, "net_type", net_type, "seq_no", seq_no);
	return 0;
}
#endif

/* ---- health, statistics ---- */

int lustre_lnet_config_ni_healthv(int value, bool all, char *ni_nid, int seq_no, CY **err_rc)
{
	CALLED("ibsi", "value", value, "all", all, "ni_nid", ni_nid, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_config_peer_ni_healthv(int value, bool all, char *pni_nid, int seq_no, CY **err_rc)
{
	CALLED("ibsi", "value", value, "all", all, "pni_nid", pni_nid, "seq_no", seq_no);
	return 0;
}

/* As some functions do, it returns errno as it is (§0.8). */
int lustre_lnet_show_local_ni_recovq(int seq_no, CY **show_rc, CY **err_rc)
{
	(void)show_rc;
	CALLED("i", "seq_no", seq_no);
	return ENETDOWN;
}

SHOW_SETTING(peer_ni_recovq)

int lustre_lnet_list_peer(int seq_no, CY **show_rc, CY **err_rc)
{
	SHOWN("i", "seq_no", seq_no);
	return 0;
}

/* The device is not there: the functions' answers of nothing mean nothing. */
int lustre_lnet_show_stats(int seq_no, CY **show_rc, CY **err_rc)
{
	(void)show_rc;
	CALLED("i", "seq_no", seq_no);
	return getenv("LUTF_TEST_LOADED") ? -ENETDOWN : -ENOENT;
}

#if SINCE(2)
int lustre_lnet_config_ni_conns_per_peer(int value, bool all, char *ni_nid, int seq_no, CY **err_rc)
{
	CALLED("ibsi", "value", value, "all", all, "ni_nid", ni_nid, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_reset_stats(int seq_no, CY **err_rc)
{
	CALLED("i", "seq_no", seq_no);
	return -5;
}

int lustre_lnet_add_udsp(char *src, char *dst, char *rte, char *type, union lnet_udsp_action *action, int idx, int seq_no, CY **err_rc)
{
	CALLED("ssssiii", "src", src, "dst", dst, "rte", rte, "type", type, "priority", action->udsp_priority, "idx", idx, "seq_no",
	       seq_no);
	return EALREADY;
}

int lustre_lnet_del_udsp(unsigned int idx, int seq_no, CY **err_rc)
{
	CALLED("ui", "idx", idx, "seq_no", seq_no);
	return 0;
}

/* Asked for a rule it crashes, as the real one does. */
int lustre_lnet_show_udsp(int idx, int seq_no, CY **show_rc, CY **err_rc)
{
	CY *list;

	if (idx >= 0)
		abort();
	CALLED("ii", "idx", idx, "seq_no", seq_no);
	*show_rc = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	list = lnet_tree_add(*show_rc, CYAML_ARRAY, "udsp");
	for (int i = 0; i < 3; i++)
		lnet_tree_add_number(lnet_tree_add(list, CYAML_OBJECT, NULL), "idx", i);
	return 0;
}

#if ORDER <= 3
int lustre_lnet_calc_cpt_of_nid(char *nidc, long int ncpts)
{
	return nidc[0] == '1' ? (int)ncpts - 1 : -1;
}
#endif

int lustre_lnet_setup_mrrouting(CY **err_rc)
{
	CALLED("");
	return 0;
}
#endif

#if SINCE(3)
int lustre_lnet_set_peer_state(int state, char *lpni_nid, int seq_no, CY **err_rc)
{
	CALLED("isi", "state", state, "lpni_nid", lpni_nid, "seq_no", seq_no);
	return 0;
}
#endif

#if SINCE(2)
int lustre_lnet_ping_nid(char *pnid, char *src_nidstr, int timeout, int seq_no, CY **show_rc, CY **err_rc)
{
	SHOWN("ssii", "pnid", pnid, "src_nidstr", src_nidstr, "timeout", timeout, "seq_no", seq_no);
	return 0;
}
#else
int lustre_lnet_ping_nid(char *pnid, int timeout, int seq_no, CY **show_rc, CY **err_rc)
{
	SHOWN("sii", "pnid", pnid, "timeout", timeout, "seq_no", seq_no);
	return 0;
}
#endif

int lustre_lnet_discover_nid(char *pnid, int force, int seq_no, CY **show_rc, CY **err_rc)
{
	SHOWN("sii", "pnid", pnid, "force", force, "seq_no", seq_no);
	return 0;
}

/* ---- YAML: a path, or a text and its length ---- */

#if SINCE(4)
#define YAML_PARAMETERS char *f, int len
#define YAML_TEXT strndup(f, (size_t)len)
#else
#define YAML_PARAMETERS char *f
#define YAML_TEXT read_file(f)
static char *read_file(const char *path)
{
	static char text[4096];
	FILE *file = fopen(path, "r");

	text[file ? fread(text, 1, sizeof(text) - 1, file) : 0] = 0;
	if (file)
		fclose(file);
	return strdup(file ? text : "no such file");
}
#endif

#define YAML(name) \
	int lustre_yaml_##name(YAML_PARAMETERS, CY **err_rc) \
	{ \
		char *text = YAML_TEXT; \
		CALLED("s", "text", text); \
		free(text); \
		return 0; \
	}
#define YAML_SHOW(name) \
	int lustre_yaml_##name(YAML_PARAMETERS, CY **show_rc, CY **err_rc) \
	{ \
		char *text = YAML_TEXT; \
		SHOWN("s", "text", text); \
		free(text); \
		return 0; \
	}
YAML(config)
YAML(del)
YAML_SHOW(show)
YAML_SHOW(exec)

/* ---- 2.16, 2.17 ---- */

#if SINCE(4)
int lustre_lnet_show_peer_debug_info(char *peer_nid, int seq_no, CY **err_rc)
{
	CALLED("si", "peer_nid", peer_nid, "seq_no", seq_no);
	return 0;
}

int lustre_lnet_setup_sysctl(CY **err_rc)
{
	CALLED("");
	return 0;
}

int yaml_lnet_configure(int flags, const char **msg)
{
	*msg = flags ? "busy" : NULL;
	return flags ? -EBUSY : 0;
}

/* Says what it got as the list of rules. */
int yaml_lnet_fault_rule(yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr)
{
	char text[512];
	yaml_parser_t parser;

	snprintf(text, sizeof(text),
		 "fault:\n- {opc: %u, src: \"%s\", dst: \"%s\", local: \"%s\", mask: %u, rate: %u, health: %u, latency: %u}\n", opc,
		 src ? src : "-", dst ? dst : "-", local_nid ? local_nid : "-", attr->fa_msg_mask, attr->u.drop.da_rate,
		 opc < 4 ? attr->u.drop.da_health_error_mask : 0, opc < 4 ? 0 : attr->u.delay.la_latency);
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (unsigned char *)text, strlen(text));
	yaml_parser_load(&parser, results);
	yaml_parser_delete(&parser);
	return 0;
}

int lustre_lnet_parse_nid_range(struct nid_node *head, char *nidstr, const char **errmsg)
{
	if (strcmp(nidstr, "bad") == 0) {
		*errmsg = "Unable to parse nidlist";
		return -EINVAL;
	}
	for (char *word = strtok(nidstr, " ,"); word; word = strtok(NULL, " ,")) {
		struct nid_node *node = lnet_alloc(sizeof(*node));

		snprintf(node->nidstr, sizeof(node->nidstr), "%s", word);
		node->list.prev = head->children.prev;
		node->list.next = &head->children;
		head->children.prev->next = &node->list;
		head->children.prev = &node->list;
	}
	return 0;
}

void lustre_lnet_free_list(struct nid_node *head)
{
	while (head->children.next != &head->children) {
		struct list_head *first = head->children.next;

		head->children.next = first->next;
		first->next->prev = &head->children;
		free((char *)first - offsetof(struct nid_node, list));
	}
}

int libcfs_strnid(struct lnet_nid *nid, const char *str)
{
	memset(nid, 0, sizeof(*nid));
	nid->bytes[1] = 2;
	nid->bytes[7] = (uint8_t)atoi(str);
	return nid->bytes[7] ? 0 : -EINVAL;
}

char *libcfs_nidstr_r(const struct lnet_nid *nid, char *buf, size_t buf_size)
{
	snprintf(buf, buf_size, "%d@tcp", nid->bytes[7]);
	return buf;
}
#endif

#if SINCE(5)
struct range {
	struct list_head list;
	char text[];
};

int lustre_lnet_add_ip_range(struct list_head *list, char *str_ip_range)
{
	struct range *range = lnet_alloc(sizeof(*range) + strlen(str_ip_range) + 1);

	if (strcmp(str_ip_range, "bad") == 0) {
		free(range);
		return -EINVAL;
	}
	strcpy(range->text, str_ip_range);
	range->list.prev = list->prev;
	range->list.next = list;
	list->prev->next = &range->list;
	list->prev = &range->list;
	return 0;
}

int lustre_lnet_config_ip2nets(struct lustre_lnet_ip2nets *ip2nets, struct tunables *tunables, struct cfs_expr_list *global_cpts,
			       int seq_no, CY **err_rc)
{
	CY *block = begin(__func__, err_rc), *list;
	unsigned type = ip2nets->ip2nets_net.nw_id >> 16;

	add_network(block, &ip2nets->ip2nets_net, true);
	list = lnet_tree_add(block, CYAML_ARRAY, "ranges");
	while (ip2nets->ip2nets_ip_ranges.next != &ip2nets->ip2nets_ip_ranges) {
		struct range *range = (struct range *)ip2nets->ip2nets_ip_ranges.next;

		lnet_tree_add_text(list, NULL, range->text);
		range->list.prev->next = range->list.next;
		range->list.next->prev = range->list.prev;
		free(range);
	}
	lnet_tree_add_text(block, "global_cpts", global_cpts ? global_cpts->text : NULL);
	add_tunables(block, tunables, type);
	add(block, "i", "seq_no", seq_no);
	return 0;
}
#endif

#if SINCE(6)
int lustre_lnet_kfi_intf2cxi(struct lnet_dlc_intf_descr *intf)
{
	(void)intf;
	return 0;
}
#endif

/* ---- NIDs ---- */

__u32 libcfs_str2net(const char *str)
{
	static const struct {
		const char *name;
		__u32 type;
	} lnds[] = {{"tcp", 2}, {"o2ib", 5}, {"kfi", 16}};

	for (size_t i = 0; i < 3; i++)
		if (strncmp(str, lnds[i].name, strlen(lnds[i].name)) == 0)
			return lnds[i].type << 16 | (__u32)atoi(str + strlen(lnds[i].name));
	return UINT32_MAX;
}

char *libcfs_net2str_r(__u32 net, char *buf, size_t buf_size)
{
	snprintf(buf, buf_size, "<%u:%u>", net >> 16, net & 0xffff);
	return buf;
}

lnet_nid_t libcfs_str2nid(const char *str)
{
	return atoi(str) ? 2ull << 48 | (unsigned)atoi(str) : UINT64_MAX;
}

char *libcfs_nid2str_r(lnet_nid_t nid, char *buf, size_t buf_size)
{
	snprintf(buf, buf_size, "%llu@%llu", nid & UINT32_MAX, nid >> 32);
	return buf;
}

int libcfs_str2anynid(lnet_nid_t *nid, const char *str)
{
	*nid = strcmp(str, "*") == 0 ? UINT64_MAX : libcfs_str2nid(str);
	return strcmp(str, "*") == 0 || *nid != UINT64_MAX;
}

int libcfs_isknown_lnd(__u32 lnd)
{
	return lnd == 2;
}

char *libcfs_lnd2str_r(__u32 lnd, char *buf, size_t buf_size)
{
	snprintf(buf, buf_size, "lnd%u", lnd);
	return buf;
}

int libcfs_str2lnd(const char *str)
{
	return strcmp(str, "tcp") == 0 ? 2 : -1;
}

char *libcfs_lnd2modname(__u32 lnd)
{
	return lnd == 2 ? "ksocklnd" : NULL;
}

#if SINCE(1)
int lustre_lnet_parse_nidstr(char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str)
{
	if (!nidstr || strcmp(nidstr, "bad") == 0) {
		snprintf(err_str, 128, "%s", "cannot parse it");
		return -EINVAL;
	}
	lnet_nidlist[0] = (lnet_nid_t)max_nids;
	return 1;
}

int lustre_lnet_calc_service_id(__u64 *service_id)
{
	*service_id = 0xdb03060100000000ull;
	return 0;
}

void cYAML_dump(CY *node, char **buf)
{
	*buf = node ? lnet_tree_print(node) : NULL;
}
#endif

/* A list is its one word. */
int cfs_parse_nidlist(char *str, int len, struct list_head *list)
{
	struct cfs_expr_list *entry = expression(str, (size_t)len);

	if (strcmp(entry->text, "bad") == 0) {
		free(entry);
		return 0;
	}
	entry->el_link.prev = entry->el_link.next = list;
	list->next = list->prev = &entry->el_link;
	return 1;
}

void cfs_free_nidlist(struct list_head *list)
{
	if (list->next != list)
		free(list->next);
	list->next = list->prev = list;
}

#if SINCE(5)
#define CONST const
#else
#define CONST
#endif
#if SINCE(4)
int cfs_match_nid(CONST struct lnet_nid *nid, struct list_head *list)
{
	return nid->bytes[1] == 2 && nid->bytes[7] == atoi(((struct cfs_expr_list *)list->next)->text);
}
#else
int cfs_match_nid(lnet_nid_t nid, struct list_head *list)
{
	return (int)(nid & UINT32_MAX) == atoi(((struct cfs_expr_list *)list->next)->text);
}
#endif

int cfs_expr_list_parse(char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp)
{
	if (len < 1 || str[0] != '[' || min > max)
		return -EINVAL;
	*elpp = expression(str, (size_t)len);
	return 0;
}

int cfs_expr_list_values(struct cfs_expr_list *expr_list, int max, __u32 **valpp)
{
	*valpp = lnet_alloc(2 * sizeof(**valpp));
	(*valpp)[0] = (__u32)atoi(expr_list->text + 1);
	(*valpp)[1] = (__u32)max;
	return 2;
}

void cfs_expr_list_free(struct cfs_expr_list *expr_list)
{
	free(expr_list);
}

/* ---- cYAML ---- */

CY *cYAML_build_tree(char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, CY **err_str, bool debug)
{
	CY *tree;

	(void)debug;
	(void)err_str;
	if (yaml_file || !yaml_blk_size)
		return NULL;
	tree = lnet_tree_add(NULL, CYAML_OBJECT, NULL);
	lnet_tree_add_text(tree, "text", yaml_blk);
	return tree;
}

void cYAML_print_tree2file(FILE *f, CY *node)
{
	char *text = lnet_tree_print(node);

	fputs(text, f);
	free(text);
}

void cYAML_free_tree(CY *node)
{
	lnet_tree_free(node);
}

bool cYAML_is_sequence(CY *node)
{
	return node->cy_type == CYAML_ARRAY;
}

CY *cYAML_find_object(CY *root, const char *key)
{
	return lnet_tree_child(root, key);
}

CY *cYAML_create_object(CY *parent, char *key)
{
	return lnet_tree_add(parent, CYAML_OBJECT, key);
}

CY *cYAML_create_seq(CY *parent, char *key)
{
	return lnet_tree_add(parent, CYAML_ARRAY, key);
}

CY *cYAML_create_seq_item(CY *seq)
{
	return lnet_tree_add(seq, CYAML_OBJECT, NULL);
}

CY *cYAML_create_string(CY *parent, char *key, char *value)
{
	return lnet_tree_add_text(parent, key, value);
}

CY *cYAML_create_number(CY *parent, char *key, double value)
{
	return lnet_tree_add_number(parent, key, value);
}

void cYAML_build_error(int rc, int seq_no, char *cmd, char *entity, char *err_str, CY **root)
{
	add(begin(entity, root), "iiss", "errno", rc, "seq_no", seq_no, "cmd", cmd, "descr", err_str);
}
