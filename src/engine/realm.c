/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/realm_internal.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "limits.h"

/* Every realm of the process; the interpreter thread only. */
static struct lutf_realm *realms;
static uint32_t last_id;
static size_t default_memory = LUTF_REALM_MEMORY;

struct lutf_realm *lutf_realm_of(JSContext *ctx)
{
	return JS_GetRuntimeOpaque(JS_GetRuntime(ctx));
}

uv_loop_t *lutf_realm_loop(struct lutf_realm *realm)
{
	return realm->loop;
}

JSContext *lutf_realm_context(struct lutf_realm *realm)
{
	return realm->ctx;
}

bool lutf_realm_is_main(const struct lutf_realm *realm)
{
	return !realm->creator;
}

const char *lutf_realm_test(const struct lutf_realm *realm)
{
	return realm->test;
}

bool lutf_realm_ending(const struct lutf_realm *realm)
{
	return realm->ending;
}

void lutf_realm_set_default_memory(size_t bytes)
{
	default_memory = bytes ? bytes : LUTF_REALM_MEMORY;
}

struct lutf_realm *lutf_realm_first(void)
{
	return realms;
}

struct lutf_realm *lutf_realm_find(uint32_t id)
{
	struct lutf_realm *realm = realms;

	while (realm && realm->id != id)
		realm = realm->next;
	return realm;
}

const char *lutf_realm_how_name(enum lutf_realm_how how)
{
	static const char *const names[] = {
#define X(name, text) [LUTF_END_##name] = text,
		LUTF_ENDS(X)
#undef X
	};

	return names[how];
}

int lutf_class_register(JSContext *ctx, JSClassID *id, const JSClassDef *def)
{
	static JSClassID next;
	JSRuntime *rt = JS_GetRuntime(ctx);

	if (!next)
		JS_NewClassID(rt, &next);
	if (!*id)
		*id = next++;
	return JS_IsRegisteredClass(rt, *id) ? 0 : JS_NewClass(rt, *id, def);
}

/*
 * Memory: over the limit an allocation still succeeds, up to LUTF_REALM_RESERVE more, and the realm is ended at the next
 * interrupt. Failing at once would leave the engine in states it does not expect (it aborts when a promise cannot be settled).
 */
static bool memory_allowed(struct lutf_realm *realm, size_t size)
{
	if (size > SIZE_MAX / 2 || realm->memory + size <= realm->memory_limit)
		return size <= SIZE_MAX / 2;
	realm->memory_over = true;
	return realm->memory + size <= realm->memory_limit + LUTF_REALM_RESERVE;
}

static void *memory_count(struct lutf_realm *realm, void *memory)
{
	realm->memory += malloc_usable_size(memory);
	return memory;
}

static void *memory_calloc(void *opaque, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total) || !memory_allowed(opaque, total))
		return NULL;
	return memory_count(opaque, calloc(count, size));
}

static void *memory_malloc(void *opaque, size_t size)
{
	return memory_allowed(opaque, size) ? memory_count(opaque, malloc(size)) : NULL;
}

static void memory_free(void *opaque, void *memory)
{
	struct lutf_realm *realm = opaque;

	realm->memory -= malloc_usable_size(memory);
	free(memory);
}

static void *memory_realloc(void *opaque, void *memory, size_t size)
{
	struct lutf_realm *realm = opaque;
	size_t before = malloc_usable_size(memory);
	void *moved;

	if (size > before && !memory_allowed(realm, size - before))
		return NULL;
	moved = realloc(memory, size);
	if (!moved && size)
		return NULL;
	realm->memory -= before;
	return memory_count(realm, moved);
}

static size_t memory_size(const void *memory)
{
	return malloc_usable_size((void *)(uintptr_t)memory);
}

static const JSMallocFunctions memory_functions = {
	.js_calloc = memory_calloc,
	.js_malloc = memory_malloc,
	.js_free = memory_free,
	.js_realloc = memory_realloc,
	.js_malloc_usable_size = memory_size,
};

