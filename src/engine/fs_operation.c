/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/fs_operation.h"

#include <stdlib.h>
#include <string.h>

/* A TypeError with one of Node's codes. */
static void throw_argument_error(JSContext *ctx, const char *code, const char *message)
{
	JSValue error;

	JS_ThrowTypeError(ctx, "%s", message);
	error = JS_GetException(ctx);
	JS_SetPropertyStr(ctx, error, "code", JS_NewString(ctx, code));
	JS_Throw(ctx, error);
}

const char *lutf__fs_path(JSContext *ctx, JSValueConst value)
{
	const char *path;
	size_t len;

	if (!JS_IsString(value)) {
		throw_argument_error(ctx, "ERR_INVALID_ARG_TYPE", "The \"path\" argument must be of type string");
		return NULL;
	}
	path = JS_ToCStringLen(ctx, &len, value);
	if (path && strlen(path) != len) {
		JS_FreeCString(ctx, path);
		throw_argument_error(ctx, "ERR_INVALID_ARG_VALUE", "The argument 'path' must be a string without null bytes");
		return NULL;
	}
	return path;
}

struct fs_operation *lutf__fs_operation_new(JSContext *ctx, const char *syscall, const char *path, const char *dest,
					    JSValue (*convert)(JSContext *ctx, struct fs_operation *operation))
{
	struct fs_operation *operation = calloc(1, sizeof(*operation));

	if (operation && path)
		operation->path = strdup(path);
	if (operation && dest)
		operation->dest = strdup(dest);
	if (!operation || (path && !operation->path) || (dest && !operation->dest)) {
		lutf__fs_operation_free(operation);
		JS_ThrowOutOfMemory(ctx);
		return NULL;
	}
	operation->promise[0] = operation->promise[1] = JS_UNDEFINED;
	operation->syscall = syscall;
	operation->convert = convert;
	/* All of libuv's requests begin with data; set here, before a thread of the pool can read it. */
	operation->request.fs.data = operation;
	return operation;
}

void lutf__fs_operation_free(struct fs_operation *operation)
{
	if (!operation)
		return;
	if (!operation->is_work)
		uv_fs_req_cleanup(&operation->request.fs);
	free(operation->path);
	free(operation->dest);
	free(operation->bytes);
	free(operation);
}

/* Node's: "ENOENT: no such file or directory, rename 'a' -> 'b'", with path and dest. */
static JSValue make_error(JSContext *ctx, const struct fs_operation *operation)
{
	JSValue error, both;
	char *text;

	if (!operation->dest)
		return lutf_error_new(ctx, (int)operation->result, operation->syscall, operation->path);
	if (asprintf(&text, "%s' -> '%s", operation->path, operation->dest) < 0)
		return JS_ThrowOutOfMemory(ctx);
	error = lutf_error_new(ctx, (int)operation->result, operation->syscall, text);
	free(text);
	both = JS_NewString(ctx, operation->path);
	JS_SetPropertyStr(ctx, error, "path", both);
	JS_SetPropertyStr(ctx, error, "dest", JS_NewString(ctx, operation->dest));
	return error;
}

static JSValue outcome(JSContext *ctx, struct fs_operation *operation, bool *failed)
{
	JSValue value;

	*failed = operation->result < 0;
	value = *failed ? make_error(ctx, operation) : operation->convert(ctx, operation);
	if (JS_IsException(value)) {
		*failed = true;
		value = JS_GetException(ctx);
	}
	return value;
}

static void complete(struct fs_operation *operation)
{
	struct lutf_realm *realm = operation->resource.realm;
	struct fs_file *file = operation->file;
	JSValue functions[2] = {operation->promise[0], operation->promise[1]}, value;
	bool failed;

	if (!realm) {
		/* A file that was opened for a realm that has ended. */
		if (!operation->is_work && operation->request.fs.fs_type == UV_FS_OPEN && operation->result >= 0) {
			uv_fs_t request;

			uv_fs_close(NULL, &request, (uv_file)operation->result, NULL);
			uv_fs_req_cleanup(&request);
		}
		lutf__fs_operation_free(operation);
	} else {
		value = outcome(lutf_realm_context(realm), operation, &failed);
		lutf_resource_gone(&operation->resource);
		lutf__fs_operation_free(operation);
		lutf_realm_settle(realm, functions, failed, value);
	}
	if (file)
		lutf__fs_file_idle(file);
}

