/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tunables as liblnetsim.so reads them. Made from api.ts by generate.sh: edit that. */
#ifndef LUTF_LNETSIM_TUNABLES_H
#define LUTF_LNETSIM_TUNABLES_H

#define LNETSIM_TUNABLE_COUNT 25

static const struct lnetsim_tunable {
	const char *lnd; /* NULL: of all */
	const char *name;
	unsigned type;
	unsigned offset, size;
	bool is_signed;
} lnetsim_tunable_table[LNETSIM_TUNABLE_COUNT] = {
	{NULL, "peer_timeout", 0, 4, 4, true},
	{NULL, "peer_tx_credits", 0, 8, 4, true},
	{NULL, "peer_rtr_credits", 0, 12, 4, true},
	{NULL, "max_tx_credits", 0, 16, 4, true},
	{"tcp", "conns_per_peer", 2, 24, 2, false},
	{"tcp", "timeout", 2, 28, 4, false},
	{"tcp", "tos", 2, 32, 2, true},
	{"o2ib", "peercredits_hiw", 5, 24, 4, false},
	{"o2ib", "map_on_demand", 5, 28, 4, false},
	{"o2ib", "concurrent_sends", 5, 32, 4, false},
	{"o2ib", "fmr_pool_size", 5, 36, 4, false},
	{"o2ib", "fmr_flush_trigger", 5, 40, 4, false},
	{"o2ib", "fmr_cache", 5, 44, 4, false},
	{"o2ib", "conns_per_peer", 5, 48, 2, false},
	{"o2ib", "ntx", 5, 50, 2, false},
	{"o2ib", "timeout", 5, 52, 4, false},
	{"o2ib", "tos", 5, 56, 2, true},
	{"kfi", "prov_major_version", 16, 24, 4, false},
	{"kfi", "prov_minor_version", 16, 28, 4, false},
	{"kfi", "auth_key", 16, 32, 4, false},
	{"kfi", "traffic_class_str", 16, 36, 128, false},
	{"kfi", "traffic_class", 16, 164, 4, false},
	{"kfi", "timeout", 16, 168, 4, false},
	{"gni", "timeout", 13, 24, 4, false},
	{"efa", "nqps", 18, 24, 4, false},
};

#endif

