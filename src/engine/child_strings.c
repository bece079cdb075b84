/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/child_strings.h"

#include <stdlib.h>
#include <string.h>

extern char **environ;

void lutf__strings_free(char **strings)
{
	size_t i;

	for (i = 0; strings && strings[i]; i++)
		free(strings[i]);
	free(strings);
}

char **lutf__strings_copy(JSContext *ctx, JSValueConst array)
{
	int64_t length, i;
	char **strings;

	if (JS_GetLength(ctx, array, &length))
		return NULL;
	strings = calloc((size_t)length + 2, sizeof(*strings));
	for (i = 0; strings && i < length; i++) {
		JSValue item = JS_GetPropertyInt64(ctx, array, i);
		const char *text = JS_ToCString(ctx, item);

		strings[i] = text ? strdup(text) : NULL;
		JS_FreeCString(ctx, text);
		JS_FreeValue(ctx, item);
		if (!strings[i]) {
			lutf__strings_free(strings);
			return NULL;
		}
	}
	if (!strings)
		JS_ThrowOutOfMemory(ctx);
	return strings;
}

static char **copy_own(JSContext *ctx)
{
	size_t count = 0, i;
	char **strings;

	while (environ[count])
		count++;
	strings = calloc(count + 2, sizeof(*strings));
	for (i = 0; strings && i < count; i++)
		strings[i] = strdup(environ[i]);
	if (!strings)
		JS_ThrowOutOfMemory(ctx);
	return strings;
}

char **lutf__environment_copy(JSContext *ctx, JSValueConst wanted, const char *variable)
{
	size_t name = strcspn(variable, "=") + 1, kept = 0, i;
	char **strings = JS_IsUndefined(wanted) ? copy_own(ctx) : lutf__strings_copy(ctx, wanted);

	if (!strings)
		return NULL;
	for (i = 0; strings[i]; i++) {
		if (strncmp(strings[i], variable, name))
			strings[kept++] = strings[i];
		else
			free(strings[i]);
	}
	strings[kept] = strdup(variable);
	strings[kept + 1] = NULL;
	return strings;
}
