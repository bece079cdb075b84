/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols of liblnetconfig 2.17.0 that liblnetsim.so defines by hand: those that the binding calls (generated), and these, which others call. */
#ifndef LUTF_LNETSIM_ALL_SYMBOLS_H
#define LUTF_LNETSIM_ALL_SYMBOLS_H

#include <glob.h>

#include "../generated/symbols.h"

int lustre_lnet_add_intf_descr(struct list_head *list, char *intf, int len);
void free_intf_descr(struct lnet_dlc_intf_descr *intf_descr);
int lustre_lnet_resolve_ip2nets_rule(struct lustre_lnet_ip2nets *ip2nets, lnet_nid_t **nids, __u32 *nnids, char *err_str, size_t str_len);
int lustre_lnet_debug_nidlist(char *nidstr, char *match_nid);

/* ---- names and expressions (lnetconfig-api.md §1.3) ---- */

struct lnet_process_id {
	lnet_nid_t nid;
	__u32 pid;
};
int libcfs_stranynid(struct lnet_nid *nid, const char *str);
char *libcfs_next_nidstring(void);
char *libcfs_id2str(struct lnet_process_id id);
int libcfs_num_parse(char *str, int len, struct list_head *list);
int cfs_print_nidlist(char *buffer, int count, struct list_head *list);
int cfs_expand_nidlist(struct list_head *nidlist, lnet_nid_t *lnet_nidlist, int max_nids);
int cfs_nidrange_find_min_max(struct list_head *nidlist, char *min_nid, char *max_nid, size_t nidstr_length);
char *cfs_nidstr_find_delimiter(char *buf);
int cfs_match_net(__u32 net_id, __u32 net_type, struct list_head *net_num_list);
int cfs_parse_nid_parts(char *str, struct list_head *addr, struct list_head *net_num, __u32 *net_type);
int cfs_expr2str(struct list_head *list, char *str, size_t size);
int cfs_expr_list_print(char *buffer, int count, struct cfs_expr_list *expr_list);
void cfs_expr_list_free_list(struct list_head *list);
int cfs_ip_addr_parse(char *str, int len, struct list_head *list);
int cfs_ip_addr_match(__u32 addr, struct list_head *list);
int cfs_ip_addr_range_gen(__u32 *ip_list, int count, struct list_head *ip_addr_expr);

struct cfs_lstr {
	char *ls_str;
	int ls_len;
};
char *strim(char *s);
int cfs_gettok(struct cfs_lstr *next, char delim, struct cfs_lstr *res);
int cfs_str2num_check(char *str, int nob, unsigned *num, unsigned min, unsigned max);
int cfs_abs_path(const char *request_path, char **resolved_path);
int libcfs_ip_str2addr_size(const char *str, int nob, __be32 *addr, size_t *asize);
int libcfs_ip_in_netmask(const __be32 *addr, size_t asize, const __be32 *netmask, const __be32 *netaddr);

/* ---- tunables (§2.5) ---- */

struct lnet_ioctl_config_lnd_cmn_tunables {
	__u32 lct_version;
	__s32 lct_peer_timeout, lct_peer_tx_credits, lct_peer_rtr_credits, lct_max_tx_credits;
};
struct lnet_lnd_tunables {
	uint8_t bytes[152];
};
int lustre_net_show_tunables(struct cYAML *tunables, struct lnet_ioctl_config_lnd_cmn_tunables *cmn);
int lustre_ni_show_tunables(struct cYAML *lnd_tunables, __u32 net_type, struct lnet_lnd_tunables *lnd, bool backup);
void lustre_yaml_extract_lnd_tunables(struct cYAML *tree, __u32 net_type, struct lnet_lnd_tunables *tun);

/* ---- libyaml ---- */

struct nl_sock;
int lnet_yaml_int_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const void *val, int size);
int lnet_yaml_uint_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const void *val, int size);
int lnet_yaml_bool_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const char *val);
int lnet_yaml_str_mapping(yaml_event_t *event, yaml_emitter_t *emitter, const char *key, const char *val);
int yaml_emitter_set_output_netlink(yaml_emitter_t *emitter, struct nl_sock *nl, char *family, int version, int cmd, int flags);
int yaml_emitter_set_streaming_output_netlink(yaml_emitter_t *sender, struct nl_sock *nl, char *family, int version, int cmd, int flags,
					      bool stream);
int yaml_netlink_setup_emitter(yaml_emitter_t *output, struct nl_sock *sk, char *family, int version, int flags, int op, bool stream);
int yaml_netlink_complete_emitter(yaml_emitter_t *output);
int yaml_parser_set_input_netlink(yaml_parser_t *parser, struct nl_sock *nl, bool stream);
int yaml_parser_get_reader_proto_version(yaml_parser_t *parser);
const char *yaml_parser_get_reader_error(yaml_parser_t *parser);
void yaml_parser_log_error(yaml_parser_t *parser, FILE *log, const char *errmsg);
void yaml_emitter_log_error(yaml_emitter_t *emitter, FILE *log);
void yaml_emitter_cleanup(yaml_emitter_t *request);
void yaml_parser_cleanup(yaml_parser_t *reply);

/* ---- device, parameters, commands ---- */

struct libcfs_ioctl_data;
struct parser_cmd;
int register_ioc_dev(int dev_id, const char *dev_name);
void unregister_ioc_dev(int dev_id);
int l_ioctl(int dev_id, unsigned int opc, void *buf);
int libcfs_ioctl_pack(struct libcfs_ioctl_data *data, char **pbuf, int max);
void libcfs_ioctl_unpack(struct libcfs_ioctl_data *data, char *pbuf);
int cfs_get_param_paths(glob_t *paths, const char *pattern, ...) __attribute__((format(printf, 2, 3)));
int cfs_parser(int argc, char **argv, struct parser_cmd *cmds);

/* ---- trees (§2.6) ---- */

typedef void (*cYAML_user_data_free_cb)(void *);
struct cYAML *cYAML_load(FILE *file, struct cYAML **err_rc, bool debug);
void cYAML_print_tree(struct cYAML *node);
struct cYAML *cYAML_get_object_item(struct cYAML *parent, const char *name);
struct cYAML *cYAML_get_next_seq_item(struct cYAML *seq, struct cYAML **itm);
void cYAML_clean_usr_data(struct cYAML *node, cYAML_user_data_free_cb free_cb);
void cYAML_insert_sibling(struct cYAML *root, struct cYAML *sibling);
void cYAML_insert_child(struct cYAML *parent, struct cYAML *node);

#endif