static void *resize_bytes(JSRuntime *rt, void *opaque, void *bytes, size_t size)
{
	struct lutf_realm *realm = opaque;

	(void)rt;
	if (size)
		return memory_realloc(realm, bytes, size);
	memory_free(realm, bytes);
	return NULL;
}

JSValue lutf_bytes_new(JSContext *ctx, uint8_t *bytes, size_t len)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	/* What is kept should not hold a whole buffer for each line that was read into it. */
	uint8_t *fitting = realloc(bytes, len ? len : 1);
	JSValue buffer, array;
	size_t size;

	bytes = fitting ? fitting : bytes;
	size = malloc_usable_size(bytes);
	/* The engine does not know of these, so they never make it look for garbage. */
	if (realm->memory + size > realm->memory_limit)
		JS_RunGC(realm->rt);
	if (!memory_allowed(realm, size)) {
		free(bytes);
		return JS_ThrowOutOfMemory(ctx);
	}
	memory_count(realm, bytes);
	buffer = JS_NewArrayBuffer(ctx, bytes, len, 0, resize_bytes, realm, false);
	if (JS_IsException(buffer)) {
		memory_free(realm, bytes);
		return buffer;
	}
	array = JS_NewTypedArray(ctx, 1, (JSValueConst *)&buffer, JS_TYPED_ARRAY_UINT8);
	JS_FreeValue(ctx, buffer);
	return array;
}

/* CPU time, not wall-clock time: a machine that is busy, or a process that was stopped, is no endless loop. */
static uint64_t cpu_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void end_by_deadline(struct lutf_realm *realm)
{
	char text[64];

	snprintf(text, sizeof(text), "did not end within %" PRIu64 " ms", realm->timeout_ms);
	lutf_realm_end(realm, LUTF_END_TIMEOUT, text);
}

/* Checks the limits of a realm that runs; true if it has to stop. */
static bool limit_reached(struct lutf_realm *realm)
{
	uint64_t cpu = cpu_time();

	if (realm->memory_over) {
		JS_RunGC(realm->rt);
		realm->memory_over = realm->memory > realm->memory_limit;
	}
	if (!realm->turn_cpu)
		realm->turn_cpu = cpu;
	if (realm->memory_over) {
		char text[96];

		snprintf(text, sizeof(text), "used more than its %zu MiB of memory", realm->memory_limit >> 20);
		lutf_realm_end(realm, LUTF_END_MEMORY, text);
	} else if (realm->deadline && uv_hrtime() >= realm->deadline) {
		end_by_deadline(realm);
	} else if (cpu - realm->turn_cpu >= LUTF_TURN_MAX * UINT64_C(1000000)) {
		char text[96];

		snprintf(text, sizeof(text), "ran for %u s without returning to the event loop", LUTF_TURN_MAX / 1000);
		lutf_realm_end(realm, LUTF_END_TURN, text);
	}
	return realm->ending;
}

/*
 * Runs every few thousand loop iterations and calls. A realm that is stopped here gets an error that JavaScript cannot catch;
 * making that error's stack may run Error.prepareStackTrace of the realm, therefore the grace.
 */
static int on_interrupt(JSRuntime *rt, void *opaque)
{
	struct lutf_realm *realm = opaque;

	(void)rt;
	if (realm->grace_until)
		return uv_hrtime() >= realm->grace_until;
	if (!realm->ending && !limit_reached(realm))
		return 0;
	realm->grace_until = uv_hrtime() + LUTF_REALM_GRACE * UINT64_C(1000000);
	return 1;
}

static void keep_stack(struct lutf_realm *realm, JSValueConst error)
{
	char *message = NULL;

	/* "out of memory" can be caught, and says where as well. */
	if (realm->end.stack || (!JS_IsUncatchableError(error) && realm->end.how != LUTF_END_MEMORY))
		return;
	lutf_error_describe(realm->ctx, error, &message, &realm->end.stack);
	free(message);
}

