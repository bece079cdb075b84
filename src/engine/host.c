/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/host.h"

#include "engine/realm_internal.h"

struct lutf_host lutf_host;

/* Owner: the main realm, whose resource it is. */
static struct {
	struct lutf_resource resource;
	JSValue function;
	bool set;
} handler;

void lutf_host_exit(int code)
{
	if (!lutf_host.main || lutf_host.main->ending)
		return;
	lutf_host.exit_code = code;
	lutf_realm_end(lutf_host.main, LUTF_END_CLOSED, "exit");
}

static void close_handler(struct lutf_resource *resource)
{
	handler.set = false;
	JS_FreeValue(resource->realm->ctx, handler.function);
	lutf_resource_gone(resource);
}

void lutf_host_set_signal_handler(struct lutf_realm *realm, JSValueConst function)
{
	if (handler.set)
		JS_FreeValue(realm->ctx, handler.function);
	else
		lutf_resource_add(realm, &handler.resource, close_handler);
	handler.set = true;
	handler.function = JS_DupValue(realm->ctx, function);
}

void lutf_host_signal(const char *name, int number)
{
	struct lutf_realm *realm = handler.resource.realm;
	JSValue argument;

	if (!handler.set || realm->ending) {
		lutf_host_exit(128 + number);
		return;
	}
	argument = JS_NewString(realm->ctx, name);
	lutf_realm_call(realm, handler.function, 1, (JSValueConst *)&argument);
	JS_FreeValue(realm->ctx, argument);
}
