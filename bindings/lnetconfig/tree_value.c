/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree as a JavaScript value (lnetconfig-api.md §2.6). */
#include "binding.h"

#include <string.h>

#include "yaml/doc.h"

static JSValue from_text(JSContext *ctx, const struct cYAML *node, bool resolve)
{
	const char *text = node->cy_valuestring ? node->cy_valuestring : "";
	size_t len = strlen(text);
	int64_t integer;
	double number;
	bool boolean;

	if (!resolve)
		return JS_NewStringLen(ctx, text, len);
	/* Values are printed raw: the quotes of "[0,1]" are the value's. */
	if (len >= 2 && text[0] == '"' && text[len - 1] == '"')
		return JS_NewStringLen(ctx, text + 1, len - 2);
	if (node->cy_string && strcmp(node->cy_string, "descr") == 0)
		return JS_NewStringLen(ctx, text, len);
	switch (lutf_yaml_resolve_plain(text, len, &integer, &number, &boolean)) {
	case LUTF_YAML_NULL:
		return JS_NULL;
	case LUTF_YAML_BOOL:
		return JS_NewBool(ctx, boolean);
	case LUTF_YAML_INT:
		return JS_NewInt64(ctx, integer);
	case LUTF_YAML_FLOAT:
		return JS_NewFloat64(ctx, number);
	default:
		return JS_NewStringLen(ctx, text, len);
	}
}

/* False: an exception is pending. Defined, not set: "__proto__" is a key like any other. */
static bool define(JSContext *ctx, JSValueConst object, const struct cYAML *node, bool resolve)
{
	JSValue value = lnet_tree_value(ctx, node, resolve);
	JSAtom key = JS_IsException(value) ? JS_ATOM_NULL : JS_NewAtom(ctx, node->cy_string);
	int rc = -1;

	if (key != JS_ATOM_NULL)
		rc = JS_DefinePropertyValue(ctx, object, key, value, JS_PROP_C_W_E);
	else
		JS_FreeValue(ctx, value);
	JS_FreeAtom(ctx, key);
	return rc >= 0;
}

static JSValue from_object(JSContext *ctx, const struct cYAML *node, bool resolve)
{
	JSValue object = JS_NewObject(ctx);

	for (const struct cYAML *child = node->cy_child; child && !JS_IsException(object); child = child->cy_next) {
		if (child->cy_string && !define(ctx, object, child, resolve)) {
			JS_FreeValue(ctx, object);
			return JS_EXCEPTION;
		}
	}
	return object;
}

/*
 * Children that have a key are the odd shape of `net`: they are the keys of items, and each that is no sequence begins one.
 * An item without anything prints nothing, and is nothing (§3.13: a NID that could not be pinged).
 */
static JSValue from_array(JSContext *ctx, const struct cYAML *node, bool resolve)
{
	JSValue array = JS_NewArray(ctx), item = JS_UNDEFINED;
	uint32_t count = 0;

	for (const struct cYAML *child = node->cy_child; child; child = child->cy_next) {
		JSValue value = JS_UNDEFINED;

		if (!child->cy_string && child->cy_type == CYAML_OBJECT && !child->cy_child)
			continue;
		if (child->cy_string) {
			if (JS_IsUndefined(item) || child->cy_type != CYAML_ARRAY) {
				JS_FreeValue(ctx, item);
				item = JS_NewObject(ctx);
				value = JS_DupValue(ctx, item);
			}
			if (!define(ctx, item, child, resolve)) {
				JS_FreeValue(ctx, value);
				value = JS_EXCEPTION;
			}
		} else {
			JS_FreeValue(ctx, item);
			item = JS_UNDEFINED;
			value = lnet_tree_value(ctx, child, resolve);
		}
		if (!JS_IsUndefined(value) &&
		    (JS_IsException(value) || JS_DefinePropertyValueUint32(ctx, array, count++, value, JS_PROP_C_W_E) < 0)) {
			JS_FreeValue(ctx, item);
			JS_FreeValue(ctx, array);
			return JS_EXCEPTION;
		}
	}
	JS_FreeValue(ctx, item);
	return array;
}

JSValue lnet_tree_value(JSContext *ctx, const struct cYAML *node, bool resolve)
{
	if (!node)
		return JS_NULL;
	switch (node->cy_type) {
	case CYAML_FALSE:
	case CYAML_TRUE:
		return JS_NewBool(ctx, node->cy_type == CYAML_TRUE);
	case CYAML_NUMBER:
		return JS_NewNumber(ctx, node->cy_valuedouble); /* cy_valueint is cut to 32 bits */
	case CYAML_STRING:
		return from_text(ctx, node, resolve);
	case CYAML_BIGINT:
		return JS_NewBigUint64(ctx, (uint64_t)node->cy_valueint);
	case CYAML_BYTES:
		return JS_NewUint8ArrayCopy(ctx, (const uint8_t *)node->cy_valuestring, (size_t)node->cy_valueint);
	case CYAML_ARRAY:
		return from_array(ctx, node, resolve);
	case CYAML_OBJECT:
		/* "lnd tunables:" of an LND that has none: a key without a value. */
		return node->cy_string && !node->cy_child && resolve ? JS_NULL : from_object(ctx, node, resolve);
	default:
		return JS_NULL;
	}
}
