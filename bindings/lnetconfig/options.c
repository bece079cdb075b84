/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of a call, checked and copied: nothing of JavaScript goes to the lane. */
#include "binding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "yaml/writer.h"

struct reading {
	JSContext *ctx;
	struct lnet_call *call;
	JSValueConst options;
	char *unsupported;
};

static int complain(const struct reading *in, const char *name, const char *what)
{
	JS_ThrowTypeError(in->ctx, "%s: %s %s", in->call->function->js, name, what);
	return -1;
}

/* NULL: an exception. */
static char *copy_text(const struct reading *in, const char *name, JSValueConst value)
{
	const char *text;
	char *copy = NULL;
	size_t len;

	if (!JS_IsString(value)) {
		complain(in, name, "is not a string");
		return NULL;
	}
	text = JS_ToCStringLen(in->ctx, &len, value);
	if (!text)
		return NULL;
	if (memchr(text, 0, len))
		complain(in, name, "has a NUL character");
	else
		copy = lnet_strdup(text);
	JS_FreeCString(in->ctx, text);
	return copy;
}

static int read_integer(const struct reading *in, const char *name, JSValueConst value, int64_t least, int64_t most, int64_t *out)
{
	double number = 0;
	char range[64];

	if (JS_IsBool(value))
		number = JS_VALUE_GET_BOOL(value);
	else if (!JS_IsNumber(value) || JS_ToFloat64(in->ctx, &number, value) < 0)
		return complain(in, name, "is not a number");
	if (number != floor(number) || number < (double)least || number > (double)most) {
		snprintf(range, sizeof(range), "is not a whole number from %lld to %lld", (long long)least, (long long)most);
		return complain(in, name, range);
	}
	*out = (int64_t)number;
	return 0;
}

static int read_nid(const struct reading *in, const char *name, JSValueConst value, struct lnet_value *out)
{
	uint64_t number = 0;
	char *text, *end;

	if (JS_IsBigInt(value)) {
		if (JS_ToBigUint64(in->ctx, &number, value) < 0)
			return -1;
	} else {
		text = copy_text(in, name, value);
		if (!text)
			return -1;
		number = strtoull(text, &end, 10);
		if (!*text || *end) {
			free(text);
			return complain(in, name, "is not a decimal number");
		}
		free(text);
	}
	out->integer = (int64_t)number;
	return 0;
}

/* Calls take for each element of an array, or for a single value. */
static int for_each(const struct reading *in, const char *name, JSValueConst value,
		    int (*take)(const struct reading *, const char *, JSValueConst, void *), void *opaque)
{
	int64_t length;
	int rc = 0;

	if (!JS_IsArray(value))
		return take(in, name, value, opaque);
	if (JS_GetLength(in->ctx, value, &length) < 0)
		return -1;
	if (length > 65536)
		return complain(in, name, "has too many elements");
	for (uint32_t i = 0; i < (uint32_t)length && !rc; i++) {
		JSValue item = JS_GetPropertyUint32(in->ctx, value, i);

		rc = JS_IsException(item) ? -1 : take(in, name, item, opaque);
		JS_FreeValue(in->ctx, item);
	}
	return rc;
}

static int take_joined(const struct reading *in, const char *name, JSValueConst value, void *opaque)
{
	struct lnet_text *out = opaque;
	char *text = copy_text(in, name, value);

	if (!text)
		return -1;
	if (out->text)
		lnet_text_add(out, ",", 1);
	lnet_text_add(out, text, strlen(text));
	free(text);
	return 0;
}

static int take_number(const struct reading *in, const char *name, JSValueConst value, void *opaque)
{
	struct lnet_text *out = opaque;
	int64_t number;

	if (read_integer(in, name, value, 0, UINT32_MAX, &number))
		return -1;
	lnet_text_format(out, "%s%lld", out->text ? "," : "[", (long long)number);
	return 0;
}

/* CPTs as an expression: a text, or numbers. */
static char *read_cpts(const struct reading *in, const char *name, JSValueConst value)
{
	struct lnet_text out = {0};

	if (!JS_IsArray(value))
		return copy_text(in, name, value);
	if (for_each(in, name, value, take_number, &out)) {
		free(out.text);
		return NULL;
	}
	lnet_text_add(&out, out.text ? "]" : "[]", out.text ? 1 : 2);
	return out.text;
}

