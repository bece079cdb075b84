/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * native:lnetconfig, inside. A call goes from the interpreter thread (options are read and checked: options.c) to the lane, one thread for the
 * whole process (lane.c: the library is not thread-safe, lnetconfig-api.md §3.2), where it is run (call.c, by_hand.c, generated/glue.c), and back
 * (module.c makes the reply). Which library it is and what its functions look like is found out once (library.c, version.c).
 */
#ifndef LUTF_LNETCONFIG_BINDING_H
#define LUTF_LNETCONFIG_BINDING_H

#include <quickjs.h>
#include <uv.h>

#include "engine/realm.h"
#include "layout.h"
#include "tree.h"

enum lnet_generation {
	LNET_2_12,
	LNET_2_14,
	LNET_2_15A,
	LNET_2_15B,
	LNET_2_16,
	LNET_2_17,
	LNET_MASTER,
	LNET_UNKNOWN,
};
/* Sets of generations are bit masks. */
#define LNET_ALL 0x7f

enum lnet_kind {
	LNET_TEXT,
	LNET_NIDS,
	LNET_INT,
	LNET_UINT,
	LNET_BOOL,
	LNET_LONG,
	LNET_NETWORK,
	LNET_CPTS,
	LNET_TUNABLES,
	LNET_ACTION,
	LNET_STRINGS,
	LNET_NID,
	LNET_BYTES,
	LNET_DATA,
	LNET_FAULT,
};

struct lnet_argument {
	const char *js;
	enum lnet_kind kind;
	uint8_t in;
	bool required;
	int64_t missing;
};

struct lnet_variant {
	uint8_t in;
	const char *symbol;
};

struct lnet_call;
typedef void (*lnet_symbol)(void);

struct lnet_function {
	const char *js;
	const char *c;     /* "" for what needs no library */
	const char *block; /* "command/entity" of its result block, or NULL */
	const struct lnet_argument *arguments;
	const struct lnet_variant *variants;
	const char *const *uses; /* by hand: names of helpers, "a|b" is either; NULL at the end */
	void (*run)(struct lnet_call *call);
	unsigned argument_count;
	unsigned variant_count; /* 0: by hand */
	uint8_t in;
	bool silent; /* success without output may mean that LNet is not loaded */
};

struct lnet_tunable {
	const char *lnd; /* NULL: of all */
	const char *js, *c;
	int64_t missing;
	uint16_t offset, size;
	bool is_signed;
	uint8_t in;
};

struct lnet_helper {
	const char *name, *symbol;
	uint8_t in;
	bool stable; /* its symbol never had another signature */
	size_t offset;
};

#include "generated/glue.h"

extern const struct lnet_function lnet_functions[LNET_FUNCTION_COUNT];
extern const struct lnet_tunable lnet_tunables[LNET_TUNABLE_COUNT];
extern const struct lnet_helper lnet_helper_table[LNET_HELPER_COUNT];
extern const char *const lnet_generation_names[LNET_UNKNOWN + 1];

/* ---- library.c: opened once, at the first import, on the interpreter thread; only read from then on ---- */

enum lnet_provider { LNET_NONE, LNET_REAL, LNET_SIMULATED };

struct lnet_library {
	enum lnet_provider provider;
	enum lnet_generation generation;
	char version[64], path[4096];
	char why[8192]; /* none: what to do; unknown generation: what is known */
	void *handle;
	struct lnet_helpers helpers;
	struct {
		lnet_symbol symbol; /* NULL with variants: there is none */
		unsigned variant;
	} functions[LNET_FUNCTION_COUNT];
	/* liblnetsim.so's own. */
	int (*control)(const char *request, size_t len, int timeout_ms, char **reply, size_t *reply_len);
	char *(*refused)(void), *(*lost)(void); /* take what the simulator refused, what failed without a result block; NULL: nothing */
};
const struct lnet_library *lnet_library(void);
bool lnet_has(const struct lnet_function *function);

/* ---- version.c ---- */

/* The generation of a version such as "2.15.4" or "2.17.51_12_gabcdef"; LNET_UNKNOWN for what is newer, between, or none. */
enum lnet_generation lnet_generation_of_version(const char *version);
/* The generation that the symbols of a library show (§2.4); G215 without set_peer_state is told as LNET_2_15A. */
enum lnet_generation lnet_generation_of_symbols(void *handle);
/* The version of the library at path, from the first source that has one (§2.4). False: there is none. */
bool lnet_version_find(const char *path, char *version, size_t size);

/* ---- a call ---- */

struct lnet_value {
	bool given;
	int64_t integer;
	char *text;
	char **items; /* interfaces, ranges: count texts */
	size_t count;
	void *memory; /* tunables, fault attributes, bytes */
};

#define LNET_ARGUMENTS_MAX 12

/* Owner: itself, from js_call() to finish() in module.c; lane.c has it between. Only one thread touches it at a time. */
struct lnet_call {
	struct lutf_resource resource;
	uv_async_t done;
	JSValue functions[2]; /* resolve, reject */
	JSValue refused_class;
	bool queued; /* lane.c: not begun */
	struct lnet_call *next;

	const struct lnet_function *function; /* NULL: control() */
	unsigned index;                       /* in lnet_functions */
	struct lnet_value values[LNET_ARGUMENTS_MAX];
	char *request; /* control(): YAML */
	size_t request_len;

	/* Prepared in the lane, for the function. */
	struct lnet_dlc_network_descr network;
	struct lnet_dlc_network_descr *network_given; /* &network or NULL */
	struct cfs_expr_list *cpts;
	union lnet_udsp_action action;
	lnet_symbol symbol;
	unsigned variant;

	/* What came of it. */
	int rc;
	struct cYAML *show, *err;         /* the library's */
	struct cYAML *own_show, *own_err; /* ours: copies of these, unless by_hand.c made them */
	struct cYAML *values_made;        /* ours: an object, or NULL */
	char *show_text, *err_text;
	bool loaded;
	char *refused;
	char *reply; /* control(): YAML */
	size_t reply_len;
};

/* call.c, in the lane. */
void lnet_call_run(struct lnet_call *call);
void lnet_call_free(struct lnet_call *call); /* all but the JavaScript values */
/* prepare.c. Makes network, cpts and action; false: rc and err say why not. */
bool lnet_call_prepare(struct lnet_call *call);
/* Frees what parse_interfaces() put into the list, with their names in list (may be NULL). */
void lnet_interfaces_free(struct list_head *head, struct cYAML *list);
/* blocks.c. A result block of our own, as the library makes them; block: "command/entity". */
void lnet_call_block(struct lnet_call *call, const char *block, int rc, const char *format, ...) __attribute__((format(printf, 4, 5)));
struct cYAML *lnet_call_values(struct lnet_call *call);

/* lane.c */
void lnet_lane_add(struct lnet_call *call);
bool lnet_lane_remove(struct lnet_call *call); /* false: it has begun, done comes */

/* options.c, on the interpreter thread. 0; -1: an exception is pending; 1: *refused or *unsupported (malloc()ed) says why not. */
int lnet_options_read(JSContext *ctx, struct lnet_call *call, JSValueConst options, char **refused, char **unsupported);
/* refuse.c: why these would hang or crash the library, malloc()ed, or NULL. */
char *lnet_refuse(const struct lnet_call *call);

/* tree_value.c. resolve: texts are what they are in printed YAML ("True" is true), else just texts. */
JSValue lnet_tree_value(JSContext *ctx, const struct cYAML *node, bool resolve);

#endif
