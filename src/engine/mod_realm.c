/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lutf:realm: realms for JavaScript.
 *
 * A Realm object is kept alive by its realm (which holds `self`) until the realm has ended; then the object is empty. What passes
 * between two runtimes does so as YAML text, an exception as its message.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/library.h"
#include "engine/mailroom.h"
#include "engine/realm_internal.h"
#include "limits.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

static JSClassID realm_class;

/* What a realm made here knows of its creator. Owner: the realm, until on_end(). */
struct creation {
	struct lutf_realm *creator;
	struct lutf_realm *realm;
	JSValue self, load, on_end; /* of the creator's runtime */
};

static const JSClassDef realm_class_def = {.class_name = "Realm"};

/* Value as YAML text (malloc()ed), or NULL with an exception. */
static char *to_text(JSContext *ctx, JSValueConst value)
{
	struct lutf_yaml_writer *writer;
	char *text = NULL;
	size_t len;
	int rc;

	if (lutf_yaml_writer_new(&writer)) {
		JS_ThrowOutOfMemory(ctx);
		return NULL;
	}
	if (lutf_value_write(ctx, writer, value) == 0) {
		rc = lutf_yaml_writer_finish(writer, &text, &len);
		if (rc)
			JS_ThrowTypeError(ctx, "the value is too large to pass to another realm (%s)", strerror(-rc));
	}
	lutf_yaml_writer_free(writer);
	return text;
}

static struct lutf_yaml_doc *to_doc(JSContext *ctx, const char *text)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;

	if (lutf_yaml_parse(text, strlen(text), &doc, &error) == 0)
		return doc;
	JS_ThrowTypeError(ctx, "the value cannot pass to another realm: %s", error.text);
	return NULL;
}

static JSValue from_text(JSContext *ctx, const char *text)
{
	struct lutf_yaml_doc *doc = to_doc(ctx, text);
	JSValue value = doc ? lutf_value_read(ctx, lutf_yaml_root(doc)) : JS_EXCEPTION;

	lutf_yaml_doc_free(doc);
	return value;
}

char *lutf_realm_inspect(struct lutf_realm *realm)
{
	JSValue value;
	char *text = NULL;

	if (!JS_IsFunction(realm->ctx, realm->inspector) || !lutf_realm_enter(realm))
		return NULL;
	value = JS_Call(realm->ctx, realm->inspector, JS_UNDEFINED, 0, NULL);
	if (!JS_IsException(value))
		text = to_text(realm->ctx, value);
	/* An inspector that fails says nothing: what it would have told is only a hint. */
	if (!text)
		JS_FreeValue(realm->ctx, JS_GetException(realm->ctx));
	JS_FreeValue(realm->ctx, value);
	lutf_realm_leave(realm);
	return text;
}

/* Runs in the creator on behalf of the realm that imports. */
static char *load(void *opaque, const char *name, size_t *len, char **error)
{
	struct creation *creation = opaque;
	JSContext *ctx = creation->creator->ctx;
	JSValue argument, result;
	const char *text;
	char *source = NULL, *stack;

	if (!lutf_realm_enter(creation->creator)) {
		*error = strdup("the process ends");
		return NULL;
	}
	argument = JS_NewString(ctx, name);
	result = JS_Call(ctx, creation->load, JS_UNDEFINED, 1, (JSValueConst *)&argument);
	if (JS_IsException(result)) {
		JSValue exception = JS_GetException(ctx);

		lutf_error_describe(ctx, exception, error, &stack);
		free(stack);
		JS_FreeValue(ctx, exception);
	} else if (!JS_IsUndefined(result)) {
		text = JS_ToCStringLen(ctx, len, result);
		source = text ? malloc(*len + 1) : NULL;
		if (source)
			memcpy(source, text, *len + 1);
		else
			*error = strdup("its source is not text");
		if (!text)
			JS_FreeValue(ctx, JS_GetException(ctx));
		JS_FreeCString(ctx, text);
	}
	JS_FreeValue(ctx, result);
	JS_FreeValue(ctx, argument);
	lutf_realm_leave(creation->creator);
	return source;
}

static void set_text(JSContext *ctx, JSValue object, const char *name, const char *text)
{
	if (text)
		JS_DefinePropertyValueStr(ctx, object, name, JS_NewString(ctx, text), JS_PROP_C_W_E);
}