void lutf__fs_operation_done(uv_fs_t *request)
{
	struct fs_operation *operation = request->data;

	operation->result = request->result;
	complete(operation);
}

static void on_work_done(uv_work_t *request, int status)
{
	struct fs_operation *operation = request->data;

	if (status)
		operation->result = status;
	complete(operation);
}

static void close_operation(struct lutf_resource *resource)
{
	struct fs_operation *operation = (struct fs_operation *)resource;
	JSContext *ctx = lutf_realm_context(resource->realm);

	JS_FreeValue(ctx, operation->promise[0]);
	JS_FreeValue(ctx, operation->promise[1]);
	operation->promise[0] = operation->promise[1] = JS_UNDEFINED;
	/* One that no thread has taken up yet comes back at once, as cancelled. */
	uv_cancel((uv_req_t *)&operation->request);
	lutf_resource_gone(resource);
	resource->realm = NULL;
}

/* Returns the promise, or an exception after freeing the operation. */
static JSValue prepare(JSContext *ctx, struct fs_operation *operation)
{
	JSValue promise = JS_NewPromiseCapability(ctx, operation->promise);

	if (JS_IsException(promise))
		return promise;
	lutf_resource_add(lutf_realm_of(ctx), &operation->resource, close_operation);
	return promise;
}

JSValue lutf__fs_operation_start(JSContext *ctx, struct fs_operation *operation, int rc)
{
	JSValue promise, error;

	if (rc < 0) {
		/* libuv has not taken it: no callback will come. */
		struct fs_file *file = operation->file;

		operation->result = rc;
		error = make_error(ctx, operation);
		lutf__fs_operation_free(operation);
		if (file)
			lutf__fs_file_idle(file);
		return JS_Throw(ctx, error);
	}
	promise = prepare(ctx, operation);
	if (JS_IsException(promise))
		operation->resource.realm = NULL; /* it is on its way; complete() frees it */
	return promise;
}

JSValue lutf__fs_operation_work(JSContext *ctx, struct fs_operation *operation, uv_work_cb run)
{
	int rc;

	operation->is_work = true;
	rc = uv_queue_work(lutf_realm_loop(lutf_realm_of(ctx)), &operation->request.work, run, on_work_done);
	return lutf__fs_operation_start(ctx, operation, rc);
}

JSValue lutf__fs_operation_finish_sync(JSContext *ctx, struct fs_operation *operation)
{
	bool failed;
	JSValue value = outcome(ctx, operation, &failed);

	lutf__fs_operation_free(operation);
	return failed ? JS_Throw(ctx, value) : value;
}

JSValue lutf__fs_no_value(JSContext *ctx, struct fs_operation *operation)
{
	(void)ctx;
	(void)operation;
	return JS_UNDEFINED;
}

JSValue lutf__fs_bytes(JSContext *ctx, struct fs_operation *operation)
{
	uint8_t *bytes = operation->bytes;

	/* From here on the array owns them. */
	operation->bytes = NULL;
	if (!bytes)
		return JS_NewUint8ArrayCopy(ctx, NULL, 0);
	return lutf_bytes_new(ctx, bytes, (size_t)operation->result);
}

JSValue lutf__fs_stat_values(JSContext *ctx, const uv_stat_t *stat)
{
	const uv_timespec_t *times[] = {&stat->st_atim, &stat->st_mtim, &stat->st_ctim, &stat->st_birthtim};
	const uint64_t numbers[] = {
		stat->st_dev,  stat->st_mode,    stat->st_nlink, stat->st_uid,  stat->st_gid,
		stat->st_rdev, stat->st_blksize, stat->st_ino,   stat->st_size, stat->st_blocks,
	};
	const uint32_t count = sizeof(numbers) / sizeof(numbers[0]);
	JSValue values = JS_NewArray(ctx);
	uint32_t i;

	if (JS_IsException(values))
		return values;
	for (i = 0; i < count; i++)
		JS_SetPropertyUint32(ctx, values, i, JS_NewFloat64(ctx, (double)numbers[i]));
	for (i = 0; i < 4; i++)
		JS_SetPropertyUint32(ctx, values, count + i,
				     JS_NewFloat64(ctx, (double)times[i]->tv_sec * 1e3 + (double)times[i]->tv_nsec / 1e6));
	return values;
}
