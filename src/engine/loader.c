/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Modules of a realm.
 *
 *   "lutf", "lutf/X"        the library: embedded bytecode, or DIR/X.js with LUTF_LIBRARY=DIR ("lutf" is DIR/index.js)
 *   "lutf:X"                a native module of this program; only the library may import it
 *   "native:X"              X.so from a folder of this machine (native_library.c)
 *   "./X", "../X"           beside the importer; in a test also with ".ts" or ".js" added, or ".ts" instead of ".js"
 *   anything else           the full name of a test's module, which the realm's creator has or has not
 *
 * The engine asks twice: the normaliser turns a specifier into a full name (it knows the importer), the loader makes the module.
 * A module whose imports could not be completed stays in the engine's list with holes in it; importing it again
 * would crash. Such modules are marked broken here, and refused from then on.
 */
#include "engine/realm_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/library.h"
#include "engine/native_library.h"

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_library(const char *name)
{
	return strcmp(name, "lutf") == 0 || starts_with(name, "lutf/");
}

static bool is_relative(const char *specifier)
{
	return starts_with(specifier, "./") || starts_with(specifier, "../");
}

static struct lutf_module *find(struct lutf_loader *loader, const char *name)
{
	for (size_t i = 0; i < loader->count; i++)
		if (strcmp(loader->modules[i].name, name) == 0)
			return &loader->modules[i];
	return NULL;
}

/* Everything loaded since the imports were last known to be complete may have a hole. */
static void mark_broken(struct lutf_loader *loader)
{
	for (size_t i = loader->resolved; i < loader->count; i++)
		loader->modules[i].broken = true;
}

static void forget_pending(struct lutf_loader *loader)
{
	free(loader->pending_name);
	free(loader->pending_source);
	loader->pending_name = loader->pending_source = NULL;
}

/* Joins the folder of base and a relative specifier; NULL if it leads above the top. */
static char *join(const char *base, const char *specifier)
{
	const char *slash = strrchr(base, '/');
	size_t len = slash ? (size_t)(slash - base) : 0;
	char *path = malloc(len + strlen(specifier) + 2);

	if (!path)
		return NULL;
	memcpy(path, base, len);
	for (const char *part = specifier; *part;) {
		size_t size = strcspn(part, "/");

		if (size == 2 && memcmp(part, "..", 2) == 0) {
			if (!len) {
				free(path);
				return NULL;
			}
			while (len && path[--len] != '/')
				;
		} else if (size && !(size == 1 && *part == '.')) {
			if (len || *base == '/')
				path[len++] = '/';
			memcpy(path + len, part, size);
			len += size;
		}
		part += size + (part[size] == '/');
	}
	path[len] = 0;
	return path;
}

static char *with_suffix(const char *name, size_t len, const char *suffix)
{
	char *text = NULL;

	return asprintf(&text, "%.*s%s", (int)len, name, suffix) < 0 ? NULL : text;
}

/* A copy for the engine, which frees it with js_free(). */
static char *to_engine(JSContext *ctx, char *name)
{
	char *copy = name ? js_strdup(ctx, name) : NULL;

	if (!name && !JS_HasException(ctx))
		JS_ThrowOutOfMemory(ctx);
	free(name);
	return copy;
}

/* Asks the creator. 1: it is there and its source is pending; 0: it is not; -1: an exception is thrown. */
static int fetch(struct lutf_realm *realm, const char *importer, const char *name)
{
	struct lutf_loader *loader = &realm->loader;
	char *error = NULL, *source;
	size_t len = 0;

	if (find(loader, name))
		return 1;
	if (loader->pending_name && strcmp(loader->pending_name, name) == 0)
		return 1;
	if (!realm->load)
		return 0;
	source = realm->load(realm->opaque, name, &len, &error);
	if (error) {
		lutf_throw(realm->ctx, JS_NewPlainError, "Cannot load \"%s\" imported by %s: %s", name, importer, error);
		free(error);
		free(source);
		return -1;
	}
	if (!source)
		return 0;
	forget_pending(loader);
	loader->pending_name = strdup(name);
	loader->pending_source = source;
	loader->pending_len = len;
	if (!loader->pending_name) {
		forget_pending(loader);
		JS_ThrowOutOfMemory(realm->ctx);
		return -1;
	}
	return 1;
}

