/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:process: child processes. ts/lutf/child-process.ts makes node:child_process of it. */
#include "engine/child_strings.h"
#include "engine/realm.h"
#include "limits.h"
#include "process/process_tree.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What a realm has started; made with its first child, and ended when the realm ends. Interpreter thread.
 * Owner: the realm's resources; freed when the tree has ended.
 */
struct started {
	struct lutf_resource resource;
	struct started *next; /* of all realms */
	struct lutf_process_tree *tree;
	struct child *children;
};

/*
 * One child. Interpreter thread. Shared by its JavaScript object and its libuv handles (refs); the last to let go frees it.
 * While any handle is open the realm waits for it, and it holds its own object. A process handle closes after its process has been waited for; at the
 * end of the realm `started` sees to that.
 */
struct child {
	struct lutf_resource resource;
	struct started *started;
	struct child *next, **link; /* of started */
	uv_process_t process;
	uv_pipe_t pipes[3];
	unsigned handles;                 /* not closed yet */
	JSValue self, on_exit, on_output; /* undefined once there is nothing more to tell */
	bool exited, forgotten;
};

static JSClassID child_class;
static struct started *all_started;

static void on_handle_closed(uv_handle_t *handle)
{
	struct child *child = handle->data;

	if (--child->handles)
		return;
	if (child->started)
		*child->link = child->next;
	if (child->started && child->next)
		child->next->link = child->link;
	lutf_resource_gone(&child->resource);
	if (child->forgotten)
		free(child);
}

/* No JavaScript is called any more. */
static void fall_silent(struct child *child)
{
	JSContext *ctx = lutf_realm_context(child->resource.realm);
	JSValue values[] = {child->on_exit, child->on_output, child->self};
	size_t i;

	child->on_exit = child->on_output = child->self = JS_UNDEFINED;
	for (i = 0; i < 3; i++)
		JS_FreeValue(ctx, values[i]);
}

/* data is set when a handle is initialised. */
static void close_handle(uv_handle_t *handle)
{
	if (handle->data && !uv_is_closing(handle))
		uv_close(handle, on_handle_closed);
}

static void on_tree_ended(void *opaque, size_t survivors)
{
	struct started *started = opaque, **link = &all_started;
	struct child *child;

	while (*link != started)
		link = &(*link)->next;
	*link = started->next;
	for (child = started->children; child; child = child->next) {
		child->started = NULL;
		/* What would not die hangs in the kernel. The realm does not wait for it; init will, when this process ends. */
		if (survivors)
			close_handle((uv_handle_t *)&child->process);
	}
	lutf_resource_gone(&started->resource);
	free(started);
}

static void end_tree(struct lutf_resource *resource)
{
	struct started *started = (struct started *)resource;

	lutf_process_tree_end(started->tree, LUTF_KILL_GRACE, on_tree_ended, started);
}

static struct started *started_of(JSContext *ctx)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct started *started;
	int rc;

	for (started = all_started; started; started = started->next)
		if (started->resource.realm == realm)
			return started;
	started = calloc(1, sizeof(*started));
	if (!started) {
		JS_ThrowOutOfMemory(ctx);
		return NULL;
	}
	rc = lutf_process_tree_new(lutf_realm_loop(realm), lutf_realm_test(realm), &started->tree);
	if (rc) {
		lutf_error_throw(ctx, rc, "spawn", NULL);
		free(started);
		return NULL;
	}
	started->next = all_started;
	all_started = started;
	lutf_resource_add(realm, &started->resource, end_tree);
	return started;
}

static void close_child(struct lutf_resource *resource)
{
	struct child *child = (struct child *)resource;
	int i;

	fall_silent(child);
	for (i = 0; i < 3; i++)
		close_handle((uv_handle_t *)&child->pipes[i]);
}

/* Its own object is let go when nothing more can come: the process has been waited for and no pipe is open. */
static void release_if_over(struct child *child)
{
	int i;

	for (i = 0; i < 3; i++)
		if (child->pipes[i].data && !uv_is_closing((uv_handle_t *)&child->pipes[i]))
			return;
	if (child->exited)
		fall_silent(child);
}

static void on_exit_status(uv_process_t *process, int64_t status, int signal)
{
	struct child *child = process->data;
	struct lutf_realm *realm = child->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue argv[] = {JS_NewInt64(ctx, status), JS_NewInt32(ctx, signal)};
	JSValue callback = JS_DupValue(ctx, child->on_exit);

	child->exited = true;
	close_handle((uv_handle_t *)&child->pipes[0]);
	if (child->started)
		lutf_process_tree_reaped(child->started->tree, process->pid);
	close_handle((uv_handle_t *)process);
	if (!JS_IsUndefined(callback))
		lutf_realm_call(realm, callback, 2, (JSValueConst *)argv);
	JS_FreeValue(ctx, callback);
	release_if_over(child);
}

