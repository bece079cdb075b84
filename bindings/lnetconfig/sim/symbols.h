/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols of liblnetconfig 2.17.0 that liblnetsim.so defines by hand: those that the binding calls (generated), and these, which others call. */
#ifndef LUTF_LNETSIM_ALL_SYMBOLS_H
#define LUTF_LNETSIM_ALL_SYMBOLS_H

#include "../generated/symbols.h"

int lustre_lnet_add_intf_descr(struct list_head *list, char *intf, int len);
void free_intf_descr(struct lnet_dlc_intf_descr *intf_descr);
int lustre_lnet_resolve_ip2nets_rule(struct lustre_lnet_ip2nets *ip2nets, lnet_nid_t **nids, __u32 *nnids, char *err_str, size_t str_len);
int lustre_lnet_debug_nidlist(char *nidstr, char *match_nid);

typedef void (*cYAML_user_data_free_cb)(void *);
struct cYAML *cYAML_load(FILE *file, struct cYAML **err_rc, bool debug);
void cYAML_print_tree(struct cYAML *node);
struct cYAML *cYAML_get_object_item(struct cYAML *parent, const char *name);
struct cYAML *cYAML_get_next_seq_item(struct cYAML *seq, struct cYAML **itm);
void cYAML_clean_usr_data(struct cYAML *node, cYAML_user_data_free_cb free_cb);
void cYAML_insert_sibling(struct cYAML *root, struct cYAML *sibling);
void cYAML_insert_child(struct cYAML *parent, struct cYAML *node);

#endif
