/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What liblnetsim.so has beside simulator.c. Made from api.ts by generate.sh: edit that. */
#ifndef LUTF_LNETSIM_SYMBOLS_H
#define LUTF_LNETSIM_SYMBOLS_H

#include "../layout.h"

void lustre_lnet_init_nw_descr(struct lnet_dlc_network_descr *nw_descr);
int lustre_lnet_parse_interfaces(char *intf_str, struct lnet_dlc_network_descr *nw_descr);
int lnetsim_2_15a_lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, struct cYAML **err_rc);
int lustre_lnet_modify_peer(char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, struct cYAML **err_rc);
int lnetsim_2_15b_lustre_yaml_config(char *f, struct cYAML **err_rc);
int lustre_yaml_config(char *f, int len, struct cYAML **err_rc);
int lnetsim_2_15b_lustre_yaml_del(char *f, struct cYAML **err_rc);
int lustre_yaml_del(char *f, int len, struct cYAML **err_rc);
int lnetsim_2_15b_lustre_yaml_show(char *f, struct cYAML **show_rc, struct cYAML **err_rc);
int lustre_yaml_show(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc);
int lnetsim_2_15b_lustre_yaml_exec(char *f, struct cYAML **show_rc, struct cYAML **err_rc);
int lustre_yaml_exec(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc);
int lustre_lnet_show_udsp(int idx, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);
int lustre_lnet_config_ip2nets(struct lustre_lnet_ip2nets *ip2nets, struct lnet_ioctl_config_lnd_tunables *tunables,
		struct cfs_expr_list *global_cpts, int seq_no, struct cYAML **err_rc);
int lustre_lnet_add_ip_range(struct list_head *list, char *str_ip_range);
int lustre_lnet_calc_service_id(__u64 *service_id);
int lnetsim_2_15b_lustre_lnet_calc_cpt_of_nid(char *nidc, long int ncpts);
__u32 libcfs_str2net(const char *str);
char *libcfs_net2str_r(__u32 net, char *buf, size_t buf_size);
lnet_nid_t libcfs_str2nid(const char *str);
char *libcfs_nid2str_r(lnet_nid_t nid, char *buf, size_t buf_size);
int libcfs_strnid(struct lnet_nid *nid, const char *str);
char *libcfs_nidstr_r(const struct lnet_nid *nid, char *buf, size_t buf_size);
int libcfs_str2anynid(lnet_nid_t *nid, const char *str);
int libcfs_isknown_lnd(__u32 lnd);
char *libcfs_lnd2str_r(__u32 lnd, char *buf, size_t buf_size);
int libcfs_str2lnd(const char *str);
char *libcfs_lnd2modname(__u32 lnd);
int lustre_lnet_parse_nidstr(char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str);
int lustre_lnet_parse_nid_range(struct nid_node *head, char *nidstr, const char **errmsg);
void lustre_lnet_free_list(struct nid_node *head);
int cfs_parse_nidlist(char *str, int len, struct list_head *list);
void cfs_free_nidlist(struct list_head *list);
int lnetsim_2_15b_cfs_match_nid(lnet_nid_t nid, struct list_head *list);
int cfs_match_nid(const struct lnet_nid *nid, struct list_head *list);
int cfs_expr_list_parse(char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp);
int cfs_expr_list_values(struct cfs_expr_list *expr_list, int max, __u32 **valpp);
void cfs_expr_list_free(struct cfs_expr_list *expr_list);
int yaml_lnet_configure(int flags, const char **msg);
int yaml_lnet_fault_rule(yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr);
struct cYAML *cYAML_build_tree(char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, struct cYAML **err_str, bool debug);
void cYAML_print_tree2file(FILE *f, struct cYAML *node);
void cYAML_dump(struct cYAML *node, char **buf);
void cYAML_free_tree(struct cYAML *node);
bool cYAML_is_sequence(struct cYAML *node);
struct cYAML *cYAML_find_object(struct cYAML *root, const char *key);
struct cYAML *cYAML_create_object(struct cYAML *parent, char *key);
struct cYAML *cYAML_create_seq(struct cYAML *parent, char *key);
struct cYAML *cYAML_create_seq_item(struct cYAML *seq);
struct cYAML *cYAML_create_string(struct cYAML *parent, char *key, char *value);
struct cYAML *cYAML_create_number(struct cYAML *parent, char *key, double value);
void cYAML_build_error(int rc, int seq_no, char *cmd, char *entity, char *err_str, struct cYAML **root);

#endif