static void on_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool handled, void *opaque)
{
	struct lutf_realm *realm = opaque;
	size_t i;

	if (realm->ending) {
		keep_stack(realm, reason);
		return;
	}
	if (handled) {
		for (i = 0; i < realm->rejection_count; i++) {
			struct lutf_rejection *entry = &realm->rejections[i];

			if (JS_VALUE_GET_PTR(entry->promise) != JS_VALUE_GET_PTR(promise))
				continue;
			JS_FreeValue(ctx, entry->promise);
			JS_FreeValue(ctx, entry->reason);
			*entry = realm->rejections[--realm->rejection_count];
			break;
		}
		return;
	}
	if (realm->rejection_count == realm->rejection_capacity) {
		size_t capacity = realm->rejection_capacity ? 2 * realm->rejection_capacity : 4;
		struct lutf_rejection *grown = realloc(realm->rejections, capacity * sizeof(*grown));

		if (!grown)
			return; /* the first rejections are kept, one is enough to end the realm */
		realm->rejections = grown;
		realm->rejection_capacity = capacity;
	}
	realm->rejections[realm->rejection_count++] = (struct lutf_rejection){.promise = JS_DupValue(ctx, promise),
									      .reason = JS_DupValue(ctx, reason)};
}

static void free_rejections(struct lutf_realm *realm)
{
	while (realm->rejection_count) {
		struct lutf_rejection *entry = &realm->rejections[--realm->rejection_count];

		JS_FreeValue(realm->ctx, entry->promise);
		JS_FreeValue(realm->ctx, entry->reason);
	}
}

static void end_with_error(struct lutf_realm *realm, JSValueConst error)
{
	char *message = NULL, *stack = NULL;

	if (realm->ending) {
		keep_stack(realm, error);
		return;
	}
	realm->depth++; /* toString() and getters of the error are JavaScript too */
	lutf_error_describe(realm->ctx, error, &message, &stack);
	realm->depth--;
	if (!realm->ending) {
		lutf_realm_end(realm, LUTF_END_ERROR, message);
		realm->end.stack = stack;
		stack = NULL;
	}
	free(message);
	free(stack);
}

void lutf_realm_fail(struct lutf_realm *realm)
{
	JSValue error = JS_GetException(realm->ctx);

	end_with_error(realm, error);
	JS_FreeValue(realm->ctx, error);
}

bool lutf_realm_enter(struct lutf_realm *realm)
{
	if (realm->ending)
		return false;
	if (!realm->depth++) {
		realm->turn_cpu = 0;
		JS_UpdateStackTop(realm->rt);
		/* The engine lowers it to half as much again as is in use. */
		if (JS_GetGCThreshold(realm->rt) < realm->memory_limit / LUTF_REALM_GC_PART)
			JS_SetGCThreshold(realm->rt, realm->memory_limit / LUTF_REALM_GC_PART);
	}
	return true;
}

void lutf_realm_leave(struct lutf_realm *realm)
{
	JSContext *ctx;
	int ran;

	if (realm->depth > 1) {
		realm->depth--;
		return;
	}
	while (!realm->ending) {
		lutf_loader_settle(realm); /* the job may be an import() */
		ran = JS_ExecutePendingJob(realm->rt, &ctx);
		if (!ran)
			break;
		if (ran < 0)
			lutf_realm_fail(realm);
	}
	if (!realm->ending && realm->memory_over)
		limit_reached(realm);
	if (realm->rejection_count)
		end_with_error(realm, realm->rejections[0].reason);
	realm->depth--;
}

void lutf_realm_call(struct lutf_realm *realm, JSValueConst func, int argc, JSValueConst *argv)
{
	JSValue result;

	if (!lutf_realm_enter(realm))
		return;
	result = JS_Call(realm->ctx, func, JS_UNDEFINED, argc, argv);
	if (JS_IsException(result))
		lutf_realm_fail(realm);
	JS_FreeValue(realm->ctx, result);
	lutf_realm_leave(realm);
}

void lutf_realm_settle(struct lutf_realm *realm, JSValue functions[2], bool reject, JSValue value)
{
	JSValueConst argument = value;

	lutf_realm_call(realm, functions[reject], 1, &argument);
	JS_FreeValue(realm->ctx, value);
	JS_FreeValue(realm->ctx, functions[0]);
	JS_FreeValue(realm->ctx, functions[1]);
	functions[0] = functions[1] = JS_UNDEFINED;
}

