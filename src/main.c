/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program: what it was started with, one event loop, the main realm, and an orderly end. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/host.h"
#include "engine/native_library.h"
#include "engine/node_link.h"
#include "engine/realm_internal.h"

/* The exit code of a process whose main realm failed; 1 is for tests that failed. */
#define EXIT_CANNOT_RUN 2

static const struct {
	int number;
	const char *name;
} signals[] = {{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}};

static uv_signal_t signal_handles[sizeof(signals) / sizeof(signals[0])];

static void on_signal(uv_signal_t *handle, int number)
{
	lutf_host_signal(signals[handle - signal_handles].name, number);
}

static void on_main_end(void *opaque, const struct lutf_realm_end *end)
{
	(void)opaque;
	if (end->how != LUTF_END_CLOSED) {
		fprintf(stderr, "lutf: %s\n%s", end->message, end->stack ? end->stack : "");
		lutf_host.exit_code = EXIT_CANNOT_RUN;
	}
	lutf_host.main = NULL;
	lutf_link_stop();
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		uv_close((uv_handle_t *)&signal_handles[i], NULL);
}

static char *join(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	return path;
}

/* Everything that belongs to the program lies beside it. */
static void find_paths(void)
{
	char *program = realpath("/proc/self/exe", NULL), *slash;

	if (!program)
		program = strdup("/");
	lutf_host.program = program;
	lutf_host.library = strdup(program);
	slash = strrchr(lutf_host.library, '/');
	*slash = 0;
	lutf_host.suites = join(lutf_host.library, "suites");
	lutf_host.esbuild = join(lutf_host.library, "esbuild");
	lutf_native_library_folder(lutf_host.library);
}

int main(int argc, char **argv)
{
	struct lutf_realm_options options = {.name = "main", .on_end = on_main_end};
	uv_loop_t loop;

	signal(SIGPIPE, SIG_IGN);
	lutf_host.command = argc > 1 ? argv[1] : "help";
	find_paths();
	uv_loop_init(&loop);
	if (lutf_realm_new(&loop, &options, "lutf/main", &lutf_host.main)) {
		fprintf(stderr, "lutf: out of memory\n");
		return EXIT_CANNOT_RUN;
	}
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		uv_signal_init(&loop, &signal_handles[i]);
		uv_signal_start(&signal_handles[i], on_signal, signals[i].number);
		uv_unref((uv_handle_t *)&signal_handles[i]);
	}
	uv_run(&loop, UV_RUN_DEFAULT);
	/* Nothing left to wait for: that is the end of a program that did not say exit(). */
	lutf_host_exit(0);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	return lutf_host.exit_code;
}
