/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Data <-> wire YAML (docs/architecture.md, "Messages").
 *
 * What YAML lacks is a mapping with one key: $bigint, $binary, $undefined, $date, $map, $set; an object whose own only key begins
 * with "$" is wrapped in $object. Objects count by their own enumerable string keys, whatever their class;
 * what would silently lose its meaning (functions, symbols, promises, weak collections …) is refused with its path.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base64.h"
#include "engine/realm.h"
#include "limits.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* One step from the root, on the C stack of the writer: the path is put together only when there is something to say. */
struct step {
	const struct step *parent;
	JSAtom key; /* a key, or JS_ATOM_NULL: index */
	uint32_t index;
	JSValueConst value;
	unsigned depth;
};

struct output {
	JSContext *ctx;
	struct lutf_yaml_writer *writer;
	unsigned nodes;
	bool plain; /* for files: only what YAML itself can say */
};

static int write_value(struct output *out, const struct step *step, JSValueConst value);

static void path_text(JSContext *ctx, const struct step *step, char *text, size_t size)
{
	size_t used = 0;

	*text = 0;
	if (!step)
		return;
	path_text(ctx, step->parent, text, size);
	used = strlen(text);
	if (step->key != JS_ATOM_NULL) {
		const char *key = JS_AtomToCString(ctx, step->key);

		snprintf(text + used, size - used, "%s%s", used ? "." : "", key ? key : "?");
		JS_FreeCString(ctx, key);
	} else if (step->parent) {
		snprintf(text + used, size - used, "[%" PRIu32 "]", step->index);
	}
}

static int refuse(const struct output *out, const struct step *step, const char *what)
{
	char path[160];

	path_text(out->ctx, step, path, sizeof(path));
	JS_ThrowTypeError(out->ctx, "%s %s", *path ? path : "the value", what);
	return -1;
}

/* Surrogates without their partner have no UTF-8; the engine would write them in a way that the other side refuses. */
static bool well_formed(const char *text, size_t len)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + len;

	while ((at = memchr(at, 0xed, (size_t)(end - at)))) {
		if (end - at > 1 && at[1] >= 0xa0)
			return false;
		at++;
	}
	return true;
}

static int write_string(struct output *out, const struct step *step, JSValueConst value)
{
	size_t len;
	const char *text = JS_ToCStringLen(out->ctx, &len, value);
	int rc = 0;

	if (!text)
		return -1;
	if (well_formed(text, len))
		lutf_yaml_string(out->writer, text, len);
	else
		rc = refuse(out, step, "has half of a surrogate pair: cannot be sent");
	JS_FreeCString(out->ctx, text);
	return rc;
}

static int write_number(struct output *out, double value)
{
	/* -0 and what is no safe integer stay floats: as an integer they would not come back as they were. */
	if (value == trunc(value) && fabs(value) <= 9007199254740991.0 && !(value == 0 && signbit(value)))
		lutf_yaml_int(out->writer, (int64_t)value);
	else
		lutf_yaml_float(out->writer, value);
	return 0;
}

/* Writes `name: text`, text being what the value's method of that name returns (or String(value) without one). */
static int write_tagged_text(struct output *out, const char *name, JSValueConst value, const char *method)
{
	JSContext *ctx = out->ctx;
	JSValue text = JS_UNDEFINED;
	const char *chars;
	size_t len;

	if (method) {
		JSAtom atom = JS_NewAtom(ctx, method);

		text = JS_Invoke(ctx, value, atom, 0, NULL);
		JS_FreeAtom(ctx, atom);
	}
	chars = JS_IsException(text) ? NULL : JS_ToCStringLen(ctx, &len, method ? text : value);
	if (chars) {
		lutf_yaml_begin_mapping(out->writer);
		lutf_yaml_key(out->writer, name);
		lutf_yaml_string(out->writer, chars, len);
		lutf_yaml_end_mapping(out->writer);
	}
	JS_FreeCString(ctx, chars);
	JS_FreeValue(ctx, text);
	return chars ? 0 : -1;
}

