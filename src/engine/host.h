/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What this process was started with: filled in by main.c before the first realm, read by mod_global.c. Interpreter thread only. */
#ifndef LUTF_ENGINE_HOST_H
#define LUTF_ENGINE_HOST_H

#include "engine/realm.h"

struct lutf_yaml_node;

struct lutf_host {
	const char *command;                              /* the subcommand */
	const struct lutf_yaml_node *options;             /* a mapping, or NULL */
	const char *program, *library, *suites, *esbuild; /* absolute paths */
	const char *key;                                  /* in hex, or NULL */
	struct lutf_realm *main;
	int exit_code;
};

extern struct lutf_host lutf_host;

/* Ends the main realm, and with it everything: the last thing that main() does is to return code. The first call counts. */
void lutf_host_exit(int code);

/* Sets what is called for a signal instead of exiting; of the main realm. */
void lutf_host_set_signal_handler(struct lutf_realm *realm, JSValueConst handler);
/* Calls the handler, or exits as a shell expects of a program that a signal ended. */
void lutf_host_signal(const char *name, int number);

#endif