void lutf_resource_add(struct lutf_realm *realm, struct lutf_resource *resource, void (*close)(struct lutf_resource *))
{
	resource->realm = realm;
	resource->close = close;
	resource->next = realm->resources;
	resource->link = &realm->resources;
	if (resource->next)
		resource->next->link = &resource->next;
	realm->resources = resource;
}

static void on_closed(uv_handle_t *handle)
{
	struct lutf_realm *realm = handle->data;
	struct lutf_realm **link = &realms;
	struct lutf_realm *creator = realm->creator;

	while (*link != realm)
		link = &(*link)->next;
	*link = realm->next;
	realm->on_end(realm->opaque, &realm->end);
	if (creator)
		lutf_resource_gone(&realm->resource);
	free(realm->name);
	free(realm->test);
	free(realm->data);
	free(realm->entry);
	free(realm->end.message);
	free(realm->end.stack);
	free(realm->end.waiting);
	free(realm);
}

static JSValue nothing(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	(void)ctx;
	(void)this_val;
	(void)argc;
	(void)argv;
	return JS_UNDEFINED;
}

/*
 * quickjs-ng frees the modules with the context, and the context with the last function that refers to it; but the reactions of an
 * import() or top-level await that is still pending refer to their module, and are freed after it. So the last function is
 * one that comes after them all in the list of objects: made now, and garbage because it refers to itself.
 */
static void keep_modules_to_the_end(struct lutf_realm *realm)
{
	JSContext *ctx = realm->ctx;
	JSValue last;

	realm->memory_limit = SIZE_MAX / 4;
	last = JS_NewCFunction(ctx, nothing, "", 0);
	JS_DefinePropertyValueStr(ctx, last, "self", JS_DupValue(ctx, last), 0);
	JS_FreeValue(ctx, last);
}

static void free_runtime(struct lutf_realm *realm)
{
	lutf_messages_realm_ended(realm);
	free_rejections(realm);
	free(realm->rejections);
	JS_FreeValue(realm->ctx, realm->inspector);
	lutf_loader_free(realm);
	keep_modules_to_the_end(realm);
	JS_FreeContext(realm->ctx);
	JS_FreeRuntime(realm->rt);
	uv_close((uv_handle_t *)&realm->timer, on_closed);
}

/* From a turn of its own: callers of lutf_resource_gone() still use what they hold. */
static void on_resources_gone(uv_timer_t *timer)
{
	free_runtime(timer->data);
}

static void finish_when_unused(struct lutf_realm *realm)
{
	if (realm->closing && !realm->resources)
		uv_timer_start(&realm->timer, on_resources_gone, 0, 0);
}

void lutf_resource_gone(struct lutf_resource *resource)
{
	*resource->link = resource->next;
	if (resource->next)
		resource->next->link = resource->link;
	finish_when_unused(resource->realm);
}

/*
 * The inspector of a realm that has been stopped; only there does JavaScript run in one, within the grace.
 */
static char *last_words(struct lutf_realm *realm)
{
	char *text;

	realm->ending = false;
	realm->grace_until = uv_hrtime() + LUTF_REALM_GRACE * UINT64_C(1000000);
	realm->depth++; /* no jobs */
	JS_UpdateStackTop(realm->rt);
	text = lutf_realm_inspect(realm);
	realm->depth--;
	realm->ending = true;
	return text;
}

/* On a fresh stack, so that no callback of a resource is above us. */
static void on_close_turn(uv_timer_t *timer)
{
	struct lutf_realm *realm = timer->data;
	struct lutf_resource *resource, *next;

	if (realm->end.how != LUTF_END_CLOSED && !lutf_realm_is_main(realm))
		realm->end.waiting = last_words(realm);
	realm->closing = true;
	for (resource = realm->resources; resource; resource = next) {
		next = resource->next;
		resource->close(resource);
	}
	finish_when_unused(realm);
}

void lutf_realm_end(struct lutf_realm *realm, enum lutf_realm_how how, const char *message)
{
	if (realm->ending)
		return;
	realm->ending = true;
	realm->end.how = how;
	realm->end.message = strdup(message ? message : "");
	uv_timer_start(&realm->timer, on_close_turn, 0, 0);
}

