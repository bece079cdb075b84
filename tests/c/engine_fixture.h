/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests of the engine: a process with a main realm and, one after the other, realms whose entry is a library module given as text.
 * The library is a folder of its own (LUTF_LIBRARY); what the realm imports beyond it comes from a table.
 */
#ifndef LUTF_TESTS_ENGINE_FIXTURE_H
#define LUTF_TESTS_ENGINE_FIXTURE_H

#include "engine/host.h"
#include "engine/realm_internal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

struct source {
	const char *name, *text;
};

/* What a realm said by throwing, or how it was stopped. Freed by the next run. */
struct outcome {
	enum lutf_realm_how how;
	char *message, *stack, *waiting;
	bool ended;
};

static uv_loop_t fixture_loop;
static char fixture_folder[] = "/tmp/lutf-engine-XXXXXX";
static struct lutf_realm *fixture_main;
static struct outcome outcome;
static const struct source *fixture_sources;

static inline void fixture_write(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", fixture_folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static inline char *fixture_load(void *opaque, const char *name, size_t *len, char **error)
{
	(void)opaque;
	for (const struct source *source = fixture_sources; source && source->name; source++) {
		if (strcmp(source->name, name) != 0)
			continue;
		if (!source->text) {
			*error = strdup("the disk is on fire");
			return NULL;
		}
		*len = strlen(source->text);
		return strdup(source->text);
	}
	return NULL;
}

static inline void fixture_copy(char **to, const char *from)
{
	free(*to);
	*to = from ? strdup(from) : NULL;
}

static inline void fixture_on_end(void *opaque, const struct lutf_realm_end *end)
{
	(void)opaque;
	outcome.how = end->how;
	fixture_copy(&outcome.message, end->message);
	fixture_copy(&outcome.stack, end->stack);
	fixture_copy(&outcome.waiting, end->waiting);
	outcome.ended = true;
}

/* Starts a realm with this entry; the loop is not run. */
static inline struct lutf_realm *fixture_start(const char *entry, struct lutf_realm_options options)
{
	struct lutf_realm *realm;

	fixture_write("entry.js", entry);
	options.name = options.name ? options.name : "t";
	options.creator = fixture_main;
	options.load = fixture_load;
	options.on_end = fixture_on_end;
	outcome.ended = false;
	assert_int_equal(lutf_realm_new(&fixture_loop, &options, "lutf/entry", &realm), 0);
	return realm;
}

static inline void fixture_wait(void)
{
	while (!outcome.ended)
		assert_true(uv_run(&fixture_loop, UV_RUN_ONCE) || outcome.ended);
}

/* Runs a realm to its end; one that has nothing to do is closed. */
static inline const struct outcome *fixture_run(const char *entry, struct lutf_realm_options options)
{
	struct lutf_realm *realm = fixture_start(entry, options);

	while (!outcome.ended && uv_run(&fixture_loop, UV_RUN_ONCE))
		;
	if (!outcome.ended)
		lutf_realm_end(realm, LUTF_END_CLOSED, "nothing left to do");
	fixture_wait();
	return &outcome;
}

/* Runs expressions: what the entry throws is what it says. */
static inline const char *fixture_says(const char *entry)
{
	const struct outcome *end = fixture_run(entry, (struct lutf_realm_options){0});

	return end->message;
}

static inline void fixture_main_ended(void *opaque, const struct lutf_realm_end *end)
{
	(void)opaque;
	(void)end;
	fixture_main = NULL;
}

static inline int fixture_setup(void **state)
{
	struct lutf_realm_options options = {.name = "main", .on_end = fixture_main_ended};

	(void)state;
	if (!mkdtemp(fixture_folder) || setenv("LUTF_LIBRARY", fixture_folder, 1) || uv_loop_init(&fixture_loop))
		return -1;
	fixture_write("main.js", "");
	if (lutf_realm_new(&fixture_loop, &options, "lutf/main", &fixture_main))
		return -1;
	uv_run(&fixture_loop, UV_RUN_DEFAULT);
	return 0;
}

static inline int fixture_teardown(void **state)
{
	char command[128];

	(void)state;
	lutf_realm_end(fixture_main, LUTF_END_CLOSED, "");
	uv_run(&fixture_loop, UV_RUN_DEFAULT);
	fixture_copy(&outcome.message, NULL);
	fixture_copy(&outcome.stack, NULL);
	fixture_copy(&outcome.waiting, NULL);
	snprintf(command, sizeof(command), "rm -r %s", fixture_folder);
	return uv_loop_close(&fixture_loop) || fixture_main || system(command);
}

#endif