/* The full name of a test's module, trying what people write and what compilers make of it. */
static char *find_in_test(struct lutf_realm *realm, const char *importer, const char *specifier)
{
	char *path = is_relative(specifier) ? join(importer, specifier) : strdup(specifier);
	char *candidates[3] = {NULL, NULL, NULL}, *found = NULL;
	size_t len, i;
	int have = 0;

	if (!path) {
		lutf_throw(realm->ctx, JS_NewReferenceError, "Cannot find \"%s\" imported by %s: it leads out of the suites' folder",
			   specifier, importer);
		return NULL;
	}
	len = strlen(path);
	if (len > 3 && strcmp(path + len - 3, ".js") == 0) {
		candidates[0] = with_suffix(path, len, "");
		candidates[1] = with_suffix(path, len - 3, ".ts");
	} else if (len > 3 && strcmp(path + len - 3, ".ts") == 0) {
		candidates[0] = with_suffix(path, len, "");
	} else {
		candidates[0] = with_suffix(path, len, ".ts");
		candidates[1] = with_suffix(path, len, ".js");
		candidates[2] = with_suffix(path, len, "");
	}
	for (i = 0; i < 3 && candidates[i] && !have; i++) {
		have = fetch(realm, importer, candidates[i]);
		if (have > 0)
			found = strdup(candidates[i]);
	}
	if (!have)
		lutf_throw(realm->ctx, JS_NewReferenceError, "Cannot find module \"%s\" imported by %s: there is no %s%s%s%s%s. %s",
			   specifier, importer, candidates[0], candidates[1] ? ", " : "", candidates[1] ? candidates[1] : "",
			   candidates[2] ? ", " : "", candidates[2] ? candidates[2] : "",
			   is_relative(specifier)
				   ? "Check the path."
				   : "A suite can import \"lutf\", \"lutf/…\" and files of its own (\"./name\"); bundle other packages.");
	for (i = 0; i < 3; i++)
		free(candidates[i]);
	free(path);
	return found;
}

static char *resolve(struct lutf_realm *realm, const char *importer, const char *specifier)
{
	JSContext *ctx = realm->ctx;

	if (starts_with(specifier, "lutf:") && !is_library(importer)) {
		lutf_throw(ctx, JS_NewTypeError, "Cannot import \"%s\" in %s: native modules are for the library; import \"lutf\" instead",
			   specifier, importer);
		return NULL;
	}
	if (is_library(specifier) || starts_with(specifier, "lutf:") || starts_with(specifier, "native:"))
		return to_engine(ctx, strdup(specifier));
	if (is_library(importer) && is_relative(specifier)) {
		char *path = join(strcmp(importer, "lutf") == 0 ? "lutf/" : importer, specifier);
		size_t len = path ? strlen(path) : 0;

		if (len > 3 && strcmp(path + len - 3, ".js") == 0)
			path[len - 3] = 0;
		return to_engine(ctx, path);
	}
	return to_engine(ctx, find_in_test(realm, importer, specifier));
}

static char *normalise(JSContext *ctx, const char *importer, const char *specifier, void *opaque)
{
	struct lutf_realm *realm = opaque;
	struct lutf_loader *loader = &realm->loader;
	const struct lutf_module *known;
	char *name = resolve(realm, importer, specifier);

	known = name ? find(loader, name) : NULL;
	if (known && known->broken) {
		lutf_throw(ctx, JS_NewReferenceError, "Cannot load \"%s\" imported by %s: loading it has failed before in this test",
			   specifier, importer);
		js_free(ctx, name);
		name = NULL;
	}
	if (!name) {
		if (!JS_HasException(ctx))
			JS_ThrowOutOfMemory(ctx);
		mark_broken(loader);
		return NULL;
	}
	free(loader->importer);
	loader->importer = strdup(importer);
	return name;
}

/* The index of a new entry, or -1. The entry comes first, so that a cycle of imports finds it. */
static ptrdiff_t add_module(struct lutf_realm *realm, const char *name)
{
	struct lutf_loader *loader = &realm->loader;

	if (loader->count == loader->capacity) {
		size_t capacity = loader->capacity ? 2 * loader->capacity : 16;
		struct lutf_module *grown = realloc(loader->modules, capacity * sizeof(*grown));

		if (!grown)
			goto out_of_memory;
		loader->modules = grown;
		loader->capacity = capacity;
	}
	loader->modules[loader->count] = (struct lutf_module){.name = strdup(name)};
	if (loader->modules[loader->count].name)
		return (ptrdiff_t)loader->count++;
out_of_memory:
	JS_ThrowOutOfMemory(realm->ctx);
	return -1;
}

