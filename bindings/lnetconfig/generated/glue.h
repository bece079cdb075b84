/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of glue.c. Made from api.ts by generate.sh: edit that. */
#ifndef LUTF_LNETCONFIG_GLUE_H
#define LUTF_LNETCONFIG_GLUE_H

#define LNET_FUNCTION_COUNT 93
#define LNET_TUNABLE_COUNT 25
#define LNET_HELPER_COUNT 56

enum lnet_function_index {
	LNET_FUNCTION_libInit,
	LNET_FUNCTION_libUninit,
	LNET_FUNCTION_niSystem,
	LNET_FUNCTION_configNi,
	LNET_FUNCTION_delNi,
	LNET_FUNCTION_showNet,
	LNET_FUNCTION_initNwDescr,
	LNET_FUNCTION_parseInterfaces,
	LNET_FUNCTION_configRoute,
	LNET_FUNCTION_delRoute,
	LNET_FUNCTION_showRoute,
	LNET_FUNCTION_modifyPeer,
	LNET_FUNCTION_showPeer,
	LNET_FUNCTION_listPeer,
	LNET_FUNCTION_yamlConfig,
	LNET_FUNCTION_yamlDel,
	LNET_FUNCTION_yamlShow,
	LNET_FUNCTION_yamlExec,
	LNET_FUNCTION_configRouting,
	LNET_FUNCTION_showRouting,
	LNET_FUNCTION_configBuffers,
	LNET_FUNCTION_configNumaRange,
	LNET_FUNCTION_configMaxIntf,
	LNET_FUNCTION_configDiscovery,
	LNET_FUNCTION_configDropAsymRoute,
	LNET_FUNCTION_configRetryCount,
	LNET_FUNCTION_configTransactionTo,
	LNET_FUNCTION_configHsensitivity,
	LNET_FUNCTION_configRecovIntrv,
	LNET_FUNCTION_configRtrSensitivity,
	LNET_FUNCTION_configResponseTracking,
	LNET_FUNCTION_configRecoveryLimit,
	LNET_FUNCTION_configMaxRecoveryPingInterval,
	LNET_FUNCTION_configLndTimeout,
	LNET_FUNCTION_showNumaRange,
	LNET_FUNCTION_showMaxIntf,
	LNET_FUNCTION_showDiscovery,
	LNET_FUNCTION_showDropAsymRoute,
	LNET_FUNCTION_showRetryCount,
	LNET_FUNCTION_showTransactionTo,
	LNET_FUNCTION_showHsensitivity,
	LNET_FUNCTION_showRecovIntrv,
	LNET_FUNCTION_showRtrSensitivity,
	LNET_FUNCTION_showLndTimeout,
	LNET_FUNCTION_showResponseTracking,
	LNET_FUNCTION_showRecoveryLimit,
	LNET_FUNCTION_showMaxRecoveryPingInterval,
	LNET_FUNCTION_configNiHealthv,
	LNET_FUNCTION_configPeerNiHealthv,
	LNET_FUNCTION_showLocalNiRecovq,
	LNET_FUNCTION_showPeerNiRecovq,
	LNET_FUNCTION_configNiConnsPerPeer,
	LNET_FUNCTION_showStats,
	LNET_FUNCTION_resetStats,
	LNET_FUNCTION_addUdsp,
	LNET_FUNCTION_delUdsp,
	LNET_FUNCTION_showUdsp,
	LNET_FUNCTION_pingNid,
	LNET_FUNCTION_discoverNid,
	LNET_FUNCTION_setPeerState,
	LNET_FUNCTION_showPeerDebugInfo,
	LNET_FUNCTION_configIp2nets,
	LNET_FUNCTION_serviceId,
	LNET_FUNCTION_setupMrrouting,
	LNET_FUNCTION_setupSysctl,
	LNET_FUNCTION_cptOfNid,
	LNET_FUNCTION_str2net,
	LNET_FUNCTION_net2str,
	LNET_FUNCTION_str2nid,
	LNET_FUNCTION_nid2str,
	LNET_FUNCTION_strnid,
	LNET_FUNCTION_nidstr,
	LNET_FUNCTION_str2anynid,
	LNET_FUNCTION_isKnownLnd,
	LNET_FUNCTION_lnd2str,
	LNET_FUNCTION_str2lnd,
	LNET_FUNCTION_lnd2modname,
	LNET_FUNCTION_parseNidstr,
	LNET_FUNCTION_parseNidRange,
	LNET_FUNCTION_matchNid,
	LNET_FUNCTION_exprParse,
	LNET_FUNCTION_exprValues,
	LNET_FUNCTION_netlinkConfigure,
	LNET_FUNCTION_faultRule,
	LNET_FUNCTION_cyamlBuild,
	LNET_FUNCTION_cyamlDump,
	LNET_FUNCTION_cyamlFree,
	LNET_FUNCTION_cyamlIsSequence,
	LNET_FUNCTION_cyamlWalk,
	LNET_FUNCTION_cyamlFind,
	LNET_FUNCTION_cyamlToJs,
	LNET_FUNCTION_cyamlFromJs,
	LNET_FUNCTION_cyamlBuildError,
};