static void allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	(void)handle;
	(void)suggested;
	buffer->base = malloc(LUTF_READ_PART);
	buffer->len = buffer->base ? LUTF_READ_PART : 0;
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
	struct child *child = stream->data;
	struct lutf_realm *realm = child->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue argv[2], callback;
	char *bytes = buffer->base;

	if (got == 0 || JS_IsUndefined(child->on_output)) {
		free(bytes);
		return;
	}
	argv[0] = JS_NewInt32(ctx, stream == (uv_stream_t *)&child->pipes[1] ? 1 : 2);
	argv[1] = JS_UNDEFINED;
	if (got > 0) {
		argv[1] = lutf_bytes_new(ctx, (uint8_t *)bytes, (size_t)got);
	} else {
		/* The end, or an error, which for a pipe is an end, too. */
		free(bytes);
		close_handle((uv_handle_t *)stream);
	}
	callback = JS_DupValue(ctx, child->on_output);
	if (!JS_IsException(argv[1]))
		lutf_realm_call(realm, callback, 2, (JSValueConst *)argv);
	JS_FreeValue(ctx, callback);
	JS_FreeValue(ctx, argv[1]);
	if (got < 0)
		release_if_over(child);
}

static void finalize_child(JSRuntime *rt, JSValueConst value)
{
	struct child *child = JS_GetOpaque(value, child_class);

	(void)rt;
	if (!child)
		return;
	child->forgotten = true;
	if (!child->handles)
		free(child);
}

static const JSClassDef child_def = {"Child", .finalizer = finalize_child};

/*
 * Real pipes, where libuv would make a pair of sockets: what a shell script does with /dev/stderr works with a pipe only. *theirs is the child's
 * end, to be closed here after the spawn.
 */
static int open_pipe(struct child *child, int fd, int *theirs)
{
	uv_file ends[2];
	int ours = fd ? 0 : 1, rc = uv_pipe(ends, fd ? UV_NONBLOCK_PIPE : 0, fd ? 0 : UV_NONBLOCK_PIPE);

	if (rc)
		return rc;
	uv_pipe_init(child->process.loop, &child->pipes[fd], 0);
	child->pipes[fd].data = child;
	child->handles++;
	*theirs = ends[1 - ours];
	rc = uv_pipe_open(&child->pipes[fd], ends[ours]);
	if (rc)
		close(ends[ours]);
	return rc;
}

/* stdio[fd]: "pipe", "ignore" or one of our own descriptors. 0, or -1 with an exception. */
static int set_stream(JSContext *ctx, struct child *child, JSValueConst stdio, int fd, uv_stdio_container_t *out, int *theirs)
{
	JSValue item = JS_GetPropertyUint32(ctx, stdio, (uint32_t)fd);
	const char *word = NULL;
	int32_t ours;
	int rc = 0;

	if (JS_IsNumber(item)) {
		rc = JS_ToInt32(ctx, &ours, item);
		*out = (uv_stdio_container_t){.flags = UV_INHERIT_FD, .data.fd = ours};
	} else if ((word = JS_ToCString(ctx, item)) && !strcmp(word, "pipe")) {
		rc = open_pipe(child, fd, theirs);
		if (rc)
			lutf_error_throw(ctx, rc, "pipe", NULL);
		*out = (uv_stdio_container_t){.flags = UV_INHERIT_FD, .data.fd = *theirs};
	} else {
		out->flags = UV_IGNORE;
	}
	JS_FreeCString(ctx, word);
	JS_FreeValue(ctx, item);
	return rc ? -1 : 0;
}

/* An id of the options into *out, if it is there. */
static int get_id(JSContext *ctx, JSValueConst options, const char *name, unsigned *out, unsigned flag, unsigned *flags)
{
	JSValue value = JS_GetPropertyStr(ctx, options, name);
	int rc = 0;

	if (!JS_IsUndefined(value)) {
		rc = JS_ToUint32(ctx, out, value);
		*flags |= flag;
	}
	JS_FreeValue(ctx, value);
	return rc;
}

