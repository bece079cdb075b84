/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions of liblnetsim.so. Made from api.ts by generate.sh: edit that. */
#include "../sim/client.h"

int lustre_lnet_config_lib_init(void);

int lustre_lnet_config_lib_init(void)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_lib_init");

	return lnetsim_call(&request, NULL, false, NULL);
}

void lustre_lnet_config_lib_uninit(void);

void lustre_lnet_config_lib_uninit(void)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_lib_uninit");

	lnetsim_call(&request, NULL, false, NULL);
}

int lustre_lnet_config_ni_system(bool up, bool load_ni_from_mod, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_ni_system(bool up, bool load_ni_from_mod, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ni_system");

	lnetsim_bool(&request, "up", up);
	lnetsim_bool(&request, "load_ni_from_mod", load_ni_from_mod);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
		struct lnet_ioctl_config_lnd_tunables *tunables, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
		struct lnet_ioctl_config_lnd_tunables *tunables, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ni");
	int rc;

	lnetsim_network(&request, "nw_descr", nw_descr);
	lnetsim_cpts(&request, "global_cpts", global_cpts);
	lnetsim_text(&request, "ip2net", ip2net);
	lnetsim_tunables(&request, "tunables", tunables, nw_descr);
	lnetsim_int(&request, "seq_no", seq_no);
	rc = lnetsim_call(&request, NULL, false, err_rc);
	lnetsim_free_interfaces(nw_descr);
	return rc;
}

int lnetsim_2_15b_lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
		struct lnet_ioctl_config_lnd_tunables *tunables, long int cpp, int seq_no, struct cYAML **err_rc);

int lnetsim_2_15b_lustre_lnet_config_ni(struct lnet_dlc_network_descr *nw_descr, struct cfs_expr_list *global_cpts, char *ip2net,
		struct lnet_ioctl_config_lnd_tunables *tunables, long int cpp, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ni");
	int rc;

	lnetsim_network(&request, "nw_descr", nw_descr);
	lnetsim_cpts(&request, "global_cpts", global_cpts);
	lnetsim_text(&request, "ip2net", ip2net);
	lnetsim_tunables(&request, "tunables", tunables, nw_descr);
	lnetsim_int(&request, "cpp", cpp);
	lnetsim_int(&request, "seq_no", seq_no);
	rc = lnetsim_call(&request, NULL, false, err_rc);
	lnetsim_free_interfaces(nw_descr);
	return rc;
}

int lustre_lnet_del_ni(struct lnet_dlc_network_descr *nw, int seq_no, struct cYAML **err_rc);

int lustre_lnet_del_ni(struct lnet_dlc_network_descr *nw, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_del_ni");
	int rc;

	lnetsim_network(&request, "nw", nw);
	lnetsim_int(&request, "seq_no", seq_no);
	rc = lnetsim_call(&request, NULL, false, err_rc);
	lnetsim_free_interfaces(nw);
	return rc;
}

int lustre_lnet_show_net(char *nw, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup);

int lustre_lnet_show_net(char *nw, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_net");

	lnetsim_text(&request, "nw", nw);
	lnetsim_int(&request, "detail", detail);
	lnetsim_int(&request, "seq_no", seq_no);
	lnetsim_bool(&request, "backup", backup);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_route");

	lnetsim_text(&request, "nw", nw);
	lnetsim_text(&request, "gw", gw);
	lnetsim_int(&request, "hops", hops);
	lnetsim_int(&request, "prio", prio);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lnetsim_2_16_lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int sen, int seq_no, struct cYAML **err_rc);

