/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The structs of liblnetconfig for a made-up source tree of Lustre: names and types as the real headers have them (lnetconfig-api.md §2.5, §2.6),
 * nothing else. TREE: 0 is 2.12, 5 is 2.17. The prototypes are those of ../library.c.
 */
#ifndef TREE_STRUCTS_H
#define TREE_STRUCTS_H

#include <linux/types.h>
#include <yaml.h>

typedef __u64 lnet_nid_t;
struct list_head {
	struct list_head *next, *prev;
};
struct cfs_expr_list {
	struct list_head el_link, el_exprs;
};

struct lnet_dlc_network_descr {
	struct list_head network_on_rule;
	__u32 nw_id;
	struct list_head nw_intflist;
};

struct lnet_dlc_intf_descr {
	struct list_head intf_on_network;
	char intf_name[TREE >= 4 ? 128 : 16];
	struct cfs_expr_list *cpt_expr;
};

struct lnet_ioctl_config_lnd_cmn_tunables {
	__u32 lct_version;
	__s32 lct_peer_timeout, lct_peer_tx_credits, lct_peer_rtr_credits, lct_max_tx_credits;
};

struct lnet_lnd_tunables {
	union {
		struct {
			__u32 lnd_version, lnd_peercredits_hiw, lnd_map_on_demand, lnd_concurrent_sends, lnd_fmr_pool_size,
				lnd_fmr_flush_trigger, lnd_fmr_cache;
			__u16 lnd_conns_per_peer, lnd_ntx;
#if TREE >= 4
			__u32 lnd_timeout;
			__s16 lnd_tos;
#endif
		} lnd_o2ib;
#if TREE >= 4
		struct {
			__u32 lnd_version;
			__u16 lnd_conns_per_peer, lnd_pad;
			__u32 lnd_timeout;
			__s16 lnd_tos;
		} lnd_sock;
		struct {
			__u32 lnd_version, lnd_prov_major_version, lnd_prov_minor_version, lnd_auth_key;
			char lnd_traffic_class_str[128];
			__u32 lnd_traffic_class, lnd_timeout;
		} lnd_kfi;
		struct {
			__u32 lnd_version, lnd_timeout;
		} lnd_gni;
		struct {
			__u32 lnd_version, lnd_nqps;
		} lnd_efa;
#endif
	} lnd_tun_u;
};

struct lnet_ioctl_config_lnd_tunables {
	struct lnet_ioctl_config_lnd_cmn_tunables lt_cmn;
	struct lnet_lnd_tunables lt_tun;
};

union lnet_udsp_action {
	int udsp_priority;
};

#if TREE >= 4
struct lustre_lnet_ip2nets {
	struct lnet_dlc_network_descr ip2nets_net;
	struct list_head ip2nets_ip_ranges;
};

struct nl_list_head {
	struct nl_list_head *next, *prev;
};
struct nid_node {
	char nidstr[256];
	struct nl_list_head children, list;
};

struct lnet_nid {
	__u8 nid_size, nid_type;
	__be16 nid_num;
	__be32 nid_addr[4];
} __attribute__((packed));

struct lnet_fault_attr {
	lnet_nid_t fa_src, fa_dst, fa_local_nid;
	__u64 fa_ptl_mask;
	__u32 fa_msg_mask;
	union {
		struct {
			__u32 da_rate, da_interval, da_health_error_mask, da_random : 1, da_drop_all : 1;
		} drop;
		struct {
			__u32 la_rate, la_interval, la_latency;
		} delay;
		__u64 space[8];
	} u;
};
#endif

#endif
