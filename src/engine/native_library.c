/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/native_library.h"

#include "engine/realm_internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *own_folder;

void lutf_native_library_folder(const char *folder)
{
	own_folder = folder;
}

/* A name, no path: what may be loaded is decided by who may write to the folders. */
static bool is_name(const char *name)
{
	return *name && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(name);
}

/* Why root must not load code from here, or NULL. */
static const char *unsafe(const char *path)
{
	struct stat status;

	if (geteuid() != 0 || stat(path, &status) != 0)
		return NULL;
	if (status.st_uid != 0)
		return "does not belong to root";
	return status.st_mode & (S_IWGRP | S_IWOTH) ? "can be written to by others" : NULL;
}

static JSModuleDef *open_library(JSContext *ctx, const char *specifier, const char *importer, const char *folder, const char *path)
{
	JSModuleDef *(*init)(JSContext *, const char *);
	const char *why = unsafe(folder);
	const char *what = why ? folder : path;
	JSModuleDef *module;
	void *library;

	why = why ? why : unsafe(path);
	if (why) {
		lutf_throw(ctx, JS_NewPlainError, "Cannot load \"%s\" imported by %s: %s %s, and this process is root's", specifier,
			   importer, what, why);
		return NULL;
	}
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		lutf_throw(ctx, JS_NewPlainError, "Cannot load \"%s\" imported by %s: %s", specifier, importer, dlerror());
		return NULL;
	}
	*(void **)&init = dlsym(library, "js_init_module");
	module = init ? init(ctx, specifier) : NULL;
	if (!init)
		lutf_throw(ctx, JS_NewPlainError, "Cannot load \"%s\" imported by %s: %s has no js_init_module()", specifier, importer,
			   path);
	else if (!module && !JS_HasException(ctx))
		lutf_throw(ctx, JS_NewPlainError, "Cannot load \"%s\" imported by %s: its js_init_module() failed", specifier, importer);
	return module;
}

/* 1: loaded or refused, the result is in module; 0: it is not in this folder. */
static int try_folder(JSContext *ctx, const char *specifier, const char *importer, const char *folder, size_t len, JSModuleDef **module)
{
	const char *name = strchr(specifier, ':') + 1;
	char *folder_text = strndup(folder, len), *path = NULL;
	int tried = 0;

	if (!folder_text || asprintf(&path, "%s/%s.so", folder_text, name) < 0) {
		JS_ThrowOutOfMemory(ctx);
		tried = 1;
	} else if (access(path, F_OK) == 0) {
		*module = open_library(ctx, specifier, importer, folder_text, path);
		tried = 1;
	}
	free(path);
	free(folder_text);
	return tried;
}

JSModuleDef *lutf_native_library_load(JSContext *ctx, const char *specifier, const char *importer)
{
	bool trusted = getuid() == geteuid() && getgid() == getegid();
	const char *search = trusted ? getenv("LUTF_MODULE_PATH") : NULL;
	JSModuleDef *module = NULL;

	if (!is_name(strchr(specifier, ':') + 1)) {
		lutf_throw(ctx, JS_NewReferenceError,
			   "Cannot load \"%s\" imported by %s: a native module is named by letters, digits, _ and -", specifier, importer);
		return NULL;
	}
	for (const char *at = search; at && *at;) {
		size_t len = strcspn(at, ":");

		if (*at == '/' && try_folder(ctx, specifier, importer, at, len, &module))
			return module;
		at += len + (at[len] == ':');
	}
	if (own_folder && try_folder(ctx, specifier, importer, own_folder, strlen(own_folder), &module))
		return module;
	lutf_throw(ctx, JS_NewReferenceError,
		   "Cannot find native module \"%s\" imported by %s: no %s.so in %s%s%s (LUTF_MODULE_PATH holds absolute folders)",
		   specifier, importer, strchr(specifier, ':') + 1, own_folder ? own_folder : "", own_folder && search ? " or " : "",
		   search ? search : "");
	return NULL;
}
