/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:hash, so that a module is named by its content. */
#include "engine/realm.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define SHA256_SIZE 32

static JSValue hex_of(JSContext *ctx, const void *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char hash[SHA256_SIZE];
	char text[2 * SHA256_SIZE];
	int rc;

	rc = gnutls_hash_fast(GNUTLS_DIG_SHA256, data, len, hash);
	if (rc < 0)
		return JS_ThrowInternalError(ctx, "sha256: %s", gnutls_strerror(rc));
	for (size_t i = 0; i < SHA256_SIZE; i++) {
		text[2 * i] = digits[hash[i] >> 4];
		text[2 * i + 1] = digits[hash[i] & 15];
	}
	return JS_NewStringLen(ctx, text, sizeof(text));
}

static JSValue sha256(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	JSValue result;
	const char *text;
	uint8_t *bytes;
	size_t len;

	(void)this_val;
	(void)argc;
	if (JS_GetTypedArrayType(argv[0]) == JS_TYPED_ARRAY_UINT8) {
		bytes = JS_GetUint8Array(ctx, &len, argv[0]);
		return bytes ? hex_of(ctx, bytes, len) : JS_EXCEPTION;
	}
	if (!JS_IsString(argv[0]))
		return JS_ThrowTypeError(ctx, "sha256 takes a string or a Uint8Array");
	text = JS_ToCStringLen(ctx, &len, argv[0]);
	if (!text)
		return JS_EXCEPTION;
	result = hex_of(ctx, text, len);
	JS_FreeCString(ctx, text);
	return result;
}

static const JSCFunctionListEntry exports[] = {
	JS_CFUNC_DEF("sha256", 1, sha256),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, exports, sizeof(exports) / sizeof(exports[0]));
}

JSModuleDef *lutf_mod_hash_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_hash_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (module)
		JS_AddModuleExportList(ctx, module, exports, sizeof(exports) / sizeof(exports[0]));
	return module;
}
