/* SPDX-License-Identifier: GPL-2.0-or-later */
/* native:lnetconfig: liblnetconfig, real or simulated, for scripts. generated/lnetconfig.d.ts says what it exports, README.md how it is made. */
#include "binding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "yaml/doc.h"
#include "yaml/writer.h"

/* The errors are classes of the realm, so that scripts can tell them with instanceof. */
static const char classes_source[] =
	"(() => {\n"
	"class LnetUnsupported extends Error {\n"
	"  constructor(message, name, generation) { super(message); this.function = name; this.generation = generation; }\n"
	"}\n"
	"class LnetRefused extends Error {\n"
	"  constructor(message, name) { super(message); this.function = name; }\n"
	"}\n"
	"class LnetUnavailable extends Error {}\n"
	"for (const c of [LnetUnsupported, LnetRefused, LnetUnavailable]) c.prototype.name = c.name;\n"
	"return [LnetUnsupported, LnetRefused, LnetUnavailable];\n"
	"})()";
enum { UNSUPPORTED, REFUSED, UNAVAILABLE, CLASSES };
static const char *const class_names[CLASSES] = {"LnetUnsupported", "LnetRefused", "LnetUnavailable"};

static const char *const provider_names[] = {"none", "real", "simulated"};

static JSValue make_error(JSContext *ctx, JSValueConst class, const char *function, const char *message)
{
	JSValue arguments[3] = {JS_NewString(ctx, message), JS_NewString(ctx, function),
				JS_NewString(ctx, lnet_generation_names[lnet_library()->generation])};
	JSValue error = JS_CallConstructor(ctx, class, 3, (JSValueConst *)arguments);

	for (size_t i = 0; i < 3; i++)
		JS_FreeValue(ctx, arguments[i]);
	return JS_IsException(error) ? JS_GetException(ctx) : error;
}

/* ---- the reply ---- */

/* Names of LUSTRE_CFG_RC_* (lnetconfig-api.md §2.7), by their numbers up to 2.15 and since. */
static const struct {
	int before, since;
	const char *name;
} rc_names[] = {
	{0, 0, "OK"},
	{-1, -EINVAL, "BAD_PARAM"},
	{-2, -EFAULT, "MISSING_PARAM"},
	{-3, -ERANGE, "OUT_OF_RANGE"},
	{-4, -ENOMEM, "OUT_OF_MEM"},
	{-5, -ENODATA, "GENERIC"},
	{-6, -ENOMSG, "NO_MATCH"},
	{-7, -EXFULL, "MATCH"},
	{-8, -EBADSLT, "SKIP"},
	{-9, -ECHRNG, "LAST_ELEM"},
	{-10, -ENOSTR, "MARSHAL_FAIL"},
};

/* Up to 2.15 a small number may be an errno of the kernel as well: then the description ends with its text. */
static const char *rc_name(const struct lnet_call *call)
{
	bool before = lnet_library()->generation <= LNET_2_15B;
	const char *system = strerror(-call->rc);

	if (before && call->rc < 0 && call->err_text && strstr(call->err_text, system))
		return NULL;
	for (size_t i = 0; i < sizeof(rc_names) / sizeof(rc_names[0]); i++)
		if (call->rc == (before ? rc_names[i].before : rc_names[i].since))
			return rc_names[i].name;
	return NULL;
}

static void set(JSContext *ctx, JSValueConst object, const char *name, JSValue value)
{
	JS_DefinePropertyValueStr(ctx, object, name, value, JS_PROP_C_W_E);
}

static JSValue make_reply(JSContext *ctx, const struct lnet_call *call)
{
	JSValue reply = JS_NewObject(ctx), show = lnet_tree_value(ctx, call->own_show, true),
		errors = lnet_tree_value(ctx, call->own_err, true);
	JSValue values = call->values_made ? lnet_tree_value(ctx, call->values_made, false) : JS_UNDEFINED;
	const char *name = rc_name(call);

	if (JS_IsException(show) || JS_IsException(errors) || JS_IsException(values)) {
		JS_FreeValue(ctx, show);
		JS_FreeValue(ctx, errors);
		JS_FreeValue(ctx, values);
		JS_FreeValue(ctx, reply);
		return JS_EXCEPTION;
	}
	set(ctx, reply, "rc", JS_NewInt32(ctx, call->rc));
	set(ctx, reply, "rcName", name ? JS_NewString(ctx, name) : JS_NULL);
	set(ctx, reply, "loaded", JS_NewBool(ctx, call->loaded));
	set(ctx, reply, "show", show);
	set(ctx, reply, "errors", errors);
	set(ctx, reply, "showText", JS_NewString(ctx, call->show_text));
	set(ctx, reply, "errorsText", JS_NewString(ctx, call->err_text));
	if (!JS_IsUndefined(values))
		set(ctx, reply, "values", values);
	return reply;
}

