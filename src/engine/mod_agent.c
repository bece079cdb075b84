/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:agent (clutf_agent as a loadable module): requests, replies, events and the registry, for JavaScript. */
#include <stdlib.h>
#include <string.h>

#include "engine/mailroom.h"
#include "engine/node_link.h"
#include "engine/realm_internal.h"
#include "yaml/writer.h"

/* Kept between calls for its memory; no JavaScript value outlives a call in it. */
static struct lutf_yaml_writer *writer;

static struct lutf_node *node_or_throw(JSContext *ctx)
{
	struct lutf_node *node = lutf_link_node();

	if (!node)
		JS_ThrowPlainError(
			ctx, "this process is no node of a cluster: only \"lutf master\", \"agent\", \"run\" and clients of a master are");
	return node;
}

static void write_fields(JSContext *ctx, JSValueConst fields, int *rc)
{
	JSPropertyEnum *keys;
	uint32_t count;

	*rc = JS_GetOwnPropertyNames(ctx, &keys, &count, fields, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY);
	if (*rc)
		return;
	for (uint32_t i = 0; i < count && !*rc; i++) {
		JSValue value = JS_GetProperty(ctx, fields, keys[i].atom);

		/* An absent field is no field: `{timeout: undefined}` is what optional parameters become. */
		if (JS_IsException(value))
			*rc = -1;
		else if (!JS_IsUndefined(value))
			*rc = lutf_value_write_key(ctx, writer, keys[i].atom, value);
		JS_FreeValue(ctx, value);
	}
	JS_FreePropertyEnum(ctx, keys, count);
}

static void write_text(const char *key, const char *text)
{
	lutf_yaml_key(writer, key);
	lutf_yaml_string(writer, text, strlen(text));
}

/* Makes `block: {dst, src, id, type, ...fields}`; id 0 and type NULL are left out. Throws and returns -1 on failure. */
static int make_block(JSContext *ctx, const char *block, const char *dst, uint64_t id, const char *type, JSValueConst fields, char **text,
		      size_t *len)
{
	int rc;

	if (!JS_IsObject(fields)) {
		JS_ThrowTypeError(ctx, "the fields of a message are an object");
		return -1;
	}
	if (!writer && lutf_yaml_writer_new(&writer)) {
		JS_ThrowOutOfMemory(ctx);
		return -1;
	}
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, block);
	lutf_yaml_begin_mapping(writer);
	write_text("dst", dst);
	write_text("src", lutf_node_name(lutf_link_node()));
	if (id) {
		lutf_yaml_key(writer, "id");
		lutf_yaml_int(writer, (int64_t)id);
	}
	if (type)
		write_text("type", type);
	write_fields(ctx, fields, &rc);
	if (!rc) {
		lutf_yaml_end_mapping(writer);
		lutf_yaml_end_mapping(writer);
		rc = lutf_yaml_writer_finish(writer, text, len);
		if (rc)
			JS_ThrowTypeError(ctx, "the message cannot be sent: %s", strerror(-rc));
	}
	lutf_yaml_writer_reset(writer);
	return rc ? -1 : 0;
}

static int get_id(JSContext *ctx, JSValueConst value, uint64_t *id)
{
	int64_t number;

	if (JS_ToInt64(ctx, &number, value) < 0)
		return -1;
	if (number <= 0) {
		JS_ThrowRangeError(ctx, "%lld is no id of a request", (long long)number);
		return -1;
	}
	*id = (uint64_t)number;
	return 0;
}

static JSValue js_send(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);
	const char *dst = node ? JS_ToCString(ctx, argv[0]) : NULL;
	JSValue result = JS_EXCEPTION;
	uint32_t timeout;
	uint64_t id;
	size_t len;
	char *text;

	(void)this_val;
	(void)argc;
	if (dst && JS_ToUint32(ctx, &timeout, argv[2]) == 0) {
		id = lutf_node_next_id(node);
		if (make_block(ctx, "rpc", dst, id, NULL, argv[1], &text, &len) == 0) {
			lutf_node_request(node, dst, id, lutf_realm_of(ctx)->id, timeout, text, len);
			result = JS_NewInt64(ctx, (int64_t)id);
		}
	}
	JS_FreeCString(ctx, dst);
	return result;
}

