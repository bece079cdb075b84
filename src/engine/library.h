/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The TypeScript library as it is inside the program: bytecode of this quickjs, made at build time by embed.c.
 * Constant data, shared by all threads and realms.
 */
#ifndef LUTF_ENGINE_LIBRARY_H
#define LUTF_ENGINE_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

struct lutf_library_module {
	const char *name;        /* as it is imported: "lutf", "lutf/fs", "lutf/chunk-ABCDEFGH" */
	const uint8_t *bytecode; /* for JS_ReadObject(…, JS_READ_OBJ_BYTECODE) */
	size_t len;
	const char *source_map; /* JSON (version 3, no sourcesContent) from the compiled module to ts/, or NULL */
	size_t map_len;
};

/*
 * The module of that name, or NULL. Imports inside modules are kept as esbuild wrote them:
 * "./chunk-X.js" is the module "lutf/chunk-X"; "lutf…" and "lutf:…" are names already.
 */
const struct lutf_library_module *lutf_library_find(const char *name);

#endif