static void add_item(struct lnet_value *out, char *item)
{
	out->items = realloc(out->items, (out->count + 1) * sizeof(*out->items));
	if (!out->items)
		abort();
	out->items[out->count++] = item;
}

static int take_string(const struct reading *in, const char *name, JSValueConst value, void *opaque)
{
	char *text = copy_text(in, name, value);

	if (!text)
		return -1;
	add_item(opaque, text);
	return 0;
}

/* "eth0", "eth0[0,1]", or { name, cpts }. */
static int take_interface(const struct reading *in, const char *name, JSValueConst value, void *opaque)
{
	JSValue name_value, cpts_value;
	struct lnet_text text = {0};
	char *part;
	int rc = -1;

	if (!JS_IsObject(value))
		return take_string(in, name, value, opaque);
	name_value = JS_GetPropertyStr(in->ctx, value, "name");
	cpts_value = JS_GetPropertyStr(in->ctx, value, "cpts");
	part = JS_IsException(name_value) || JS_IsException(cpts_value) ? NULL : copy_text(in, "interfaces[].name", name_value);
	if (part) {
		lnet_text_add(&text, part, strlen(part));
		free(part);
		rc = 0;
		if (!JS_IsUndefined(cpts_value) && !JS_IsNull(cpts_value)) {
			part = read_cpts(in, "interfaces[].cpts", cpts_value);
			if (part)
				lnet_text_format(&text, *part == '[' ? "%s" : "[%s]", part);
			rc = part ? 0 : -1;
			free(part);
		}
	}
	JS_FreeValue(in->ctx, name_value);
	JS_FreeValue(in->ctx, cpts_value);
	if (rc)
		free(text.text);
	else
		add_item(opaque, text.text);
	return rc;
}

/* ---- tunables ---- */

/* The LND of options.net, as its tunables are called, or NULL. */
static const char *lnd_of(const char *net)
{
	size_t len = net ? strcspn(net, "0123456789") : 0;

	/* o2ib has a digit in its name. */
	if (net && strncmp(net, "o2ib", 4) == 0)
		return "o2ib";
	for (size_t i = 0; len && i < LNET_TUNABLE_COUNT; i++)
		if (lnet_tunables[i].lnd && strlen(lnet_tunables[i].lnd) == len && memcmp(lnet_tunables[i].lnd, net, len) == 0)
			return lnet_tunables[i].lnd;
	return NULL;
}

static bool same_lnd(const struct lnet_tunable *tunable, const char *lnd)
{
	return lnd ? tunable->lnd && strcmp(tunable->lnd, lnd) == 0 : !tunable->lnd;
}

static bool in_generation(uint8_t in)
{
	enum lnet_generation generation = lnet_library()->generation;

	return generation == LNET_UNKNOWN ? in == LNET_ALL : in & (1u << generation);
}

static void put(uint8_t *bytes, const struct lnet_tunable *tunable, int64_t value)
{
	if (tunable->size == 4)
		memcpy(bytes + tunable->offset, &(uint32_t){(uint32_t)value}, 4);
	else if (tunable->size == 2)
		memcpy(bytes + tunable->offset, &(uint16_t){(uint16_t)value}, 2);
}

static int put_property(struct reading *in, const char *group, const char *lnd, uint8_t *bytes, const char *key, JSValueConst value)
{
	const struct lnet_tunable *tunable = NULL;
	char name[96];
	int64_t number, least, most;

	snprintf(name, sizeof(name), "%s.%.60s", group, key);
	for (size_t i = 0; i < LNET_TUNABLE_COUNT; i++)
		if (same_lnd(&lnet_tunables[i], lnd) && strcmp(lnet_tunables[i].js, key) == 0)
			tunable = &lnet_tunables[i];
	if (!tunable)
		return complain(in, name, lnd ? "is no tunable of this LND" : "is no tunable");
	if (JS_IsUndefined(value))
		return 0;
	if (!in_generation(tunable->in)) {
		free(in->unsupported);
		in->unsupported = lnet_strdup(name);
		return 0;
	}
	if (tunable->size == 128) {
		char *text = copy_text(in, name, value);

		if (!text)
			return -1;
		snprintf((char *)bytes + tunable->offset, 128, "%s", text);
		free(text);
		return 0;
	}
	least = tunable->is_signed ? (tunable->size == 4 ? INT32_MIN : INT16_MIN) : 0;
	most = tunable->size == 4 ? (tunable->is_signed ? INT32_MAX : UINT32_MAX) : tunable->is_signed ? INT16_MAX : UINT16_MAX;
	if (read_integer(in, name, value, least, most, &number))
		return -1;
	put(bytes, tunable, number);
	return 0;
}