/* Everything but the child: fills options from JavaScript, spawns. 0, or -1 with an exception. */
static int spawn(JSContext *ctx, struct child *child, JSValueConst wanted)
{
	JSValue file_value = JS_GetPropertyStr(ctx, wanted, "file"), cwd_value = JS_GetPropertyStr(ctx, wanted, "cwd");
	JSValue args_value = JS_GetPropertyStr(ctx, wanted, "args"), env_value = JS_GetPropertyStr(ctx, wanted, "env");
	JSValue stdio = JS_GetPropertyStr(ctx, wanted, "stdio");
	uv_stdio_container_t streams[3];
	uv_process_options_t options = {
		.exit_cb = on_exit_status,
		.stdio = streams,
		.stdio_count = 3,
		.flags = UV_PROCESS_DETACHED, /* a session of its own, by which it is told from others */
	};
	const char *file = JS_ToCString(ctx, file_value), *cwd = JS_IsUndefined(cwd_value) ? NULL : JS_ToCString(ctx, cwd_value);
	int rc = -1, fd, theirs[3] = {-1, -1, -1};

	options.file = file;
	options.cwd = cwd;
	options.args = lutf__strings_copy(ctx, args_value);
	options.env = lutf__environment_copy(ctx, env_value, lutf_process_tree_variable(child->started->tree));
	if (!file || !options.args || !options.env || (!cwd && !JS_IsUndefined(cwd_value)) ||
	    get_id(ctx, wanted, "uid", &options.uid, UV_PROCESS_SETUID, &options.flags) ||
	    get_id(ctx, wanted, "gid", &options.gid, UV_PROCESS_SETGID, &options.flags))
		goto out;
	for (fd = 0; fd < 3; fd++)
		if (set_stream(ctx, child, stdio, fd, &streams[fd], &theirs[fd]))
			goto out;
	rc = lutf_process_tree_reserve(child->started->tree);
	if (!rc)
		rc = uv_spawn(child->process.loop, &child->process, &options);
	if (rc)
		lutf_error_throw(ctx, rc, "spawn", file);
	else
		lutf_process_tree_add(child->started->tree, child->process.pid);
out:
	for (fd = 0; fd < 3; fd++)
		if (theirs[fd] >= 0)
			close(theirs[fd]);
	lutf__strings_free(options.args);
	lutf__strings_free(options.env);
	JS_FreeCString(ctx, file);
	JS_FreeCString(ctx, cwd);
	JS_FreeValue(ctx, file_value);
	JS_FreeValue(ctx, cwd_value);
	JS_FreeValue(ctx, args_value);
	JS_FreeValue(ctx, env_value);
	JS_FreeValue(ctx, stdio);
	return rc ? -1 : 0;
}

/* spawn(options, onExit, onOutput): Child */
static JSValue js_spawn(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct started *started = started_of(ctx);
	struct child *child;
	JSValue object;

	(void)this_val;
	(void)argc;
	if (!started)
		return JS_EXCEPTION;
	object = JS_NewObjectClass(ctx, child_class);
	if (JS_IsException(object))
		return object;
	child = calloc(1, sizeof(*child));
	if (!child) {
		JS_FreeValue(ctx, object);
		return JS_ThrowOutOfMemory(ctx);
	}
	JS_SetOpaque(object, child);
	child->started = started;
	child->process.loop = lutf_realm_loop(started->resource.realm);
	child->self = child->on_exit = child->on_output = JS_UNDEFINED;
	if (spawn(ctx, child, argv[0])) {
		int i;

		/* After a failure of uv_spawn() its handle is to be closed like any other; before it, there is none. */
		child->exited = true;
		child->started = NULL;
		lutf_resource_add(started->resource.realm, &child->resource, close_child);
		if (child->process.type == UV_PROCESS) {
			child->process.data = child;
			child->handles++;
			close_handle((uv_handle_t *)&child->process);
		}
		for (i = 0; i < 3; i++)
			close_handle((uv_handle_t *)&child->pipes[i]);
		if (!child->handles)
			lutf_resource_gone(&child->resource);
		JS_FreeValue(ctx, object);
		return JS_EXCEPTION;
	}
	child->process.data = child;
	child->handles++;
	child->self = JS_DupValue(ctx, object);
	child->on_exit = JS_DupValue(ctx, argv[1]);
	child->on_output = JS_DupValue(ctx, argv[2]);
	child->next = started->children;
	child->link = &started->children;
	if (child->next)
		child->next->link = &child->next;
	started->children = child;
	lutf_resource_add(started->resource.realm, &child->resource, close_child);
	return object;
}

static JSValue js_pid(JSContext *ctx, JSValueConst this_val)
{
	struct child *child = JS_GetOpaque2(ctx, this_val, child_class);

	return child ? JS_NewInt32(ctx, child->process.pid) : JS_EXCEPTION;
}

