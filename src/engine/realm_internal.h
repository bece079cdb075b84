/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What realm.c, loader.c, messages.c and main.c know of a realm beyond realm.h. Interpreter thread only.
 */
#ifndef LUTF_ENGINE_REALM_INTERNAL_H
#define LUTF_ENGINE_REALM_INTERNAL_H

#include "engine/realm.h"

#include <stdint.h>

/* How a realm ended: name, text (RealmEnd.how). */
#define LUTF_ENDS(X) \
	X(CLOSED, "closed")         /* close(), or the end of its creator */ \
	X(TIMEOUT, "timeout")       /* its deadline */ \
	X(TURN, "turn")             /* LUTF_TURN_MAX without returning to the event loop */ \
	X(MEMORY, "memory")         /* its memory limit */ \
	X(TERMINATED, "terminated") /* terminate() */ \
	X(ERROR, "error")           /* an exception or a rejection that nobody handled */

enum lutf_realm_how {
#define X(name, text) LUTF_END_##name,
	LUTF_ENDS(X)
#undef X
};

const char *lutf_realm_how_name(enum lutf_realm_how how);

/* Owner: the realm; strings are malloc()ed. */
struct lutf_realm_end {
	enum lutf_realm_how how;
	char *message;
	char *stack;   /* or NULL */
	char *waiting; /* YAML of what the inspector said, or NULL */
};

struct lutf_realm_options {
	const char *name;
	const char *test;
	const char *data;           /* YAML, or NULL */
	size_t memory, stack;       /* 0: the default */
	uint64_t timeout_ms;        /* 0: none */
	struct lutf_realm *creator; /* NULL: the main realm */
	/* The source of a module (malloc()ed), or NULL: there is none, or error (malloc()ed) says what went wrong. */
	char *(*load)(void *opaque, const char *name, size_t *len, char **error);
	/* The runtime is freed; the realm is freed after this. */
	void (*on_end)(void *opaque, const struct lutf_realm_end *end);
	void *opaque;
};

/* A module of a realm. def is NULL while it is compiled; broken modules must not be touched (see loader.c). */
struct lutf_module {
	char *name;
	JSModuleDef *def;
	bool broken;
};

/* Loader state of one realm, freed with it. */
struct lutf_loader {
	struct lutf_module *modules; /* in order of loading */
	size_t count, capacity;
	size_t resolved;    /* modules before this one have all their imports */
	char *importer;     /* of the module that is being loaded, for messages */
	char *pending_name; /* source that the normaliser already fetched */
	char *pending_source;
	size_t pending_len;
};

struct lutf_rejection {
	JSValue promise, reason;
};

/* Messages of a realm: owned by messages.c. */
struct lutf_mailroom;

struct lutf_realm {
	struct lutf_realm *next; /* all realms of the process */
	uint32_t id;             /* never 0, never reused */
	struct lutf_realm *creator;
	struct lutf_resource resource; /* of the creator */
	char *name, *test, *data, *entry;
	char *(*load)(void *opaque, const char *name, size_t *len, char **error);
	void (*on_end)(void *opaque, const struct lutf_realm_end *end);
	void *opaque;

	JSRuntime *rt;
	JSContext *ctx;
	uv_loop_t *loop;
	uv_timer_t timer; /* start, deadline, and the turn in which closing begins */
	struct lutf_resource *resources;
	struct lutf_loader loader;
	struct lutf_mailroom *mailroom;
	JSValue inspector;

	size_t memory, memory_limit;
	bool memory_over;
	unsigned depth;       /* of lutf_realm_enter() */
	uint64_t deadline;    /* uv_hrtime(), 0: none */
	uint64_t timeout_ms;  /* what it was set to, for the message */
	uint64_t turn_cpu;    /* CPU time of the thread when this turn was first looked at, ns; 0: not yet */
	uint64_t grace_until; /* uv_hrtime(); JavaScript of an ended realm may run until then */

	struct lutf_rejection *rejections;
	size_t rejection_count, rejection_capacity;

	bool ending, closing;
	struct lutf_realm_end end;
};

/* For realms that do not say; 0: LUTF_REALM_MEMORY. */
void lutf_realm_set_default_memory(size_t bytes);
/* The realm's code starts in a later turn of the loop, with the library module entry. 0 or -ENOMEM. */
int lutf_realm_new(uv_loop_t *loop, const struct lutf_realm_options *options, const char *entry, struct lutf_realm **out);
/* No JavaScript runs in it from now on; the first reason counts. Everything else happens in later turns of the loop. */
void lutf_realm_end(struct lutf_realm *realm, enum lutf_realm_how how, const char *message);
/* From now; 0: none. */
void lutf_realm_set_timeout(struct lutf_realm *realm, uint64_t timeout_ms);
struct lutf_realm *lutf_realm_first(void);
struct lutf_realm *lutf_realm_find(uint32_t id);

/* Around any JavaScript of a realm: false if it may not run. leave() runs the jobs when the outermost call is left. */
bool lutf_realm_enter(struct lutf_realm *realm);
void lutf_realm_leave(struct lutf_realm *realm);
/* Ends the realm with the pending exception of its context. */
void lutf_realm_fail(struct lutf_realm *realm);
/* YAML of what the inspector says now (malloc()ed), or NULL. */
char *lutf_realm_inspect(struct lutf_realm *realm);
/* "Error: text" and the stack of an exception; both malloc()ed, stack may be NULL. */
void lutf_error_describe(JSContext *ctx, JSValueConst error, char **message, char **stack);
/* Throws what make (JS_NewTypeError …) makes, with a message of any length: the engine's own functions cut it at 255 bytes. */
void lutf_throw(JSContext *ctx, JSValue (*make)(JSContext *ctx, const char *format, ...), const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* loader.c */
void lutf_loader_init(struct lutf_realm *realm);
void lutf_loader_free(struct lutf_realm *realm);
/* The imports of every module loaded so far are complete: true whenever JavaScript of the realm runs, and between two jobs. */
static inline void lutf_loader_settle(struct lutf_realm *realm)
{
	realm->loader.resolved = realm->loader.count;
}
/* Promise of the namespace. */
JSValue lutf_loader_import(struct lutf_realm *realm, const char *name);
/* Namespace, at once. */
JSValue lutf_loader_load_library(struct lutf_realm *realm, const char *name);
/* [[name, namespace] …] */
JSValue lutf_loader_modules(struct lutf_realm *realm);

/* messages.c: a realm ends; what it owes is answered. */
void lutf_messages_realm_ended(struct lutf_realm *realm);

#endif
