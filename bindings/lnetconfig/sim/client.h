/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * liblnetsim.so, inside: liblnetconfig's symbols and layouts of 2.17.0, whose functions ask the simulator (`lutf lnetsim`) over its socket. Nothing is
 * decided here but the handling of trees, structs and lists. Any thread may call; calls of a process go one after the other.
 *
 *   LUTF_LNETSIM_SOCKET   path of the Unix socket
 *   LUTF_LNETSIM_NODE     the simulated node that this process is on
 */
#ifndef LUTF_LNETSIM_CLIENT_H
#define LUTF_LNETSIM_CLIENT_H

#include "../layout.h"
#include "../tree.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* What the simulator takes and gives. */
#define LNETSIM_REQUEST_MAX (4u * 1024 * 1024)
#define LNETSIM_REPLY_MAX (64u * 1024 * 1024)

/* An expression is kept as text: the simulator expands it when a call takes it. */
struct cfs_expr_list {
	struct list_head el_link, el_exprs;
	unsigned min, max;
	char text[];
};

struct lnetsim_intf_descr {
	struct list_head intf_on_network;
	char intf_name[128];
	struct cfs_expr_list *cpt_expr;
};

/* A range of addresses, or a list of NIDs: as text in a list of the caller's. */
struct lnetsim_text_entry {
	struct list_head list;
	char text[];
};

/* A request on its way; on the stack of the function that was called. */
struct lnetsim_request {
	struct lutf_yaml_writer *writer;
	const char *function;
};

struct lnetsim_request lnetsim_begin(const char *function);
void lnetsim_text(struct lnetsim_request *request, const char *name, const char *value); /* NULL: null */
void lnetsim_int(struct lnetsim_request *request, const char *name, int64_t value);
void lnetsim_bool(struct lnetsim_request *request, const char *name, bool value);
void lnetsim_nid(struct lnetsim_request *request, const char *name, lnet_nid_t value); /* decimal text */
void lnetsim_network(struct lnetsim_request *request, const char *name, const struct lnet_dlc_network_descr *network);
void lnetsim_cpts(struct lnetsim_request *request, const char *name, const struct cfs_expr_list *cpts);
void lnetsim_tunables(struct lnetsim_request *request, const char *name, const struct lnet_ioctl_config_lnd_tunables *tunables,
		      const struct lnet_dlc_network_descr *network);
void lnetsim_action(struct lnetsim_request *request, const char *name, const union lnet_udsp_action *action);

/*
 * Sends it and waits: the rc of the function. Its trees are merged into *show_rc and *err_rc as the library does (lnetconfig-api.md §2.6);
 * shows with show_rc NULL prints. Without a simulator: -5, and a block that says so. What it does not model: -95, see lnetsim_refused().
 */
int lnetsim_call(struct lnetsim_request *request, struct cYAML **show_rc, bool shows, struct cYAML **err_rc);
/* The same for functions that hand out more: *doc is NULL or the caller's, *values the mapping in it or NULL. */
int lnetsim_call_values(struct lnetsim_request *request, struct cYAML **show_rc, bool shows, struct cYAML **err_rc,
			struct lutf_yaml_doc **doc, const struct lutf_yaml_node **values);

/* One text of the reply's values, "" if there is none; *found (may be NULL): whether there is. */
int lnetsim_ask_text(struct lnetsim_request *request, const char *name, char *text, size_t size, bool *found);

/* An expression that is not looked at until a call takes it; free(). */
struct cfs_expr_list *lnetsim_expression(const char *text, size_t len, unsigned min, unsigned max);
/* The numbers of an expression, in *numbers (free()); negative: none. */
int lnetsim_numbers(const struct cfs_expr_list *cpts, __u32 **numbers);
void lnetsim_free_interfaces(struct lnet_dlc_network_descr *network);
/* Whether a NID, as text, is in a list of the caller's. */
int lnetsim_match_nid(const char *nid, struct list_head *list);

/* socket.c: one frame there, one back. 0, or -errno with a text of why. timeout_ms -1: none. */
int lnetsim_exchange(const char *text, size_t len, int timeout_ms, char **reply, size_t *reply_len, char *why, size_t size);

/* For native:lnetconfig. */
int lnetsim_control(const char *request, size_t len, int timeout_ms, char **reply, size_t *reply_len);
/* Texts of the calls of this thread since the last time (malloc()ed), or NULL: what was refused; what failed where there is no result block. */
char *lnetsim_refused(void);
char *lnetsim_lost(void);

#endif