/* Functions of the library that C by hand calls; NULL: not there, or of another signature. */
struct lnet_helpers {
	void (*init_nw_descr)(struct lnet_dlc_network_descr *nw_descr);
	int (*parse_interfaces)(char *intf_str, struct lnet_dlc_network_descr *nw_descr);
	int (*modify_peer)(char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, struct cYAML **err_rc);
	int (*modify_peer_forced)(char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, struct cYAML **err_rc);
	int (*config_peer_nid)(char *pnid, char **nid, int num_nids, bool mr, bool ip2nets, int seq_no, struct cYAML **err_rc);
	int (*del_peer_nid)(char *pnid, char **nid, int num_nids, bool ip2nets, int seq_no, struct cYAML **err_rc);
	int (*parse_nids)(char *nids, char **array, int size, char ***out_array);
	int (*yaml_config_path)(char *f, struct cYAML **err_rc);
	int (*yaml_config_text)(char *f, int len, struct cYAML **err_rc);
	int (*yaml_del_path)(char *f, struct cYAML **err_rc);
	int (*yaml_del_text)(char *f, int len, struct cYAML **err_rc);
	int (*yaml_show_path)(char *f, struct cYAML **show_rc, struct cYAML **err_rc);
	int (*yaml_show_text)(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc);
	int (*yaml_exec_path)(char *f, struct cYAML **show_rc, struct cYAML **err_rc);
	int (*yaml_exec_text)(char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc);
	int (*show_udsp)(int idx, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc);
	int (*config_ip2nets)(struct lustre_lnet_ip2nets *ip2nets, struct lnet_ioctl_config_lnd_tunables *tunables,
		struct cfs_expr_list *global_cpts, int seq_no, struct cYAML **err_rc);
	int (*add_ip_range)(struct list_head *list, char *str_ip_range);
	int (*calc_service_id)(__u64 *service_id);
	int (*calc_cpt_of_nid)(char *nidc, long int ncpts);
	__u32 (*str2net)(const char *str);
	char *(*net2str_r)(__u32 net, char *buf, size_t buf_size);
	lnet_nid_t (*str2nid)(const char *str);
	char *(*nid2str_r)(lnet_nid_t nid, char *buf, size_t buf_size);
	int (*strnid)(struct lnet_nid *nid, const char *str);
	char *(*nidstr_r)(const struct lnet_nid *nid, char *buf, size_t buf_size);
	int (*str2anynid)(lnet_nid_t *nid, const char *str);
	int (*isknown_lnd)(__u32 lnd);
	char *(*lnd2str_r)(__u32 lnd, char *buf, size_t buf_size);
	int (*str2lnd)(const char *str);
	char *(*lnd2modname)(__u32 lnd);
	int (*parse_nidstr)(char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str);
	int (*parse_nid_range)(struct nid_node *head, char *nidstr, const char **errmsg);
	void (*free_list)(struct nid_node *head);
	int (*parse_nidlist)(char *str, int len, struct list_head *list);
	void (*free_nidlist)(struct list_head *list);
	int (*match_nid4)(lnet_nid_t nid, struct list_head *list);
	int (*match_nid)(struct lnet_nid *nid, struct list_head *list);
	int (*match_nid_const)(const struct lnet_nid *nid, struct list_head *list);
	int (*expr_list_parse)(char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp);
	int (*expr_list_values)(struct cfs_expr_list *expr_list, int max, __u32 **valpp);
	void (*expr_list_free)(struct cfs_expr_list *expr_list);
	int (*yaml_lnet_configure)(int flags, const char **msg);
	int (*yaml_lnet_fault_rule)(yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr);
	struct cYAML *(*build_tree)(char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, struct cYAML **err_str, bool debug);
	void (*print_tree2file)(FILE *f, struct cYAML *node);
	void (*dump)(struct cYAML *node, char **buf);
	void (*free_tree)(struct cYAML *node);
	bool (*is_sequence)(struct cYAML *node);
	struct cYAML *(*find_object)(struct cYAML *root, const char *key);
	struct cYAML *(*create_object)(struct cYAML *parent, char *key);
	struct cYAML *(*create_seq)(struct cYAML *parent, char *key);
	struct cYAML *(*create_seq_item)(struct cYAML *seq);
	struct cYAML *(*create_string)(struct cYAML *parent, char *key, char *value);
	struct cYAML *(*create_number)(struct cYAML *parent, char *key, double value);
	void (*build_error)(int rc, int seq_no, char *cmd, char *entity, char *err_str, struct cYAML **root);
};

