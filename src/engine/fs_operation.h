/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One file operation on its way through the libuv pool, and the promise that waits for it (mod_fs.c, fs_file.c, fs_whole.c).
 */
#ifndef LUTF_ENGINE_FS_OPERATION_H
#define LUTF_ENGINE_FS_OPERATION_H

#include "engine/realm.h"

struct fs_file;

/*
 * Owner: the pool until on_done, which frees it. Interpreter thread, but for run() of a work item, which touches only path, bytes, len, flags,
 * mode and the results.
 * A realm does not wait for it: a file system may never answer. When the realm ends, the operation lets go of all that is JavaScript's, and
 * what comes back later is thrown away.
 */
struct fs_operation {
	struct lutf_resource resource; /* realm NULL: nobody waits any more */
	union {
		uv_fs_t fs;
		uv_work_t work;
	} request;
	bool is_work;
	JSValue promise[2];
	/* Makes the value of a success. */
	JSValue (*convert)(JSContext *ctx, struct fs_operation *operation);
	const char *syscall; /* of the error message */
	char *path, *dest;   /* of the error; dest may be NULL */
	ssize_t result;      /* or a negative errno */
	uint8_t *bytes;      /* in: what is written; out: what was read; malloc()ed */
	size_t len;
	int64_t position;
	int flags, mode;
	struct fs_file *file; /* has one of its operations in the pool, or NULL */
};

/* NULL, with an exception, without memory. path and dest (or NULL) are copied. */
struct fs_operation *lutf__fs_operation_new(JSContext *ctx, const char *syscall, const char *path, const char *dest,
					    JSValue (*convert)(JSContext *ctx, struct fs_operation *operation));
void lutf__fs_operation_free(struct fs_operation *operation);
/* After the request was given to libuv, rc says whether it took it. Returns the promise; takes the operation over. */
JSValue lutf__fs_operation_start(JSContext *ctx, struct fs_operation *operation, int rc);
/* Callback of every uv_fs_* request. */
void lutf__fs_operation_done(uv_fs_t *request);
/* Runs run() on the pool. */
JSValue lutf__fs_operation_work(JSContext *ctx, struct fs_operation *operation, uv_work_cb run);
/* The value or exception of an operation that was done synchronously; frees it. */
JSValue lutf__fs_operation_finish_sync(JSContext *ctx, struct fs_operation *operation);

JSValue lutf__fs_no_value(JSContext *ctx, struct fs_operation *operation);
JSValue lutf__fs_bytes(JSContext *ctx, struct fs_operation *operation);
JSValue lutf__fs_stat_values(JSContext *ctx, const uv_stat_t *stat);

/* A path argument: a string without NUL; NULL with an exception otherwise. JS_FreeCString() it. */
const char *lutf__fs_path(JSContext *ctx, JSValueConst value);

/* fs_file.c: an open file; takes the descriptor over, also on failure. */
JSValue lutf__fs_file_new(JSContext *ctx, int fd);
int lutf__fs_file_register(JSContext *ctx);
/* fs_file.c: the pool is done with an operation on the file. */
void lutf__fs_file_idle(struct fs_file *file);

/* fs_whole.c: work that is several system calls. */
void lutf__fs_read_whole(uv_work_t *request);
void lutf__fs_write_whole(uv_work_t *request);
void lutf__fs_remove_tree(uv_work_t *request);
void lutf__fs_make_directories(uv_work_t *request);

#endif