static JSModuleDef *set_meta(JSContext *ctx, JSModuleDef *def, const char *name)
{
	JSValue meta = JS_GetImportMeta(ctx, def);
	char *url;

	if (JS_IsException(meta))
		return NULL;
	url = with_suffix(*name == '/' ? "file://" : "lutf:", 7, name);
	JS_DefinePropertyValueStr(ctx, meta, "url", JS_NewString(ctx, url ? url : name), JS_PROP_C_W_E);
	JS_DefinePropertyValueStr(ctx, meta, "name", JS_NewString(ctx, name), JS_PROP_C_W_E);
	JS_FreeValue(ctx, meta);
	free(url);
	return def;
}

static JSModuleDef *from_value(JSContext *ctx, JSValue module, const char *name)
{
	JSModuleDef *def;

	if (JS_IsException(module))
		return NULL;
	def = JS_VALUE_GET_PTR(module);
	JS_FreeValue(ctx, module); /* the context owns it */
	return set_meta(ctx, def, name);
}

static JSModuleDef *compile(JSContext *ctx, const char *name, const char *source, size_t len)
{
	return from_value(ctx, JS_Eval(ctx, source, len, name, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY), name);
}

/* For people who change the library; never for a program that has more rights than its user. */
static const char *library_folder(void)
{
	return getuid() == geteuid() && getgid() == getegid() ? getenv("LUTF_LIBRARY") : NULL;
}

static JSModuleDef *load_library_file(JSContext *ctx, const char *folder, const char *name)
{
	const char *base = strcmp(name, "lutf") == 0 ? "index" : name + strlen("lutf/");
	JSModuleDef *def = NULL;
	char *path = NULL, *source = NULL;
	size_t len = 0;
	FILE *file;

	if (asprintf(&path, "%s/%s.js", folder, base) < 0) {
		JS_ThrowOutOfMemory(ctx);
		return NULL;
	}
	file = fopen(path, "r");
	if (!file || fseek(file, 0, SEEK_END) || !(source = malloc((size_t)ftell(file) + 1))) {
		lutf_throw(ctx, JS_NewReferenceError, "Cannot load \"%s\": %s: %s (LUTF_LIBRARY is set)", name, path, strerror(errno));
	} else {
		len = (size_t)ftell(file);
		rewind(file);
		len = fread(source, 1, len, file);
		source[len] = 0;
		def = compile(ctx, name, source, len);
	}
	if (file)
		fclose(file);
	free(source);
	free(path);
	return def;
}

static JSModuleDef *load_library(struct lutf_realm *realm, const char *name)
{
	const char *folder = library_folder();
	const struct lutf_library_module *module;

	if (folder)
		return load_library_file(realm->ctx, folder, name);
	module = lutf_library_find(name);
	if (module)
		return from_value(realm->ctx, JS_ReadObject(realm->ctx, module->bytecode, module->len, JS_READ_OBJ_BYTECODE), name);
	lutf_throw(realm->ctx, JS_NewReferenceError, "Cannot find module \"%s\" imported by %s: the library has no such part", name,
		   realm->loader.importer);
	return NULL;
}

static JSModuleDef *load_native(struct lutf_realm *realm, const char *name)
{
	const struct lutf_native_module *module = lutf_native_module_find(name + strlen("lutf:"));

	if (module)
		return module->init(realm->ctx, name);
	lutf_throw(realm->ctx, JS_NewReferenceError, "Cannot find module \"%s\" imported by %s: this program has no such native module",
		   name, realm->loader.importer);
	return NULL;
}

static JSModuleDef *load_test(struct lutf_realm *realm, const char *name)
{
	struct lutf_loader *loader = &realm->loader;
	char *pending = loader->pending_name, *source = loader->pending_source;
	JSModuleDef *def;

	/* Compiling loads what the module imports: the pending source is ours from here. */
	loader->pending_name = loader->pending_source = NULL;
	def = compile(realm->ctx, name, source, loader->pending_len);
	free(pending);
	free(source);
	return def;
}