void lnet_by_hand_initNwDescr(struct lnet_call *call);
void lnet_by_hand_parseInterfaces(struct lnet_call *call);
void lnet_by_hand_modifyPeer(struct lnet_call *call);
void lnet_by_hand_yamlConfig(struct lnet_call *call);
void lnet_by_hand_yamlDel(struct lnet_call *call);
void lnet_by_hand_yamlShow(struct lnet_call *call);
void lnet_by_hand_yamlExec(struct lnet_call *call);
void lnet_by_hand_showUdsp(struct lnet_call *call);
void lnet_by_hand_configIp2nets(struct lnet_call *call);
void lnet_by_hand_serviceId(struct lnet_call *call);
void lnet_by_hand_cptOfNid(struct lnet_call *call);
void lnet_by_hand_str2net(struct lnet_call *call);
void lnet_by_hand_net2str(struct lnet_call *call);
void lnet_by_hand_str2nid(struct lnet_call *call);
void lnet_by_hand_nid2str(struct lnet_call *call);
void lnet_by_hand_strnid(struct lnet_call *call);
void lnet_by_hand_nidstr(struct lnet_call *call);
void lnet_by_hand_str2anynid(struct lnet_call *call);
void lnet_by_hand_isKnownLnd(struct lnet_call *call);
void lnet_by_hand_lnd2str(struct lnet_call *call);
void lnet_by_hand_str2lnd(struct lnet_call *call);
void lnet_by_hand_lnd2modname(struct lnet_call *call);
void lnet_by_hand_parseNidstr(struct lnet_call *call);
void lnet_by_hand_parseNidRange(struct lnet_call *call);
void lnet_by_hand_matchNid(struct lnet_call *call);
void lnet_by_hand_exprParse(struct lnet_call *call);
void lnet_by_hand_exprValues(struct lnet_call *call);
void lnet_by_hand_netlinkConfigure(struct lnet_call *call);
void lnet_by_hand_faultRule(struct lnet_call *call);
void lnet_by_hand_cyamlBuild(struct lnet_call *call);
void lnet_by_hand_cyamlDump(struct lnet_call *call);
void lnet_by_hand_cyamlFree(struct lnet_call *call);
void lnet_by_hand_cyamlIsSequence(struct lnet_call *call);
void lnet_by_hand_cyamlWalk(struct lnet_call *call);
void lnet_by_hand_cyamlFind(struct lnet_call *call);
void lnet_by_hand_cyamlToJs(struct lnet_call *call);
void lnet_by_hand_cyamlFromJs(struct lnet_call *call);
void lnet_by_hand_cyamlBuildError(struct lnet_call *call);

#endif

