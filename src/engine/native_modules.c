/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of native modules: "lutf:NAME" is made by lutf_mod_NAME_init() in mod_NAME.c, with '_' for '-'. */
#include "engine/realm.h"

#include <string.h>

#define MODULES(X) \
	X(agent, "agent") \
	X(console, "console") \
	X(fs, "fs") \
	X(global, "global") \
	X(hash, "hash") \
	X(local_client, "local-client") \
	X(local_server, "local-server") \
	X(process, "process") \
	X(realm, "realm") \
	X(system, "system") \
	X(text, "text") \
	X(timers, "timers") \
	X(yaml, "yaml")

#define X(id, name) JSModuleDef *lutf_mod_##id##_init(JSContext *ctx, const char *specifier);
MODULES(X)
#undef X

static const struct lutf_native_module modules[] = {
#define X(id, name) {name, lutf_mod_##id##_init},
	MODULES(X)
#undef X
};

const struct lutf_native_module *lutf_native_module_find(const char *name)
{
	for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++)
		if (strcmp(modules[i].name, name) == 0)
			return &modules[i];
	return NULL;
}