/* What the simulator answered to control(); an exception says what was wrong. */
static JSValue make_control_reply(JSContext *ctx, const struct lnet_call *call)
{
	struct lutf_yaml_doc *doc = NULL;
	struct lutf_yaml_error error;
	const char *text;
	JSValue value;

	if (call->rc)
		return JS_Throw(ctx, lutf_error_new(ctx, call->rc, "control", getenv("LUTF_LNETSIM_SOCKET")));
	if (lutf_yaml_parse(call->reply, call->reply_len, &doc, &error))
		return JS_ThrowInternalError(ctx, "control: the reply of the simulator is no YAML: %s", error.text);
	text = lutf_yaml_get_string(lutf_yaml_root(doc), "error");
	value = text ? JS_ThrowInternalError(ctx, "control: the simulator answers: %s", text)
		     : lutf_value_read_plain(ctx, lutf_yaml_root(doc));
	lutf_yaml_doc_free(doc);
	return value;
}

/* ---- a call ---- */

static void on_closed(uv_handle_t *handle)
{
	struct lnet_call *call = handle->data;

	lutf_resource_gone(&call->resource);
	lnet_call_free(call);
}

static void on_done(uv_async_t *done)
{
	struct lnet_call *call = done->data;
	struct lutf_realm *realm = call->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue value;
	bool reject = false;

	lnet_lane_remove(call); /* takes the lane's mutex: what the lane wrote is seen */
	if (lutf_realm_ending(realm)) {
		value = JS_UNDEFINED;
	} else if (call->refused) {
		value = make_error(ctx, call->refused_class, call->function->js, call->refused);
		reject = true;
	} else {
		value = call->function ? make_reply(ctx, call) : make_control_reply(ctx, call);
		if (JS_IsException(value)) {
			value = JS_GetException(ctx);
			reject = true;
		}
	}
	JS_FreeValue(ctx, call->refused_class);
	lutf_realm_settle(realm, call->functions, reject, value);
	uv_close((uv_handle_t *)done, on_closed);
}

/* The realm ends. What has not begun is given up; what has comes back to on_done(), which then only frees. */
static void close_call(struct lutf_resource *resource)
{
	struct lnet_call *call = (struct lnet_call *)((char *)resource - offsetof(struct lnet_call, resource));

	if (lnet_lane_remove(call))
		on_done(&call->done);
}

static JSValue settled(JSContext *ctx, JSValue functions[2], JSValue promise, JSValue error)
{
	JSValue result = JS_Call(ctx, functions[1], JS_UNDEFINED, 1, (JSValueConst *)&error);

	JS_FreeValue(ctx, result);
	JS_FreeValue(ctx, error);
	JS_FreeValue(ctx, functions[0]);
	JS_FreeValue(ctx, functions[1]);
	return promise;
}

static JSValue unavailable(JSContext *ctx, JSValueConst class, const char *name)
{
	struct lnet_text text = {0};
	JSValue error;

	lnet_text_format(&text, "%s: %s", name, lnet_library()->why);
	error = make_error(ctx, class, name, text.text);
	free(text.text);
	return error;
}

/* Why a function, or an option of it, is not there. */
static JSValue unsupported(JSContext *ctx, JSValueConst class, const struct lnet_function *function, const char *option)
{
	const struct lnet_library *library = lnet_library();
	struct lnet_text text = {0};
	JSValue error;

	if (library->generation == LNET_UNKNOWN)
		lnet_text_format(&text,
				 "%s%s%s: Lustre here is of a version whose functions are not known, so only those that never changed are "
				 "called (%s); use lnetctl",
				 function->js, option ? " with " : "", option ? option : "", library->why);
	else
		lnet_text_format(&text, "%s%s%s: Lustre %s%s%s does not have it (%s)", function->js, option ? " with " : "",
				 option ? option : "", lnet_generation_names[library->generation], *library->version ? ", here " : "",
				 library->version, function->c);
	error = make_error(ctx, class, function->js, text.text);
	free(text.text);
	return error;
}

static void enqueue(JSContext *ctx, struct lnet_call *call, JSValueConst refused_class)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);

	call->refused_class = JS_DupValue(ctx, refused_class);
	call->done.data = call;
	uv_async_init(lutf_realm_loop(realm), &call->done, on_done);
	lutf_resource_add(realm, &call->resource, close_call);
	lnet_lane_add(call);
}

/* One for all functions; magic is the index in lnet_functions, data the classes. */
static JSValue js_call(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic, JSValueConst *data)
{
	const struct lnet_function *function = &lnet_functions[magic];
	bool own = !*function->c;
	struct lnet_call *call;
	char *refused = NULL, *lacking = NULL;
	JSValue functions[2], promise = JS_NewPromiseCapability(ctx, functions), error;
	int rc;

	(void)this_val;
	if (JS_IsException(promise))
		return promise;
	if (!own && lnet_library()->provider == LNET_NONE)
		return settled(ctx, functions, promise, unavailable(ctx, data[UNAVAILABLE], function->js));
	if (!own && !lnet_has(function))
		return settled(ctx, functions, promise, unsupported(ctx, data[UNSUPPORTED], function, NULL));
	call = lnet_alloc(sizeof(*call));
	call->function = function;
	call->index = (unsigned)magic;
	rc = lnet_options_read(ctx, call, argc > 0 ? argv[0] : JS_UNDEFINED, &refused, &lacking);
	if (rc) {
		if (rc < 0)
			error = JS_GetException(ctx);
		else if (lacking)
			error = unsupported(ctx, data[UNSUPPORTED], function, lacking);
		else
			error = make_error(ctx, data[REFUSED], function->js, refused);
		free(refused);
		free(lacking);
		lnet_call_free(call);
		return settled(ctx, functions, promise, error);
	}
	call->functions[0] = functions[0];
	call->functions[1] = functions[1];
	enqueue(ctx, call, data[REFUSED]);
	return promise;
}