/* kill(signal, group): whether there was a process to signal; with group, all of its process group */
static JSValue js_kill(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct child *child = JS_GetOpaque2(ctx, this_val, child_class);
	int32_t signal;
	int rc;

	(void)argc;
	if (!child || JS_ToInt32(ctx, &signal, argv[0]))
		return JS_EXCEPTION;
	/* It has been waited for: the number may be another's. */
	if (child->exited)
		return JS_FALSE;
	rc = kill(JS_ToBool(ctx, argv[1]) ? -child->process.pid : child->process.pid, signal) ? -errno : 0;
	if (rc && rc != -ESRCH)
		return lutf_error_throw(ctx, rc, "kill", NULL);
	return JS_NewBool(ctx, rc == 0);
}

/* The pipe of an argument; NULL if it is closed or there is none, or with an exception (then *bad). */
static uv_stream_t *pipe_of(JSContext *ctx, JSValueConst this_val, int fd, bool *bad)
{
	struct child *child = JS_GetOpaque2(ctx, this_val, child_class);

	*bad = !child;
	if (!child || fd < 0 || fd > 2 || !child->pipes[fd].data || uv_is_closing((uv_handle_t *)&child->pipes[fd]))
		return NULL;
	return (uv_stream_t *)&child->pipes[fd];
}

enum { RESUME, PAUSE, CLOSE };

/* resume(fd), pause(fd): whether output is read; nothing is at first. close(fd): nobody wants it any more */
static JSValue js_flow(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int which)
{
	uv_stream_t *stream;
	int32_t fd;
	bool bad;

	(void)argc;
	if (JS_ToInt32(ctx, &fd, argv[0]))
		return JS_EXCEPTION;
	stream = pipe_of(ctx, this_val, fd, &bad);
	if (bad)
		return JS_EXCEPTION;
	if (!stream)
		return JS_UNDEFINED;
	switch (which) {
	case RESUME:
		if (fd)
			uv_read_start(stream, allocate, on_read);
		break;
	case PAUSE:
		uv_read_stop(stream);
		break;
	case CLOSE:
		close_handle((uv_handle_t *)stream);
		release_if_over(stream->data);
		break;
	}
	return JS_UNDEFINED;
}

/* Bytes on their way to the child's standard input. Interpreter thread; freed in its callback, which always comes. */
struct sending {
	uv_write_t request;
	JSValue promise[2];
	char bytes[];
};

static void on_written(uv_write_t *request, int status)
{
	struct sending *sending = (struct sending *)request;
	struct child *child = request->handle->data;
	struct lutf_realm *realm = child->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);

	lutf_realm_settle(realm, sending->promise, status < 0, status < 0 ? lutf_error_new(ctx, status, "write", NULL) : JS_UNDEFINED);
	free(sending);
}

/* write(bytes): Promise<void>, when the pipe has taken them */
static JSValue js_write(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct sending *sending;
	uv_stream_t *stream;
	uv_buf_t buffer;
	uint8_t *bytes;
	JSValue promise;
	size_t len;
	bool bad;
	int rc;

	(void)argc;
	stream = pipe_of(ctx, this_val, 0, &bad);
	bytes = bad ? NULL : JS_GetUint8Array(ctx, &len, argv[0]);
	if (!bytes)
		return JS_EXCEPTION;
	if (!stream)
		return lutf_error_throw(ctx, UV_EPIPE, "write", NULL);
	sending = malloc(sizeof(*sending) + len);
	if (!sending)
		return JS_ThrowOutOfMemory(ctx);
	memcpy(sending->bytes, bytes, len);
	promise = JS_NewPromiseCapability(ctx, sending->promise);
	if (JS_IsException(promise)) {
		free(sending);
		return promise;
	}
	buffer = uv_buf_init(sending->bytes, (unsigned)len);
	rc = uv_write(&sending->request, stream, &buffer, 1, on_written);
	if (rc) {
		lutf_realm_settle(lutf_realm_of(ctx), sending->promise, true, lutf_error_new(ctx, rc, "write", NULL));
		free(sending);
	}
	return promise;
}

static void on_shutdown(uv_shutdown_t *request, int status)
{
	struct child *child = request->handle->data;

	(void)status; /* the child does not read any more: its input has ended, too */
	close_handle((uv_handle_t *)request->handle);
	free(request);
	if (!lutf_realm_ending(child->resource.realm))
		release_if_over(child);
}

