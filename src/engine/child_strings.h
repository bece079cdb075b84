/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arguments and environment of a child process, from JavaScript. Lists end with NULL; the caller frees them. */
#ifndef LUTF_ENGINE_CHILD_STRINGS_H
#define LUTF_ENGINE_CHILD_STRINGS_H

#include <quickjs.h>

/* Of an array of strings, with room for one more; NULL with an exception. */
char **lutf__strings_copy(JSContext *ctx, JSValueConst array);
/* What is wanted ("NAME=value" each), or our own environment if that is undefined; with variable in place of its namesake. NULL with an exception. */
char **lutf__environment_copy(JSContext *ctx, JSValueConst wanted, const char *variable);
void lutf__strings_free(char **strings);

#endif
