/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is the table right for a Lustre tree? Made from api.ts by generate.sh: edit that. */
/*
 * Compiled, never linked: LNET_GENERATION is one of these, the include folders are those of the tree.
 *   0 2.12
 *   1 2.14
 *   2 2.15a
 *   3 2.15b
 *   4 2.16
 *   5 2.17
 *   6 master
 */
#include <stdio.h>
#include <stddef.h>
#include <stdbool.h>
#include <netinet/in.h>
#include <libcfs/util/ioctl.h>
#include <liblnetconfig.h>
#include <cyaml.h>
#include <linux/lnet/nidstr.h>
#include <libcfs/util/string.h>

#define LNET_IN(mask) ((mask) >> LNET_GENERATION & 1)
#define LNET_SIGNATURE(function, result, parameters) \
	_Static_assert(__builtin_types_compatible_p(__typeof__(function), result parameters), "signature of " #function)
#define LNET_SIZE(type, size) _Static_assert(sizeof(type) == (size), "size of " #type)
#define LNET_FIELD(type, field, offset, size) \
	_Static_assert(offsetof(type, field) == (offset), "offset of " #type "." #field); \
	_Static_assert(sizeof(((type *)0)->field) == (size), "size of " #type "." #field)

LNET_SIGNATURE(lustre_lnet_config_lib_init, int, (void));
LNET_SIGNATURE(lustre_lnet_config_lib_uninit, void, (void));
LNET_SIGNATURE(lustre_lnet_config_ni_system, int, (bool, bool, int, struct cYAML **));
#if LNET_IN(0x73)
LNET_SIGNATURE(lustre_lnet_config_ni, int, (struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, int, struct cYAML **));
#endif
#if LNET_IN(0x0c)
LNET_SIGNATURE(lustre_lnet_config_ni, int, (struct lnet_dlc_network_descr *, struct cfs_expr_list *, char *, struct lnet_ioctl_config_lnd_tunables *, long int, int, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_del_ni, int, (struct lnet_dlc_network_descr *, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_net, int, (char *, int, int, struct cYAML **, struct cYAML **, bool));
#if LNET_IN(0x61)
LNET_SIGNATURE(lustre_lnet_config_route, int, (char *, char *, int, int, int, struct cYAML **));
#endif
#if LNET_IN(0x1e)
LNET_SIGNATURE(lustre_lnet_config_route, int, (char *, char *, int, int, int, int, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_del_route, int, (char *, char *, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_route, int, (char *, char *, int, int, int, int, struct cYAML **, struct cYAML **, bool));
LNET_SIGNATURE(lustre_lnet_show_peer, int, (char *, int, int, struct cYAML **, struct cYAML **, bool));
LNET_SIGNATURE(lustre_lnet_list_peer, int, (int, struct cYAML **, struct cYAML **));
#if LNET_IN(0x1f)
LNET_SIGNATURE(lustre_lnet_enable_routing, int, (int, int, struct cYAML **));
#endif
#if LNET_IN(0x60)
LNET_SIGNATURE(lustre_lnet_config_routing, int, (int, int, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_show_routing, int, (int, struct cYAML **, struct cYAML **, bool));
LNET_SIGNATURE(lustre_lnet_config_buffers, int, (int, int, int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_numa_range, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_max_intf, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_discovery, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_drop_asym_route, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_retry_count, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_transaction_to, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_hsensitivity, int, (int, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_recov_intrv, int, (int, int, struct cYAML **));
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_config_rtr_sensitivity, int, (int, int, struct cYAML **));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_config_response_tracking, int, (int, int, struct cYAML **));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_config_recovery_limit, int, (int, int, struct cYAML **));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_config_max_recovery_ping_interval, int, (int, int, struct cYAML **));
#endif
#if LNET_IN(0x60)
LNET_SIGNATURE(lustre_lnet_config_lnd_timeout, int, (int, unsigned int, int, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_show_numa_range, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_max_intf, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_discovery, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_drop_asym_route, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_retry_count, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_transaction_to, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_hsensitivity, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_recov_intrv, int, (int, struct cYAML **, struct cYAML **));
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_show_rtr_sensitivity, int, (int, struct cYAML **, struct cYAML **));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_show_lnd_timeout, int, (int, struct cYAML **, struct cYAML **));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_show_response_tracking, int, (int, struct cYAML **, struct cYAML **));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_show_recovery_limit, int, (int, struct cYAML **, struct cYAML **));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_show_max_recovery_ping_interval, int, (int, struct cYAML **, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_config_ni_healthv, int, (int, bool, char *, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_config_peer_ni_healthv, int, (int, bool, char *, int, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_local_ni_recovq, int, (int, struct cYAML **, struct cYAML **));
LNET_SIGNATURE(lustre_lnet_show_peer_ni_recovq, int, (int, struct cYAML **, struct cYAML **));
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_config_ni_conns_per_peer, int, (int, bool, char *, int, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_show_stats, int, (int, struct cYAML **, struct cYAML **));
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_reset_stats, int, (int, struct cYAML **));
#endif
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_add_udsp, int, (char *, char *, char *, char *, union lnet_udsp_action *, int, int, struct cYAML **));
#endif
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_del_udsp, int, (unsigned int, int, struct cYAML **));
#endif
#if LNET_IN(0x03)
LNET_SIGNATURE(lustre_lnet_ping_nid, int, (char *, int, int, struct cYAML **, struct cYAML **));
#endif
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_ping_nid, int, (char *, char *, int, int, struct cYAML **, struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_discover_nid, int, (char *, int, int, struct cYAML **, struct cYAML **));
#if LNET_IN(0x78)
LNET_SIGNATURE(lustre_lnet_set_peer_state, int, (int, char *, int, struct cYAML **));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_show_peer_debug_info, int, (char *, int, struct cYAML **));
#endif
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_setup_mrrouting, int, (struct cYAML **));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_setup_sysctl, int, (struct cYAML **));
#endif
LNET_SIGNATURE(lustre_lnet_init_nw_descr, void, (struct lnet_dlc_network_descr *nw_descr));
LNET_SIGNATURE(lustre_lnet_parse_interfaces, int, (char *intf_str, struct lnet_dlc_network_descr *nw_descr));
#if LNET_IN(0x06)
LNET_SIGNATURE(lustre_lnet_modify_peer, int, (char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, struct cYAML **err_rc));
#endif
#if LNET_IN(0x78)
LNET_SIGNATURE(lustre_lnet_modify_peer, int, (char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, struct cYAML **err_rc));
#endif
#if LNET_IN(0x01)
LNET_SIGNATURE(lustre_lnet_config_peer_nid, int, (char *pnid, char **nid, int num_nids, bool mr, bool ip2nets, int seq_no, struct cYAML **err_rc));
#endif
#if LNET_IN(0x01)
LNET_SIGNATURE(lustre_lnet_del_peer_nid, int, (char *pnid, char **nid, int num_nids, bool ip2nets, int seq_no, struct cYAML **err_rc));
#endif
#if LNET_IN(0x01)
LNET_SIGNATURE(lustre_lnet_parse_nids, int, (char *nids, char **array, int size, char ***out_array));
#endif
#if LNET_IN(0x0f)
LNET_SIGNATURE(lustre_yaml_config, int, (char *f, struct cYAML **err_rc));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_yaml_config, int, (char *f, int len, struct cYAML **err_rc));
#endif
#if LNET_IN(0x0f)
LNET_SIGNATURE(lustre_yaml_del, int, (char *f, struct cYAML **err_rc));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_yaml_del, int, (char *f, int len, struct cYAML **err_rc));
#endif
#if LNET_IN(0x0f)
LNET_SIGNATURE(lustre_yaml_show, int, (char *f, struct cYAML **show_rc, struct cYAML **err_rc));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_yaml_show, int, (char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc));
#endif
#if LNET_IN(0x0f)
LNET_SIGNATURE(lustre_yaml_exec, int, (char *f, struct cYAML **show_rc, struct cYAML **err_rc));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_yaml_exec, int, (char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc));
#endif
#if LNET_IN(0x7c)
LNET_SIGNATURE(lustre_lnet_show_udsp, int, (int idx, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc));
#endif
#if LNET_IN(0x60)
LNET_SIGNATURE(lustre_lnet_config_ip2nets, int, (struct lustre_lnet_ip2nets *ip2nets, struct lnet_ioctl_config_lnd_tunables *tunables, struct cfs_expr_list *global_cpts, int seq_no, struct cYAML **err_rc));
#endif
#if LNET_IN(0x60)
LNET_SIGNATURE(lustre_lnet_add_ip_range, int, (struct list_head *list, char *str_ip_range));
#endif
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_calc_service_id, int, (__u64 *service_id));
#endif
#if LNET_IN(0x0c)
LNET_SIGNATURE(lustre_lnet_calc_cpt_of_nid, int, (char *nidc, long int ncpts));
#endif
LNET_SIGNATURE(libcfs_str2net, __u32, (const char *str));
LNET_SIGNATURE(libcfs_net2str_r, char *, (__u32 net, char *buf, size_t buf_size));
LNET_SIGNATURE(libcfs_str2nid, lnet_nid_t, (const char *str));
LNET_SIGNATURE(libcfs_nid2str_r, char *, (lnet_nid_t nid, char *buf, size_t buf_size));
#if LNET_IN(0x70)
LNET_SIGNATURE(libcfs_strnid, int, (struct lnet_nid *nid, const char *str));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(libcfs_nidstr_r, char *, (const struct lnet_nid *nid, char *buf, size_t buf_size));
#endif
LNET_SIGNATURE(libcfs_str2anynid, int, (lnet_nid_t *nid, const char *str));
LNET_SIGNATURE(libcfs_isknown_lnd, int, (__u32 lnd));
LNET_SIGNATURE(libcfs_lnd2str_r, char *, (__u32 lnd, char *buf, size_t buf_size));
LNET_SIGNATURE(libcfs_str2lnd, int, (const char *str));
LNET_SIGNATURE(libcfs_lnd2modname, char *, (__u32 lnd));
#if LNET_IN(0x7e)
LNET_SIGNATURE(lustre_lnet_parse_nidstr, int, (char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_parse_nid_range, int, (struct nid_node *head, char *nidstr, const char **errmsg));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(lustre_lnet_free_list, void, (struct nid_node *head));
#endif
LNET_SIGNATURE(cfs_parse_nidlist, int, (char *str, int len, struct list_head *list));
LNET_SIGNATURE(cfs_free_nidlist, void, (struct list_head *list));
#if LNET_IN(0x0f)
LNET_SIGNATURE(cfs_match_nid, int, (lnet_nid_t nid, struct list_head *list));
#endif
#if LNET_IN(0x10)
LNET_SIGNATURE(cfs_match_nid, int, (struct lnet_nid *nid, struct list_head *list));
#endif
#if LNET_IN(0x60)
LNET_SIGNATURE(cfs_match_nid, int, (const struct lnet_nid *nid, struct list_head *list));
#endif
LNET_SIGNATURE(cfs_expr_list_parse, int, (char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp));
LNET_SIGNATURE(cfs_expr_list_values, int, (struct cfs_expr_list *expr_list, int max, __u32 **valpp));
LNET_SIGNATURE(cfs_expr_list_free, void, (struct cfs_expr_list *expr_list));
#if LNET_IN(0x70)
LNET_SIGNATURE(yaml_lnet_configure, int, (int flags, const char **msg));
#endif
#if LNET_IN(0x70)
LNET_SIGNATURE(yaml_lnet_fault_rule, int, (yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr));
#endif
LNET_SIGNATURE(cYAML_build_tree, struct cYAML *, (char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, struct cYAML **err_str, bool debug));
LNET_SIGNATURE(cYAML_print_tree2file, void, (FILE *f, struct cYAML *node));
#if LNET_IN(0x7e)
LNET_SIGNATURE(cYAML_dump, void, (struct cYAML *node, char **buf));
#endif
LNET_SIGNATURE(cYAML_free_tree, void, (struct cYAML *node));
LNET_SIGNATURE(cYAML_is_sequence, bool, (struct cYAML *node));
LNET_SIGNATURE(cYAML_find_object, struct cYAML *, (struct cYAML *root, const char *key));
LNET_SIGNATURE(cYAML_create_object, struct cYAML *, (struct cYAML *parent, char *key));
LNET_SIGNATURE(cYAML_create_seq, struct cYAML *, (struct cYAML *parent, char *key));
LNET_SIGNATURE(cYAML_create_seq_item, struct cYAML *, (struct cYAML *seq));
LNET_SIGNATURE(cYAML_create_string, struct cYAML *, (struct cYAML *parent, char *key, char *value));
LNET_SIGNATURE(cYAML_create_number, struct cYAML *, (struct cYAML *parent, char *key, double value));
LNET_SIGNATURE(cYAML_build_error, void, (int rc, int seq_no, char *cmd, char *entity, char *err_str, struct cYAML **root));
LNET_SIZE(struct lnet_dlc_network_descr, 40);
LNET_FIELD(struct lnet_dlc_network_descr, network_on_rule, 0, 16);
LNET_FIELD(struct lnet_dlc_network_descr, nw_id, 16, 4);
LNET_FIELD(struct lnet_dlc_network_descr, nw_intflist, 24, 16);
#if LNET_IN(0x0f)
LNET_SIZE(struct lnet_dlc_intf_descr, 40);
#endif
#if LNET_IN(0x70)
LNET_SIZE(struct lnet_dlc_intf_descr, 152);
#endif
LNET_FIELD(struct lnet_dlc_intf_descr, intf_on_network, 0, 16);
#if LNET_IN(0x0f)
LNET_FIELD(struct lnet_dlc_intf_descr, intf_name, 16, 16);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_dlc_intf_descr, intf_name, 16, 128);
#endif
#if LNET_IN(0x0f)
LNET_FIELD(struct lnet_dlc_intf_descr, cpt_expr, 32, 8);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_dlc_intf_descr, cpt_expr, 144, 8);
#endif
#if LNET_IN(0x0f)
LNET_SIZE(struct lnet_ioctl_config_lnd_tunables, 52);
#endif
#if LNET_IN(0x10)
LNET_SIZE(struct lnet_ioctl_config_lnd_tunables, 168);
#endif
#if LNET_IN(0x60)
LNET_SIZE(struct lnet_ioctl_config_lnd_tunables, 172);
#endif
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_cmn.lct_peer_timeout, 4, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_cmn.lct_peer_tx_credits, 8, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_cmn.lct_peer_rtr_credits, 12, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_cmn.lct_max_tx_credits, 16, 4);
#if LNET_IN(0x7c)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_sock.lnd_conns_per_peer, 24, 2);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_sock.lnd_timeout, 28, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_sock.lnd_tos, 32, 2);
#endif
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_peercredits_hiw, 24, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_map_on_demand, 28, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_concurrent_sends, 32, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_fmr_pool_size, 36, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_fmr_flush_trigger, 40, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_fmr_cache, 44, 4);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_conns_per_peer, 48, 2);
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_ntx, 50, 2);
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_timeout, 52, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_o2ib.lnd_tos, 56, 2);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_prov_major_version, 24, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_prov_minor_version, 28, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_auth_key, 32, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_traffic_class_str, 36, 128);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_traffic_class, 164, 4);
#endif
#if LNET_IN(0x60)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_kfi.lnd_timeout, 168, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_gni.lnd_timeout, 24, 4);
#endif
#if LNET_IN(0x60)
LNET_FIELD(struct lnet_ioctl_config_lnd_tunables, lt_tun.lnd_tun_u.lnd_efa.lnd_nqps, 24, 4);
#endif
LNET_SIZE(struct cYAML, 72);
LNET_FIELD(struct cYAML, cy_next, 0, 8);
LNET_FIELD(struct cYAML, cy_prev, 8, 8);
LNET_FIELD(struct cYAML, cy_child, 16, 8);
LNET_FIELD(struct cYAML, cy_type, 24, 4);
LNET_FIELD(struct cYAML, cy_valuestring, 32, 8);
LNET_FIELD(struct cYAML, cy_valueint, 40, 8);
LNET_FIELD(struct cYAML, cy_valuedouble, 48, 8);
LNET_FIELD(struct cYAML, cy_string, 56, 8);
LNET_FIELD(struct cYAML, cy_user_data, 64, 8);
#if LNET_IN(0x60)
LNET_SIZE(struct lustre_lnet_ip2nets, 56);
#endif
#if LNET_IN(0x60)
LNET_FIELD(struct lustre_lnet_ip2nets, ip2nets_net, 0, 40);
#endif
#if LNET_IN(0x60)
LNET_FIELD(struct lustre_lnet_ip2nets, ip2nets_ip_ranges, 40, 16);
#endif
#if LNET_IN(0x70)
LNET_SIZE(struct nid_node, 288);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct nid_node, nidstr, 0, 256);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct nid_node, children, 256, 16);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct nid_node, list, 272, 16);
#endif
#if LNET_IN(0x70)
LNET_SIZE(struct lnet_nid, 20);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_nid, nid_size, 0, 1);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_nid, nid_type, 1, 1);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_nid, nid_num, 2, 2);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_nid, nid_addr, 4, 16);
#endif
#if LNET_IN(0x70)
LNET_SIZE(struct lnet_fault_attr, 104);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, fa_ptl_mask, 24, 8);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, fa_msg_mask, 32, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.drop.da_rate, 40, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.drop.da_interval, 44, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.drop.da_health_error_mask, 48, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.delay.la_rate, 40, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.delay.la_interval, 44, 4);
#endif
#if LNET_IN(0x70)
LNET_FIELD(struct lnet_fault_attr, u.delay.la_latency, 48, 4);
#endif

