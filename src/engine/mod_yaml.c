/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:yaml: files that machines write and read. */
#include <stdlib.h>
#include <string.h>

#include "engine/realm.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

static JSValue stringify(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_yaml_writer *writer;
	JSValue result = JS_EXCEPTION;
	size_t len;
	char *text;
	int rc;

	(void)this_val;
	(void)argc;
	if (lutf_yaml_writer_new(&writer))
		return JS_ThrowOutOfMemory(ctx);
	if (lutf_value_write_plain(ctx, writer, argv[0]) == 0) {
		rc = lutf_yaml_writer_finish(writer, &text, &len);
		if (rc) {
			JS_ThrowTypeError(ctx, "YAML: %s", strerror(-rc));
		} else {
			result = JS_NewStringLen(ctx, text, len);
			free(text);
		}
	}
	lutf_yaml_writer_free(writer);
	return result;
}

enum schema { CORE, FAILSAFE };

static JSValue parse(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv, int schema)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	const char *text;
	JSValue result;
	size_t len;
	int rc;

	(void)this_val;
	(void)argc;
	text = JS_ToCStringLen(ctx, &len, argv[0]);
	if (!text)
		return JS_EXCEPTION;
	rc = schema == FAILSAFE ? lutf_yaml_parse_failsafe(text, len, &doc, &error) : lutf_yaml_parse(text, len, &doc, &error);
	if (rc) {
		result = JS_ThrowSyntaxError(ctx, "%s", error.text);
	} else {
		result = lutf_value_read_plain(ctx, lutf_yaml_root(doc));
		lutf_yaml_doc_free(doc);
	}
	JS_FreeCString(ctx, text);
	return result;
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("stringify", 1, stringify),
	JS_CFUNC_MAGIC_DEF("parse", 1, parse, CORE),
	JS_CFUNC_MAGIC_DEF("parseTexts", 1, parse, FAILSAFE),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

JSModuleDef *lutf_mod_yaml_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_yaml_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (module)
		JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