int lnetsim_2_16_lustre_lnet_config_route(char *nw, char *gw, int hops, int prio, int sen, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_route");

	lnetsim_text(&request, "nw", nw);
	lnetsim_text(&request, "gw", gw);
	lnetsim_int(&request, "hops", hops);
	lnetsim_int(&request, "prio", prio);
	lnetsim_int(&request, "sen", sen);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_del_route(char *nw, char *gw, int seq_no, struct cYAML **err_rc);

int lustre_lnet_del_route(char *nw, char *gw, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_del_route");

	lnetsim_text(&request, "nw", nw);
	lnetsim_text(&request, "gw", gw);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_route(char *nw, char *gw, int hops, int prio, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc,
		bool backup);

int lustre_lnet_show_route(char *nw, char *gw, int hops, int prio, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc,
		bool backup)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_route");

	lnetsim_text(&request, "nw", nw);
	lnetsim_text(&request, "gw", gw);
	lnetsim_int(&request, "hops", hops);
	lnetsim_int(&request, "prio", prio);
	lnetsim_int(&request, "detail", detail);
	lnetsim_int(&request, "seq_no", seq_no);
	lnetsim_bool(&request, "backup", backup);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_peer(char *knid, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup);

int lustre_lnet_show_peer(char *knid, int detail, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_peer");

	lnetsim_text(&request, "knid", knid);
	lnetsim_int(&request, "detail", detail);
	lnetsim_int(&request, "seq_no", seq_no);
	lnetsim_bool(&request, "backup", backup);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_list_peer(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_list_peer(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_list_peer");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_config_routing(int enable, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_routing(int enable, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_routing");

	lnetsim_int(&request, "enable", enable);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lnetsim_2_16_lustre_lnet_enable_routing(int enable, int seq_no, struct cYAML **err_rc);

int lnetsim_2_16_lustre_lnet_enable_routing(int enable, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_enable_routing");

	lnetsim_int(&request, "enable", enable);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_routing(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup);

int lustre_lnet_show_routing(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc, bool backup)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_routing");

	lnetsim_int(&request, "seq_no", seq_no);
	lnetsim_bool(&request, "backup", backup);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_config_buffers(int tiny, int small, int large, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_buffers(int tiny, int small, int large, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_buffers");

	lnetsim_int(&request, "tiny", tiny);
	lnetsim_int(&request, "small", small);
	lnetsim_int(&request, "large", large);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_numa_range(int range, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_numa_range(int range, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_numa_range");

	lnetsim_int(&request, "range", range);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_max_intf(int max, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_max_intf(int max, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_max_intf");

	lnetsim_int(&request, "max", max);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_discovery(int enable, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_discovery(int enable, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_discovery");

	lnetsim_int(&request, "enable", enable);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_drop_asym_route(int drop, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_drop_asym_route(int drop, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_drop_asym_route");

	lnetsim_int(&request, "drop", drop);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_retry_count(int count, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_retry_count(int count, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_retry_count");

	lnetsim_int(&request, "count", count);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_transaction_to(int timeout, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_transaction_to(int timeout, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_transaction_to");

	lnetsim_int(&request, "timeout", timeout);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_hsensitivity(int sen, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_hsensitivity(int sen, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_hsensitivity");

	lnetsim_int(&request, "sen", sen);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_recov_intrv(int intrv, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_recov_intrv(int intrv, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_recov_intrv");

	lnetsim_int(&request, "intrv", intrv);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_rtr_sensitivity(int sen, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_rtr_sensitivity(int sen, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_rtr_sensitivity");

	lnetsim_int(&request, "sen", sen);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_response_tracking(int count, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_response_tracking(int count, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_response_tracking");

	lnetsim_int(&request, "count", count);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_recovery_limit(int val, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_recovery_limit(int val, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_recovery_limit");

	lnetsim_int(&request, "val", val);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_max_recovery_ping_interval(int interval, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_max_recovery_ping_interval(int interval, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_max_recovery_ping_interval");

	lnetsim_int(&request, "interval", interval);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_lnd_timeout(int timeout, unsigned int net_type, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_lnd_timeout(int timeout, unsigned int net_type, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_lnd_timeout");

	lnetsim_int(&request, "timeout", timeout);
	lnetsim_int(&request, "net_type", net_type);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_numa_range(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_numa_range(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_numa_range");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_max_intf(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_max_intf(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_max_intf");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_discovery(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_discovery(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_discovery");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_drop_asym_route(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_drop_asym_route(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_drop_asym_route");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_retry_count(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_retry_count(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_retry_count");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_transaction_to(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_transaction_to(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_transaction_to");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_hsensitivity(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_hsensitivity(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_hsensitivity");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_recov_intrv(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_recov_intrv(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_recov_intrv");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_rtr_sensitivity(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_rtr_sensitivity(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_rtr_sensitivity");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_lnd_timeout(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_lnd_timeout(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_lnd_timeout");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_response_tracking(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_response_tracking(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_response_tracking");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_recovery_limit(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_recovery_limit(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_recovery_limit");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_max_recovery_ping_interval(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_max_recovery_ping_interval(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_max_recovery_ping_interval");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_config_ni_healthv(int value, bool all, char *ni_nid, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_ni_healthv(int value, bool all, char *ni_nid, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ni_healthv");

	lnetsim_int(&request, "value", value);
	lnetsim_bool(&request, "all", all);
	lnetsim_text(&request, "ni_nid", ni_nid);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_config_peer_ni_healthv(int value, bool all, char *pni_nid, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_peer_ni_healthv(int value, bool all, char *pni_nid, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_peer_ni_healthv");

	lnetsim_int(&request, "value", value);
	lnetsim_bool(&request, "all", all);
	lnetsim_text(&request, "pni_nid", pni_nid);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_local_ni_recovq(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_local_ni_recovq(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_local_ni_recovq");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_show_peer_ni_recovq(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_peer_ni_recovq(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_peer_ni_recovq");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_config_ni_conns_per_peer(int value, bool all, char *ni_nid, int seq_no, struct cYAML **err_rc);

int lustre_lnet_config_ni_conns_per_peer(int value, bool all, char *ni_nid, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_config_ni_conns_per_peer");

	lnetsim_int(&request, "value", value);
	lnetsim_bool(&request, "all", all);
	lnetsim_text(&request, "ni_nid", ni_nid);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_stats(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_show_stats(int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_stats");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_reset_stats(int seq_no, struct cYAML **err_rc);

int lustre_lnet_reset_stats(int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_reset_stats");

	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_add_udsp(char *src, char *dst, char *rte, char *type, union lnet_udsp_action *action, int idx, int seq_no,
		struct cYAML **err_rc);

int lustre_lnet_add_udsp(char *src, char *dst, char *rte, char *type, union lnet_udsp_action *action, int idx, int seq_no,
		struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_add_udsp");

	lnetsim_text(&request, "src", src);
	lnetsim_text(&request, "dst", dst);
	lnetsim_text(&request, "rte", rte);
	lnetsim_text(&request, "type", type);
	lnetsim_action(&request, "action", action);
	lnetsim_int(&request, "idx", idx);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_del_udsp(unsigned int idx, int seq_no, struct cYAML **err_rc);

int lustre_lnet_del_udsp(unsigned int idx, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_del_udsp");

	lnetsim_int(&request, "idx", idx);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_ping_nid(char *pnid, char *src_nidstr, int timeout, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_ping_nid(char *pnid, char *src_nidstr, int timeout, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_ping_nid");

	lnetsim_text(&request, "pnid", pnid);
	lnetsim_text(&request, "src_nidstr", src_nidstr);
	lnetsim_int(&request, "timeout", timeout);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_discover_nid(char *pnid, int force, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);

int lustre_lnet_discover_nid(char *pnid, int force, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_discover_nid");

	lnetsim_text(&request, "pnid", pnid);
	lnetsim_int(&request, "force", force);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, show_rc, true, err_rc);
}

int lustre_lnet_set_peer_state(int state, char *lpni_nid, int seq_no, struct cYAML **err_rc);

int lustre_lnet_set_peer_state(int state, char *lpni_nid, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_set_peer_state");

	lnetsim_int(&request, "state", state);
	lnetsim_text(&request, "lpni_nid", lpni_nid);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_show_peer_debug_info(char *peer_nid, int seq_no, struct cYAML **err_rc);

int lustre_lnet_show_peer_debug_info(char *peer_nid, int seq_no, struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_show_peer_debug_info");

	lnetsim_text(&request, "peer_nid", peer_nid);
	lnetsim_int(&request, "seq_no", seq_no);
	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_setup_mrrouting(struct cYAML **err_rc);

int lustre_lnet_setup_mrrouting(struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_setup_mrrouting");

	return lnetsim_call(&request, NULL, false, err_rc);
}

int lustre_lnet_setup_sysctl(struct cYAML **err_rc);

int lustre_lnet_setup_sysctl(struct cYAML **err_rc)
{
	struct lnetsim_request request = lnetsim_begin("lustre_lnet_setup_sysctl");

	return lnetsim_call(&request, NULL, false, err_rc);
}

