/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lutf:fs: what ts/lutf/fs.ts makes node:fs/promises of. Each operation is there twice, as a promise (from the pool) and as
 * NAMESync (at once, for the runner's loading of modules), from one table.
 */
#include "engine/fs_operation.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	ACCESS,
	CHMOD,
	CHOWN,
	COPY_FILE,
	LCHOWN,
	LINK,
	LSTAT,
	LUTIMES,
	MKDIR,
	MKDTEMP,
	OPEN,
	READDIR,
	READLINK,
	REALPATH,
	RENAME,
	RMDIR,
	STAT,
	SYMLINK,
	UNLINK,
	UTIMES,
	KINDS,
	BLOCKING = 0x100, /* added to the number of the operation: at once, not on the pool */
};

static JSValue path_value(JSContext *ctx, struct fs_operation *operation)
{
	return JS_NewString(ctx, operation->request.fs.ptr);
}

static JSValue made_path_value(JSContext *ctx, struct fs_operation *operation)
{
	return JS_NewString(ctx, operation->request.fs.path);
}

static JSValue stat_value(JSContext *ctx, struct fs_operation *operation)
{
	return lutf__fs_stat_values(ctx, &operation->request.fs.statbuf);
}

static JSValue file_value(JSContext *ctx, struct fs_operation *operation)
{
	return lutf__fs_file_new(ctx, (int)operation->result);
}

/* [name, type, name, type …]; types are the uv_dirent_type_t, 0: the file system does not say */
static JSValue entries_value(JSContext *ctx, struct fs_operation *operation)
{
	JSValue entries = JS_NewArray(ctx);
	uv_dirent_t entry;
	uint32_t i = 0;

	while (!JS_IsException(entries) && uv_fs_scandir_next(&operation->request.fs, &entry) == 0) {
		JS_SetPropertyUint32(ctx, entries, i++, JS_NewString(ctx, entry.name));
		JS_SetPropertyUint32(ctx, entries, i++, JS_NewInt32(ctx, (int32_t)entry.type));
	}
	return entries;
}

/* What an operation is called in errors, how many paths it begins with (numbers follow), and what it gives. */
static const struct kind {
	const char *syscall;
	int paths, numbers;
	JSValue (*convert)(JSContext *ctx, struct fs_operation *operation);
} kinds[KINDS] = {
	[ACCESS] = {"access", 1, 1, lutf__fs_no_value},
	[CHMOD] = {"chmod", 1, 1, lutf__fs_no_value},
	[CHOWN] = {"chown", 1, 2, lutf__fs_no_value},
	[COPY_FILE] = {"copyfile", 2, 1, lutf__fs_no_value},
	[LCHOWN] = {"lchown", 1, 2, lutf__fs_no_value},
	[LINK] = {"link", 2, 0, lutf__fs_no_value},
	[LSTAT] = {"lstat", 1, 0, stat_value},
	[LUTIMES] = {"lutime", 1, 2, lutf__fs_no_value},
	[MKDIR] = {"mkdir", 1, 1, lutf__fs_no_value},
	[MKDTEMP] = {"mkdtemp", 1, 0, made_path_value},
	[OPEN] = {"open", 1, 2, file_value},
	[READDIR] = {"scandir", 1, 0, entries_value},
	[READLINK] = {"readlink", 1, 0, path_value},
	[REALPATH] = {"realpath", 1, 0, path_value},
	[RENAME] = {"rename", 2, 0, lutf__fs_no_value},
	[RMDIR] = {"rmdir", 1, 0, lutf__fs_no_value},
	[STAT] = {"stat", 1, 0, stat_value},
	[SYMLINK] = {"symlink", 2, 0, lutf__fs_no_value},
	[UNLINK] = {"unlink", 1, 0, lutf__fs_no_value},
	[UTIMES] = {"utime", 1, 2, lutf__fs_no_value},
};

