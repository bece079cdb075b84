/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors: libuv's as JavaScript's, JavaScript's as text. */
#include "engine/realm_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer messages are cut by the engine when it makes the error: they are put in afterwards, too late only for prepareStackTrace. */
static JSValue make_error(JSContext *ctx, JSValue (*make)(JSContext *, const char *, ...), const char *message)
{
	JSValue error = make(ctx, "%s", message);

	if (!JS_IsException(error) && strlen(message) > 255)
		JS_DefinePropertyValueStr(ctx, error, "message", JS_NewString(ctx, message), JS_PROP_CONFIGURABLE | JS_PROP_WRITABLE);
	return error;
}

void lutf_throw(JSContext *ctx, JSValue (*make)(JSContext *, const char *, ...), const char *format, ...)
{
	va_list arguments;
	char *message;
	int len;

	va_start(arguments, format);
	len = vasprintf(&message, format, arguments);
	va_end(arguments);
	if (len < 0) {
		JS_ThrowOutOfMemory(ctx);
		return;
	}
	JS_Throw(ctx, make_error(ctx, make, message));
	free(message);
}

JSValue lutf_error_new(JSContext *ctx, int uv_error, const char *syscall, const char *path)
{
	char name[32], text[128], *message;
	JSValue error;

	uv_err_name_r(uv_error, name, sizeof(name));
	uv_strerror_r(uv_error, text, sizeof(text));
	if (asprintf(&message, "%s: %s, %s%s%s%s", name, text, syscall, path ? " '" : "", path ? path : "", path ? "'" : "") < 0)
		return JS_ThrowOutOfMemory(ctx);
	error = make_error(ctx, JS_NewPlainError, message);
	free(message);
	if (JS_IsException(error))
		return error;
	JS_DefinePropertyValueStr(ctx, error, "errno", JS_NewInt32(ctx, uv_error), JS_PROP_C_W_E);
	JS_DefinePropertyValueStr(ctx, error, "code", JS_NewString(ctx, name), JS_PROP_C_W_E);
	JS_DefinePropertyValueStr(ctx, error, "syscall", JS_NewString(ctx, syscall), JS_PROP_C_W_E);
	if (path)
		JS_DefinePropertyValueStr(ctx, error, "path", JS_NewString(ctx, path), JS_PROP_C_W_E);
	return error;
}

JSValue lutf_error_throw(JSContext *ctx, int uv_error, const char *syscall, const char *path)
{
	JSValue error = lutf_error_new(ctx, uv_error, syscall, path);

	return JS_IsException(error) ? error : JS_Throw(ctx, error);
}

/* Half of a surrogate pair is written like a character, and YAML refuses that: U+FFFD is as long. */
static void make_well_formed(char *text)
{
	for (; *text; text++)
		if ((unsigned char)text[0] == 0xed && (unsigned char)text[1] >= 0xa0)
			memcpy(text, "\xef\xbf\xbd", 3);
}

static char *text_of(JSContext *ctx, JSValueConst value)
{
	const char *text = JS_ToCString(ctx, value);
	char *copy = text ? strdup(text) : NULL;

	if (copy)
		make_well_formed(copy);
	if (!text)
		JS_FreeValue(ctx, JS_GetException(ctx));
	JS_FreeCString(ctx, text);
	return copy;
}

void lutf_error_describe(JSContext *ctx, JSValueConst error, char **message, char **stack)
{
	*stack = NULL;
	if (JS_IsError(error)) {
		JSValue value = JS_GetPropertyStr(ctx, error, "stack");

		if (JS_IsString(value))
			*stack = text_of(ctx, value);
		else if (JS_IsException(value))
			JS_FreeValue(ctx, JS_GetException(ctx));
		JS_FreeValue(ctx, value);
	}
	*message = text_of(ctx, error);
	if (!*message)
		*message = strdup("an error that cannot be shown as text");
}
