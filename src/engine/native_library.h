/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "native:NAME": quickjs modules in shared libraries of this machine. */
#ifndef LUTF_ENGINE_NATIVE_LIBRARY_H
#define LUTF_ENGINE_NATIVE_LIBRARY_H

#include <quickjs.h>

/*
 * Loads NAME.so from the folder of native modules or one of LUTF_MODULE_PATH and calls its js_init_module().
 * NULL with an exception that names importer. Libraries stay loaded: their code may be referred to by any realm.
 */
JSModuleDef *lutf_native_library_load(JSContext *ctx, const char *specifier, const char *importer);
/* The folder of the modules that came with this program: main.c sets it before the first realm; kept by reference. */
void lutf_native_library_folder(const char *folder);

#endif