static int submit(uv_loop_t *loop, struct fs_operation *operation, int which, const double *number, uv_fs_cb done)
{
	uv_fs_t *fs = &operation->request.fs;
	const char *path = operation->path, *dest = operation->dest;

	switch (which) {
	case ACCESS:
		return uv_fs_access(loop, fs, path, (int)number[0], done);
	case CHMOD:
		return uv_fs_chmod(loop, fs, path, (int)number[0], done);
	case CHOWN:
		return uv_fs_chown(loop, fs, path, (uv_uid_t)number[0], (uv_gid_t)number[1], done);
	case COPY_FILE:
		return uv_fs_copyfile(loop, fs, path, dest, (int)number[0], done);
	case LCHOWN:
		return uv_fs_lchown(loop, fs, path, (uv_uid_t)number[0], (uv_gid_t)number[1], done);
	case LINK:
		return uv_fs_link(loop, fs, path, dest, done);
	case LSTAT:
		return uv_fs_lstat(loop, fs, path, done);
	case LUTIMES:
		return uv_fs_lutime(loop, fs, path, number[0], number[1], done);
	case MKDIR:
		return uv_fs_mkdir(loop, fs, path, (int)number[0], done);
	case MKDTEMP:
		return uv_fs_mkdtemp(loop, fs, path, done);
	case OPEN:
		return uv_fs_open(loop, fs, path, (int)number[0] | O_CLOEXEC, (int)number[1], done);
	case READDIR:
		return uv_fs_scandir(loop, fs, path, 0, done);
	case READLINK:
		return uv_fs_readlink(loop, fs, path, done);
	case REALPATH:
		return uv_fs_realpath(loop, fs, path, done);
	case RENAME:
		return uv_fs_rename(loop, fs, path, dest, done);
	case RMDIR:
		return uv_fs_rmdir(loop, fs, path, done);
	case STAT:
		return uv_fs_stat(loop, fs, path, done);
	case SYMLINK:
		return uv_fs_symlink(loop, fs, path, dest, 0, done);
	case UNLINK:
		return uv_fs_unlink(loop, fs, path, done);
	case UTIMES:
		return uv_fs_utime(loop, fs, path, number[0], number[1], done);
	default:
		return UV_ENOSYS;
	}
}

/* The paths and numbers that an operation begins with; NULL with an exception. */
static struct fs_operation *from_arguments(JSContext *ctx, const struct kind *kind, int argc, JSValueConst *argv, double *number)
{
	struct fs_operation *operation = NULL;
	const char *path = NULL, *dest = NULL;
	int i;

	for (i = 0; i < kind->numbers; i++)
		if (kind->paths + i < argc && JS_ToFloat64(ctx, &number[i], argv[kind->paths + i]))
			return NULL;
	path = lutf__fs_path(ctx, argv[0]);
	if (path && kind->paths == 2)
		dest = lutf__fs_path(ctx, argv[1]);
	if (path && (dest || kind->paths == 1))
		operation = lutf__fs_operation_new(ctx, kind->syscall, path, dest, kind->convert);
	JS_FreeCString(ctx, path);
	JS_FreeCString(ctx, dest);
	return operation;
}

static JSValue js_operation(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic)
{
	int which = magic & ~BLOCKING;
	uv_loop_t *loop = lutf_realm_loop(lutf_realm_of(ctx));
	double number[2] = {0, 0};
	struct fs_operation *operation = from_arguments(ctx, &kinds[which], argc, argv, number);

	(void)this_val;
	if (!operation)
		return JS_EXCEPTION;
	if (!(magic & BLOCKING))
		return lutf__fs_operation_start(ctx, operation, submit(loop, operation, which, number, lutf__fs_operation_done));
	operation->result = submit(NULL, operation, which, number, NULL);
	return lutf__fs_operation_finish_sync(ctx, operation);
}

enum { READ_FILE, WRITE_FILE, REMOVE_TREE, MAKE_DIRECTORIES };

static JSValue made_value(JSContext *ctx, struct fs_operation *operation)
{
	return operation->result ? JS_NewString(ctx, (const char *)operation->bytes) : JS_UNDEFINED;
}

static const struct {
	struct kind kind;
	uv_work_cb run;
} works[] = {
	[READ_FILE] = {{"open", 1, 1, lutf__fs_bytes}, lutf__fs_read_whole},
	[WRITE_FILE] = {{"open", 1, 2, lutf__fs_no_value}, lutf__fs_write_whole},
	[REMOVE_TREE] = {{"rm", 1, 0, lutf__fs_no_value}, lutf__fs_remove_tree},
	[MAKE_DIRECTORIES] = {{"mkdir", 1, 1, made_value}, lutf__fs_make_directories},
};

/*
 * readFile(path, flags), writeFile(path, flags, mode, bytes, flush), removeTree(path), makeDirectories(path, mode)
 */
