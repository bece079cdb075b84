/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tunables as liblnetsim.so reads them. Made from api.ts by generate.sh: edit that. */
#ifndef LUTF_LNETSIM_TUNABLES_H
#define LUTF_LNETSIM_TUNABLES_H

#define LNETSIM_TUNABLE_COUNT 25

static const struct lnetsim_tunable {
	const char *lnd; /* NULL: of all */
	unsigned type;
	const char *name;
	unsigned offset, size;
	bool is_signed;
} lnetsim_tunable_table[LNETSIM_TUNABLE_COUNT] = {
	{NULL, 0, "peer_timeout", 4, 4, true},
	{NULL, 0, "peer_tx_credits", 8, 4, true},
	{NULL, 0, "peer_rtr_credits", 12, 4, true},
	{NULL, 0, "max_tx_credits", 16, 4, true},
	{"tcp", 2, "conns_per_peer", 24, 2, false},
	{"tcp", 2, "timeout", 28, 4, false},
	{"tcp", 2, "tos", 32, 2, true},
	{"o2ib", 5, "peercredits_hiw", 24, 4, false},
	{"o2ib", 5, "map_on_demand", 28, 4, false},
	{"o2ib", 5, "concurrent_sends", 32, 4, false},
	{"o2ib", 5, "fmr_pool_size", 36, 4, false},
	{"o2ib", 5, "fmr_flush_trigger", 40, 4, false},
	{"o2ib", 5, "fmr_cache", 44, 4, false},
	{"o2ib", 5, "conns_per_peer", 48, 2, false},
	{"o2ib", 5, "ntx", 50, 2, false},
	{"o2ib", 5, "timeout", 52, 4, false},
	{"o2ib", 5, "tos", 56, 2, true},
	{"kfi", 16, "prov_major_version", 24, 4, false},
	{"kfi", 16, "prov_minor_version", 28, 4, false},
	{"kfi", 16, "auth_key", 32, 4, false},
	{"kfi", 16, "traffic_class_str", 36, 128, false},
	{"kfi", 16, "traffic_class", 164, 4, false},
	{"kfi", 16, "timeout", 168, 4, false},
	{"gni", 13, "timeout", 24, 4, false},
	{"efa", 18, "nqps", 24, 4, false},
};

#endif