static JSValue js_control(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int magic, JSValueConst *data)
{
	struct lutf_yaml_writer *writer = NULL;
	struct lnet_call *call;
	JSValue functions[2], promise = JS_NewPromiseCapability(ctx, functions);

	(void)this_val;
	(void)argc;
	(void)magic;
	if (JS_IsException(promise))
		return promise;
	if (lnet_library()->provider != LNET_SIMULATED)
		return settled(ctx, functions, promise,
			       make_error(ctx, data[UNAVAILABLE], "control",
					  "control: LNet is not simulated here: only a simulator can be told the time"));
	call = lnet_alloc(sizeof(*call));
	if (lutf_yaml_writer_new(&writer))
		abort();
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "control");
	if (lutf_value_write_plain(ctx, writer, argc > 0 ? argv[0] : JS_UNDEFINED) < 0) {
		lutf_yaml_writer_free(writer);
		lnet_call_free(call);
		return settled(ctx, functions, promise, JS_GetException(ctx));
	}
	lutf_yaml_end_mapping(writer);
	call->rc = lutf_yaml_writer_finish(writer, &call->request, &call->request_len);
	lutf_yaml_writer_free(writer);
	if (call->rc) {
		JSValue error = lutf_error_new(ctx, call->rc, "control", NULL);

		lnet_call_free(call);
		return settled(ctx, functions, promise, error);
	}
	call->functions[0] = functions[0];
	call->functions[1] = functions[1];
	enqueue(ctx, call, data[REFUSED]);
	return promise;
}

static JSValue js_has(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	const char *name = JS_ToCString(ctx, argv[0]);
	bool has = false;

	(void)this_val;
	(void)argc;
	if (!name)
		return JS_EXCEPTION;
	for (size_t i = 0; i < LNET_FUNCTION_COUNT; i++)
		if (strcmp(lnet_functions[i].js, name) == 0)
			has = !*lnet_functions[i].c || lnet_has(&lnet_functions[i]);
	JS_FreeCString(ctx, name);
	return JS_NewBool(ctx, has);
}

/* ---- the module ---- */

static const char *const constants[] = {"provider", "generation", "version", "library"};

static int init(JSContext *ctx, JSModuleDef *module)
{
	const struct lnet_library *library = lnet_library();
	const char *const texts[] = {provider_names[library->provider], lnet_generation_names[library->generation], library->version,
				     library->path};
	JSValue list = JS_Eval(ctx, classes_source, sizeof(classes_source) - 1, "native:lnetconfig", JS_EVAL_TYPE_GLOBAL);
	JSValue classes[CLASSES];

	if (JS_IsException(list))
		return -1;
	for (uint32_t i = 0; i < CLASSES; i++) {
		classes[i] = JS_GetPropertyUint32(ctx, list, i);
		JS_SetModuleExport(ctx, module, class_names[i], JS_DupValue(ctx, classes[i]));
	}
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		JS_SetModuleExport(ctx, module, constants[i], JS_NewString(ctx, texts[i]));
	for (int i = 0; i < LNET_FUNCTION_COUNT; i++)
		JS_SetModuleExport(ctx, module, lnet_functions[i].js,
				   JS_NewCFunctionData(ctx, js_call, 1, i, CLASSES, (JSValueConst *)classes));
	JS_SetModuleExport(ctx, module, "control", JS_NewCFunctionData(ctx, js_control, 1, 0, CLASSES, (JSValueConst *)classes));
	JS_SetModuleExport(ctx, module, "has", JS_NewCFunction(ctx, js_has, "has", 1));
	for (uint32_t i = 0; i < CLASSES; i++)
		JS_FreeValue(ctx, classes[i]);
	JS_FreeValue(ctx, list);
	return 0;
}

/* The one symbol that the program looks for. */
JSModuleDef *js_init_module(JSContext *ctx, const char *specifier);

JSModuleDef *js_init_module(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (!module)
		return NULL;
	for (size_t i = 0; i < CLASSES; i++)
		JS_AddModuleExport(ctx, module, class_names[i]);
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		JS_AddModuleExport(ctx, module, constants[i]);
	for (size_t i = 0; i < LNET_FUNCTION_COUNT; i++)
		JS_AddModuleExport(ctx, module, lnet_functions[i].js);
	JS_AddModuleExport(ctx, module, "control");
	JS_AddModuleExport(ctx, module, "has");
	return module;
}
