/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of liblnetconfig for the native module. Made from api.ts by generate.sh: edit that. */
#include "../binding.h"

const char *const lnet_generation_names[LNET_UNKNOWN + 1] = {"2.12", "2.14", "2.15a", "2.15b", "2.16", "2.17", "master", "unknown"};

const struct lnet_tunable lnet_tunables[LNET_TUNABLE_COUNT] = {
	{NULL, "peerTimeout", "peer_timeout", -1, 4, 4, true, 0x7f},
	{NULL, "peerCredits", "peer_tx_credits", -1, 8, 4, true, 0x7f},
	{NULL, "peerBufferCredits", "peer_rtr_credits", -1, 12, 4, true, 0x7f},
	{NULL, "credits", "max_tx_credits", -1, 16, 4, true, 0x7f},
	{"tcp", "connsPerPeer", "conns_per_peer", 0, 24, 2, false, 0x7c},
	{"tcp", "timeout", "timeout", 0, 28, 4, false, 0x70},
	{"tcp", "tos", "tos", -1, 32, 2, true, 0x70},
	{"o2ib", "peercreditsHiw", "peercredits_hiw", 0, 24, 4, false, 0x7f},
	{"o2ib", "mapOnDemand", "map_on_demand", 0, 28, 4, false, 0x7f},
	{"o2ib", "concurrentSends", "concurrent_sends", 0, 32, 4, false, 0x7f},
	{"o2ib", "fmrPoolSize", "fmr_pool_size", 0, 36, 4, false, 0x7f},
	{"o2ib", "fmrFlushTrigger", "fmr_flush_trigger", 0, 40, 4, false, 0x7f},
	{"o2ib", "fmrCache", "fmr_cache", 0, 44, 4, false, 0x7f},
	{"o2ib", "connsPerPeer", "conns_per_peer", 0, 48, 2, false, 0x7f},
	{"o2ib", "ntx", "ntx", 0, 50, 2, false, 0x7f},
	{"o2ib", "timeout", "timeout", 0, 52, 4, false, 0x70},
	{"o2ib", "tos", "tos", -1, 56, 2, true, 0x70},
	{"kfi", "provMajorVersion", "prov_major_version", 0, 24, 4, false, 0x70},
	{"kfi", "provMinorVersion", "prov_minor_version", 0, 28, 4, false, 0x70},
	{"kfi", "authKey", "auth_key", 0, 32, 4, false, 0x70},
	{"kfi", "trafficClass", "traffic_class_str", 0, 36, 128, false, 0x70},
	{"kfi", "trafficClassNum", "traffic_class", 0, 164, 4, false, 0x70},
	{"kfi", "timeout", "timeout", 0, 168, 4, false, 0x60},
	{"gni", "timeout", "timeout", 0, 24, 4, false, 0x70},
	{"efa", "nqps", "nqps", 0, 24, 4, false, 0x60},
};

const struct lnet_helper lnet_helper_table[LNET_HELPER_COUNT] = {
	{"init_nw_descr", "lustre_lnet_init_nw_descr", 0x7f, true, offsetof(struct lnet_helpers, init_nw_descr)},
	{"parse_interfaces", "lustre_lnet_parse_interfaces", 0x7f, true, offsetof(struct lnet_helpers, parse_interfaces)},
	{"modify_peer", "lustre_lnet_modify_peer", 0x06, false, offsetof(struct lnet_helpers, modify_peer)},
	{"modify_peer_forced", "lustre_lnet_modify_peer", 0x78, false, offsetof(struct lnet_helpers, modify_peer_forced)},
	{"config_peer_nid", "lustre_lnet_config_peer_nid", 0x01, true, offsetof(struct lnet_helpers, config_peer_nid)},
	{"del_peer_nid", "lustre_lnet_del_peer_nid", 0x01, true, offsetof(struct lnet_helpers, del_peer_nid)},
	{"parse_nids", "lustre_lnet_parse_nids", 0x01, true, offsetof(struct lnet_helpers, parse_nids)},
	{"yaml_config_path", "lustre_yaml_config", 0x0f, false, offsetof(struct lnet_helpers, yaml_config_path)},
	{"yaml_config_text", "lustre_yaml_config", 0x70, false, offsetof(struct lnet_helpers, yaml_config_text)},
	{"yaml_del_path", "lustre_yaml_del", 0x0f, false, offsetof(struct lnet_helpers, yaml_del_path)},
	{"yaml_del_text", "lustre_yaml_del", 0x70, false, offsetof(struct lnet_helpers, yaml_del_text)},
	{"yaml_show_path", "lustre_yaml_show", 0x0f, false, offsetof(struct lnet_helpers, yaml_show_path)},
	{"yaml_show_text", "lustre_yaml_show", 0x70, false, offsetof(struct lnet_helpers, yaml_show_text)},
	{"yaml_exec_path", "lustre_yaml_exec", 0x0f, false, offsetof(struct lnet_helpers, yaml_exec_path)},
	{"yaml_exec_text", "lustre_yaml_exec", 0x70, false, offsetof(struct lnet_helpers, yaml_exec_text)},
	{"show_udsp", "lustre_lnet_show_udsp", 0x7c, true, offsetof(struct lnet_helpers, show_udsp)},
	{"config_ip2nets", "lustre_lnet_config_ip2nets", 0x60, true, offsetof(struct lnet_helpers, config_ip2nets)},
	{"add_ip_range", "lustre_lnet_add_ip_range", 0x60, true, offsetof(struct lnet_helpers, add_ip_range)},
	{"calc_service_id", "lustre_lnet_calc_service_id", 0x7e, true, offsetof(struct lnet_helpers, calc_service_id)},
	{"calc_cpt_of_nid", "lustre_lnet_calc_cpt_of_nid", 0x0c, true, offsetof(struct lnet_helpers, calc_cpt_of_nid)},
	{"str2net", "libcfs_str2net", 0x7f, true, offsetof(struct lnet_helpers, str2net)},
	{"net2str_r", "libcfs_net2str_r", 0x7f, true, offsetof(struct lnet_helpers, net2str_r)},
	{"str2nid", "libcfs_str2nid", 0x7f, true, offsetof(struct lnet_helpers, str2nid)},
	{"nid2str_r", "libcfs_nid2str_r", 0x7f, true, offsetof(struct lnet_helpers, nid2str_r)},
	{"strnid", "libcfs_strnid", 0x70, true, offsetof(struct lnet_helpers, strnid)},
	{"nidstr_r", "libcfs_nidstr_r", 0x70, true, offsetof(struct lnet_helpers, nidstr_r)},
	{"str2anynid", "libcfs_str2anynid", 0x7f, true, offsetof(struct lnet_helpers, str2anynid)},
	{"isknown_lnd", "libcfs_isknown_lnd", 0x7f, true, offsetof(struct lnet_helpers, isknown_lnd)},
	{"lnd2str_r", "libcfs_lnd2str_r", 0x7f, true, offsetof(struct lnet_helpers, lnd2str_r)},
	{"str2lnd", "libcfs_str2lnd", 0x7f, true, offsetof(struct lnet_helpers, str2lnd)},
	{"lnd2modname", "libcfs_lnd2modname", 0x7f, true, offsetof(struct lnet_helpers, lnd2modname)},
	{"parse_nidstr", "lustre_lnet_parse_nidstr", 0x7e, true, offsetof(struct lnet_helpers, parse_nidstr)},
	{"parse_nid_range", "lustre_lnet_parse_nid_range", 0x70, true, offsetof(struct lnet_helpers, parse_nid_range)},
	{"free_list", "lustre_lnet_free_list", 0x70, true, offsetof(struct lnet_helpers, free_list)},
	{"parse_nidlist", "cfs_parse_nidlist", 0x7f, true, offsetof(struct lnet_helpers, parse_nidlist)},
	{"free_nidlist", "cfs_free_nidlist", 0x7f, true, offsetof(struct lnet_helpers, free_nidlist)},
	{"match_nid4", "cfs_match_nid", 0x0f, false, offsetof(struct lnet_helpers, match_nid4)},
	{"match_nid", "cfs_match_nid", 0x10, false, offsetof(struct lnet_helpers, match_nid)},
	{"match_nid_const", "cfs_match_nid", 0x60, false, offsetof(struct lnet_helpers, match_nid_const)},
	{"expr_list_parse", "cfs_expr_list_parse", 0x7f, true, offsetof(struct lnet_helpers, expr_list_parse)},
	{"expr_list_values", "cfs_expr_list_values", 0x7f, true, offsetof(struct lnet_helpers, expr_list_values)},
	{"expr_list_free", "cfs_expr_list_free", 0x7f, true, offsetof(struct lnet_helpers, expr_list_free)},
	{"yaml_lnet_configure", "yaml_lnet_configure", 0x70, true, offsetof(struct lnet_helpers, yaml_lnet_configure)},
	{"yaml_lnet_fault_rule", "yaml_lnet_fault_rule", 0x70, true, offsetof(struct lnet_helpers, yaml_lnet_fault_rule)},
	{"build_tree", "cYAML_build_tree", 0x7f, true, offsetof(struct lnet_helpers, build_tree)},
	{"print_tree2file", "cYAML_print_tree2file", 0x7f, true, offsetof(struct lnet_helpers, print_tree2file)},
	{"dump", "cYAML_dump", 0x7e, true, offsetof(struct lnet_helpers, dump)},
	{"free_tree", "cYAML_free_tree", 0x7f, true, offsetof(struct lnet_helpers, free_tree)},
	{"is_sequence", "cYAML_is_sequence", 0x7f, true, offsetof(struct lnet_helpers, is_sequence)},
	{"find_object", "cYAML_find_object", 0x7f, true, offsetof(struct lnet_helpers, find_object)},
	{"create_object", "cYAML_create_object", 0x7f, true, offsetof(struct lnet_helpers, create_object)},
	{"create_seq", "cYAML_create_seq", 0x7f, true, offsetof(struct lnet_helpers, create_seq)},
	{"create_seq_item", "cYAML_create_seq_item", 0x7f, true, offsetof(struct lnet_helpers, create_seq_item)},
	{"create_string", "cYAML_create_string", 0x7f, true, offsetof(struct lnet_helpers, create_string)},
	{"create_number", "cYAML_create_number", 0x7f, true, offsetof(struct lnet_helpers, create_number)},
	{"build_error", "cYAML_build_error", 0x7f, true, offsetof(struct lnet_helpers, build_error)},
};