static JSValue js_reply(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);
	const char *dst = node ? JS_ToCString(ctx, argv[0]) : NULL;
	JSValue result = JS_EXCEPTION;
	uint64_t id;
	size_t len;
	char *text;

	(void)this_val;
	(void)argc;
	if (dst && get_id(ctx, argv[1], &id) == 0 && make_block(ctx, "rpc", dst, id, "results", argv[2], &text, &len) == 0) {
		lutf_node_reply(node, dst, id, text, len);
		lutf_mailroom_answered(dst, id);
		result = JS_UNDEFINED;
	}
	JS_FreeCString(ctx, dst);
	return result;
}

static JSValue js_cancel(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);
	uint64_t id;

	(void)this_val;
	(void)argc;
	if (!node || get_id(ctx, argv[0], &id) < 0)
		return JS_EXCEPTION;
	lutf_node_cancel(node, id);
	return JS_UNDEFINED;
}

static JSValue js_event(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);
	const char *dst = node ? JS_ToCString(ctx, argv[0]) : NULL;
	JSValue result = JS_EXCEPTION;
	size_t len;
	char *text;

	(void)this_val;
	(void)argc;
	if (dst && make_block(ctx, "event", dst, 0, NULL, argv[1], &text, &len) == 0) {
		lutf_node_event(node, dst, text, len);
		result = JS_UNDEFINED;
	}
	JS_FreeCString(ctx, dst);
	return result;
}

static JSValue js_set_receiver(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	(void)this_val;
	(void)argc;
	if (!JS_IsFunction(ctx, argv[0]))
		return JS_ThrowTypeError(ctx, "setReceiver takes a function");
	lutf_mailroom_set_receiver(lutf_realm_of(ctx), argv[0]);
	return JS_UNDEFINED;
}

static JSValue js_query(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);

	(void)this_val;
	(void)argc;
	(void)argv;
	if (!node)
		return JS_EXCEPTION;
	lutf_node_query(node);
	return JS_UNDEFINED;
}

static JSValue js_agents(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_node *node = node_or_throw(ctx);
	struct lutf_agent_info *infos;
	size_t count;
	JSValue list;

	(void)this_val;
	(void)argc;
	(void)argv;
	if (!node)
		return JS_EXCEPTION;
	if (lutf_node_agents(node, &infos, &count))
		return JS_ThrowOutOfMemory(ctx);
	list = JS_NewArray(ctx);
	for (size_t i = 0; i < count && !JS_IsException(list); i++) {
		JSValue info = JS_NewObject(ctx);

		JS_DefinePropertyValueStr(ctx, info, "name", JS_NewString(ctx, infos[i].name), JS_PROP_C_W_E);
		JS_DefinePropertyValueStr(ctx, info, "address", JS_NewString(ctx, infos[i].address), JS_PROP_C_W_E);
		JS_DefinePropertyValueStr(ctx, info, "state", JS_NewString(ctx, lutf_agent_state_name(infos[i].state)), JS_PROP_C_W_E);
		JS_DefinePropertyValueStr(ctx, info, "silentMs", JS_NewUint32(ctx, infos[i].silent_ms), JS_PROP_C_W_E);
		if (JS_DefinePropertyValueUint32(ctx, list, (uint32_t)i, info, JS_PROP_C_W_E) < 0) {
			JS_FreeValue(ctx, list);
			list = JS_EXCEPTION;
		}
	}
	free(infos);
	return list;
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("send", 3, js_send),
	JS_CFUNC_DEF("reply", 3, js_reply),
	JS_CFUNC_DEF("cancel", 1, js_cancel),
	JS_CFUNC_DEF("event", 2, js_event),
	JS_CFUNC_DEF("setReceiver", 1, js_set_receiver),
	JS_CFUNC_DEF("query", 0, js_query),
	JS_CFUNC_DEF("agents", 0, js_agents),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	static const char *const roles[] = {[LUTF_ROLE_MASTER] = "master", [LUTF_ROLE_AGENT] = "agent", [LUTF_ROLE_CLIENT] = "client"};
	struct lutf_node *node = lutf_link_node();

	JS_SetModuleExport(ctx, module, "self", JS_NewString(ctx, node ? lutf_node_name(node) : ""));
	JS_SetModuleExport(ctx, module, "role", JS_NewString(ctx, node ? roles[lutf_link_role()] : "client"));
	JS_SetModuleExport(ctx, module, "port", JS_NewInt32(ctx, node ? lutf_node_port(node) : 0));
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

#ifdef LUTF_SHARED_MODULE
#define lutf_mod_agent_init js_init_module
#endif
JSModuleDef *lutf_mod_agent_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_agent_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (!module)
		return NULL;
	JS_AddModuleExport(ctx, module, "self");
	JS_AddModuleExport(ctx, module, "role");
	JS_AddModuleExport(ctx, module, "port");
	JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