static void on_deadline(uv_timer_t *timer)
{
	struct lutf_realm *realm = timer->data;
	uint64_t now = uv_hrtime();

	/* The loop's clock may lag behind when the timer is started in a long turn. */
	if (now < realm->deadline)
		uv_timer_start(timer, on_deadline, (realm->deadline - now) / 1000000 + 1, 0);
	else
		end_by_deadline(realm);
}

void lutf_realm_set_timeout(struct lutf_realm *realm, uint64_t timeout_ms)
{
	if (realm->ending)
		return;
	realm->timeout_ms = timeout_ms;
	realm->deadline = timeout_ms ? uv_hrtime() + timeout_ms * 1000000 : 0;
	if (realm->entry)
		return; /* on_start() has the timer, and looks at the deadline */
	if (timeout_ms)
		uv_timer_start(&realm->timer, on_deadline, timeout_ms, 0);
	else
		uv_timer_stop(&realm->timer);
}

static void on_start(uv_timer_t *timer)
{
	struct lutf_realm *realm = timer->data;
	char *entry = realm->entry;
	JSValue result;

	realm->entry = NULL;
	if (realm->deadline)
		uv_timer_start(timer, on_deadline, 1, 0);
	if (lutf_realm_enter(realm)) {
		/* A failure is a rejection that nobody handles: it ends the realm like any other. */
		result = lutf_loader_import(realm, entry);
		if (JS_IsException(result))
			lutf_realm_fail(realm);
		JS_FreeValue(realm->ctx, result);
		lutf_realm_leave(realm);
	}
	free(entry);
}

static void close_child(struct lutf_resource *resource)
{
	struct lutf_realm *realm = (struct lutf_realm *)((char *)resource - offsetof(struct lutf_realm, resource));

	lutf_realm_end(realm, LUTF_END_CLOSED, "the process ends");
}

static bool copy(char **out, const char *text)
{
	*out = text ? strdup(text) : NULL;
	return !text || *out;
}

int lutf_realm_new(uv_loop_t *loop, const struct lutf_realm_options *options, const char *entry, struct lutf_realm **out)
{
	struct lutf_realm *realm = calloc(1, sizeof(*realm));

	if (!realm)
		return -ENOMEM;
	realm->memory_limit = options->memory ? options->memory : default_memory;
	if (!copy(&realm->name, options->name) || !copy(&realm->test, options->test ? options->test : "") ||
	    !copy(&realm->data, options->data) || !copy(&realm->entry, entry))
		goto failed;
	realm->rt = JS_NewRuntime2(&memory_functions, realm);
	realm->ctx = realm->rt ? JS_NewContext(realm->rt) : NULL;
	if (!realm->ctx)
		goto failed;
	JS_SetRuntimeOpaque(realm->rt, realm);
	JS_SetMaxStackSize(realm->rt, options->stack ? options->stack : LUTF_REALM_STACK);
	JS_SetInterruptHandler(realm->rt, on_interrupt, realm);
	JS_SetHostPromiseRejectionTracker(realm->rt, on_rejection, realm);
	realm->inspector = JS_UNDEFINED;
	realm->load = options->load;
	realm->on_end = options->on_end;
	realm->opaque = options->opaque;
	realm->loop = loop;
	realm->id = ++last_id;
	lutf_loader_init(realm);
	uv_timer_init(loop, &realm->timer);
	realm->timer.data = realm;
	uv_timer_start(&realm->timer, on_start, 0, 0);
	if (options->timeout_ms)
		lutf_realm_set_timeout(realm, options->timeout_ms);
	realm->creator = options->creator;
	if (realm->creator)
		lutf_resource_add(realm->creator, &realm->resource, close_child);
	realm->next = realms;
	realms = realm;
	*out = realm;
	return 0;
failed:
	if (realm->rt)
		JS_FreeRuntime(realm->rt);
	free(realm->name);
	free(realm->test);
	free(realm->data);
	free(realm->entry);
	free(realm);
	return -ENOMEM;
}
