/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:timers: what setTimeout, setInterval and setImmediate of ts/globals/timers.ts stand on. */
#include "engine/realm.h"

#include <stdlib.h>

/*
 * One run of a timer. Interpreter thread.
 * Shared by its JavaScript object and by libuv while the handle is not closed; the later one to let go frees it. While it runs it holds
 * its own object, so a timer that nobody kept still fires.
 */
struct timer {
	struct lutf_resource resource;
	uv_timer_t handle;
	JSValue self, callback; /* undefined once it has stopped */
	bool repeat, stopped, closed, forgotten;
};

static JSClassID timer_class;

static void on_timer_closed(uv_handle_t *handle)
{
	struct timer *timer = handle->data;

	lutf_resource_gone(&timer->resource);
	timer->closed = true;
	if (timer->forgotten)
		free(timer);
}

/* May free the JavaScript object, and the callback with all it refers to; the struct lives until on_timer_closed(). */
static void stop_timer(struct timer *timer)
{
	JSContext *ctx = lutf_realm_context(timer->resource.realm);
	JSValue self = timer->self, callback = timer->callback;

	if (timer->stopped)
		return;
	timer->stopped = true;
	timer->self = timer->callback = JS_UNDEFINED;
	uv_close((uv_handle_t *)&timer->handle, on_timer_closed);
	JS_FreeValue(ctx, callback);
	JS_FreeValue(ctx, self);
}

static void on_timer(uv_timer_t *handle)
{
	struct timer *timer = handle->data;
	struct lutf_realm *realm = timer->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue callback = JS_DupValue(ctx, timer->callback);

	if (!timer->repeat)
		stop_timer(timer);
	lutf_realm_call(realm, callback, 0, NULL);
	JS_FreeValue(ctx, callback);
}

static void close_timer(struct lutf_resource *resource)
{
	stop_timer((struct timer *)resource);
}

static void finalize_timer(JSRuntime *rt, JSValueConst value)
{
	struct timer *timer = JS_GetOpaque(value, timer_class);

	(void)rt;
	if (!timer)
		return;
	timer->forgotten = true;
	if (timer->closed)
		free(timer);
}

static const JSClassDef timer_def = {"Timer", .finalizer = finalize_timer};

/* start(callback, milliseconds, repeat): Timer */
static JSValue js_start(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct timer *timer;
	int64_t ms;
	JSValue object;

	(void)this_val;
	(void)argc;
	if (JS_ToInt64(ctx, &ms, argv[1]))
		return JS_EXCEPTION;
	object = JS_NewObjectClass(ctx, timer_class);
	if (JS_IsException(object))
		return object;
	timer = calloc(1, sizeof(*timer));
	if (!timer) {
		JS_FreeValue(ctx, object);
		return JS_ThrowOutOfMemory(ctx);
	}
	uv_timer_init(lutf_realm_loop(realm), &timer->handle);
	timer->handle.data = timer;
	timer->repeat = JS_ToBool(ctx, argv[2]);
	timer->callback = JS_DupValue(ctx, argv[0]);
	timer->self = JS_DupValue(ctx, object);
	JS_SetOpaque(object, timer);
	lutf_resource_add(realm, &timer->resource, close_timer);
	/* The loop's idea of now is that of the start of its turn; JavaScript may have run for long since. */
	uv_update_time(lutf_realm_loop(realm));
	uv_timer_start(&timer->handle, on_timer, (uint64_t)ms, timer->repeat ? (uint64_t)ms : 0);
	return object;
}

static struct timer *running(JSContext *ctx, JSValueConst value)
{
	struct timer *timer = JS_GetOpaque2(ctx, value, timer_class);

	return timer && !timer->stopped ? timer : NULL;
}

static JSValue js_stop(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct timer *timer = running(ctx, argv[0]);

	(void)this_val;
	(void)argc;
	if (timer)
		stop_timer(timer);
	return JS_UNDEFINED;
}

