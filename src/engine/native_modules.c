/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of native modules: "lutf:NAME" is made by lutf_mod_NAME_init() in mod_NAME.c. */
#include "engine/realm.h"

#include <string.h>

#define MODULES(X) \
	X(agent) \
	X(console) \
	X(fs) \
	X(global) \
	X(hash) \
	X(process) \
	X(realm) \
	X(system) \
	X(text) \
	X(timers) \
	X(yaml)

#define X(name) JSModuleDef *lutf_mod_##name##_init(JSContext *ctx, const char *specifier);
MODULES(X)
#undef X

static const struct lutf_native_module modules[] = {
#define X(name) {#name, lutf_mod_##name##_init},
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