static int write_date(struct output *out, const struct step *step, JSValueConst value)
{
	double time;

	if (JS_ToFloat64(out->ctx, &time, value) < 0)
		return -1;
	return isnan(time) ? refuse(out, step, "is an invalid Date: cannot be sent")
			   : write_tagged_text(out, "$date", value, "toISOString");
}

static int write_binary(struct output *out, JSValueConst value)
{
	size_t len = 0;
	const uint8_t *bytes = JS_GetUint8Array(out->ctx, &len, value);
	char *text;

	if (!bytes && len)
		return -1;
	text = malloc(lutf_base64_size(len));
	if (!text) {
		JS_ThrowOutOfMemory(out->ctx);
		return -1;
	}
	lutf_yaml_begin_mapping(out->writer);
	lutf_yaml_key(out->writer, "$binary");
	lutf_yaml_string(out->writer, text, lutf_base64_encode(bytes, len, text));
	lutf_yaml_end_mapping(out->writer);
	free(text);
	return 0;
}

static int write_array(struct output *out, const struct step *step, JSValueConst value)
{
	int64_t length;
	int rc = 0;

	if (JS_GetLength(out->ctx, value, &length) < 0)
		return -1;
	if (length > LUTF_YAML_NODES_MAX)
		return refuse(out, step, "is an array with too many elements: cannot be sent");
	lutf_yaml_begin_sequence(out->writer);
	for (uint32_t i = 0; i < (uint32_t)length && !rc; i++) {
		/* A hole reads as undefined, and is sent as that. */
		JSValue item = JS_GetPropertyUint32(out->ctx, value, i);
		struct step inner = {step, JS_ATOM_NULL, i, item, step->depth + 1};

		rc = JS_IsException(item) ? -1 : write_value(out, &inner, item);
		JS_FreeValue(out->ctx, item);
	}
	lutf_yaml_end_sequence(out->writer);
	return rc;
}

/* Map and Set by their contents as an array: [[key, value] …] or [value …]. */
static int write_collection(struct output *out, const struct step *step, const char *name, JSValueConst value)
{
	JSContext *ctx = out->ctx;
	JSValue global = JS_GetGlobalObject(ctx), array_class = JS_GetPropertyStr(ctx, global, "Array"), array;
	JSAtom from = JS_NewAtom(ctx, "from");
	int rc = -1;

	array = JS_Invoke(ctx, array_class, from, 1, &value);
	if (!JS_IsException(array)) {
		struct step inner = {step, JS_ATOM_NULL, 0, array, step->depth + 1};

		lutf_yaml_begin_mapping(out->writer);
		lutf_yaml_key(out->writer, name);
		rc = write_array(out, &inner, array);
		lutf_yaml_end_mapping(out->writer);
	}
	JS_FreeValue(ctx, array);
	JS_FreeValue(ctx, array_class);
	JS_FreeValue(ctx, global);
	JS_FreeAtom(ctx, from);
	return rc;
}

static int write_key(struct output *out, const struct step *step, JSAtom key, bool *dollar)
{
	size_t len;
	const char *text = JS_AtomToCStringLen(out->ctx, &len, key);
	int rc = 0;

	if (!text)
		return -1;
	if (memchr(text, 0, len))
		rc = refuse(out, step, "has a key with a NUL character: cannot be sent");
	else if (!well_formed(text, len))
		rc = refuse(out, step, "has a key with half of a surrogate pair: cannot be sent");
	else if (dollar)
		*dollar = *text == '$';
	else
		lutf_yaml_key(out->writer, text);
	JS_FreeCString(out->ctx, text);
	return rc;
}

static int write_properties(struct output *out, const struct step *step, JSValueConst value, const JSPropertyEnum *keys, uint32_t count)
{
	int rc = 0;

	lutf_yaml_begin_mapping(out->writer);
	for (uint32_t i = 0; i < count && !rc; i++) {
		JSValue item = JS_GetProperty(out->ctx, value, keys[i].atom);
		struct step inner = {step, keys[i].atom, 0, item, step->depth + 1};

		rc = JS_IsException(item) ? -1 : write_key(out, step, keys[i].atom, NULL);
		if (!rc)
			rc = write_value(out, &inner, item);
		JS_FreeValue(out->ctx, item);
	}
	lutf_yaml_end_mapping(out->writer);
	return rc;
}

