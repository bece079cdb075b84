/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:text: strings <-> bytes, for TextEncoder, TextDecoder and the encodings of files and pipes. */
#include "engine/realm.h"

#include <stdlib.h>
#include <string.h>

static bool is_continuation(uint8_t byte)
{
	return (byte & 0xc0) == 0x80;
}

/* quickjs writes a lone surrogate as the three bytes ED A0..BF xx, which is no UTF-8; U+FFFD is as long. */
static void replace_surrogates(uint8_t *bytes, size_t len)
{
	uint8_t *at = bytes, *end = bytes + len;

	while ((at = memchr(at, 0xed, (size_t)(end - at)))) {
		if (end - at >= 3 && at[1] >= 0xa0)
			memcpy(at, "\xef\xbf\xbd", 3);
		at++;
	}
}

/* encode(text): Uint8Array */
static JSValue js_encode(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	size_t len;
	const char *text = JS_ToCStringLen(ctx, &len, argv[0]);
	uint8_t *bytes;
	JSValue result;

	(void)this_val;
	(void)argc;
	if (!text)
		return JS_EXCEPTION;
	result = JS_NewUint8ArrayCopy(ctx, (const uint8_t *)text, len);
	JS_FreeCString(ctx, text);
	if (JS_IsException(result))
		return result;
	bytes = JS_GetUint8Array(ctx, &len, result);
	if (bytes && len)
		replace_surrogates(bytes, len);
	return result;
}

/*
 * The sequence at bytes, by the table of the Unicode standard (3-7): its length; 0: not well-formed; -1: well-formed so far, but
 * cut off. *taken is what one U+FFFD stands for: the part that could have been the beginning of a sequence, at least one byte.
 */
static int sequence(const uint8_t *bytes, size_t len, size_t *taken)
{
	uint8_t first = bytes[0], low = 0x80, high = 0xbf;
	size_t need, i;

	*taken = 1;
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		need = 2;
	else if (first >= 0xe0 && first <= 0xef)
		need = 3;
	else if (first >= 0xf0 && first <= 0xf4)
		need = 4;
	else
		return 0;
	if (first == 0xe0)
		low = 0xa0;
	else if (first == 0xed)
		high = 0x9f;
	else if (first == 0xf0)
		low = 0x90;
	else if (first == 0xf4)
		high = 0x8f;
	for (i = 1; i < need; i++, low = 0x80, high = 0xbf) {
		if (i == len)
			return -1;
		if (bytes[i] < low || bytes[i] > high || !is_continuation(bytes[i]))
			return 0;
		*taken = i + 1;
	}
	return (int)need;
}

/*
 * decode(bytes, fatal, stream): [text, used]. With stream, a sequence that is cut off at the end is left for the next time;
 * used tells how many bytes were taken. Returns undefined instead if fatal and the bytes are not UTF-8.
 */
static JSValue js_decode(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	size_t len, at = 0, out = 0, good, taken;
	uint8_t *bytes = JS_GetUint8Array(ctx, &len, argv[0]);
	bool fatal = JS_ToBool(ctx, argv[1]), stream = JS_ToBool(ctx, argv[2]);
	char *fixed = NULL;
	int length = 1;
	JSValue text, pair;

	(void)this_val;
	(void)argc;
	if (!bytes)
		return JS_EXCEPTION;
	while (at < len && (length = sequence(bytes + at, len - at, &taken)) > 0)
		at += (size_t)length;
	good = at;
	if (at < len && !(length < 0 && stream)) {
		if (fatal)
			return JS_UNDEFINED;
		/* Each replacement is three bytes, for one at least. */
		fixed = malloc(good + 3 * (len - good));
		if (!fixed)
			return JS_ThrowOutOfMemory(ctx);
		memcpy(fixed, bytes, good);
		out = good;
		while (at < len) {
			length = sequence(bytes + at, len - at, &taken);
			if (length < 0 && stream)
				break;
			if (length > 0) {
				memcpy(fixed + out, bytes + at, (size_t)length);
				out += (size_t)length;
				at += (size_t)length;
			} else {
				memcpy(fixed + out, "\xef\xbf\xbd", 3);
				out += 3;
				at += length < 0 ? len - at : taken;
			}
		}
	}
	text = JS_NewStringLen(ctx, fixed ? fixed : (const char *)bytes, fixed ? out : good);
	free(fixed);
	if (JS_IsException(text))
		return text;
	pair = JS_NewArray(ctx);
	if (JS_IsException(pair)) {
		JS_FreeValue(ctx, text);
		return pair;
	}
	JS_SetPropertyUint32(ctx, pair, 0, text);
	JS_SetPropertyUint32(ctx, pair, 1, JS_NewInt64(ctx, (int64_t)at));
	return pair;
}

/* decodeLatin1(bytes): each byte is the character of that number */
static JSValue js_decode_latin1(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	size_t len, i;
	uint8_t *bytes = JS_GetUint8Array(ctx, &len, argv[0]);
	uint16_t *wide;
	JSValue text;

	(void)this_val;
	(void)argc;
	if (!bytes)
		return JS_EXCEPTION;
	wide = malloc(len * sizeof(*wide) + 1);
	if (!wide)
		return JS_ThrowOutOfMemory(ctx);
	for (i = 0; i < len; i++)
		wide[i] = bytes[i];
	text = JS_NewStringUTF16(ctx, wide, len);
	free(wide);
	return text;
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("encode", 1, js_encode),
	JS_CFUNC_DEF("decode", 3, js_decode),
	JS_CFUNC_DEF("decodeLatin1", 1, js_decode_latin1),
};

static int fill(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0])));
}

JSModuleDef *lutf_mod_text_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_text_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, fill);

	if (!module || JS_AddModuleExportList(ctx, module, functions, (int)(sizeof(functions) / sizeof(functions[0]))))
		return NULL;
	return module;
}
