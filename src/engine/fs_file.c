/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The class File of lutf:fs: one open file. */
#include "engine/fs_operation.h"
#include "limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * Interpreter thread. Owner: its JavaScript object, and each operation in the pool; the last to let go frees it.
 * The descriptor is closed by close(), by the end of the realm, or by the garbage collector, once nothing in the pool uses it.
 */
struct fs_file {
	struct lutf_resource resource; /* while fd >= 0 */
	uv_loop_t *loop;
	uv_fs_t closing; /* of the end of the realm */
	uv_file fd;
	unsigned busy;               /* operations in the pool */
	bool realm_ended, forgotten; /* forgotten: by JavaScript */
	struct fs_operation *close;  /* close() that waits for busy to become 0 */
};

static JSClassID file_class;

static void free_if_unused(struct fs_file *file)
{
	if (file->forgotten && !file->busy && file->fd < 0)
		free(file);
}

static void on_closed_late(uv_fs_t *request)
{
	struct fs_file *file = request->data;

	uv_fs_req_cleanup(request);
	file->busy--;
	free_if_unused(file);
}

/* Closes without anybody waiting for it; the pool does it, for it may take long on a network file system. */
static void close_late(struct fs_file *file)
{
	uv_file fd = file->fd;

	if (!file->realm_ended) {
		file->realm_ended = true;
		lutf_resource_gone(&file->resource);
	}
	file->fd = -1;
	file->busy++;
	file->closing.data = file;
	if (uv_fs_close(file->loop, &file->closing, fd, on_closed_late))
		file->busy--;
}

static void start_close(struct fs_file *file)
{
	struct fs_operation *operation = file->close;
	uv_file fd = file->fd;

	file->close = NULL;
	file->fd = -1;
	file->busy++;
	operation->file = file;
	if (!file->realm_ended)
		lutf_resource_gone(&file->resource);
	if (uv_fs_close(file->loop, &operation->request.fs, fd, lutf__fs_operation_done) == 0)
		return;
	operation->request.fs.result = UV_ENOMEM;
	lutf__fs_operation_done(&operation->request.fs);
}

void lutf__fs_file_idle(struct fs_file *file)
{
	file->busy--;
	if (!file->busy && file->fd >= 0 && file->close)
		start_close(file);
	else if (!file->busy && file->fd >= 0 && (file->realm_ended || file->forgotten))
		close_late(file);
	free_if_unused(file);
}

static void close_resource(struct lutf_resource *resource)
{
	struct fs_file *file = (struct fs_file *)resource;

	file->realm_ended = true;
	if (!file->busy && file->fd >= 0)
		close_late(file);
	lutf_resource_gone(resource);
}

static void finalize_file(JSRuntime *rt, JSValueConst value)
{
	struct fs_file *file = JS_GetOpaque(value, file_class);
	uv_fs_t request;

	(void)rt;
	if (!file)
		return;
	file->forgotten = true;
	if (file->fd >= 0 && !file->busy) {
		if (!file->realm_ended)
			lutf_resource_gone(&file->resource);
		uv_fs_close(NULL, &request, file->fd, NULL);
		uv_fs_req_cleanup(&request);
		file->fd = -1;
	}
	free_if_unused(file);
}

static const JSClassDef file_def = {"File", .finalizer = finalize_file};

JSValue lutf__fs_file_new(JSContext *ctx, int fd)
{
	JSValue object = JS_NewObjectClass(ctx, file_class);
	struct fs_file *file = JS_IsException(object) ? NULL : calloc(1, sizeof(*file));
	uv_fs_t request;

	if (!file) {
		uv_fs_close(NULL, &request, fd, NULL);
		uv_fs_req_cleanup(&request);
		JS_FreeValue(ctx, object);
		return JS_IsException(object) ? object : JS_ThrowOutOfMemory(ctx);
	}
	file->fd = fd;
	file->loop = lutf_realm_loop(lutf_realm_of(ctx));
	JS_SetOpaque(object, file);
	lutf_resource_add(lutf_realm_of(ctx), &file->resource, close_resource);
	return object;
}