static int write_plain(struct output *out, const struct step *step, JSValueConst value)
{
	JSPropertyEnum *keys;
	bool dollar = false;
	uint32_t count;
	int rc = 0;

	if (JS_GetOwnPropertyNames(out->ctx, &keys, &count, value, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
		return -1;
	if (count == 1 && !out->plain)
		rc = write_key(out, step, keys[0].atom, &dollar);
	if (!rc && dollar) {
		lutf_yaml_begin_mapping(out->writer);
		lutf_yaml_key(out->writer, "$object");
	}
	if (!rc)
		rc = write_properties(out, step, value, keys, count);
	if (!rc && dollar)
		lutf_yaml_end_mapping(out->writer);
	JS_FreePropertyEnum(out->ctx, keys, count);
	return rc;
}

/* An error's fields are not enumerable; what people mean by sending one is what it says. */
static int write_error(struct output *out, const struct step *step, JSValueConst value)
{
	static const char *const names[] = {"name", "message", "stack", "code", "errno"};
	int rc = 0;

	lutf_yaml_begin_mapping(out->writer);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !rc; i++) {
		JSValue item = JS_GetPropertyStr(out->ctx, value, names[i]);

		if (JS_IsException(item)) {
			rc = -1;
		} else if (JS_IsString(item) || JS_IsNumber(item)) {
			struct step inner = {step, JS_ATOM_NULL, 0, item, step->depth + 1};

			lutf_yaml_key(out->writer, names[i]);
			rc = write_value(out, &inner, item);
		}
		JS_FreeValue(out->ctx, item);
	}
	lutf_yaml_end_mapping(out->writer);
	return rc;
}

static int write_object(struct output *out, const struct step *step, JSValueConst value)
{
	JSContext *ctx = out->ctx;

	for (const struct step *above = step->parent; above; above = above->parent)
		if (JS_IsObject(above->value) && JS_VALUE_GET_PTR(above->value) == JS_VALUE_GET_PTR(value))
			return refuse(out, step, "contains itself: cannot be sent");
	if (step->depth > LUTF_YAML_DEPTH_MAX - 4) /* room for the block it travels in and a wrapping "$" mapping */
		return refuse(out, step, "is nested too deeply: cannot be sent");
	if (JS_IsFunction(ctx, value))
		return refuse(out, step, "is a function: cannot be sent");
	if (JS_IsArray(value))
		return write_array(out, step, value);
	if (JS_GetTypedArrayType(value) == JS_TYPED_ARRAY_UINT8)
		return out->plain ? refuse(out, step, "is binary data: YAML cannot carry it") : write_binary(out, value);
	if (out->plain && (JS_IsDate(value) || JS_IsMap(value) || JS_IsSet(value)))
		return refuse(out, step, "is a Date, Map or Set: YAML cannot carry it");
	if (JS_IsDate(value))
		return write_date(out, step, value);
	if (JS_IsMap(value))
		return write_collection(out, step, "$map", value);
	if (JS_IsSet(value))
		return write_collection(out, step, "$set", value);
	if (JS_IsError(value))
		return write_error(out, step, value);
	if (JS_IsPromise(value))
		return refuse(out, step, "is a Promise: cannot be sent (await it first)");
	if (JS_IsArrayBuffer(value) || JS_GetTypedArrayType(value) >= 0 || JS_IsDataView(value))
		return refuse(out, step, "is binary data: only a Uint8Array can be sent");
	if (JS_IsRegExp(value) || JS_IsWeakMap(value) || JS_IsWeakSet(value) || JS_IsWeakRef(value))
		return refuse(out, step, "is an object that is more than its properties: cannot be sent");
	return write_plain(out, step, value);
}

static int write_value(struct output *out, const struct step *step, JSValueConst value)
{
	if (++out->nodes > LUTF_YAML_NODES_MAX)
		return refuse(out, step, "is one value too many: the whole is too large to be sent");
	if (JS_IsString(value))
		return write_string(out, step, value);
	if (JS_IsObject(value))
		return write_object(out, step, value);
	if (out->plain && (JS_IsBigInt(value) || JS_IsUndefined(value)))
		return refuse(out, step,
			      JS_IsUndefined(value) ? "is undefined: YAML cannot carry it" : "is a bigint: YAML cannot carry it");
	if (JS_IsBigInt(value))
		return write_tagged_text(out, "$bigint", value, NULL);
	if (JS_IsSymbol(value))
		return refuse(out, step, "is a symbol: cannot be sent");
	if (JS_IsNumber(value)) {
		double number = 0;

		JS_ToFloat64(out->ctx, &number, value);
		return write_number(out, number);
	}
	if (JS_IsBool(value)) {
		lutf_yaml_bool(out->writer, JS_VALUE_GET_BOOL(value));
	} else if (JS_IsUndefined(value)) {
		lutf_yaml_begin_mapping(out->writer);
		lutf_yaml_key(out->writer, "$undefined");
		lutf_yaml_null(out->writer);
		lutf_yaml_end_mapping(out->writer);
	} else {
		lutf_yaml_null(out->writer);
	}
	return 0;
}

int lutf_value_write(JSContext *ctx, struct lutf_yaml_writer *writer, JSValueConst value)
{
	struct output out = {.ctx = ctx, .writer = writer};
	struct step root = {NULL, JS_ATOM_NULL, 0, value, 0};

	return write_value(&out, &root, value);
}

int lutf_value_write_key(JSContext *ctx, struct lutf_yaml_writer *writer, JSAtom key, JSValueConst value)
{
	struct output out = {.ctx = ctx, .writer = writer};
	struct step root = {NULL, JS_ATOM_NULL, 0, JS_UNDEFINED, 0};
	struct step step = {&root, key, 0, value, 1};

	return write_key(&out, &step, key, NULL) || write_value(&out, &step, value) ? -1 : 0;
}

int lutf_value_write_plain(JSContext *ctx, struct lutf_yaml_writer *writer, JSValueConst value)
{
	struct output out = {.ctx = ctx, .writer = writer, .plain = true};
	struct step root = {NULL, JS_ATOM_NULL, 0, value, 0};

	return write_value(&out, &root, value);
}

/* ---- reading ---- */

static JSValue read_value(JSContext *ctx, const struct lutf_yaml_node *node, bool plain);

static JSValue read_sequence(JSContext *ctx, const struct lutf_yaml_node *node, bool plain)
{
	JSValue array = JS_NewArray(ctx);
	uint32_t index = 0;

	for (const struct lutf_yaml_node *item = node->items.first; item && !JS_IsException(array); item = item->next) {
		JSValue value = read_value(ctx, item, plain);

		if (JS_IsException(value) || JS_DefinePropertyValueUint32(ctx, array, index++, value, JS_PROP_C_W_E) < 0) {
			JS_FreeValue(ctx, array);
			array = JS_EXCEPTION;
		}
	}
	return array;
}

static JSValue read_mapping(JSContext *ctx, const struct lutf_yaml_node *node, bool plain)
{
	JSValue object = JS_NewObject(ctx);

	for (const struct lutf_yaml_node *item = node->items.first; item && !JS_IsException(object); item = item->next) {
		JSValue value = read_value(ctx, item, plain);
		JSAtom key = JS_IsException(value) ? JS_ATOM_NULL : JS_NewAtomLen(ctx, item->key, item->key_len);

		/* Defined, not set: "__proto__" is a key like any other. */
		if (key == JS_ATOM_NULL)
			JS_FreeValue(ctx, value);
		if (key == JS_ATOM_NULL || JS_DefinePropertyValue(ctx, object, key, value, JS_PROP_C_W_E) < 0) {
			JS_FreeValue(ctx, object);
			object = JS_EXCEPTION;
		}
		JS_FreeAtom(ctx, key);
	}
	return object;
}

static JSValue construct(JSContext *ctx, const char *class_name, JSValueConst argument)
{
	JSValue global = JS_GetGlobalObject(ctx), class = JS_GetPropertyStr(ctx, global, class_name);
	JSValue object = JS_CallConstructor(ctx, class, 1, &argument);

	JS_FreeValue(ctx, class);
	JS_FreeValue(ctx, global);
	return object;
}

static JSValue read_constructed(JSContext *ctx, const char *class_name, const struct lutf_yaml_node *node)
{
	JSValue argument = read_value(ctx, node, false), object;

	if (JS_IsException(argument))
		return argument;
	object = construct(ctx, class_name, argument);
	JS_FreeValue(ctx, argument);
	return object;
}

static JSValue read_bigint(JSContext *ctx, const struct lutf_yaml_node *node)
{
	JSValue global, function, text, value;
	JSValueConst argument;

	global = JS_GetGlobalObject(ctx);
	function = JS_GetPropertyStr(ctx, global, "BigInt");
	text = JS_NewStringLen(ctx, node->string.text, node->string.len);
	argument = text;
	value = JS_Call(ctx, function, JS_UNDEFINED, 1, &argument);
	JS_FreeValue(ctx, text);
	JS_FreeValue(ctx, function);
	JS_FreeValue(ctx, global);
	return value;
}

static JSValue read_binary(JSContext *ctx, const struct lutf_yaml_node *node)
{
	uint8_t *bytes = malloc(node->string.len + 1);
	ptrdiff_t len = bytes ? lutf_base64_decode(node->string.text, node->string.len, bytes) : -1;
	JSValue value = len < 0 ? JS_ThrowSyntaxError(ctx, "line %u: $binary is not base64", node->line)
				: JS_NewUint8ArrayCopy(ctx, bytes, (size_t)len);

	free(bytes);
	return value;
}

/* The value that a mapping with one key "$…" stands for; found is false if it is just such a mapping. */
static JSValue read_dollar(JSContext *ctx, const struct lutf_yaml_node *item, bool *found)
{
	*found = true;
	if (strcmp(item->key, "$undefined") == 0)
		return JS_UNDEFINED;
	if (strcmp(item->key, "$object") == 0 && item->kind == LUTF_YAML_MAPPING)
		return read_mapping(ctx, item, false);
	if (strcmp(item->key, "$map") == 0 && item->kind == LUTF_YAML_SEQUENCE)
		return read_constructed(ctx, "Map", item);
	if (strcmp(item->key, "$set") == 0 && item->kind == LUTF_YAML_SEQUENCE)
		return read_constructed(ctx, "Set", item);
	if (item->kind == LUTF_YAML_STRING) {
		if (strcmp(item->key, "$bigint") == 0)
			return read_bigint(ctx, item);
		if (strcmp(item->key, "$binary") == 0)
			return read_binary(ctx, item);
		if (strcmp(item->key, "$date") == 0)
			return read_constructed(ctx, "Date", item);
	}
	*found = false;
	return JS_UNDEFINED;
}

static JSValue read_value(JSContext *ctx, const struct lutf_yaml_node *node, bool plain)
{
	if (!node)
		return JS_NULL;
	switch (node->kind) {
	case LUTF_YAML_NULL:
		return JS_NULL;
	case LUTF_YAML_BOOL:
		return JS_NewBool(ctx, node->boolean);
	case LUTF_YAML_INT:
		return JS_NewInt64(ctx, node->integer);
	case LUTF_YAML_FLOAT:
		return JS_NewFloat64(ctx, node->number);
	case LUTF_YAML_STRING:
		return JS_NewStringLen(ctx, node->string.text, node->string.len);
	case LUTF_YAML_SEQUENCE:
		return read_sequence(ctx, node, plain);
	case LUTF_YAML_MAPPING:
		if (!plain && node->items.count == 1 && *node->items.first->key == '$') {
			bool found;
			JSValue value = read_dollar(ctx, node->items.first, &found);

			if (found)
				return value;
		}
		return read_mapping(ctx, node, plain);
	}
	return JS_NULL;
}

JSValue lutf_value_read(JSContext *ctx, const struct lutf_yaml_node *node)
{
	return read_value(ctx, node, false);
}

JSValue lutf_value_read_plain(JSContext *ctx, const struct lutf_yaml_node *node)
{
	return read_value(ctx, node, true);
}
