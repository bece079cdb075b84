/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:console: the process' own output; where the console of a test goes is decided in ts/globals/console.ts. */
#include "engine/realm.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/*
 * write(fd, text): writes all of it before it returns, so that order and the last line before a crash are right. Returns false when the
 * reader is gone: then nobody is there to be told.
 */
static JSValue js_write(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	const char *text;
	size_t len, done = 0;
	ssize_t wrote;
	int32_t fd;

	(void)this_val;
	(void)argc;
	if (JS_ToInt32(ctx, &fd, argv[0]))
		return JS_EXCEPTION;
	if (fd != STDOUT_FILENO && fd != STDERR_FILENO)
		return JS_ThrowRangeError(ctx, "console.write: fd is %d; it must be 1 (stdout) or 2 (stderr)", fd);
	text = JS_ToCStringLen(ctx, &len, argv[1]);
	if (!text)
		return JS_EXCEPTION;
	while (done < len) {
		wrote = write(fd, text + done, len - done);
		if (wrote >= 0)
			done += (size_t)wrote;
		else if (errno == EAGAIN) /* somebody we share the terminal or pipe with made it non-blocking */
			poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
		else if (errno != EINTR)
			break;
	}
	JS_FreeCString(ctx, text);
	return JS_NewBool(ctx, done == len);
}

static JSValue js_is_terminal(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	int32_t fd;

	(void)this_val;
	(void)argc;
	return JS_ToInt32(ctx, &fd, argv[0]) ? JS_EXCEPTION : JS_NewBool(ctx, isatty(fd));
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("write", 2, js_write),
	JS_CFUNC_DEF("isTerminal", 1, js_is_terminal),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0])));
}

JSModuleDef *lutf_mod_console_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_console_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);

	if (!module || JS_AddModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0]))))
		return NULL;
	return module;
}
