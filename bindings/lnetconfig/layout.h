/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What crosses the border of liblnetconfig, declared anew: its headers are installed nowhere (lnetconfig-api.md §0.2).
 * Layouts: §2.5 and §2.6, the same in all generations unless said; api.ts has them for the check against a Lustre tree.
 */
#ifndef LUTF_LNETCONFIG_LAYOUT_H
#define LUTF_LNETCONFIG_LAYOUT_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <yaml.h>

typedef __u64 lnet_nid_t;

struct list_head {
	struct list_head *next, *prev;
};

enum cyaml_type {
	CYAML_FALSE,
	CYAML_TRUE,
	CYAML_NULL,
	CYAML_NUMBER,
	CYAML_STRING,
	CYAML_ARRAY,
	CYAML_OBJECT,
	/* Only in trees of our own, for `values`: */
	CYAML_BIGINT, /* an unsigned number in cy_valueint */
	CYAML_BYTES,  /* cy_valueint bytes at cy_valuestring */
};

struct cYAML {
	struct cYAML *cy_next, *cy_prev, *cy_child;
	int cy_type;
	char *cy_valuestring;
	int64_t cy_valueint;
	double cy_valuedouble;
	char *cy_string; /* the key */
	void *cy_user_data;
};

struct lnet_dlc_network_descr {
	struct list_head network_on_rule;
	__u32 nw_id;
	struct list_head nw_intflist;
};

/* nw_intflist is a list of these; the name has 16 bytes up to 2.15, 128 since 2.16, and the expression follows it. */
struct lnet_dlc_intf_descr {
	struct list_head intf_on_network;
	char intf_name[];
};

struct lustre_lnet_ip2nets {
	struct lnet_dlc_network_descr ip2nets_net;
	struct list_head ip2nets_ip_ranges;
};

struct nid_node {
	char nidstr[256];
	struct list_head children, list;
};

struct lnet_nid {
	uint8_t bytes[20];
};

struct lnet_fault_attr {
	__u64 fa_src, fa_dst, fa_local_nid; /* not looked at */
	__u64 fa_ptl_mask;
	__u32 fa_msg_mask;
	union {
		struct {
			__u32 da_rate, da_interval, da_health_error_mask;
			__u32 da_random : 1, da_drop_all : 1;
		} drop;
		struct {
			__u32 la_rate, la_interval, la_latency;
		} delay;
		__u64 space[8];
	} u;
};

union lnet_udsp_action {
	int udsp_priority;
};

struct cfs_expr_list;

/* The library copies as much as its own struct has, so one zeroed buffer does for all generations. */
#define LNET_TUNABLES_SIZE 512
struct lnet_ioctl_config_lnd_tunables {
	uint8_t bytes[LNET_TUNABLES_SIZE];
};

#endif