static JSValue end_object(JSContext *ctx, const struct lutf_realm_end *end)
{
	JSValue object = JS_NewObject(ctx);

	set_text(ctx, object, "how", lutf_realm_how_name(end->how));
	set_text(ctx, object, "message", end->message ? end->message : "");
	set_text(ctx, object, "stack", end->stack);
	if (end->waiting)
		JS_DefinePropertyValueStr(ctx, object, "waiting", from_text(ctx, end->waiting), JS_PROP_C_W_E);
	return object;
}

static void on_end(void *opaque, const struct lutf_realm_end *end)
{
	struct creation *creation = opaque;
	JSContext *ctx = creation->creator->ctx;
	JSValue object;

	JS_SetOpaque(creation->self, NULL);
	if (lutf_realm_enter(creation->creator)) {
		object = end_object(ctx, end);
		lutf_realm_call(creation->creator, creation->on_end, 1, (JSValueConst *)&object);
		JS_FreeValue(ctx, object);
		lutf_realm_leave(creation->creator);
	}
	JS_FreeValue(ctx, creation->self);
	JS_FreeValue(ctx, creation->load);
	JS_FreeValue(ctx, creation->on_end);
	free(creation);
}

static int get_size(JSContext *ctx, JSValueConst options, const char *name, double *number)
{
	JSValue value = JS_GetPropertyStr(ctx, options, name);
	int rc = JS_IsException(value) ? -1 : 0;

	*number = 0;
	if (!rc && !JS_IsUndefined(value))
		rc = JS_ToFloat64(ctx, number, value);
	JS_FreeValue(ctx, value);
	if (!rc && !(*number >= 0 && *number < 9e15)) {
		JS_ThrowRangeError(ctx, "Realm: %s must be a number that is not negative", name);
		rc = -1;
	}
	return rc;
}

static const char *get_text(JSContext *ctx, JSValueConst options, const char *name)
{
	JSValue value = JS_GetPropertyStr(ctx, options, name);
	const char *text = NULL;

	if (JS_IsString(value))
		text = JS_ToCString(ctx, value);
	else if (!JS_IsException(value))
		JS_ThrowTypeError(ctx, "Realm: %s must be a string", name);
	JS_FreeValue(ctx, value);
	return text;
}

static int get_function(JSContext *ctx, JSValueConst options, const char *name, JSValue *function)
{
	*function = JS_GetPropertyStr(ctx, options, name);
	if (JS_IsFunction(ctx, *function))
		return 0;
	if (!JS_IsException(*function))
		JS_ThrowTypeError(ctx, "Realm: %s must be a function", name);
	return -1;
}

static char *get_data(JSContext *ctx, JSValueConst options)
{
	JSValue value = JS_GetPropertyStr(ctx, options, "data");
	char *text = JS_IsException(value) ? NULL : to_text(ctx, value);

	JS_FreeValue(ctx, value);
	return text;
}

static int create(JSContext *ctx, JSValueConst given, struct creation *creation)
{
	struct lutf_realm_options options = {.creator = creation->creator, .load = load, .on_end = on_end, .opaque = creation};
	const char *entry = NULL;
	char *data = NULL;
	double memory, stack, timeout;
	int rc = -1;

	options.name = get_text(ctx, given, "name");
	options.test = options.name ? get_text(ctx, given, "test") : NULL;
	entry = options.test ? get_text(ctx, given, "entry") : NULL;
	if (!entry || get_size(ctx, given, "memory", &memory) || get_size(ctx, given, "stack", &stack) ||
	    get_size(ctx, given, "timeoutMs", &timeout) || get_function(ctx, given, "load", &creation->load) ||
	    get_function(ctx, given, "onEnd", &creation->on_end))
		goto out;
	options.data = data = get_data(ctx, given);
	if (!data)
		goto out;
	options.memory = (size_t)memory;
	options.stack = (size_t)stack;
	options.timeout_ms = (uint64_t)ceil(timeout);
	rc = lutf_realm_new(creation->creator->loop, &options, entry, &creation->realm);
	if (rc)
		JS_ThrowOutOfMemory(ctx);
out:
	free(data);
	JS_FreeCString(ctx, entry);
	JS_FreeCString(ctx, options.test);
	JS_FreeCString(ctx, options.name);
	return rc;
}