/* setReferenced(timer, on): whether it keeps the loop of the process going */
static JSValue js_set_referenced(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct timer *timer = running(ctx, argv[0]);

	(void)this_val;
	(void)argc;
	if (timer && JS_ToBool(ctx, argv[1]))
		uv_ref((uv_handle_t *)&timer->handle);
	else if (timer)
		uv_unref((uv_handle_t *)&timer->handle);
	return JS_UNDEFINED;
}

/*
 * The immediates of a realm: a check handle, which runs after the poll for I/O, and an idle handle, which keeps the poll from
 * waiting. Owner: the realm's resources; the check handle's close frees it. Interpreter thread.
 */
struct immediates {
	struct lutf_resource resource;
	uv_check_t check;
	uv_idle_t idle;
	JSValue run_one;
	unsigned wanted, open;
};

static JSClassID immediates_class;

static void on_idle(uv_idle_t *idle)
{
	(void)idle;
}

static void on_check(uv_check_t *check)
{
	struct immediates *immediates = check->data;
	struct lutf_realm *realm = immediates->resource.realm;
	unsigned count = immediates->wanted;

	/* What these ask for comes in the next turn, after I/O. */
	immediates->wanted = 0;
	uv_check_stop(check);
	uv_idle_stop(&immediates->idle);
	while (count-- && !lutf_realm_ending(realm))
		lutf_realm_call(realm, immediates->run_one, 0, NULL);
}

static void on_immediates_closed(uv_handle_t *handle)
{
	struct immediates *immediates = handle->data;

	if (--immediates->open)
		return;
	lutf_resource_gone(&immediates->resource);
	free(immediates);
}

static void close_immediates(struct lutf_resource *resource)
{
	struct immediates *immediates = (struct immediates *)resource;

	JS_FreeValue(lutf_realm_context(resource->realm), immediates->run_one);
	immediates->run_one = JS_UNDEFINED;
	uv_close((uv_handle_t *)&immediates->check, on_immediates_closed);
	uv_close((uv_handle_t *)&immediates->idle, on_immediates_closed);
}

static const JSClassDef immediates_def = {"Immediates", .finalizer = NULL};

/* immediates(runOne): Immediates; made once by the prelude and kept until the realm ends */
static JSValue js_immediates(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct immediates *immediates;
	JSValue object = JS_NewObjectClass(ctx, immediates_class);

	(void)this_val;
	(void)argc;
	if (JS_IsException(object))
		return object;
	immediates = calloc(1, sizeof(*immediates));
	if (!immediates) {
		JS_FreeValue(ctx, object);
		return JS_ThrowOutOfMemory(ctx);
	}
	uv_check_init(lutf_realm_loop(realm), &immediates->check);
	uv_idle_init(lutf_realm_loop(realm), &immediates->idle);
	immediates->check.data = immediates->idle.data = immediates;
	immediates->open = 2;
	immediates->run_one = JS_DupValue(ctx, argv[0]);
	JS_SetOpaque(object, immediates);
	lutf_resource_add(realm, &immediates->resource, close_immediates);
	return object;
}

/* wake(immediates): calls runOne once more, in the next turn of the loop */
static JSValue js_wake(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct immediates *immediates = JS_GetOpaque2(ctx, argv[0], immediates_class);

	(void)this_val;
	(void)argc;
	if (!immediates)
		return JS_EXCEPTION;
	if (lutf_realm_ending(immediates->resource.realm))
		return JS_UNDEFINED;
	immediates->wanted++;
	uv_check_start(&immediates->check, on_check);
	uv_idle_start(&immediates->idle, on_idle);
	return JS_UNDEFINED;
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("start", 3, js_start),           JS_CFUNC_DEF("stop", 1, js_stop), JS_CFUNC_DEF("setReferenced", 2, js_set_referenced),
	JS_CFUNC_DEF("immediates", 1, js_immediates), JS_CFUNC_DEF("wake", 1, js_wake),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0])));
}

JSModuleDef *lutf_mod_timers_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_timers_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);

	if (!module || lutf_class_register(ctx, &timer_class, &timer_def) || lutf_class_register(ctx, &immediates_class, &immediates_def) ||
	    JS_AddModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0]))))
		return NULL;
	return module;
}