static const struct lnet_variant variants_libInit[] = {
	{0x7f, "lustre_lnet_config_lib_init"},
};

static void run_libInit(struct lnet_call *call)
{
	call->rc = ((int(*)(void))call->symbol)();
}

static const struct lnet_variant variants_libUninit[] = {
	{0x7f, "lustre_lnet_config_lib_uninit"},
};

static void run_libUninit(struct lnet_call *call)
{
	((void(*)(void))call->symbol)();
}

static const struct lnet_argument arguments_niSystem[] = {
	{"up", LNET_BOOL, 0x7f, true, 0},
	{"loadNiFromMod", LNET_BOOL, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_niSystem[] = {
	{0x7f, "lustre_lnet_config_ni_system"},
};

static void run_niSystem(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(bool, bool, int, struct cYAML **))call->symbol)(v[0].integer != 0, v[1].integer != 0, (int)v[2].integer, &call->err);
}

static const struct lnet_argument arguments_configNi[] = {
	{"net", LNET_NETWORK, 0x7f, false, 0},
	{"cpts", LNET_CPTS, 0x7f, false, 0},
	{"ip2net", LNET_TEXT, 0x7f, false, 0},
	{"tunables", LNET_TUNABLES, 0x7f, false, 0},
	{"connsPerPeer", LNET_LONG, 0x0c, false, -1},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configNi[] = {
	{0x73, "lustre_lnet_config_ni"},
	{0x0c, "lustre_lnet_config_ni"},
};

static void run_configNi(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	if (call->variant == 0)
		call->rc = ((int(*)(struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, int, struct cYAML **))call->symbol)(call->network_given,
			call->cpts, v[2].text, v[3].memory, (int)v[5].integer, &call->err);
	else
		call->rc = ((int(*)(struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, long int, int, struct cYAML **))call->symbol)(call->network_given,
			call->cpts, v[2].text, v[3].memory, (long)v[4].integer, (int)v[5].integer, &call->err);
}

static const struct lnet_argument arguments_delNi[] = {
	{"net", LNET_NETWORK, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_delNi[] = {
	{0x7f, "lustre_lnet_del_ni"},
};

static void run_delNi(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(struct lnet_dlc_network_descr *, int, struct cYAML **))call->symbol)(call->network_given, (int)v[1].integer,
			&call->err);
}

static const struct lnet_argument arguments_showNet[] = {
	{"net", LNET_TEXT, 0x7f, false, 0},
	{"detail", LNET_INT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
	{"backup", LNET_BOOL, 0x7f, false, 0},
};

static const struct lnet_variant variants_showNet[] = {
	{0x7f, "lustre_lnet_show_net"},
};

static void run_showNet(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, int, int, struct cYAML **, struct cYAML **, bool))call->symbol)(v[0].text, (int)v[1].integer, (int)v[2].integer,
			&call->show, &call->err, v[3].integer != 0);
}

static const char *const uses_initNwDescr[] = {"init_nw_descr", NULL};

static const struct lnet_argument arguments_parseInterfaces[] = {
	{"interfaces", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_parseInterfaces[] = {"init_nw_descr", "parse_interfaces", NULL};

static const struct lnet_argument arguments_configRoute[] = {
	{"net", LNET_TEXT, 0x7f, false, 0},
	{"gateway", LNET_TEXT, 0x7f, false, 0},
	{"hop", LNET_INT, 0x7f, false, -1},
	{"priority", LNET_INT, 0x7f, false, -1},
	{"sensitivity", LNET_INT, 0x1e, false, -1},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRoute[] = {
	{0x61, "lustre_lnet_config_route"},
	{0x1e, "lustre_lnet_config_route"},
};

static void run_configRoute(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	if (call->variant == 0)
		call->rc = ((int(*)(char *, char *, int, int, int, struct cYAML **))call->symbol)(v[0].text, v[1].text, (int)v[2].integer,
			(int)v[3].integer, (int)v[5].integer, &call->err);
	else
		call->rc = ((int(*)(char *, char *, int, int, int, int, struct cYAML **))call->symbol)(v[0].text, v[1].text, (int)v[2].integer,
			(int)v[3].integer, (int)v[4].integer, (int)v[5].integer, &call->err);
}

static const struct lnet_argument arguments_delRoute[] = {
	{"net", LNET_TEXT, 0x7f, false, 0},
	{"gateway", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_delRoute[] = {
	{0x7f, "lustre_lnet_del_route"},
};

static void run_delRoute(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, char *, int, struct cYAML **))call->symbol)(v[0].text, v[1].text, (int)v[2].integer, &call->err);
}

static const struct lnet_argument arguments_showRoute[] = {
	{"net", LNET_TEXT, 0x7f, false, 0},
	{"gateway", LNET_TEXT, 0x7f, false, 0},
	{"hop", LNET_INT, 0x7f, false, -1},
	{"priority", LNET_INT, 0x7f, false, -1},
	{"detail", LNET_INT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
	{"backup", LNET_BOOL, 0x7f, false, 0},
};

static const struct lnet_variant variants_showRoute[] = {
	{0x7f, "lustre_lnet_show_route"},
};

static void run_showRoute(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, char *, int, int, int, int, struct cYAML **, struct cYAML **, bool))call->symbol)(v[0].text, v[1].text,
			(int)v[2].integer, (int)v[3].integer, (int)v[4].integer, (int)v[5].integer, &call->show, &call->err,
			v[6].integer != 0);
}

