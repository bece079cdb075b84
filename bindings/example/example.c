/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * native:example: how a C API becomes a module of LUTF. README.md beside this file explains each part.
 *
 *   const pageSize: number
 *   function space(path: string): Promise<{ total: number, free: number }>     bytes of the file system that path is on
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/realm.h"

/* One call on its way. Owner: the call itself; freed in after_work(), which libuv calls whatever happens. */
struct space_call {
	struct lutf_resource resource;
	uv_work_t work;
	JSValue functions[2]; /* resolve, reject */
	char *path;
	struct statvfs result;
	int error; /* of errno */
};

/* On a thread of the pool: no JavaScript, nothing of the realm. The file system may be one that hangs. */
static void do_work(uv_work_t *work)
{
	struct space_call *call = work->data;

	call->error = statvfs(call->path, &call->result) == 0 ? 0 : errno;
}

static JSValue to_object(JSContext *ctx, const struct statvfs *result)
{
	JSValue object = JS_NewObject(ctx);
	double unit = (double)result->f_frsize;

	JS_DefinePropertyValueStr(ctx, object, "total", JS_NewNumber(ctx, unit * (double)result->f_blocks), JS_PROP_C_W_E);
	JS_DefinePropertyValueStr(ctx, object, "free", JS_NewNumber(ctx, unit * (double)result->f_bavail), JS_PROP_C_W_E);
	return object;
}

/* Back on the event loop. In a realm that is ending, lutf_realm_settle() only frees. */
static void after_work(uv_work_t *work, int status)
{
	struct space_call *call = work->data;
	struct lutf_realm *realm = call->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	int error = status < 0 ? status : uv_translate_sys_error(call->error);

	lutf_realm_settle(realm, call->functions, error != 0,
			  error ? lutf_error_new(ctx, error, "statvfs", call->path) : to_object(ctx, &call->result));
	lutf_resource_gone(&call->resource);
	free(call->path);
	free(call);
}

/* The realm ends: give the work up if it has not begun; after_work() comes in any case. */
static void close_call(struct lutf_resource *resource)
{
	struct space_call *call = (struct space_call *)((char *)resource - offsetof(struct space_call, resource));

	uv_cancel((uv_req_t *)&call->work);
}

static JSValue js_space(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct space_call *call = calloc(1, sizeof(*call));
	const char *path = call ? JS_ToCString(ctx, argv[0]) : NULL;
	JSValue promise;

	(void)this_val;
	(void)argc;
	if (!path) {
		free(call);
		return call ? JS_EXCEPTION : JS_ThrowOutOfMemory(ctx);
	}
	call->path = strdup(path);
	JS_FreeCString(ctx, path);
	promise = call->path ? JS_NewPromiseCapability(ctx, call->functions) : JS_ThrowOutOfMemory(ctx);
	if (JS_IsException(promise)) {
		free(call->path);
		free(call);
		return promise;
	}
	call->work.data = call;
	lutf_resource_add(realm, &call->resource, close_call);
	uv_queue_work(lutf_realm_loop(realm), &call->work, do_work, after_work);
	return promise;
}

static const JSCFunctionListEntry exports[] = {
	JS_CFUNC_DEF("space", 1, js_space),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	JS_SetModuleExport(ctx, module, "pageSize", JS_NewInt64(ctx, sysconf(_SC_PAGESIZE)));
	return JS_SetModuleExportList(ctx, module, exports, sizeof(exports) / sizeof(exports[0]));
}

/* The one symbol that the program looks for. */
JSModuleDef *js_init_module(JSContext *ctx, const char *specifier);

JSModuleDef *js_init_module(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (!module)
		return NULL;
	JS_AddModuleExport(ctx, module, "pageSize");
	JS_AddModuleExportList(ctx, module, exports, sizeof(exports) / sizeof(exports[0]));
	return module;
}