static JSValue js_work(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic)
{
	int which = magic & ~BLOCKING;
	double number[2] = {0, 0};
	struct fs_operation *operation = from_arguments(ctx, &works[which].kind, argc, argv, number);
	uint8_t *bytes;

	(void)this_val;
	if (!operation)
		return JS_EXCEPTION;
	operation->flags = operation->mode = (int)number[0];
	if (which == WRITE_FILE) {
		operation->mode = (int)number[1];
		operation->position = JS_ToBool(ctx, argv[4]);
		bytes = JS_GetUint8Array(ctx, &operation->len, argv[3]);
		/* A copy: JavaScript may change or free its own while the pool writes. */
		operation->bytes = bytes ? malloc(operation->len + 1) : NULL;
		if (!operation->bytes) {
			lutf__fs_operation_free(operation);
			return bytes ? JS_ThrowOutOfMemory(ctx) : JS_EXCEPTION;
		}
		memcpy(operation->bytes, bytes, operation->len);
	}
	if (!(magic & BLOCKING))
		return lutf__fs_operation_work(ctx, operation, works[which].run);
	operation->is_work = true;
	works[which].run(&operation->request.work);
	return lutf__fs_operation_finish_sync(ctx, operation);
}

#define OPERATION(name, which) \
	JS_CFUNC_MAGIC_DEF(name, kinds_arguments, js_operation, which), \
		JS_CFUNC_MAGIC_DEF(name "Sync", kinds_arguments, js_operation, (which) | BLOCKING)
#define WORK(name, which) \
	JS_CFUNC_MAGIC_DEF(name, work_arguments, js_work, which), \
		JS_CFUNC_MAGIC_DEF(name "Sync", work_arguments, js_work, (which) | BLOCKING)
#define NUMBER(name) JS_PROP_INT32_DEF(#name, name, JS_PROP_ENUMERABLE)

/* Of every function: quickjs fills missing arguments up to this number with undefined. */
enum { kinds_arguments = 4, work_arguments = 5 };

static const JSCFunctionListEntry constants[] = {
	NUMBER(O_RDONLY),
	NUMBER(O_WRONLY),
	NUMBER(O_RDWR),
	NUMBER(O_CREAT),
	NUMBER(O_EXCL),
	NUMBER(O_TRUNC),
	NUMBER(O_APPEND),
	NUMBER(O_SYNC),
	NUMBER(O_DSYNC),
	NUMBER(O_DIRECT),
	NUMBER(O_DIRECTORY),
	NUMBER(O_NOFOLLOW),
	NUMBER(O_NONBLOCK),
	NUMBER(O_NOATIME),
	NUMBER(F_OK),
	NUMBER(R_OK),
	NUMBER(W_OK),
	NUMBER(X_OK),
	NUMBER(S_IFMT),
	NUMBER(S_IFREG),
	NUMBER(S_IFDIR),
	NUMBER(S_IFCHR),
	NUMBER(S_IFBLK),
	NUMBER(S_IFIFO),
	NUMBER(S_IFLNK),
	NUMBER(S_IFSOCK),
	JS_PROP_INT32_DEF("COPYFILE_EXCL", UV_FS_COPYFILE_EXCL, JS_PROP_ENUMERABLE),
	JS_PROP_INT32_DEF("COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE, JS_PROP_ENUMERABLE),
	JS_PROP_INT32_DEF("COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE, JS_PROP_ENUMERABLE),
};

static const JSCFunctionListEntry exports[] = {
	OPERATION("access", ACCESS),
	OPERATION("chmod", CHMOD),
	OPERATION("chown", CHOWN),
	OPERATION("copyFile", COPY_FILE),
	OPERATION("lchown", LCHOWN),
	OPERATION("link", LINK),
	OPERATION("lstat", LSTAT),
	OPERATION("lutimes", LUTIMES),
	OPERATION("mkdir", MKDIR),
	OPERATION("mkdtemp", MKDTEMP),
	OPERATION("open", OPEN),
	OPERATION("readdir", READDIR),
	OPERATION("readlink", READLINK),
	OPERATION("realpath", REALPATH),
	OPERATION("rename", RENAME),
	OPERATION("rmdir", RMDIR),
	OPERATION("stat", STAT),
	OPERATION("symlink", SYMLINK),
	OPERATION("unlink", UNLINK),
	OPERATION("utimes", UTIMES),
	WORK("readFile", READ_FILE),
	WORK("writeFile", WRITE_FILE),
	WORK("removeTree", REMOVE_TREE),
	WORK("makeDirectories", MAKE_DIRECTORIES),
	JS_OBJECT_DEF("constants", constants, sizeof(constants) / sizeof(constants[0]), 0),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0])));
}

JSModuleDef *lutf_mod_fs_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_fs_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);

	if (!module || lutf__fs_file_register(ctx) ||
	    JS_AddModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0]))))
		return NULL;
	return module;
}