static int put_group(struct reading *in, const char *group, const char *lnd, uint8_t *bytes, JSValueConst object)
{
	JSPropertyEnum *keys;
	uint32_t count;
	int rc = 0;

	if (!JS_IsObject(object))
		return complain(in, group, "is not an object");
	if (JS_GetOwnPropertyNames(in->ctx, &keys, &count, object, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
		return -1;
	for (uint32_t i = 0; i < count && !rc; i++) {
		const char *key = JS_AtomToCString(in->ctx, keys[i].atom);
		JSValue value = JS_GetProperty(in->ctx, object, keys[i].atom);

		rc = !key || JS_IsException(value) ? -1 : put_property(in, group, lnd, bytes, key, value);
		JS_FreeValue(in->ctx, value);
		JS_FreeCString(in->ctx, key);
	}
	JS_FreePropertyEnum(in->ctx, keys, count);
	return rc;
}

static void put_missing(uint8_t *bytes, const char *lnd)
{
	for (size_t i = 0; i < LNET_TUNABLE_COUNT; i++)
		if (same_lnd(&lnet_tunables[i], lnd) && in_generation(lnet_tunables[i].in))
			put(bytes, &lnet_tunables[i], lnet_tunables[i].missing);
}

/* Neither option: no buffer, which is NULL for the library. */
static int read_tunables(struct reading *in, struct lnet_value *out)
{
	JSValue common = JS_GetPropertyStr(in->ctx, in->options, "tunables"), lnd = JS_GetPropertyStr(in->ctx, in->options, "lnd");
	JSValue net = JS_GetPropertyStr(in->ctx, in->options, "net");
	bool has_common = !JS_IsUndefined(common) && !JS_IsNull(common), has_lnd = !JS_IsUndefined(lnd) && !JS_IsNull(lnd);
	const char *text = JS_IsString(net) ? JS_ToCString(in->ctx, net) : NULL, *name = lnd_of(text);
	int rc = JS_IsException(common) || JS_IsException(lnd) || JS_IsException(net) ? -1 : 0;

	if (!rc && (has_common || has_lnd)) {
		out->memory = lnet_alloc(LNET_TUNABLES_SIZE);
		put_missing(out->memory, NULL);
		if (name)
			put_missing(out->memory, name);
		if (has_common)
			rc = put_group(in, "tunables", NULL, out->memory, common);
		if (!rc && has_lnd)
			rc = name ? put_group(in, "lnd", name, out->memory, lnd)
				  : complain(in, "lnd", "needs a net whose LND has tunables");
	}
	JS_FreeCString(in->ctx, text);
	JS_FreeValue(in->ctx, common);
	JS_FreeValue(in->ctx, lnd);
	JS_FreeValue(in->ctx, net);
	return rc;
}

/* ---- fault attributes, by their C names (§2.5) ---- */

static int read_fault(const struct reading *in, JSValueConst object, struct lnet_value *out)
{
	static const struct {
		const char *name;
		int64_t most;
	} fields[] = {
		{"fa_ptl_mask", (int64_t)1 << 53},
		{"fa_msg_mask", UINT32_MAX},
		{"da_rate", UINT32_MAX},
		{"da_interval", UINT32_MAX},
		{"da_health_error_mask", UINT32_MAX},
		{"da_random", 1},
		{"da_drop_all", 1},
		{"la_rate", UINT32_MAX},
		{"la_interval", UINT32_MAX},
		{"la_latency", UINT32_MAX},
	};
	struct lnet_fault_attr *attr = out->memory = lnet_alloc(sizeof(*attr));
	int64_t values[10] = {0};
	JSPropertyEnum *keys;
	uint32_t count;
	int rc = 0;

	if (!JS_IsObject(object))
		return complain(in, "attributes", "is not an object");
	if (JS_GetOwnPropertyNames(in->ctx, &keys, &count, object, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
		return -1;
	for (uint32_t i = 0; i < count && !rc; i++) {
		const char *key = JS_AtomToCString(in->ctx, keys[i].atom);
		JSValue value = JS_GetProperty(in->ctx, object, keys[i].atom);
		size_t f = 0;

		while (key && f < 10 && strcmp(fields[f].name, key) != 0)
			f++;
		if (!key || JS_IsException(value))
			rc = -1;
		else if (f == 10)
			rc = complain(in, key, "is no attribute of a fault rule");
		else
			rc = read_integer(in, key, value, 0, fields[f].most, &values[f]);
		JS_FreeValue(in->ctx, value);
		JS_FreeCString(in->ctx, key);
	}
	JS_FreePropertyEnum(in->ctx, keys, count);
	if (rc)
		return rc;
	if ((values[2] || values[3] || values[4] || values[5] || values[6]) && (values[7] || values[8] || values[9]))
		return complain(in, "attributes", "has those of both drop and delay rules");
	attr->fa_ptl_mask = (__u64)values[0];
	attr->fa_msg_mask = (__u32)values[1];
	if (values[7] || values[8] || values[9]) {
		attr->u.delay.la_rate = (__u32)values[7];
		attr->u.delay.la_interval = (__u32)values[8];
		attr->u.delay.la_latency = (__u32)values[9];
	} else {
		attr->u.drop.da_rate = (__u32)values[2];
		attr->u.drop.da_interval = (__u32)values[3];
		attr->u.drop.da_health_error_mask = (__u32)values[4];
		attr->u.drop.da_random = (unsigned)values[5] & 1u;
		attr->u.drop.da_drop_all = (unsigned)values[6] & 1u;
	}
	return 0;
}

/* ---- one option ---- */

static int read_network(struct reading *in, JSValueConst net, struct lnet_value *out)
{
	JSValue interfaces = JS_GetPropertyStr(in->ctx, in->options, "interfaces");
	int rc = JS_IsException(interfaces) ? -1 : 0;

	if (!rc && !JS_IsUndefined(net) && !JS_IsNull(net)) {
		out->text = copy_text(in, "net", net);
		rc = out->text ? 0 : -1;
	}
	if (!rc && !JS_IsUndefined(interfaces) && !JS_IsNull(interfaces))
		rc = for_each(in, "interfaces", interfaces, take_interface, out);
	out->given = out->text || out->count;
	JS_FreeValue(in->ctx, interfaces);
	return rc;
}

static int read_bytes(const struct reading *in, const char *name, JSValueConst value, struct lnet_value *out)
{
	size_t len = 0;
	const uint8_t *bytes = JS_GetTypedArrayType(value) == JS_TYPED_ARRAY_UINT8 ? JS_GetUint8Array(in->ctx, &len, value) : NULL;

	if (!bytes || len != sizeof(struct lnet_nid))
		return complain(in, name, "is not a Uint8Array of 20 bytes");
	out->memory = memcpy(lnet_alloc(len), bytes, len);
	return 0;
}

static int read_data(const struct reading *in, JSValueConst value, struct lnet_value *out)
{
	struct lutf_yaml_writer *writer = NULL;
	size_t len;
	int rc = lutf_yaml_writer_new(&writer);

	if (!rc && lutf_value_write_plain(in->ctx, writer, value) < 0)
		rc = -1;
	else if (rc || lutf_yaml_writer_finish(writer, &out->text, &len))
		rc = complain(in, "value", "cannot be written as YAML");
	lutf_yaml_writer_free(writer);
	return rc;
}

static int read_given(struct reading *in, const struct lnet_argument *argument, JSValueConst value, struct lnet_value *out)
{
	struct lnet_text joined = {0};

	switch (argument->kind) {
	case LNET_TEXT:
		out->text = copy_text(in, argument->js, value);
		return out->text ? 0 : -1;
	case LNET_NIDS:
		if (for_each(in, argument->js, value, take_joined, &joined)) {
			free(joined.text);
			return -1;
		}
		out->text = joined.text ? joined.text : lnet_strdup("");
		return 0;
	case LNET_CPTS:
		out->text = read_cpts(in, argument->js, value);
		return out->text ? 0 : -1;
	case LNET_STRINGS:
		return for_each(in, argument->js, value, take_string, out);
	case LNET_NID:
		return read_nid(in, argument->js, value, out);
	case LNET_BYTES:
		return read_bytes(in, argument->js, value, out);
	case LNET_FAULT:
		return read_fault(in, value, out);
	case LNET_BOOL:
		if (!JS_IsBool(value))
			return complain(in, argument->js, "is neither true nor false");
		out->integer = JS_VALUE_GET_BOOL(value);
		return 0;
	case LNET_UINT:
		/* -1 is what the library takes for "all" in an unsigned index. */
		return read_integer(in, argument->js, value, -1, UINT32_MAX, &out->integer);
	default:
		return read_integer(in, argument->js, value, INT32_MIN, INT32_MAX, &out->integer);
	}
}

static int read_one(struct reading *in, const struct lnet_argument *argument, struct lnet_value *out)
{
	JSValue value = JS_GetPropertyStr(in->ctx, in->options, argument->js);
	int rc;

	out->integer = argument->missing;
	if (JS_IsException(value))
		return -1;
	out->given = !JS_IsUndefined(value) && !(JS_IsNull(value) && !argument->required);
	if (argument->kind == LNET_NETWORK)
		rc = read_network(in, value, out);
	else if (argument->kind == LNET_TUNABLES)
		rc = read_tunables(in, out);
	else if (argument->kind == LNET_DATA)
		rc = read_data(in, value, out);
	else if (out->given)
		rc = read_given(in, argument, value, out);
	else
		rc = argument->required ? complain(in, argument->js, "is missing") : 0;
	if (!rc && out->given && !in_generation(argument->in) && (out->text || out->integer != argument->missing)) {
		free(in->unsupported);
		in->unsupported = lnet_strdup(argument->js);
	}
	JS_FreeValue(in->ctx, value);
	return rc;
}

/* A misspelt option would silently do something else than the test says. */
static int check_names(const struct reading *in)
{
	const struct lnet_function *function = in->call->function;
	JSPropertyEnum *keys;
	uint32_t count;
	int rc = 0;

	if (JS_GetOwnPropertyNames(in->ctx, &keys, &count, in->options, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0)
		return -1;
	for (uint32_t i = 0; i < count && !rc; i++) {
		const char *key = JS_AtomToCString(in->ctx, keys[i].atom);
		bool known = false;

		for (unsigned a = 0; key && a < function->argument_count && !known; a++) {
			const struct lnet_argument *argument = &function->arguments[a];

			known = strcmp(argument->js, key) == 0 || (argument->kind == LNET_NETWORK && strcmp(key, "interfaces") == 0) ||
				(argument->kind == LNET_TUNABLES && strcmp(key, "lnd") == 0);
		}
		if (!known)
			rc = key ? complain(in, key, "is no option of it") : -1;
		JS_FreeCString(in->ctx, key);
	}
	JS_FreePropertyEnum(in->ctx, keys, count);
	return rc;
}

int lnet_options_read(JSContext *ctx, struct lnet_call *call, JSValueConst options, char **refused, char **unsupported)
{
	JSValue empty = JS_UNDEFINED;
	struct reading in = {.ctx = ctx, .call = call, .options = options};
	int rc;

	*refused = *unsupported = NULL;
	if (JS_IsUndefined(options))
		in.options = empty = JS_NewObject(ctx);
	rc = JS_IsObject(in.options) ? check_names(&in) : complain(&in, "options", "are not an object");
	for (unsigned i = 0; i < call->function->argument_count && !rc; i++)
		rc = read_one(&in, &call->function->arguments[i], &call->values[i]);
	JS_FreeValue(ctx, empty);
	if (!rc && in.unsupported)
		*unsupported = in.unsupported;
	else
		free(in.unsupported);
	if (!rc && !*unsupported)
		*refused = lnet_refuse(call);
	return rc ? rc : *unsupported || *refused ? 1 : 0;
}
