/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:global (clutf_global as a loadable module): what this process and this realm were started with. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/host.h"
#include "engine/realm_internal.h"
#include "lutf-config.h"
#include "yaml/doc.h"

extern char **environ;

static bool main_only(JSContext *ctx, const char *name)
{
	if (lutf_realm_is_main(lutf_realm_of(ctx)))
		return true;
	JS_ThrowTypeError(ctx, "%s() is for the main realm of the process only", name);
	return false;
}

static JSValue exit_process(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	JSValue error;
	int code;

	(void)this_val;
	(void)argc;
	if (!main_only(ctx, "exit") || JS_ToInt32(ctx, &code, argv[0]) < 0)
		return JS_EXCEPTION;
	lutf_host_exit(code & 255);
	/* It does not return, as in Node: nothing catches this. */
	error = JS_NewInternalError(ctx, "exit");
	JS_SetUncatchableError(ctx, error);
	return JS_Throw(ctx, error);
}

static JSValue write_text(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	const char *text;
	size_t len;
	int fd;

	(void)this_val;
	(void)argc;
	if (!main_only(ctx, "write") || JS_ToInt32(ctx, &fd, argv[0]) < 0)
		return JS_EXCEPTION;
	if (fd != 1 && fd != 2)
		return JS_ThrowRangeError(ctx, "write: %d is neither 1 (standard output) nor 2 (standard error)", fd);
	text = JS_ToCStringLen(ctx, &len, argv[1]);
	if (!text)
		return JS_EXCEPTION;
	for (size_t done = 0; done < len;) {
		ssize_t n = write(fd, text + done, len - done);

		if (n >= 0) {
			done += (size_t)n;
		} else if (errno == EAGAIN) {
			struct pollfd wait = {.fd = fd, .events = POLLOUT};

			poll(&wait, 1, -1);
		} else if (errno == EPIPE) {
			break; /* nobody reads: nothing that a test run should end for */
		} else if (errno != EINTR) {
			JS_FreeCString(ctx, text);
			return lutf_error_throw(ctx, -errno, "write", NULL);
		}
	}
	JS_FreeCString(ctx, text);
	return JS_UNDEFINED;
}

static JSValue terminal_columns(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct winsize size;

	(void)this_val;
	(void)argc;
	(void)argv;
	if (!main_only(ctx, "terminalColumns"))
		return JS_EXCEPTION;
	return JS_NewInt32(ctx, isatty(1) && ioctl(1, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0);
}

static JSValue on_signal(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	(void)this_val;
	(void)argc;
	if (!main_only(ctx, "onSignal"))
		return JS_EXCEPTION;
	if (!JS_IsFunction(ctx, argv[0]))
		return JS_ThrowTypeError(ctx, "onSignal takes a function");
	lutf_host_set_signal_handler(lutf_realm_of(ctx), argv[0]);
	return JS_UNDEFINED;
}

static JSValue make_paths(JSContext *ctx)
{
	JSValue paths = JS_NewObject(ctx);
	const char *const values[][2] = {{"program", lutf_host.program},
					 {"library", lutf_host.library},
					 {"suites", lutf_host.suites},
					 {"esbuild", lutf_host.esbuild}};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		JS_DefinePropertyValueStr(ctx, paths, values[i][0], JS_NewString(ctx, values[i][1] ? values[i][1] : ""),
					  JS_PROP_ENUMERABLE);
	return paths;
}

static JSValue make_environment(JSContext *ctx)
{
	JSValue object = JS_NewObject(ctx);

	for (char **at = environ; at && *at; at++) {
		const char *equals = strchr(*at, '=');
		JSAtom name = equals ? JS_NewAtomLen(ctx, *at, (size_t)(equals - *at)) : JS_ATOM_NULL;

		if (name != JS_ATOM_NULL)
			JS_DefinePropertyValue(ctx, object, name, JS_NewString(ctx, equals + 1), JS_PROP_ENUMERABLE);
		JS_FreeAtom(ctx, name);
	}
	return object;
}

static JSValue make_realm_data(JSContext *ctx)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	JSValue data;

	if (!realm->data)
		return JS_UNDEFINED;
	if (lutf_yaml_parse(realm->data, strlen(realm->data), &doc, &error))
		return JS_ThrowInternalError(ctx, "data of realm %s: %s", realm->name, error.text);
	data = lutf_value_read(ctx, lutf_yaml_root(doc));
	lutf_yaml_doc_free(doc);
	return data;
}

static const JSCFunctionListEntry functions[] = {
	JS_PROP_STRING_DEF("version", LUTF_VERSION, 0),       JS_CFUNC_DEF("exit", 1, exit_process),  JS_CFUNC_DEF("write", 2, write_text),
	JS_CFUNC_DEF("terminalColumns", 0, terminal_columns), JS_CFUNC_DEF("onSignal", 1, on_signal),
};

static const char *const values[] = {"options", "command", "paths", "environment", "realmData", "key"};

static int init(JSContext *ctx, JSModuleDef *module)
{
	bool main = lutf_realm_is_main(lutf_realm_of(ctx));
	JSValue data = make_realm_data(ctx);

	if (JS_IsException(data))
		return -1;
	JS_SetModuleExport(ctx, module, "options", lutf_host.options ? lutf_value_read(ctx, lutf_host.options) : JS_NewObject(ctx));
	JS_SetModuleExport(ctx, module, "command", JS_NewString(ctx, lutf_host.command ? lutf_host.command : ""));
	JS_SetModuleExport(ctx, module, "paths", make_paths(ctx));
	JS_SetModuleExport(ctx, module, "environment", make_environment(ctx));
	JS_SetModuleExport(ctx, module, "realmData", data);
	/* Tests have no business with the key. */
	JS_SetModuleExport(ctx, module, "key", JS_NewString(ctx, main && lutf_host.key ? lutf_host.key : ""));
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

#ifdef LUTF_SHARED_MODULE
#define lutf_mod_global_init js_init_module
#endif
JSModuleDef *lutf_mod_global_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_global_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (!module)
		return NULL;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		JS_AddModuleExport(ctx, module, values[i]);
	JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