/* A new operation on the open file, or NULL with an exception. */
static struct fs_operation *new_operation(JSContext *ctx, JSValueConst this_val, const char *syscall,
					  JSValue (*convert)(JSContext *ctx, struct fs_operation *operation))
{
	struct fs_file *file = JS_GetOpaque2(ctx, this_val, file_class);
	struct fs_operation *operation;

	if (!file)
		return NULL;
	if (file->fd < 0 || file->close) {
		lutf_error_throw(ctx, UV_EBADF, syscall, NULL);
		return NULL;
	}
	operation = lutf__fs_operation_new(ctx, syscall, NULL, NULL, convert);
	if (operation) {
		operation->file = file;
		file->busy++;
	}
	return operation;
}

static void drop(struct fs_operation *operation)
{
	struct fs_file *file = operation->file;

	lutf__fs_operation_free(operation);
	lutf__fs_file_idle(file);
}

/* read(length, position): Promise<Uint8Array>; position -1: the file's own. Empty at the end of the file. */
static JSValue js_read(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct fs_operation *operation;
	int64_t length, position;
	uv_buf_t buffer;

	(void)argc;
	if (JS_ToInt64(ctx, &length, argv[0]) || JS_ToInt64(ctx, &position, argv[1]))
		return JS_EXCEPTION;
	if (length < 0 || length > LUTF_READ_FILE_MAX)
		return JS_ThrowRangeError(ctx, "read: length is %lld; it must be between 0 and %u", (long long)length, LUTF_READ_FILE_MAX);
	operation = new_operation(ctx, this_val, "read", lutf__fs_bytes);
	if (!operation)
		return JS_EXCEPTION;
	operation->bytes = malloc((size_t)length + 1);
	if (!operation->bytes) {
		drop(operation);
		return JS_ThrowOutOfMemory(ctx);
	}
	buffer = uv_buf_init((char *)operation->bytes, (unsigned)length);
	return lutf__fs_operation_start(ctx, operation,
					uv_fs_read(operation->file->loop, &operation->request.fs, operation->file->fd, &buffer, 1, position,
						   lutf__fs_operation_done));
}

static JSValue number_result(JSContext *ctx, struct fs_operation *operation)
{
	return JS_NewInt64(ctx, operation->result);
}

/* write(bytes, position): Promise<number>, the bytes written, maybe not all */
static JSValue js_write(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct fs_operation *operation;
	int64_t position;
	uv_buf_t buffer;
	uint8_t *bytes;
	size_t len;

	(void)argc;
	/* The bytes last: converting the position may call valueOf(), and that may free them. */
	if (JS_ToInt64(ctx, &position, argv[1]))
		return JS_EXCEPTION;
	bytes = JS_GetUint8Array(ctx, &len, argv[0]);
	if (!bytes)
		return JS_EXCEPTION;
	operation = new_operation(ctx, this_val, "write", number_result);
	if (!operation)
		return JS_EXCEPTION;
	/* A copy: JavaScript may change or free its own while the pool writes. */
	operation->bytes = malloc(len + 1);
	if (!operation->bytes) {
		drop(operation);
		return JS_ThrowOutOfMemory(ctx);
	}
	memcpy(operation->bytes, bytes, len);
	buffer = uv_buf_init((char *)operation->bytes, (unsigned)len);
	return lutf__fs_operation_start(ctx, operation,
					uv_fs_write(operation->file->loop, &operation->request.fs, operation->file->fd, &buffer, 1,
						    position, lutf__fs_operation_done));
}

static JSValue stat_result(JSContext *ctx, struct fs_operation *operation)
{
	return lutf__fs_stat_values(ctx, &operation->request.fs.statbuf);
}

enum { SYNC, DATASYNC, STAT, TRUNCATE, CHMOD, CHOWN, UTIMES };

