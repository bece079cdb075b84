/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A realm: one quickjs runtime and context on the interpreter thread, with its own limits, jobs and resources.
 *
 * Owner: the main realm belongs to main.c, every other to the Realm object that created it. All functions are for the interpreter thread.
 * A realm ends in this order: no more JavaScript; every resource closed (uv handles need a turn of the loop for it);
 * runtime freed; onEnd called in the creator; struct freed.
 */
#ifndef LUTF_ENGINE_REALM_H
#define LUTF_ENGINE_REALM_H

#include <quickjs.h>
#include <stdbool.h>
#include <uv.h>

struct lutf_realm;

struct lutf_realm *lutf_realm_of(JSContext *ctx);
uv_loop_t *lutf_realm_loop(struct lutf_realm *realm);
JSContext *lutf_realm_context(struct lutf_realm *realm);
/* The main realm of the process. */
bool lutf_realm_is_main(const struct lutf_realm *realm);
/* The `test` of this realm ("" for the main one): also put into the environment of its children as LUTF_TEST. */
const char *lutf_realm_test(const struct lutf_realm *realm);
/* True once JavaScript may no longer run in it; callbacks then only release what they hold. */
bool lutf_realm_ending(const struct lutf_realm *realm);

/*
 * Every entry into JavaScript from a libuv callback goes through this: arms the turn limit, calls func, runs pending jobs, reports
 * an exception or unhandled rejection to the realm. Frees nothing. Does nothing in a realm that is ending.
 */
void lutf_realm_call(struct lutf_realm *realm, JSValueConst func, int argc, JSValueConst *argv);
/* Settles a promise made with JS_NewPromiseCapability: calls resolve or reject with value (consumed), frees both functions. */
void lutf_realm_settle(struct lutf_realm *realm, JSValue functions[2], bool reject, JSValue value);

/*
 * Something of a realm that outlives a call: a timer, a file operation, a child process. Embedded in its struct.
 * close() is called when the realm ends and must lead, at once or in a later turn of the loop, to lutf_resource_gone();
 * by then every JSValue it held is freed (JS_FreeValueRT is fine). The realm waits for all.
 */
struct lutf_resource {
	struct lutf_realm *realm;
	struct lutf_resource *next, **link;
	void (*close)(struct lutf_resource *resource);
};
void lutf_resource_add(struct lutf_realm *realm, struct lutf_resource *resource, void (*close)(struct lutf_resource *));
void lutf_resource_gone(struct lutf_resource *resource);

/* The one place where a libuv error becomes a JavaScript one: Node's shape {code, errno, syscall, path?}, "ENOENT: no such file or directory, open 'x'". */
JSValue lutf_error_new(JSContext *ctx, int uv_error, const char *syscall, const char *path);
JSValue lutf_error_throw(JSContext *ctx, int uv_error, const char *syscall, const char *path);

/*
 * Registers a class in the runtime of ctx, if it is not. Class ids are the same in every realm: they come from here, never from
 * JS_NewClassID(), whose numbers are per runtime and would collide. id points to a static that is 0 at first.
 */
int lutf_class_register(JSContext *ctx, JSClassID *id, const JSClassDef *def);

/* A Uint8Array that owns bytes (malloc()ed; consumed in any case), which count as memory of the realm from here on. */
JSValue lutf_bytes_new(JSContext *ctx, uint8_t *bytes, size_t len);

/* Native modules: name without "lutf:", init adds its exports. The table is in src/engine/native_modules.c. */
struct lutf_native_module {
	const char *name;
	JSModuleDef *(*init)(JSContext *ctx, const char *specifier);
};
/* NULL if there is none of that name. */
const struct lutf_native_module *lutf_native_module_find(const char *name);

/* Data <-> wire YAML (src/engine/yaml_value.c). Throws and returns -1 / JS_EXCEPTION on failure, naming the path of the value. */
struct lutf_yaml_writer;
struct lutf_yaml_node;
int lutf_value_write(JSContext *ctx, struct lutf_yaml_writer *writer, JSValueConst value);
/* One `key: value` of a mapping that the caller has begun; paths in messages begin with the key. */
int lutf_value_write_key(JSContext *ctx, struct lutf_yaml_writer *writer, JSAtom key, JSValueConst value);
JSValue lutf_value_read(JSContext *ctx, const struct lutf_yaml_node *node);
/* The same for files: no "$" mappings; what YAML lacks is refused. */
int lutf_value_write_plain(JSContext *ctx, struct lutf_yaml_writer *writer, JSValueConst value);
JSValue lutf_value_read_plain(JSContext *ctx, const struct lutf_yaml_node *node);

#endif