/* end(): end of file for the child, after all that was written */
static JSValue js_end(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool bad;
	uv_stream_t *stream = pipe_of(ctx, this_val, 0, &bad);
	uv_shutdown_t *request;

	(void)argc;
	(void)argv;
	if (bad)
		return JS_EXCEPTION;
	request = stream ? malloc(sizeof(*request)) : NULL;
	if (stream && (!request || uv_shutdown(request, stream, on_shutdown))) {
		free(request);
		close_handle((uv_handle_t *)stream);
		release_if_over(stream->data);
	}
	return JS_UNDEFINED;
}

static const JSCFunctionListEntry methods[] = {
	JS_CGETSET_DEF("pid", js_pid, NULL),
	JS_CFUNC_DEF("kill", 2, js_kill),
	JS_CFUNC_DEF("write", 1, js_write),
	JS_CFUNC_DEF("end", 0, js_end),
	JS_CFUNC_MAGIC_DEF("resume", 1, js_flow, RESUME),
	JS_CFUNC_MAGIC_DEF("pause", 1, js_flow, PAUSE),
	JS_CFUNC_MAGIC_DEF("close", 1, js_flow, CLOSE),
};

#define SIGNAL(name) JS_PROP_INT32_DEF(#name, name, JS_PROP_ENUMERABLE)

static const JSCFunctionListEntry signals[] = {
	SIGNAL(SIGHUP),    SIGNAL(SIGINT),  SIGNAL(SIGQUIT),  SIGNAL(SIGILL),  SIGNAL(SIGTRAP), SIGNAL(SIGABRT),
	SIGNAL(SIGBUS),    SIGNAL(SIGFPE),  SIGNAL(SIGKILL),  SIGNAL(SIGUSR1), SIGNAL(SIGSEGV), SIGNAL(SIGUSR2),
	SIGNAL(SIGPIPE),   SIGNAL(SIGALRM), SIGNAL(SIGTERM),  SIGNAL(SIGCHLD), SIGNAL(SIGCONT), SIGNAL(SIGSTOP),
	SIGNAL(SIGTSTP),   SIGNAL(SIGTTIN), SIGNAL(SIGTTOU),  SIGNAL(SIGURG),  SIGNAL(SIGXCPU), SIGNAL(SIGXFSZ),
	SIGNAL(SIGVTALRM), SIGNAL(SIGPROF), SIGNAL(SIGWINCH), SIGNAL(SIGIO),   SIGNAL(SIGPWR),  SIGNAL(SIGSYS),
};

static JSValue js_cwd(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	char path[4096];

	(void)this_val;
	(void)argc;
	(void)argv;
	return getcwd(path, sizeof(path)) ? JS_NewString(ctx, path) : lutf_error_throw(ctx, -errno, "getcwd", NULL);
}

/* kill(pid, signal): any process */
static JSValue js_kill_any(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	int32_t pid, signal;

	(void)this_val;
	(void)argc;
	if (JS_ToInt32(ctx, &pid, argv[0]) || JS_ToInt32(ctx, &signal, argv[1]))
		return JS_EXCEPTION;
	return kill(pid, signal) ? lutf_error_throw(ctx, -errno, "kill", NULL) : JS_UNDEFINED;
}

static const JSCFunctionListEntry exports[] = {
	JS_CFUNC_DEF("spawn", 3, js_spawn),
	JS_CFUNC_DEF("kill", 2, js_kill_any),
	JS_CFUNC_DEF("cwd", 0, js_cwd),
	JS_OBJECT_DEF("signals", signals, sizeof(signals) / sizeof(signals[0]), 0),
	JS_PROP_DOUBLE_DEF("outputMax", LUTF_CHILD_OUTPUT_MAX, 0),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	if (JS_SetModuleExport(ctx, module, "pid", JS_NewInt32(ctx, getpid())))
		return -1;
	return JS_SetModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0])));
}

JSModuleDef *lutf_mod_process_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_process_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);
	JSValue prototype;

	if (!module || lutf_class_register(ctx, &child_class, &child_def))
		return NULL;
	prototype = JS_NewObject(ctx);
	if (JS_IsException(prototype))
		return NULL;
	JS_SetPropertyFunctionList(ctx, prototype, methods, (int)(sizeof(methods) / sizeof(methods[0])));
	JS_SetClassProto(ctx, child_class, prototype);
	if (JS_AddModuleExport(ctx, module, "pid") ||
	    JS_AddModuleExportList(ctx, module, exports, (int)(sizeof(exports) / sizeof(exports[0]))))
		return NULL;
	return module;
}