static const struct lnet_argument arguments_modifyPeer[] = {
	{"primaryNid", LNET_TEXT, 0x7f, false, 0},
	{"nids", LNET_NIDS, 0x7f, false, 0},
	{"multiRail", LNET_BOOL, 0x7f, false, 1},
	{"command", LNET_INT, 0x7f, true, 0},
	{"force", LNET_INT, 0x78, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const char *const uses_modifyPeer[] = {"modify_peer|modify_peer_forced|config_peer_nid", "modify_peer|modify_peer_forced|del_peer_nid", "modify_peer|modify_peer_forced|parse_nids", NULL};

static const struct lnet_argument arguments_showPeer[] = {
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"detail", LNET_INT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
	{"backup", LNET_BOOL, 0x7f, false, 0},
};

static const struct lnet_variant variants_showPeer[] = {
	{0x7f, "lustre_lnet_show_peer"},
};

static void run_showPeer(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, int, int, struct cYAML **, struct cYAML **, bool))call->symbol)(v[0].text, (int)v[1].integer, (int)v[2].integer,
			&call->show, &call->err, v[3].integer != 0);
}

static const struct lnet_argument arguments_listPeer[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_listPeer[] = {
	{0x7f, "lustre_lnet_list_peer"},
};

static void run_listPeer(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_yamlConfig[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_yamlConfig[] = {"yaml_config_path|yaml_config_text", NULL};

static const struct lnet_argument arguments_yamlDel[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_yamlDel[] = {"yaml_del_path|yaml_del_text", NULL};

static const struct lnet_argument arguments_yamlShow[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_yamlShow[] = {"yaml_show_path|yaml_show_text", NULL};

static const struct lnet_argument arguments_yamlExec[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_yamlExec[] = {"yaml_exec_path|yaml_exec_text", NULL};

static const struct lnet_argument arguments_configRouting[] = {
	{"enable", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRouting[] = {
	{0x1f, "lustre_lnet_enable_routing"},
	{0x60, "lustre_lnet_config_routing"},
};

static void run_configRouting(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_showRouting[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
	{"backup", LNET_BOOL, 0x7f, false, 0},
};

static const struct lnet_variant variants_showRouting[] = {
	{0x7f, "lustre_lnet_show_routing"},
};

static void run_showRouting(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **, bool))call->symbol)((int)v[0].integer, &call->show, &call->err,
			v[1].integer != 0);
}

static const struct lnet_argument arguments_configBuffers[] = {
	{"tiny", LNET_INT, 0x7f, false, -1},
	{"small", LNET_INT, 0x7f, false, -1},
	{"large", LNET_INT, 0x7f, false, -1},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configBuffers[] = {
	{0x7f, "lustre_lnet_config_buffers"},
};

static void run_configBuffers(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, (int)v[2].integer,
			(int)v[3].integer, &call->err);
}

static const struct lnet_argument arguments_configNumaRange[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configNumaRange[] = {
	{0x7f, "lustre_lnet_config_numa_range"},
};

static void run_configNumaRange(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configMaxIntf[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configMaxIntf[] = {
	{0x7f, "lustre_lnet_config_max_intf"},
};

static void run_configMaxIntf(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configDiscovery[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configDiscovery[] = {
	{0x7f, "lustre_lnet_config_discovery"},
};

static void run_configDiscovery(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configDropAsymRoute[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configDropAsymRoute[] = {
	{0x7f, "lustre_lnet_config_drop_asym_route"},
};

static void run_configDropAsymRoute(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configRetryCount[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRetryCount[] = {
	{0x7f, "lustre_lnet_config_retry_count"},
};

static void run_configRetryCount(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configTransactionTo[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configTransactionTo[] = {
	{0x7f, "lustre_lnet_config_transaction_to"},
};

static void run_configTransactionTo(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configHsensitivity[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configHsensitivity[] = {
	{0x7f, "lustre_lnet_config_hsensitivity"},
};

static void run_configHsensitivity(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configRecovIntrv[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRecovIntrv[] = {
	{0x7f, "lustre_lnet_config_recov_intrv"},
};

static void run_configRecovIntrv(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configRtrSensitivity[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRtrSensitivity[] = {
	{0x7e, "lustre_lnet_config_rtr_sensitivity"},
};

static void run_configRtrSensitivity(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configResponseTracking[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configResponseTracking[] = {
	{0x7e, "lustre_lnet_config_response_tracking"},
};

static void run_configResponseTracking(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configRecoveryLimit[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configRecoveryLimit[] = {
	{0x7e, "lustre_lnet_config_recovery_limit"},
};

static void run_configRecoveryLimit(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configMaxRecoveryPingInterval[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configMaxRecoveryPingInterval[] = {
	{0x70, "lustre_lnet_config_max_recovery_ping_interval"},
};

static void run_configMaxRecoveryPingInterval(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, int, struct cYAML **))call->symbol)((int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configLndTimeout[] = {
	{"timeout", LNET_INT, 0x7f, true, 0},
	{"netType", LNET_UINT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configLndTimeout[] = {
	{0x60, "lustre_lnet_config_lnd_timeout"},
};

static void run_configLndTimeout(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, unsigned int, int, struct cYAML **))call->symbol)((int)v[0].integer, (unsigned int)v[1].integer, (int)v[2].integer,
			&call->err);
}

static const struct lnet_argument arguments_showNumaRange[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showNumaRange[] = {
	{0x7f, "lustre_lnet_show_numa_range"},
};

static void run_showNumaRange(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showMaxIntf[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showMaxIntf[] = {
	{0x7f, "lustre_lnet_show_max_intf"},
};

static void run_showMaxIntf(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showDiscovery[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showDiscovery[] = {
	{0x7f, "lustre_lnet_show_discovery"},
};

static void run_showDiscovery(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showDropAsymRoute[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showDropAsymRoute[] = {
	{0x7f, "lustre_lnet_show_drop_asym_route"},
};

static void run_showDropAsymRoute(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showRetryCount[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showRetryCount[] = {
	{0x7f, "lustre_lnet_show_retry_count"},
};

static void run_showRetryCount(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showTransactionTo[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showTransactionTo[] = {
	{0x7f, "lustre_lnet_show_transaction_to"},
};

static void run_showTransactionTo(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showHsensitivity[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showHsensitivity[] = {
	{0x7f, "lustre_lnet_show_hsensitivity"},
};

static void run_showHsensitivity(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showRecovIntrv[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showRecovIntrv[] = {
	{0x7f, "lustre_lnet_show_recov_intrv"},
};

static void run_showRecovIntrv(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showRtrSensitivity[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showRtrSensitivity[] = {
	{0x7e, "lustre_lnet_show_rtr_sensitivity"},
};

static void run_showRtrSensitivity(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showLndTimeout[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showLndTimeout[] = {
	{0x7e, "lustre_lnet_show_lnd_timeout"},
};

static void run_showLndTimeout(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showResponseTracking[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showResponseTracking[] = {
	{0x7e, "lustre_lnet_show_response_tracking"},
};

static void run_showResponseTracking(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showRecoveryLimit[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showRecoveryLimit[] = {
	{0x7e, "lustre_lnet_show_recovery_limit"},
};

static void run_showRecoveryLimit(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showMaxRecoveryPingInterval[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showMaxRecoveryPingInterval[] = {
	{0x70, "lustre_lnet_show_max_recovery_ping_interval"},
};

static void run_showMaxRecoveryPingInterval(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_configNiHealthv[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"all", LNET_BOOL, 0x7f, false, 0},
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configNiHealthv[] = {
	{0x7f, "lustre_lnet_config_ni_healthv"},
};

static void run_configNiHealthv(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, bool, char *, int, struct cYAML **))call->symbol)((int)v[0].integer, v[1].integer != 0, v[2].text,
			(int)v[3].integer, &call->err);
}

static const struct lnet_argument arguments_configPeerNiHealthv[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"all", LNET_BOOL, 0x7f, false, 0},
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configPeerNiHealthv[] = {
	{0x7f, "lustre_lnet_config_peer_ni_healthv"},
};

static void run_configPeerNiHealthv(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, bool, char *, int, struct cYAML **))call->symbol)((int)v[0].integer, v[1].integer != 0, v[2].text,
			(int)v[3].integer, &call->err);
}

static const struct lnet_argument arguments_showLocalNiRecovq[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showLocalNiRecovq[] = {
	{0x7f, "lustre_lnet_show_local_ni_recovq"},
};

static void run_showLocalNiRecovq(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_showPeerNiRecovq[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showPeerNiRecovq[] = {
	{0x7f, "lustre_lnet_show_peer_ni_recovq"},
};

static void run_showPeerNiRecovq(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_configNiConnsPerPeer[] = {
	{"value", LNET_INT, 0x7f, true, 0},
	{"all", LNET_BOOL, 0x7f, false, 0},
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_configNiConnsPerPeer[] = {
	{0x7c, "lustre_lnet_config_ni_conns_per_peer"},
};

static void run_configNiConnsPerPeer(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, bool, char *, int, struct cYAML **))call->symbol)((int)v[0].integer, v[1].integer != 0, v[2].text,
			(int)v[3].integer, &call->err);
}

static const struct lnet_argument arguments_showStats[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showStats[] = {
	{0x7f, "lustre_lnet_show_stats"},
};

static void run_showStats(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **, struct cYAML **))call->symbol)((int)v[0].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_resetStats[] = {
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_resetStats[] = {
	{0x7c, "lustre_lnet_reset_stats"},
};

static void run_resetStats(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, struct cYAML **))call->symbol)((int)v[0].integer, &call->err);
}

static const struct lnet_argument arguments_addUdsp[] = {
	{"src", LNET_TEXT, 0x7f, false, 0},
	{"dst", LNET_TEXT, 0x7f, false, 0},
	{"rte", LNET_TEXT, 0x7f, false, 0},
	{"type", LNET_TEXT, 0x7f, false, 0},
	{"priority", LNET_ACTION, 0x7f, false, 0},
	{"idx", LNET_INT, 0x7f, false, -1},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_addUdsp[] = {
	{0x7c, "lustre_lnet_add_udsp"},
};

static void run_addUdsp(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, char *, char *, char *, union lnet_udsp_action *, int, int, struct cYAML **))call->symbol)(v[0].text, v[1].text,
			v[2].text, v[3].text, &call->action, (int)v[5].integer, (int)v[6].integer, &call->err);
}

static const struct lnet_argument arguments_delUdsp[] = {
	{"idx", LNET_UINT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_delUdsp[] = {
	{0x7c, "lustre_lnet_del_udsp"},
};

static void run_delUdsp(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(unsigned int, int, struct cYAML **))call->symbol)((unsigned int)v[0].integer, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_showUdsp[] = {
	{"idx", LNET_INT, 0x7f, false, -1},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const char *const uses_showUdsp[] = {"show_udsp", NULL};

static const struct lnet_argument arguments_pingNid[] = {
	{"nids", LNET_NIDS, 0x7f, false, 0},
	{"source", LNET_TEXT, 0x7c, false, 0},
	{"timeout", LNET_INT, 0x7f, false, 1000},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_pingNid[] = {
	{0x03, "lustre_lnet_ping_nid"},
	{0x7c, "lustre_lnet_ping_nid"},
};

static void run_pingNid(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	if (call->variant == 0)
		call->rc = ((int(*)(char *, int, int, struct cYAML **, struct cYAML **))call->symbol)(v[0].text, (int)v[2].integer, (int)v[3].integer,
			&call->show, &call->err);
	else
		call->rc = ((int(*)(char *, char *, int, int, struct cYAML **, struct cYAML **))call->symbol)(v[0].text, v[1].text, (int)v[2].integer,
			(int)v[3].integer, &call->show, &call->err);
}

static const struct lnet_argument arguments_discoverNid[] = {
	{"nids", LNET_NIDS, 0x7f, false, 0},
	{"force", LNET_INT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_discoverNid[] = {
	{0x7f, "lustre_lnet_discover_nid"},
};

static void run_discoverNid(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, int, int, struct cYAML **, struct cYAML **))call->symbol)(v[0].text, (int)v[1].integer, (int)v[2].integer,
			&call->show, &call->err);
}

static const struct lnet_argument arguments_setPeerState[] = {
	{"state", LNET_INT, 0x7f, true, 0},
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_setPeerState[] = {
	{0x78, "lustre_lnet_set_peer_state"},
};

static void run_setPeerState(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(int, char *, int, struct cYAML **))call->symbol)((int)v[0].integer, v[1].text, (int)v[2].integer, &call->err);
}

static const struct lnet_argument arguments_showPeerDebugInfo[] = {
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const struct lnet_variant variants_showPeerDebugInfo[] = {
	{0x70, "lustre_lnet_show_peer_debug_info"},
};

static void run_showPeerDebugInfo(struct lnet_call *call)
{
	const struct lnet_value *v = call->values;

	call->rc = ((int(*)(char *, int, struct cYAML **))call->symbol)(v[0].text, (int)v[1].integer, &call->err);
}

static const struct lnet_argument arguments_configIp2nets[] = {
	{"net", LNET_NETWORK, 0x7f, false, 0},
	{"ipRanges", LNET_STRINGS, 0x7f, false, 0},
	{"tunables", LNET_TUNABLES, 0x7f, false, 0},
	{"cpts", LNET_CPTS, 0x7f, false, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
};

static const char *const uses_configIp2nets[] = {"config_ip2nets|yaml_config_path|yaml_config_text", "add_ip_range|yaml_config_path|yaml_config_text", NULL};

static const char *const uses_serviceId[] = {"calc_service_id", NULL};

static const struct lnet_variant variants_setupMrrouting[] = {
	{0x7c, "lustre_lnet_setup_mrrouting"},
};

static void run_setupMrrouting(struct lnet_call *call)
{
	call->rc = ((int(*)(struct cYAML **))call->symbol)(&call->err);
}

static const struct lnet_variant variants_setupSysctl[] = {
	{0x70, "lustre_lnet_setup_sysctl"},
};

static void run_setupSysctl(struct lnet_call *call)
{
	call->rc = ((int(*)(struct cYAML **))call->symbol)(&call->err);
}

static const struct lnet_argument arguments_cptOfNid[] = {
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"ncpts", LNET_LONG, 0x7f, true, 0},
};

static const char *const uses_cptOfNid[] = {"calc_cpt_of_nid", NULL};

static const struct lnet_argument arguments_str2net[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_str2net[] = {"str2net", NULL};

static const struct lnet_argument arguments_net2str[] = {
	{"net", LNET_UINT, 0x7f, true, 0},
};

static const char *const uses_net2str[] = {"net2str_r", NULL};

static const struct lnet_argument arguments_str2nid[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_str2nid[] = {"str2nid", NULL};

static const struct lnet_argument arguments_nid2str[] = {
	{"nid", LNET_NID, 0x7f, true, 0},
};

static const char *const uses_nid2str[] = {"nid2str_r", NULL};

static const struct lnet_argument arguments_strnid[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_strnid[] = {"strnid", NULL};

static const struct lnet_argument arguments_nidstr[] = {
	{"bytes", LNET_BYTES, 0x7f, true, 0},
};

static const char *const uses_nidstr[] = {"nidstr_r", NULL};

static const struct lnet_argument arguments_str2anynid[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_str2anynid[] = {"str2anynid", NULL};

static const struct lnet_argument arguments_isKnownLnd[] = {
	{"lnd", LNET_UINT, 0x7f, true, 0},
};

static const char *const uses_isKnownLnd[] = {"isknown_lnd", NULL};

static const struct lnet_argument arguments_lnd2str[] = {
	{"lnd", LNET_UINT, 0x7f, true, 0},
};

static const char *const uses_lnd2str[] = {"lnd2str_r", NULL};

static const struct lnet_argument arguments_str2lnd[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_str2lnd[] = {"str2lnd", NULL};

static const struct lnet_argument arguments_lnd2modname[] = {
	{"lnd", LNET_UINT, 0x7f, true, 0},
};

static const char *const uses_lnd2modname[] = {"lnd2modname", NULL};

static const struct lnet_argument arguments_parseNidstr[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
	{"max", LNET_INT, 0x7f, false, 128},
};

static const char *const uses_parseNidstr[] = {"parse_nidstr|parse_nids", NULL};

static const struct lnet_argument arguments_parseNidRange[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_parseNidRange[] = {"parse_nid_range", "free_list", NULL};

static const struct lnet_argument arguments_matchNid[] = {
	{"nid", LNET_TEXT, 0x7f, false, 0},
	{"list", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_matchNid[] = {"parse_nidlist", "free_nidlist", "match_nid4|match_nid|match_nid_const", "str2nid|strnid", NULL};

static const struct lnet_argument arguments_exprParse[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
	{"min", LNET_UINT, 0x7f, false, 0},
	{"max", LNET_UINT, 0x7f, false, 65535},
};

static const char *const uses_exprParse[] = {"expr_list_parse", "expr_list_free", NULL};

static const struct lnet_argument arguments_exprValues[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
	{"min", LNET_UINT, 0x7f, false, 0},
	{"max", LNET_UINT, 0x7f, false, 65535},
};

static const char *const uses_exprValues[] = {"expr_list_parse", "expr_list_free", "expr_list_values", NULL};

static const struct lnet_argument arguments_netlinkConfigure[] = {
	{"flags", LNET_INT, 0x7f, true, 0},
};

static const char *const uses_netlinkConfigure[] = {"yaml_lnet_configure", NULL};

static const struct lnet_argument arguments_faultRule[] = {
	{"operation", LNET_UINT, 0x7f, true, 0},
	{"source", LNET_TEXT, 0x7f, false, 0},
	{"destination", LNET_TEXT, 0x7f, false, 0},
	{"localNid", LNET_TEXT, 0x7f, false, 0},
	{"attributes", LNET_FAULT, 0x7f, false, 0},
};

static const char *const uses_faultRule[] = {"yaml_lnet_fault_rule", NULL};

static const struct lnet_argument arguments_cyamlBuild[] = {
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlBuild[] = {"build_tree", NULL};

static const struct lnet_argument arguments_cyamlDump[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlDump[] = {"dump|print_tree2file", NULL};

static const struct lnet_argument arguments_cyamlFree[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlFree[] = {"free_tree", NULL};

static const struct lnet_argument arguments_cyamlIsSequence[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlIsSequence[] = {"is_sequence", NULL};

static const struct lnet_argument arguments_cyamlWalk[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlWalk[] = {NULL};

static const struct lnet_argument arguments_cyamlFind[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
	{"key", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlFind[] = {"find_object", NULL};

static const struct lnet_argument arguments_cyamlToJs[] = {
	{"tree", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlToJs[] = {NULL};

static const struct lnet_argument arguments_cyamlFromJs[] = {
	{"value", LNET_DATA, 0x7f, true, 0},
};

static const char *const uses_cyamlFromJs[] = {NULL};

static const struct lnet_argument arguments_cyamlBuildError[] = {
	{"rc", LNET_INT, 0x7f, true, 0},
	{"seqNo", LNET_INT, 0x7f, false, -1},
	{"command", LNET_TEXT, 0x7f, false, 0},
	{"entity", LNET_TEXT, 0x7f, false, 0},
	{"text", LNET_TEXT, 0x7f, false, 0},
};

static const char *const uses_cyamlBuildError[] = {"build_error", NULL};

const struct lnet_function lnet_functions[LNET_FUNCTION_COUNT] = {
	[LNET_FUNCTION_libInit] = {
		.js = "libInit",
		.c = "lustre_lnet_config_lib_init",
		.block = NULL,
		.in = 0x7f,
		.variant_count = 1,
		.variants = variants_libInit,
		.run = run_libInit,
	},
	[LNET_FUNCTION_libUninit] = {
		.js = "libUninit",
		.c = "lustre_lnet_config_lib_uninit",
		.block = NULL,
		.in = 0x7f,
		.variant_count = 1,
		.variants = variants_libUninit,
		.run = run_libUninit,
	},
	[LNET_FUNCTION_niSystem] = {
		.js = "niSystem",
		.c = "lustre_lnet_config_ni_system",
		.block = "configure/lnet",
		.in = 0x7f,
		.argument_count = 3,
		.arguments = arguments_niSystem,
		.variant_count = 1,
		.variants = variants_niSystem,
		.run = run_niSystem,
	},
	[LNET_FUNCTION_configNi] = {
		.js = "configNi",
		.c = "lustre_lnet_config_ni",
		.block = "add/net",
		.in = 0x7f,
		.argument_count = 6,
		.arguments = arguments_configNi,
		.variant_count = 2,
		.variants = variants_configNi,
		.run = run_configNi,
	},
	[LNET_FUNCTION_delNi] = {
		.js = "delNi",
		.c = "lustre_lnet_del_ni",
		.block = "del/net",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_delNi,
		.variant_count = 1,
		.variants = variants_delNi,
		.run = run_delNi,
	},
	[LNET_FUNCTION_showNet] = {
		.js = "showNet",
		.c = "lustre_lnet_show_net",
		.block = "show/net",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_showNet,
		.variant_count = 1,
		.variants = variants_showNet,
		.run = run_showNet,
		.silent = true,
	},
	[LNET_FUNCTION_initNwDescr] = {
		.js = "initNwDescr",
		.c = "lustre_lnet_init_nw_descr",
		.block = NULL,
		.in = 0x7f,
		.uses = uses_initNwDescr,
		.run = lnet_by_hand_initNwDescr,
	},
	[LNET_FUNCTION_parseInterfaces] = {
		.js = "parseInterfaces",
		.c = "lustre_lnet_parse_interfaces",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_parseInterfaces,
		.uses = uses_parseInterfaces,
		.run = lnet_by_hand_parseInterfaces,
	},
	[LNET_FUNCTION_configRoute] = {
		.js = "configRoute",
		.c = "lustre_lnet_config_route",
		.block = "add/route",
		.in = 0x7f,
		.argument_count = 6,
		.arguments = arguments_configRoute,
		.variant_count = 2,
		.variants = variants_configRoute,
		.run = run_configRoute,
	},
	[LNET_FUNCTION_delRoute] = {
		.js = "delRoute",
		.c = "lustre_lnet_del_route",
		.block = "del/route",
		.in = 0x7f,
		.argument_count = 3,
		.arguments = arguments_delRoute,
		.variant_count = 1,
		.variants = variants_delRoute,
		.run = run_delRoute,
	},
	[LNET_FUNCTION_showRoute] = {
		.js = "showRoute",
		.c = "lustre_lnet_show_route",
		.block = "show/route",
		.in = 0x7f,
		.argument_count = 7,
		.arguments = arguments_showRoute,
		.variant_count = 1,
		.variants = variants_showRoute,
		.run = run_showRoute,
		.silent = true,
	},
	[LNET_FUNCTION_modifyPeer] = {
		.js = "modifyPeer",
		.c = "lustre_lnet_modify_peer",
		.block = "add/peer_ni",
		.in = 0x7f,
		.argument_count = 6,
		.arguments = arguments_modifyPeer,
		.uses = uses_modifyPeer,
		.run = lnet_by_hand_modifyPeer,
	},
	[LNET_FUNCTION_showPeer] = {
		.js = "showPeer",
		.c = "lustre_lnet_show_peer",
		.block = "show/peer",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_showPeer,
		.variant_count = 1,
		.variants = variants_showPeer,
		.run = run_showPeer,
	},
	[LNET_FUNCTION_listPeer] = {
		.js = "listPeer",
		.c = "lustre_lnet_list_peer",
		.block = "show/peer",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_listPeer,
		.variant_count = 1,
		.variants = variants_listPeer,
		.run = run_listPeer,
	},
	[LNET_FUNCTION_yamlConfig] = {
		.js = "yamlConfig",
		.c = "lustre_yaml_config",
		.block = "yaml/builder",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_yamlConfig,
		.uses = uses_yamlConfig,
		.run = lnet_by_hand_yamlConfig,
	},
	[LNET_FUNCTION_yamlDel] = {
		.js = "yamlDel",
		.c = "lustre_yaml_del",
		.block = "yaml/builder",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_yamlDel,
		.uses = uses_yamlDel,
		.run = lnet_by_hand_yamlDel,
	},
	[LNET_FUNCTION_yamlShow] = {
		.js = "yamlShow",
		.c = "lustre_yaml_show",
		.block = "yaml/builder",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_yamlShow,
		.uses = uses_yamlShow,
		.run = lnet_by_hand_yamlShow,
	},
	[LNET_FUNCTION_yamlExec] = {
		.js = "yamlExec",
		.c = "lustre_yaml_exec",
		.block = "yaml/builder",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_yamlExec,
		.uses = uses_yamlExec,
		.run = lnet_by_hand_yamlExec,
	},
	[LNET_FUNCTION_configRouting] = {
		.js = "configRouting",
		.c = "lustre_lnet_config_routing",
		.block = "add/routing",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configRouting,
		.variant_count = 2,
		.variants = variants_configRouting,
		.run = run_configRouting,
	},
	[LNET_FUNCTION_showRouting] = {
		.js = "showRouting",
		.c = "lustre_lnet_show_routing",
		.block = "show/routing",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_showRouting,
		.variant_count = 1,
		.variants = variants_showRouting,
		.run = run_showRouting,
		.silent = true,
	},
	[LNET_FUNCTION_configBuffers] = {
		.js = "configBuffers",
		.c = "lustre_lnet_config_buffers",
		.block = "add/buf",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_configBuffers,
		.variant_count = 1,
		.variants = variants_configBuffers,
		.run = run_configBuffers,
	},
	[LNET_FUNCTION_configNumaRange] = {
		.js = "configNumaRange",
		.c = "lustre_lnet_config_numa_range",
		.block = "add/numa_range",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configNumaRange,
		.variant_count = 1,
		.variants = variants_configNumaRange,
		.run = run_configNumaRange,
	},
	[LNET_FUNCTION_configMaxIntf] = {
		.js = "configMaxIntf",
		.c = "lustre_lnet_config_max_intf",
		.block = "add/max_interfaces",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configMaxIntf,
		.variant_count = 1,
		.variants = variants_configMaxIntf,
		.run = run_configMaxIntf,
	},
	[LNET_FUNCTION_configDiscovery] = {
		.js = "configDiscovery",
		.c = "lustre_lnet_config_discovery",
		.block = "add/discovery",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configDiscovery,
		.variant_count = 1,
		.variants = variants_configDiscovery,
		.run = run_configDiscovery,
	},
	[LNET_FUNCTION_configDropAsymRoute] = {
		.js = "configDropAsymRoute",
		.c = "lustre_lnet_config_drop_asym_route",
		.block = "add/drop_asym_route",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configDropAsymRoute,
		.variant_count = 1,
		.variants = variants_configDropAsymRoute,
		.run = run_configDropAsymRoute,
	},
	[LNET_FUNCTION_configRetryCount] = {
		.js = "configRetryCount",
		.c = "lustre_lnet_config_retry_count",
		.block = "add/retry_count",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configRetryCount,
		.variant_count = 1,
		.variants = variants_configRetryCount,
		.run = run_configRetryCount,
	},
	[LNET_FUNCTION_configTransactionTo] = {
		.js = "configTransactionTo",
		.c = "lustre_lnet_config_transaction_to",
		.block = "add/transaction_timeout",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configTransactionTo,
		.variant_count = 1,
		.variants = variants_configTransactionTo,
		.run = run_configTransactionTo,
	},
	[LNET_FUNCTION_configHsensitivity] = {
		.js = "configHsensitivity",
		.c = "lustre_lnet_config_hsensitivity",
		.block = "add/health_sensitivity",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configHsensitivity,
		.variant_count = 1,
		.variants = variants_configHsensitivity,
		.run = run_configHsensitivity,
	},
	[LNET_FUNCTION_configRecovIntrv] = {
		.js = "configRecovIntrv",
		.c = "lustre_lnet_config_recov_intrv",
		.block = "add/recovery_interval",
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_configRecovIntrv,
		.variant_count = 1,
		.variants = variants_configRecovIntrv,
		.run = run_configRecovIntrv,
	},
	[LNET_FUNCTION_configRtrSensitivity] = {
		.js = "configRtrSensitivity",
		.c = "lustre_lnet_config_rtr_sensitivity",
		.block = "add/router_sensitivity",
		.in = 0x7e,
		.argument_count = 2,
		.arguments = arguments_configRtrSensitivity,
		.variant_count = 1,
		.variants = variants_configRtrSensitivity,
		.run = run_configRtrSensitivity,
	},
	[LNET_FUNCTION_configResponseTracking] = {
		.js = "configResponseTracking",
		.c = "lustre_lnet_config_response_tracking",
		.block = "add/response_tracking",
		.in = 0x7e,
		.argument_count = 2,
		.arguments = arguments_configResponseTracking,
		.variant_count = 1,
		.variants = variants_configResponseTracking,
		.run = run_configResponseTracking,
	},
	[LNET_FUNCTION_configRecoveryLimit] = {
		.js = "configRecoveryLimit",
		.c = "lustre_lnet_config_recovery_limit",
		.block = "add/recovery_limit",
		.in = 0x7e,
		.argument_count = 2,
		.arguments = arguments_configRecoveryLimit,
		.variant_count = 1,
		.variants = variants_configRecoveryLimit,
		.run = run_configRecoveryLimit,
	},
	[LNET_FUNCTION_configMaxRecoveryPingInterval] = {
		.js = "configMaxRecoveryPingInterval",
		.c = "lustre_lnet_config_max_recovery_ping_interval",
		.block = "add/maximum recovery ping interval",
		.in = 0x70,
		.argument_count = 2,
		.arguments = arguments_configMaxRecoveryPingInterval,
		.variant_count = 1,
		.variants = variants_configMaxRecoveryPingInterval,
		.run = run_configMaxRecoveryPingInterval,
	},
	[LNET_FUNCTION_configLndTimeout] = {
		.js = "configLndTimeout",
		.c = "lustre_lnet_config_lnd_timeout",
		.block = "set/lnd_timeout",
		.in = 0x60,
		.argument_count = 3,
		.arguments = arguments_configLndTimeout,
		.variant_count = 1,
		.variants = variants_configLndTimeout,
		.run = run_configLndTimeout,
	},
	[LNET_FUNCTION_showNumaRange] = {
		.js = "showNumaRange",
		.c = "lustre_lnet_show_numa_range",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showNumaRange,
		.variant_count = 1,
		.variants = variants_showNumaRange,
		.run = run_showNumaRange,
	},
	[LNET_FUNCTION_showMaxIntf] = {
		.js = "showMaxIntf",
		.c = "lustre_lnet_show_max_intf",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showMaxIntf,
		.variant_count = 1,
		.variants = variants_showMaxIntf,
		.run = run_showMaxIntf,
	},
	[LNET_FUNCTION_showDiscovery] = {
		.js = "showDiscovery",
		.c = "lustre_lnet_show_discovery",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showDiscovery,
		.variant_count = 1,
		.variants = variants_showDiscovery,
		.run = run_showDiscovery,
	},
	[LNET_FUNCTION_showDropAsymRoute] = {
		.js = "showDropAsymRoute",
		.c = "lustre_lnet_show_drop_asym_route",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showDropAsymRoute,
		.variant_count = 1,
		.variants = variants_showDropAsymRoute,
		.run = run_showDropAsymRoute,
	},
	[LNET_FUNCTION_showRetryCount] = {
		.js = "showRetryCount",
		.c = "lustre_lnet_show_retry_count",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showRetryCount,
		.variant_count = 1,
		.variants = variants_showRetryCount,
		.run = run_showRetryCount,
	},
	[LNET_FUNCTION_showTransactionTo] = {
		.js = "showTransactionTo",
		.c = "lustre_lnet_show_transaction_to",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showTransactionTo,
		.variant_count = 1,
		.variants = variants_showTransactionTo,
		.run = run_showTransactionTo,
	},
	[LNET_FUNCTION_showHsensitivity] = {
		.js = "showHsensitivity",
		.c = "lustre_lnet_show_hsensitivity",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showHsensitivity,
		.variant_count = 1,
		.variants = variants_showHsensitivity,
		.run = run_showHsensitivity,
	},
	[LNET_FUNCTION_showRecovIntrv] = {
		.js = "showRecovIntrv",
		.c = "lustre_lnet_show_recov_intrv",
		.block = "show/global",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showRecovIntrv,
		.variant_count = 1,
		.variants = variants_showRecovIntrv,
		.run = run_showRecovIntrv,
	},
	[LNET_FUNCTION_showRtrSensitivity] = {
		.js = "showRtrSensitivity",
		.c = "lustre_lnet_show_rtr_sensitivity",
		.block = "show/global",
		.in = 0x7e,
		.argument_count = 1,
		.arguments = arguments_showRtrSensitivity,
		.variant_count = 1,
		.variants = variants_showRtrSensitivity,
		.run = run_showRtrSensitivity,
	},
	[LNET_FUNCTION_showLndTimeout] = {
		.js = "showLndTimeout",
		.c = "lustre_lnet_show_lnd_timeout",
		.block = "show/global",
		.in = 0x7e,
		.argument_count = 1,
		.arguments = arguments_showLndTimeout,
		.variant_count = 1,
		.variants = variants_showLndTimeout,
		.run = run_showLndTimeout,
	},
	[LNET_FUNCTION_showResponseTracking] = {
		.js = "showResponseTracking",
		.c = "lustre_lnet_show_response_tracking",
		.block = "show/global",
		.in = 0x7e,
		.argument_count = 1,
		.arguments = arguments_showResponseTracking,
		.variant_count = 1,
		.variants = variants_showResponseTracking,
		.run = run_showResponseTracking,
	},
	[LNET_FUNCTION_showRecoveryLimit] = {
		.js = "showRecoveryLimit",
		.c = "lustre_lnet_show_recovery_limit",
		.block = "show/global",
		.in = 0x7e,
		.argument_count = 1,
		.arguments = arguments_showRecoveryLimit,
		.variant_count = 1,
		.variants = variants_showRecoveryLimit,
		.run = run_showRecoveryLimit,
	},
	[LNET_FUNCTION_showMaxRecoveryPingInterval] = {
		.js = "showMaxRecoveryPingInterval",
		.c = "lustre_lnet_show_max_recovery_ping_interval",
		.block = "show/global",
		.in = 0x70,
		.argument_count = 1,
		.arguments = arguments_showMaxRecoveryPingInterval,
		.variant_count = 1,
		.variants = variants_showMaxRecoveryPingInterval,
		.run = run_showMaxRecoveryPingInterval,
	},
	[LNET_FUNCTION_configNiHealthv] = {
		.js = "configNiHealthv",
		.c = "lustre_lnet_config_ni_healthv",
		.block = "add/ni healthv",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_configNiHealthv,
		.variant_count = 1,
		.variants = variants_configNiHealthv,
		.run = run_configNiHealthv,
	},
	[LNET_FUNCTION_configPeerNiHealthv] = {
		.js = "configPeerNiHealthv",
		.c = "lustre_lnet_config_peer_ni_healthv",
		.block = "add/peer_ni healthv",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_configPeerNiHealthv,
		.variant_count = 1,
		.variants = variants_configPeerNiHealthv,
		.run = run_configPeerNiHealthv,
	},
	[LNET_FUNCTION_showLocalNiRecovq] = {
		.js = "showLocalNiRecovq",
		.c = "lustre_lnet_show_local_ni_recovq",
		.block = "show/local NI recovery",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showLocalNiRecovq,
		.variant_count = 1,
		.variants = variants_showLocalNiRecovq,
		.run = run_showLocalNiRecovq,
	},
	[LNET_FUNCTION_showPeerNiRecovq] = {
		.js = "showPeerNiRecovq",
		.c = "lustre_lnet_show_peer_ni_recovq",
		.block = "show/peer NI recovery",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showPeerNiRecovq,
		.variant_count = 1,
		.variants = variants_showPeerNiRecovq,
		.run = run_showPeerNiRecovq,
	},
	[LNET_FUNCTION_configNiConnsPerPeer] = {
		.js = "configNiConnsPerPeer",
		.c = "lustre_lnet_config_ni_conns_per_peer",
		.block = "add/ni conns_per_peer",
		.in = 0x7c,
		.argument_count = 4,
		.arguments = arguments_configNiConnsPerPeer,
		.variant_count = 1,
		.variants = variants_configNiConnsPerPeer,
		.run = run_configNiConnsPerPeer,
	},
	[LNET_FUNCTION_showStats] = {
		.js = "showStats",
		.c = "lustre_lnet_show_stats",
		.block = "show/statistics",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_showStats,
		.variant_count = 1,
		.variants = variants_showStats,
		.run = run_showStats,
	},
	[LNET_FUNCTION_resetStats] = {
		.js = "resetStats",
		.c = "lustre_lnet_reset_stats",
		.block = "show/statistics",
		.in = 0x7c,
		.argument_count = 1,
		.arguments = arguments_resetStats,
		.variant_count = 1,
		.variants = variants_resetStats,
		.run = run_resetStats,
	},
	[LNET_FUNCTION_addUdsp] = {
		.js = "addUdsp",
		.c = "lustre_lnet_add_udsp",
		.block = "add/udsp",
		.in = 0x7c,
		.argument_count = 7,
		.arguments = arguments_addUdsp,
		.variant_count = 1,
		.variants = variants_addUdsp,
		.run = run_addUdsp,
	},
	[LNET_FUNCTION_delUdsp] = {
		.js = "delUdsp",
		.c = "lustre_lnet_del_udsp",
		.block = "add/udsp",
		.in = 0x7c,
		.argument_count = 2,
		.arguments = arguments_delUdsp,
		.variant_count = 1,
		.variants = variants_delUdsp,
		.run = run_delUdsp,
	},
	[LNET_FUNCTION_showUdsp] = {
		.js = "showUdsp",
		.c = "lustre_lnet_show_udsp",
		.block = "show/udsp",
		.in = 0x7c,
		.argument_count = 2,
		.arguments = arguments_showUdsp,
		.uses = uses_showUdsp,
		.run = lnet_by_hand_showUdsp,
		.silent = true,
	},
	[LNET_FUNCTION_pingNid] = {
		.js = "pingNid",
		.c = "lustre_lnet_ping_nid",
		.block = "manage/ping",
		.in = 0x7f,
		.argument_count = 4,
		.arguments = arguments_pingNid,
		.variant_count = 2,
		.variants = variants_pingNid,
		.run = run_pingNid,
	},
	[LNET_FUNCTION_discoverNid] = {
		.js = "discoverNid",
		.c = "lustre_lnet_discover_nid",
		.block = "manage/discover",
		.in = 0x7f,
		.argument_count = 3,
		.arguments = arguments_discoverNid,
		.variant_count = 1,
		.variants = variants_discoverNid,
		.run = run_discoverNid,
	},
	[LNET_FUNCTION_setPeerState] = {
		.js = "setPeerState",
		.c = "lustre_lnet_set_peer_state",
		.block = "add/peer state",
		.in = 0x78,
		.argument_count = 3,
		.arguments = arguments_setPeerState,
		.variant_count = 1,
		.variants = variants_setPeerState,
		.run = run_setPeerState,
	},
	[LNET_FUNCTION_showPeerDebugInfo] = {
		.js = "showPeerDebugInfo",
		.c = "lustre_lnet_show_peer_debug_info",
		.block = "debug/peer",
		.in = 0x70,
		.argument_count = 2,
		.arguments = arguments_showPeerDebugInfo,
		.variant_count = 1,
		.variants = variants_showPeerDebugInfo,
		.run = run_showPeerDebugInfo,
	},
	[LNET_FUNCTION_configIp2nets] = {
		.js = "configIp2nets",
		.c = "lustre_lnet_config_ip2nets",
		.block = "add/ip2nets",
		.in = 0x7f,
		.argument_count = 5,
		.arguments = arguments_configIp2nets,
		.uses = uses_configIp2nets,
		.run = lnet_by_hand_configIp2nets,
	},
	[LNET_FUNCTION_serviceId] = {
		.js = "serviceId",
		.c = "lustre_lnet_calc_service_id",
		.block = NULL,
		.in = 0x7e,
		.uses = uses_serviceId,
		.run = lnet_by_hand_serviceId,
	},
	[LNET_FUNCTION_setupMrrouting] = {
		.js = "setupMrrouting",
		.c = "lustre_lnet_setup_mrrouting",
		.block = "manage/setup-mrrouting",
		.in = 0x7c,
		.variant_count = 1,
		.variants = variants_setupMrrouting,
		.run = run_setupMrrouting,
	},
	[LNET_FUNCTION_setupSysctl] = {
		.js = "setupSysctl",
		.c = "lustre_lnet_setup_sysctl",
		.block = "manage/setup-sysctl",
		.in = 0x70,
		.variant_count = 1,
		.variants = variants_setupSysctl,
		.run = run_setupSysctl,
	},
	[LNET_FUNCTION_cptOfNid] = {
		.js = "cptOfNid",
		.c = "lustre_lnet_calc_cpt_of_nid",
		.block = NULL,
		.in = 0x0c,
		.argument_count = 2,
		.arguments = arguments_cptOfNid,
		.uses = uses_cptOfNid,
		.run = lnet_by_hand_cptOfNid,
	},
	[LNET_FUNCTION_str2net] = {
		.js = "str2net",
		.c = "libcfs_str2net",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_str2net,
		.uses = uses_str2net,
		.run = lnet_by_hand_str2net,
	},
	[LNET_FUNCTION_net2str] = {
		.js = "net2str",
		.c = "libcfs_net2str_r",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_net2str,
		.uses = uses_net2str,
		.run = lnet_by_hand_net2str,
	},
	[LNET_FUNCTION_str2nid] = {
		.js = "str2nid",
		.c = "libcfs_str2nid",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_str2nid,
		.uses = uses_str2nid,
		.run = lnet_by_hand_str2nid,
	},
	[LNET_FUNCTION_nid2str] = {
		.js = "nid2str",
		.c = "libcfs_nid2str_r",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_nid2str,
		.uses = uses_nid2str,
		.run = lnet_by_hand_nid2str,
	},
	[LNET_FUNCTION_strnid] = {
		.js = "strnid",
		.c = "libcfs_strnid",
		.block = NULL,
		.in = 0x70,
		.argument_count = 1,
		.arguments = arguments_strnid,
		.uses = uses_strnid,
		.run = lnet_by_hand_strnid,
	},
	[LNET_FUNCTION_nidstr] = {
		.js = "nidstr",
		.c = "libcfs_nidstr_r",
		.block = NULL,
		.in = 0x70,
		.argument_count = 1,
		.arguments = arguments_nidstr,
		.uses = uses_nidstr,
		.run = lnet_by_hand_nidstr,
	},
	[LNET_FUNCTION_str2anynid] = {
		.js = "str2anynid",
		.c = "libcfs_str2anynid",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_str2anynid,
		.uses = uses_str2anynid,
		.run = lnet_by_hand_str2anynid,
	},
	[LNET_FUNCTION_isKnownLnd] = {
		.js = "isKnownLnd",
		.c = "libcfs_isknown_lnd",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_isKnownLnd,
		.uses = uses_isKnownLnd,
		.run = lnet_by_hand_isKnownLnd,
	},
	[LNET_FUNCTION_lnd2str] = {
		.js = "lnd2str",
		.c = "libcfs_lnd2str_r",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_lnd2str,
		.uses = uses_lnd2str,
		.run = lnet_by_hand_lnd2str,
	},
	[LNET_FUNCTION_str2lnd] = {
		.js = "str2lnd",
		.c = "libcfs_str2lnd",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_str2lnd,
		.uses = uses_str2lnd,
		.run = lnet_by_hand_str2lnd,
	},
	[LNET_FUNCTION_lnd2modname] = {
		.js = "lnd2modname",
		.c = "libcfs_lnd2modname",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_lnd2modname,
		.uses = uses_lnd2modname,
		.run = lnet_by_hand_lnd2modname,
	},
	[LNET_FUNCTION_parseNidstr] = {
		.js = "parseNidstr",
		.c = "lustre_lnet_parse_nidstr",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_parseNidstr,
		.uses = uses_parseNidstr,
		.run = lnet_by_hand_parseNidstr,
	},
	[LNET_FUNCTION_parseNidRange] = {
		.js = "parseNidRange",
		.c = "lustre_lnet_parse_nid_range",
		.block = NULL,
		.in = 0x70,
		.argument_count = 1,
		.arguments = arguments_parseNidRange,
		.uses = uses_parseNidRange,
		.run = lnet_by_hand_parseNidRange,
	},
	[LNET_FUNCTION_matchNid] = {
		.js = "matchNid",
		.c = "cfs_match_nid",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_matchNid,
		.uses = uses_matchNid,
		.run = lnet_by_hand_matchNid,
	},
	[LNET_FUNCTION_exprParse] = {
		.js = "exprParse",
		.c = "cfs_expr_list_parse",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 3,
		.arguments = arguments_exprParse,
		.uses = uses_exprParse,
		.run = lnet_by_hand_exprParse,
	},
	[LNET_FUNCTION_exprValues] = {
		.js = "exprValues",
		.c = "cfs_expr_list_values",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 3,
		.arguments = arguments_exprValues,
		.uses = uses_exprValues,
		.run = lnet_by_hand_exprValues,
	},
	[LNET_FUNCTION_netlinkConfigure] = {
		.js = "netlinkConfigure",
		.c = "yaml_lnet_configure",
		.block = NULL,
		.in = 0x70,
		.argument_count = 1,
		.arguments = arguments_netlinkConfigure,
		.uses = uses_netlinkConfigure,
		.run = lnet_by_hand_netlinkConfigure,
	},
	[LNET_FUNCTION_faultRule] = {
		.js = "faultRule",
		.c = "yaml_lnet_fault_rule",
		.block = NULL,
		.in = 0x70,
		.argument_count = 5,
		.arguments = arguments_faultRule,
		.uses = uses_faultRule,
		.run = lnet_by_hand_faultRule,
	},
	[LNET_FUNCTION_cyamlBuild] = {
		.js = "cyamlBuild",
		.c = "cYAML_build_tree",
		.block = "yaml/builder",
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlBuild,
		.uses = uses_cyamlBuild,
		.run = lnet_by_hand_cyamlBuild,
	},
	[LNET_FUNCTION_cyamlDump] = {
		.js = "cyamlDump",
		.c = "cYAML_dump",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlDump,
		.uses = uses_cyamlDump,
		.run = lnet_by_hand_cyamlDump,
	},
	[LNET_FUNCTION_cyamlFree] = {
		.js = "cyamlFree",
		.c = "cYAML_free_tree",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlFree,
		.uses = uses_cyamlFree,
		.run = lnet_by_hand_cyamlFree,
	},
	[LNET_FUNCTION_cyamlIsSequence] = {
		.js = "cyamlIsSequence",
		.c = "cYAML_is_sequence",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlIsSequence,
		.uses = uses_cyamlIsSequence,
		.run = lnet_by_hand_cyamlIsSequence,
	},
	[LNET_FUNCTION_cyamlWalk] = {
		.js = "cyamlWalk",
		.c = "",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlWalk,
		.uses = uses_cyamlWalk,
		.run = lnet_by_hand_cyamlWalk,
	},
	[LNET_FUNCTION_cyamlFind] = {
		.js = "cyamlFind",
		.c = "cYAML_find_object",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 2,
		.arguments = arguments_cyamlFind,
		.uses = uses_cyamlFind,
		.run = lnet_by_hand_cyamlFind,
	},
	[LNET_FUNCTION_cyamlToJs] = {
		.js = "cyamlToJs",
		.c = "",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlToJs,
		.uses = uses_cyamlToJs,
		.run = lnet_by_hand_cyamlToJs,
	},
	[LNET_FUNCTION_cyamlFromJs] = {
		.js = "cyamlFromJs",
		.c = "",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 1,
		.arguments = arguments_cyamlFromJs,
		.uses = uses_cyamlFromJs,
		.run = lnet_by_hand_cyamlFromJs,
	},
	[LNET_FUNCTION_cyamlBuildError] = {
		.js = "cyamlBuildError",
		.c = "cYAML_build_error",
		.block = NULL,
		.in = 0x7f,
		.argument_count = 5,
		.arguments = arguments_cyamlBuildError,
		.uses = uses_cyamlBuildError,
		.run = lnet_by_hand_cyamlBuildError,
	},
};