static JSValue js_operation(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int which)
{
	static const char *const syscalls[] = {"fsync", "fdatasync", "fstat", "ftruncate", "fchmod", "fchown", "futime"};
	struct fs_operation *operation;
	double numbers[2] = {0, 0};
	uv_loop_t *loop;
	uv_fs_t *fs;
	uv_file fd;
	int i, rc = UV_EINVAL;

	for (i = 0; i < argc && i < 2; i++)
		if (JS_ToFloat64(ctx, &numbers[i], argv[i]))
			return JS_EXCEPTION;
	operation = new_operation(ctx, this_val, syscalls[which], which == STAT ? stat_result : lutf__fs_no_value);
	if (!operation)
		return JS_EXCEPTION;
	loop = operation->file->loop;
	fs = &operation->request.fs;
	fd = operation->file->fd;
	switch (which) {
	case SYNC:
		rc = uv_fs_fsync(loop, fs, fd, lutf__fs_operation_done);
		break;
	case DATASYNC:
		rc = uv_fs_fdatasync(loop, fs, fd, lutf__fs_operation_done);
		break;
	case STAT:
		rc = uv_fs_fstat(loop, fs, fd, lutf__fs_operation_done);
		break;
	case TRUNCATE:
		rc = uv_fs_ftruncate(loop, fs, fd, (int64_t)numbers[0], lutf__fs_operation_done);
		break;
	case CHMOD:
		rc = uv_fs_fchmod(loop, fs, fd, (int)numbers[0], lutf__fs_operation_done);
		break;
	case CHOWN:
		rc = uv_fs_fchown(loop, fs, fd, (uv_uid_t)numbers[0], (uv_gid_t)numbers[1], lutf__fs_operation_done);
		break;
	case UTIMES:
		rc = uv_fs_futime(loop, fs, fd, numbers[0], numbers[1], lutf__fs_operation_done);
		break;
	}
	return lutf__fs_operation_start(ctx, operation, rc);
}

static JSValue close_result(JSContext *ctx, struct fs_operation *operation)
{
	(void)ctx;
	(void)operation;
	return JS_UNDEFINED;
}

/* close(): Promise<void>; waits for what is being read or written */
static JSValue js_close(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct fs_operation *operation;
	struct fs_file *file;
	JSValue promise;

	(void)argc;
	(void)argv;
	operation = new_operation(ctx, this_val, "close", close_result);
	if (!operation)
		return JS_EXCEPTION;
	file = operation->file;
	promise = lutf__fs_operation_start(ctx, operation, 0);
	file->close = operation;
	operation->file = NULL;
	lutf__fs_file_idle(file);
	return promise;
}

static JSValue js_fd(JSContext *ctx, JSValueConst this_val)
{
	struct fs_file *file = JS_GetOpaque2(ctx, this_val, file_class);

	return file ? JS_NewInt32(ctx, file->close ? -1 : file->fd) : JS_EXCEPTION;
}

static const JSCFunctionListEntry methods[] = {
	JS_CGETSET_DEF("fd", js_fd, NULL),
	JS_CFUNC_DEF("read", 2, js_read),
	JS_CFUNC_DEF("write", 2, js_write),
	JS_CFUNC_DEF("close", 0, js_close),
	JS_CFUNC_MAGIC_DEF("sync", 0, js_operation, SYNC),
	JS_CFUNC_MAGIC_DEF("datasync", 0, js_operation, DATASYNC),
	JS_CFUNC_MAGIC_DEF("stat", 0, js_operation, STAT),
	JS_CFUNC_MAGIC_DEF("truncate", 1, js_operation, TRUNCATE),
	JS_CFUNC_MAGIC_DEF("chmod", 1, js_operation, CHMOD),
	JS_CFUNC_MAGIC_DEF("chown", 2, js_operation, CHOWN),
	JS_CFUNC_MAGIC_DEF("utimes", 2, js_operation, UTIMES),
};

int lutf__fs_file_register(JSContext *ctx)
{
	JSValue prototype;

	if (lutf_class_register(ctx, &file_class, &file_def))
		return -1;
	prototype = JS_NewObject(ctx);
	if (JS_IsException(prototype))
		return -1;
	JS_SetPropertyFunctionList(ctx, prototype, methods, (int)(sizeof(methods) / sizeof(methods[0])));
	JS_SetClassProto(ctx, file_class, prototype);
	return 0;
}
