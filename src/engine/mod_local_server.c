/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:local-server: requests of other programs of this machine, on a Unix socket (src/local). */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/realm_internal.h"
#include "local/server.h"
#include "yaml/writer.h"

/*
 * A server of the main realm. Interpreter thread. It holds its own object until it is closed; freed when the object has been collected and the last
 * handle is closed, whichever is later.
 */
struct served {
	struct lutf_resource resource;
	struct lutf_local_server *server; /* NULL: closed */
	struct lutf_yaml_writer *writer;
	JSValue self, on_request;
	bool gone, forgotten;
};

static JSClassID server_class;

static void free_if_over(struct served *served)
{
	if (!served->gone || !served->forgotten)
		return;
	lutf_yaml_writer_free(served->writer);
	free(served);
}

static void on_closed(void *opaque)
{
	struct served *served = opaque;

	lutf_resource_gone(&served->resource);
	served->gone = true;
	free_if_over(served);
}

static void close_served(struct served *served)
{
	JSContext *ctx = lutf_realm_context(served->resource.realm);
	JSValue self = served->self, on_request = served->on_request;

	if (!served->server)
		return;
	lutf_local_server_close(served->server, on_closed, served);
	served->server = NULL;
	served->self = served->on_request = JS_UNDEFINED;
	JS_FreeValue(ctx, on_request);
	JS_FreeValue(ctx, self);
}

static void close_resource(struct lutf_resource *resource)
{
	close_served((struct served *)resource);
}

static void finalize(JSRuntime *rt, JSValueConst value)
{
	struct served *served = JS_GetOpaque(value, server_class);

	(void)rt;
	if (!served)
		return;
	served->forgotten = true;
	free_if_over(served);
}

static const JSClassDef server_def = {"Server", .finalizer = finalize};

static void on_request(void *opaque, uint64_t id, const struct lutf_yaml_node *request)
{
	struct served *served = opaque;
	struct lutf_realm *realm = served->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue argv[] = {JS_NewInt64(ctx, (int64_t)id), lutf_value_read_plain(ctx, request)};
	JSValue callback = JS_DupValue(ctx, served->on_request);

	/* Without memory for it, the realm ends, and this connection with it. */
	if (JS_IsException(argv[1]))
		lutf_realm_fail(realm);
	else
		lutf_realm_call(realm, callback, 2, (JSValueConst *)argv);
	JS_FreeValue(ctx, callback);
	JS_FreeValue(ctx, argv[1]);
}

/* listen(path, onRequest): Server */
static JSValue js_listen(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct served *served;
	const char *path;
	JSValue object;
	char error[512];
	int rc;

	(void)this_val;
	(void)argc;
	if (!lutf_realm_is_main(realm))
		return JS_ThrowTypeError(ctx, "listen() is for the main realm of the process only");
	if (!JS_IsFunction(ctx, argv[1]))
		return JS_ThrowTypeError(ctx, "listen() takes a path and a function");
	object = JS_NewObjectClass(ctx, server_class);
	if (JS_IsException(object))
		return object;
	served = calloc(1, sizeof(*served));
	path = JS_ToCString(ctx, argv[0]);
	if (!served || !path || lutf_yaml_writer_new(&served->writer)) {
		free(served);
		JS_FreeCString(ctx, path);
		JS_FreeValue(ctx, object);
		return path ? JS_ThrowOutOfMemory(ctx) : JS_EXCEPTION;
	}
	JS_SetOpaque(object, served);
	rc = lutf_local_server_open(lutf_realm_loop(realm), path, on_request, served, &served->server, error, sizeof(error));
	JS_FreeCString(ctx, path);
	if (rc) {
		served->gone = true;
		JS_FreeValue(ctx, object);
		lutf_throw(ctx, JS_NewPlainError, "%s", error);
		return JS_EXCEPTION;
	}
	served->self = JS_DupValue(ctx, object);
	served->on_request = JS_DupValue(ctx, argv[1]);
	lutf_resource_add(realm, &served->resource, close_resource);
	return object;
}

/* reply(id, body): whether anybody waited for it */
static JSValue js_reply(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct served *served = JS_GetOpaque2(ctx, this_val, server_class);
	int64_t id;
	size_t len;
	char *text;
	int rc;

	(void)argc;
	if (!served || JS_ToInt64(ctx, &id, argv[0]))
		return JS_EXCEPTION;
	if (!served->server)
		return JS_FALSE;
	if (lutf_value_write_plain(ctx, served->writer, argv[1])) {
		lutf_yaml_writer_reset(served->writer);
		return JS_EXCEPTION;
	}
	rc = lutf_yaml_writer_finish(served->writer, &text, &len);
	lutf_yaml_writer_reset(served->writer);
	if (rc)
		return JS_ThrowTypeError(ctx, "the reply cannot be written as YAML: %s", strerror(-rc));
	return JS_NewBool(ctx, lutf_local_server_answer(served->server, (uint64_t)id, text, len) == 0);
}

/* close() */
static JSValue js_close(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct served *served = JS_GetOpaque2(ctx, this_val, server_class);

	(void)argc;
	(void)argv;
	if (!served)
		return JS_EXCEPTION;
	close_served(served);
	return JS_UNDEFINED;
}

static const JSCFunctionListEntry methods[] = {
	JS_CFUNC_DEF("reply", 2, js_reply),
	JS_CFUNC_DEF("close", 0, js_close),
};

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("listen", 2, js_listen),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	JSValue prototype;

	if (lutf_class_register(ctx, &server_class, &server_def))
		return -1;
	prototype = JS_NewObject(ctx);
	if (JS_IsException(prototype))
		return -1;
	JS_SetPropertyFunctionList(ctx, prototype, methods, sizeof(methods) / sizeof(methods[0]));
	JS_SetClassProto(ctx, server_class, prototype);
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

JSModuleDef *lutf_mod_local_server_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_local_server_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (module)
		JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