static JSModuleDef *load(JSContext *ctx, const char *name, void *opaque, JSValueConst attributes)
{
	struct lutf_realm *realm = opaque;
	struct lutf_loader *loader = &realm->loader;
	ptrdiff_t index = add_module(realm, name);
	JSModuleDef *def = NULL;

	(void)attributes;
	if (index < 0)
		;
	else if (is_library(name))
		def = load_library(realm, name);
	else if (starts_with(name, "lutf:"))
		def = load_native(realm, name);
	else if (starts_with(name, "native:"))
		def = lutf_native_library_load(ctx, name, loader->importer);
	else
		def = load_test(realm, name);
	if (def)
		loader->modules[index].def = def;
	else
		mark_broken(loader);
	return def;
}

static int refuse_attributes(JSContext *ctx, void *opaque, JSValueConst attributes)
{
	(void)opaque;
	(void)attributes;
	lutf_throw(ctx, JS_NewTypeError, "import attributes (\"with\") are not supported: a module is JavaScript or TypeScript");
	return -1;
}

void lutf_loader_init(struct lutf_realm *realm)
{
	JS_SetModuleLoaderFunc2(realm->rt, normalise, load, refuse_attributes, realm);
}

void lutf_loader_free(struct lutf_realm *realm)
{
	struct lutf_loader *loader = &realm->loader;

	for (size_t i = 0; i < loader->count; i++)
		free(loader->modules[i].name);
	free(loader->modules);
	free(loader->importer);
	forget_pending(loader);
}

JSValue lutf_loader_import(struct lutf_realm *realm, const char *name)
{
	lutf_loader_settle(realm);
	return JS_LoadModule(realm->ctx, "lutf", name);
}

JSValue lutf_loader_load_library(struct lutf_realm *realm, const char *name)
{
	JSContext *ctx = realm->ctx;
	struct lutf_module *known = find(&realm->loader, name);
	JSValue module, promise, result;
	JSModuleDef *def;

	lutf_loader_settle(realm);
	if (!is_library(name))
		return JS_ThrowTypeError(ctx, "loadLibrary(\"%s\"): not a module of the library", name);
	if (known && known->broken)
		return JS_ThrowReferenceError(ctx, "loadLibrary(\"%s\"): loading it has failed before", name);
	def = known ? known->def : load(ctx, name, realm, JS_UNDEFINED);
	if (!def)
		return known ? JS_ThrowTypeError(ctx, "loadLibrary(\"%s\"): it is being loaded", name) : JS_EXCEPTION;
	module = JS_DupValue(ctx, JS_MKPTR(JS_TAG_MODULE, def));
	if (JS_ResolveModule(ctx, module) < 0) {
		JS_FreeValue(ctx, module);
		return JS_EXCEPTION;
	}
	promise = JS_EvalFunction(ctx, module);
	if (JS_IsException(promise))
		return promise;
	switch (JS_PromiseState(ctx, promise)) {
	case JS_PROMISE_FULFILLED:
		result = JS_GetModuleNamespace(ctx, def);
		break;
	case JS_PROMISE_REJECTED:
		JS_PromiseMarkAsHandled(ctx, promise);
		result = JS_Throw(ctx, JS_PromiseResult(ctx, promise));
		break;
	default:
		result = JS_ThrowTypeError(ctx, "loadLibrary(\"%s\"): it is still being evaluated, or uses top-level await", name);
	}
	JS_FreeValue(ctx, promise);
	return result;
}

JSValue lutf_loader_modules(struct lutf_realm *realm)
{
	JSContext *ctx = realm->ctx;
	JSValue list = JS_NewArray(ctx);
	uint32_t length = 0;

	lutf_loader_settle(realm);
	for (size_t i = 0; i < realm->loader.resolved && !JS_IsException(list); i++) {
		const struct lutf_module *module = &realm->loader.modules[i];
		JSValue pair, name_space;

		if (!module->def || module->broken)
			continue;
		name_space = JS_GetModuleNamespace(ctx, module->def);
		pair = JS_IsException(name_space) ? JS_EXCEPTION : JS_NewArray(ctx);
		if (JS_IsException(pair) ||
		    JS_DefinePropertyValueUint32(ctx, pair, 0, JS_NewString(ctx, module->name), JS_PROP_C_W_E) < 0 ||
		    JS_DefinePropertyValueUint32(ctx, pair, 1, name_space, JS_PROP_C_W_E) < 0 ||
		    JS_DefinePropertyValueUint32(ctx, list, length++, pair, JS_PROP_C_W_E) < 0) {
			JS_FreeValue(ctx, list);
			list = JS_EXCEPTION;
		}
	}
	return list;
}