static JSValue construct(JSContext *ctx, JSValueConst new_target, int argc, JSValueConst *argv)
{
	struct creation *creation;

	(void)new_target;
	(void)argc;
	if (!lutf_realm_is_main(lutf_realm_of(ctx)))
		return JS_ThrowTypeError(ctx, "only the main realm can create realms");
	creation = calloc(1, sizeof(*creation));
	if (!creation)
		return JS_ThrowOutOfMemory(ctx);
	creation->creator = lutf_realm_of(ctx);
	creation->load = creation->on_end = JS_UNDEFINED;
	creation->self = JS_NewObjectClass(ctx, realm_class);
	if (JS_IsException(creation->self) || create(ctx, argv[0], creation)) {
		JS_FreeValue(ctx, creation->self);
		JS_FreeValue(ctx, creation->load);
		JS_FreeValue(ctx, creation->on_end);
		free(creation);
		return JS_EXCEPTION;
	}
	JS_SetOpaque(creation->self, creation);
	return JS_DupValue(ctx, creation->self);
}

/* The realm of a Realm object; NULL when it has ended, which is no error: it may happen at any time. */
static struct lutf_realm *realm_of_object(JSContext *ctx, JSValueConst object, bool *wrong)
{
	struct creation *creation = JS_GetOpaque(object, realm_class);

	*wrong = JS_GetClassID(object) != realm_class;
	if (*wrong)
		JS_ThrowTypeError(ctx, "not a Realm");
	return creation ? creation->realm : NULL;
}

static JSValue deliver(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool wrong;
	struct lutf_realm *realm = realm_of_object(ctx, this_val, &wrong);
	struct lutf_message *message = NULL;
	const char *kind, *src = NULL;
	char *body = NULL;
	int64_t id;

	(void)argc;
	if (wrong)
		return JS_EXCEPTION;
	kind = JS_ToCString(ctx, argv[0]);
	src = kind && JS_ToInt64(ctx, &id, argv[1]) == 0 ? JS_ToCString(ctx, argv[2]) : NULL;
	body = src ? to_text(ctx, argv[3]) : NULL;
	message = body ? calloc(1, sizeof(*message)) : NULL;
	if (message) {
		message->kind = strcmp(kind, "event") == 0 ? LUTF_MESSAGE_EVENT : LUTF_MESSAGE_REQUEST;
		message->id = (uint64_t)id;
		strncpy(message->src, src, sizeof(message->src) - 1);
		message->doc = to_doc(ctx, body);
	}
	JS_FreeCString(ctx, kind);
	JS_FreeCString(ctx, src);
	free(body);
	if (!message || !message->doc) {
		free(message);
		return JS_HasException(ctx) ? JS_EXCEPTION : JS_ThrowOutOfMemory(ctx);
	}
	if (realm)
		lutf_mailroom_deliver(realm, message);
	else
		lutf_message_free(message);
	return JS_UNDEFINED;
}

static JSValue inspect(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool wrong;
	struct lutf_realm *realm = realm_of_object(ctx, this_val, &wrong);
	JSValue value = JS_UNDEFINED;
	char *text;

	(void)argc;
	(void)argv;
	if (wrong)
		return JS_EXCEPTION;
	text = realm ? lutf_realm_inspect(realm) : NULL;
	if (text)
		value = from_text(ctx, text);
	free(text);
	return value;
}

static JSValue set_timeout(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool wrong;
	struct lutf_realm *realm = realm_of_object(ctx, this_val, &wrong);
	double timeout;

	(void)argc;
	if (wrong || JS_ToFloat64(ctx, &timeout, argv[0]) < 0)
		return JS_EXCEPTION;
	if (realm)
		lutf_realm_set_timeout(realm, timeout > 0 && timeout < 9e15 ? (uint64_t)ceil(timeout) : 0);
	return JS_UNDEFINED;
}

static JSValue terminate(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool wrong;
	struct lutf_realm *realm = realm_of_object(ctx, this_val, &wrong);
	const char *message;

	(void)argc;
	message = wrong ? NULL : JS_ToCString(ctx, argv[0]);
	if (!message)
		return JS_EXCEPTION;
	if (realm)
		lutf_realm_end(realm, LUTF_END_TERMINATED, message);
	JS_FreeCString(ctx, message);
	return JS_UNDEFINED;
}

