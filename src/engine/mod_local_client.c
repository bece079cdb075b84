/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lutf:local-client: one request to another program of this machine, on its Unix socket (src/local). */
#include <stdlib.h>
#include <string.h>

#include "engine/realm_internal.h"
#include "local/client.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* Owner: the client, whose callback frees it. Interpreter thread. */
struct asked {
	struct lutf_resource resource;
	struct lutf_local_client *client;
	JSValue promise[2];
	char *path;
};

static void close_asked(struct lutf_resource *resource)
{
	struct asked *asked = (struct asked *)resource;
	JSContext *ctx = lutf_realm_context(resource->realm);

	JS_FreeValue(ctx, asked->promise[0]);
	JS_FreeValue(ctx, asked->promise[1]);
	asked->promise[0] = asked->promise[1] = JS_UNDEFINED;
	lutf_local_client_cancel(asked->client);
}

static JSValue read_reply(JSContext *ctx, const char *text, size_t len)
{
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	JSValue value;

	if (lutf_yaml_parse(text, len, &doc, &error))
		return JS_ThrowSyntaxError(ctx, "the reply is no YAML: %s", error.text);
	value = lutf_value_read_plain(ctx, lutf_yaml_root(doc));
	lutf_yaml_doc_free(doc);
	return value;
}

static void on_reply(void *opaque, int rc, const char *failed, const char *text, size_t len)
{
	struct asked *asked = opaque;
	struct lutf_realm *realm = asked->resource.realm;
	JSContext *ctx = lutf_realm_context(realm);
	JSValue value;
	bool reject = rc != 0;

	/* Of a realm that is ending the promise is gone already. */
	if (!JS_IsUndefined(asked->promise[0])) {
		value = rc ? lutf_error_new(ctx, rc, failed, asked->path) : read_reply(ctx, text, len);
		if (JS_IsException(value)) {
			reject = true;
			value = JS_GetException(ctx);
		}
		lutf_realm_settle(realm, asked->promise, reject, value);
	}
	lutf_resource_gone(&asked->resource);
	free(asked->path);
	free(asked);
}

/* Of text that lutf:local-server reads; malloc()ed. NULL with an exception. */
static char *write_request(JSContext *ctx, JSValueConst body, size_t *len)
{
	struct lutf_yaml_writer *writer;
	char *text = NULL;
	int rc;

	if (lutf_yaml_writer_new(&writer)) {
		JS_ThrowOutOfMemory(ctx);
		return NULL;
	}
	if (lutf_value_write_plain(ctx, writer, body) == 0) {
		rc = lutf_yaml_writer_finish(writer, &text, len);
		if (rc) {
			text = NULL;
			JS_ThrowTypeError(ctx, "the request cannot be written as YAML: %s", strerror(-rc));
		}
	}
	lutf_yaml_writer_free(writer);
	return text;
}

/* request(path, body): Promise of the reply */
static JSValue js_request(JSContext *ctx, JSValueConst this_val, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	const char *path = JS_ToCString(ctx, argv[0]);
	struct asked *asked = calloc(1, sizeof(*asked));
	JSValue promise;
	size_t len = 0;
	char *text;
	int rc;

	(void)this_val;
	(void)argc;
	if (asked && path)
		asked->path = strdup(path);
	if (!asked || !path || !asked->path) {
		if (path)
			JS_ThrowOutOfMemory(ctx);
		goto failed;
	}
	text = write_request(ctx, argv[1], &len);
	if (!text)
		goto failed;
	rc = lutf_local_client_ask(lutf_realm_loop(realm), asked->path, text, len, on_reply, asked, &asked->client);
	if (rc) {
		lutf_error_throw(ctx, rc, "connect", asked->path);
		goto failed;
	}
	promise = JS_NewPromiseCapability(ctx, asked->promise);
	lutf_resource_add(realm, &asked->resource, close_asked);
	if (JS_IsException(promise)) {
		asked->promise[0] = asked->promise[1] = JS_UNDEFINED;
		lutf_local_client_cancel(asked->client);
	}
	JS_FreeCString(ctx, path);
	return promise;
failed:
	JS_FreeCString(ctx, path);
	if (asked)
		free(asked->path);
	free(asked);
	return JS_EXCEPTION;
}

static const JSCFunctionListEntry functions[] = {
	JS_CFUNC_DEF("request", 2, js_request),
};

static int init(JSContext *ctx, JSModuleDef *module)
{
	return JS_SetModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
}

JSModuleDef *lutf_mod_local_client_init(JSContext *ctx, const char *specifier);

JSModuleDef *lutf_mod_local_client_init(JSContext *ctx, const char *specifier)
{
	JSModuleDef *module = JS_NewCModule(ctx, specifier, init);

	if (module)
		JS_AddModuleExportList(ctx, module, functions, sizeof(functions) / sizeof(functions[0]));
	return module;
}