static JSValue close_realm(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	bool wrong;
	struct lutf_realm *realm = realm_of_object(ctx, this_val, &wrong);

	(void)argc;
	(void)argv;
	if (wrong)
		return JS_EXCEPTION;
	if (realm)
		lutf_realm_end(realm, LUTF_END_CLOSED, "");
	return JS_UNDEFINED;
}

static JSValue set_inspector(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);

	(void)this_val;
	(void)argc;
	if (!JS_IsFunction(ctx, argv[0]))
		return JS_ThrowTypeError(ctx, "setInspector takes a function");
	JS_FreeValue(ctx, realm->inspector);
	realm->inspector = JS_DupValue(ctx, argv[0]);
	return JS_UNDEFINED;
}

static JSValue modules(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	(void)this_val;
	(void)argc;
	(void)argv;
	return lutf_loader_modules(lutf_realm_of(ctx));
}

enum { LOAD_LIBRARY, IMPORT_MODULE, SOURCE, LIBRARY_MAP };

static JSValue source_of(struct lutf_realm *realm, const char *name)
{
	char *error = NULL, *source = NULL;
	size_t len = 0;
	JSValue value = JS_UNDEFINED;

	if (realm->load)
		source = realm->load(realm->opaque, name, &len, &error);
	if (source)
		value = JS_NewStringLen(realm->ctx, source, len);
	free(source);
	free(error); /* a stack without its source is still a stack */
	return value;
}

static JSValue library_map(JSContext *ctx, const char *name)
{
	const struct lutf_library_module *module = lutf_library_find(name);

	return module && module->map_len ? JS_NewStringLen(ctx, module->source_map, module->map_len) : JS_UNDEFINED;
}

static JSValue by_name(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int what)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	const char *name = JS_ToCString(ctx, argv[0]);
	JSValue result = JS_EXCEPTION;

	(void)this_val;
	(void)argc;
	if (!name)
		return JS_EXCEPTION;
	switch (what) {
	case LOAD_LIBRARY:
		result = lutf_loader_load_library(realm, name);
		break;
	case IMPORT_MODULE:
		result = lutf_loader_import(realm, name);
		break;
	case SOURCE:
		result = source_of(realm, name);
		break;
	case LIBRARY_MAP:
		result = library_map(ctx, name);
		break;
	}
	JS_FreeCString(ctx, name);
	return result;
}

static const JSCFunctionListEntry methods[] = {
	JS_CFUNC_DEF("deliver", 4, deliver),     JS_CFUNC_DEF("inspect", 0, inspect),   JS_CFUNC_DEF("setTimeout", 1, set_timeout),
	JS_CFUNC_DEF("terminate", 1, terminate), JS_CFUNC_DEF("close", 0, close_realm),
};

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("setInspector", 1, set_inspector),
	JS_CFUNC_DEF("modules", 0, modules),
	JS_CFUNC_MAGIC_DEF("loadLibrary", 1, by_name, LOAD_LIBRARY),
	JS_CFUNC_MAGIC_DEF("importModule", 1, by_name, IMPORT_MODULE),
	JS_CFUNC_MAGIC_DEF("source", 1, by_name, SOURCE),
	JS_CFUNC_MAGIC_DEF("libraryMap", 1, by_name, LIBRARY_MAP),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	JSValue class, prototype;

	if (lutf_class_register(ctx, &realm_class, &realm_class_def) < 0)
		return -1;
	prototype = JS_NewObject(ctx);
	JS_SetPropertyFunctionList(ctx, prototype, methods, sizeof(methods) / sizeof(methods[0]));
	class = JS_NewCFunction2(ctx, construct, "Realm", 1, JS_CFUNC_constructor, 0);
	JS_SetConstructor(ctx, class, prototype);
	JS_SetClassProto(ctx, realm_class, prototype);
	JS_SetModuleExport(ctx, module, "Realm", class);
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

JSModuleDef *lutf_mod_realm_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_realm_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (!module)
		return NULL;
	JS_AddModuleExport(ctx, module, "Realm");
	JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
