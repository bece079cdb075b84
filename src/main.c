/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The program: reads what it was started with, starts the node, runs the library's main module on one event loop, and ends in order:
 * JavaScript stops, children are killed, the node says goodbye.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/options.h"
#include "config/key.h"
#include "engine/host.h"
#include "engine/native_library.h"
#include "engine/node_link.h"
#include "engine/realm_internal.h"
#include "limits.h"
#include "lutf-config.h"
#include "process/node_info.h"
#include "process/supervisor.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* How a message on standard error begins: "lutf agent". */
static char who[32] = "lutf";

static const struct {
	int number;
	const char *name;
} signals[] = {{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}};

#define SIGNALS (sizeof(signals) / sizeof(signals[0]))

/* What one process consists of; everything here lives until main() returns. */
static struct {
	uv_loop_t loop;
	struct lutf_options *options;
	enum lutf_command command;
	struct lutf_key key; /* len 0: none */
	char key_hex[LUTF_KEY_HEX_SIZE];
	struct lutf_yaml_doc *shown; /* the options, for lutf:global */
	uv_signal_t signals[SIGNALS];
	uv_pipe_t leash; /* standard input, with --key-stdin or --leash */
	bool leashed;
	char simulator[LUTF_LOCAL_FOLDER_MAX]; /* the folder of the simulator's socket, or "" */
} self;

static int complain(int code, const char *text)
{
	fprintf(stderr, "%s: %s\n", who, text);
	return code;
}

/* ---- key, log, place in the background ---- */

static bool is_node(void)
{
	/* list has scripts tell what they require, in realms that are asked as those of a run are. */
	return self.command == LUTF_COMMAND_RUN || self.command == LUTF_COMMAND_LIST || self.command == LUTF_COMMAND_MASTER ||
	       self.command == LUTF_COMMAND_AGENT || self.command == LUTF_COMMAND_QUERY;
}

static bool starts_agents(void)
{
	return lutf_options_given(self.options, LUTF_OPTION_LOCAL) || lutf_options_given(self.options, LUTF_OPTION_TOPOLOGY) ||
	       lutf_options_given(self.options, LUTF_OPTION_AGENT) || lutf_options_given(self.options, LUTF_OPTION_SETUP);
}

static int get_key(void)
{
	char error[512];
	int rc = 0;

	if (lutf_options_flag(self.options, LUTF_OPTION_KEY_STDIN))
		rc = lutf_key_read_line(STDIN_FILENO, &self.key, error, sizeof(error));
	else if (lutf_options_given(self.options, LUTF_OPTION_KEY_FILE))
		rc = lutf_key_read_file(lutf_options_text(self.options, LUTF_OPTION_KEY_FILE), &self.key, error, sizeof(error));
	else if (self.command == LUTF_COMMAND_RUN && starts_agents() && !lutf_options_given(self.options, LUTF_OPTION_WAIT_FOR))
		/* A fresh one for this run: the agents it starts get it on their standard input. Others could not know it. */
		return lutf_key_generate(&self.key) ? complain(LUTF_EXIT_COULD_NOT_START, "no random numbers for a key") : 0;
	return rc ? complain(LUTF_EXIT_COULD_NOT_START, error) : 0;
}

static int open_log(void)
{
	const char *path = lutf_options_text(self.options, LUTF_OPTION_LOG);
	int fd;

	if (!path)
		return 0;
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0) {
		fprintf(stderr, "%s: cannot write to the log %s: %s\n", who, path, strerror(errno));
		return LUTF_EXIT_COULD_NOT_START;
	}
	close(fd);
	return 0;
}

/* Standard input stays if it is the leash, standard error if it is a log. */
static int go_to_background(void)
{
	int null;

	if (!lutf_options_flag(self.options, LUTF_OPTION_DAEMON))
		return 0;
	switch (fork()) {
	case -1:
		return complain(LUTF_EXIT_COULD_NOT_START, strerror(errno));
	case 0:
		break;
	default:
		_exit(0);
	}
	setsid();
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return complain(LUTF_EXIT_COULD_NOT_START, strerror(errno));
	if (!lutf_options_flag(self.options, LUTF_OPTION_KEY_STDIN))
		dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	if (!lutf_options_given(self.options, LUTF_OPTION_LOG))
		dup2(null, STDERR_FILENO);
	close(null);
	return 0;
}

/* ---- what JavaScript sees of all this ---- */

static char *join(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	return path;
}

/* Everything that belongs to the program lies beside it, installed as in a build folder. */
static int find_paths(void)
{
	char *program = realpath("/proc/self/exe", NULL);
	char *folder = program ? strdup(program) : NULL;

	if (!folder)
		return complain(LUTF_EXIT_COULD_NOT_START, "/proc/self/exe cannot be read: is /proc mounted?");
	*strrchr(folder, '/') = 0;
	lutf_host.program = program;
	lutf_host.library = folder;
	lutf_host.suites = join(folder, "suites");
	lutf_host.esbuild = join(folder, "esbuild");
	lutf_native_library_folder(folder);
	return 0;
}

static int show_options(void)
{
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	char *text = NULL;
	size_t len;
	int rc = lutf_yaml_writer_new(&writer);

	if (!rc) {
		lutf_options_write(self.options, writer);
		rc = lutf_yaml_writer_finish(writer, &text, &len);
		if (!rc)
			rc = lutf_yaml_parse(text, len, &self.shown, &error);
		lutf_yaml_writer_free(writer);
		free(text);
	}
	if (rc)
		return complain(LUTF_EXIT_USAGE, "the options are too many");
	lutf_host.options = lutf_yaml_root(self.shown);
	lutf_host.command = lutf_command_name(self.command);
	if (self.key.len) {
		lutf_key_to_hex(&self.key, self.key_hex);
		lutf_host.key = self.key_hex;
	}
	return 0;
}

/* ---- the simulator of LNet ---- */

/*
 * A run that simulates says so in its environment, for agents, realms and commands: where the socket is that the simulator will serve. A folder of its
 * own, near the root: the path of a socket is short, that of results may be long. Any other run has nothing to do with a simulator that its caller has.
 */
static int place_simulator(void)
{
	static const char name[] = "/lutf-lnetsim-XXXXXX";
	const char *folders[] = {getenv("TMPDIR"), "/tmp"};
	char *socket;

	if (self.command != LUTF_COMMAND_RUN)
		return 0;
	unsetenv("LUTF_LNETSIM_SOCKET");
	unsetenv("LUTF_LNETSIM_NODE");
	unsetenv("LUTF_LNETSIM_LOG");
	if (!lutf_options_simulate(self.options))
		return 0;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]) && !*self.simulator; i++)
		if (folders[i] && strlen(folders[i]) + sizeof(name) <= sizeof(self.simulator)) {
			snprintf(self.simulator, sizeof(self.simulator), "%s%s", folders[i], name);
			if (!mkdtemp(self.simulator))
				*self.simulator = '\0';
		}
	if (!*self.simulator)
		return complain(LUTF_EXIT_COULD_NOT_START, "no folder for the simulator's socket can be made in TMPDIR or /tmp");
	socket = join(self.simulator, "socket");
	setenv("LUTF_LNETSIM_SOCKET", socket, 1);
	free(socket);
	return 0;
}

/* The simulator has removed both itself, unless it was killed. */
static void remove_simulator(void)
{
	char *socket;

	if (!*self.simulator)
		return;
	socket = join(self.simulator, "socket");
	unlink(socket);
	free(socket);
	rmdir(self.simulator);
}

/* ---- the node ---- */

/* Where a master listens and others dial. Texts are in host and *options afterwards. */
static void place_node(struct lutf_node_options *options, char host[LUTF_HOST_SIZE])
{
	bool has_master = lutf_options_address(self.options, LUTF_OPTION_MASTER, host, &options->port);

	if (options->role != LUTF_ROLE_MASTER) {
		options->address = has_master ? host : "127.0.0.1";
		options->port = options->port ? options->port : LUTF_PORT;
		return;
	}
	if (lutf_options_given(self.options, LUTF_OPTION_ADDRESS))
		options->address = lutf_options_text(self.options, LUTF_OPTION_ADDRESS);
	else if (has_master && self.key.len)
		options->address = host;
	/* Agents that the run starts itself are told the port, those that somebody else starts must know it. */
	if (!options->port && (self.command == LUTF_COMMAND_MASTER || lutf_options_given(self.options, LUTF_OPTION_WAIT_FOR)))
		options->port = LUTF_PORT;
	options->port = (uint16_t)lutf_options_number(self.options, LUTF_OPTION_PORT, options->port);
}

static const char *node_name(char *text, size_t size)
{
	const char *given = lutf_options_text(self.options, LUTF_OPTION_NAME);
	uint32_t random = 0;

	switch (self.command) {
	case LUTF_COMMAND_AGENT:
		if (given)
			return given;
		gethostname(text, size);
		text[size - 1] = 0;
		return text;
	case LUTF_COMMAND_QUERY:
		/* Not the pid alone: many hosts ask one master. */
		uv_random(NULL, NULL, &random, sizeof(random), 0, NULL);
		snprintf(text, size, "query-%d-%08" PRIx32, (int)getpid(), random);
		return text;
	default:
		return "master";
	}
}

static int start_node(const char *last_exit, bool supervised)
{
	struct lutf_node_options options = {.role = LUTF_ROLE_MASTER, .last_exit = last_exit, .supervised = supervised};
	char host[LUTF_HOST_SIZE], name[LUTF_NAME_MAX + 1], error[512], *info;
	const char *const *roles = NULL;
	int rc;

	if (self.command == LUTF_COMMAND_AGENT)
		options.role = LUTF_ROLE_AGENT;
	else if (self.command == LUTF_COMMAND_QUERY)
		options.role = LUTF_ROLE_CLIENT;
	place_node(&options, host);
	options.name = node_name(name, sizeof(name));
	options.heartbeat_ms = (unsigned)lutf_options_number(self.options, LUTF_OPTION_HEARTBEAT, 0);
	if (self.key.len) {
		options.key = self.key.bytes;
		options.key_len = self.key.len;
	}
	lutf_options_list(self.options, LUTF_OPTION_ROLE, &roles);
	info = lutf_node_info(roles);
	options.info = info;
	rc = lutf_link_start(&self.loop, &options, error, sizeof(error));
	free(info);
	return rc ? complain(LUTF_EXIT_COULD_NOT_START, error) : 0;
}

/* ---- life and end ---- */

static void on_signal(uv_signal_t *handle, int number)
{
	lutf_host_signal(signals[handle - self.signals].name, number);
}

static void watch_signals(void)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		uv_signal_init(&self.loop, &self.signals[i]);
		uv_signal_start(&self.signals[i], on_signal, signals[i].number);
		uv_unref((uv_handle_t *)&self.signals[i]);
	}
}

static void on_leash_memory(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	static char bytes[64];

	(void)handle;
	(void)suggested;
	*buffer = uv_buf_init(bytes, sizeof(bytes));
}

/* Who started us holds the other end: when it goes, so do we, as a program goes whose terminal does. */
static void on_leash(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	(void)buffer;
	if (size >= 0)
		return;
	uv_read_stop(stream);
	lutf_host_signal("SIGHUP", SIGHUP);
}

static void watch_leash(void)
{
	if (!lutf_options_flag(self.options, LUTF_OPTION_KEY_STDIN) && !lutf_options_flag(self.options, LUTF_OPTION_LEASH))
		return;
	uv_pipe_init(&self.loop, &self.leash, 0);
	self.leashed = true;
	uv_unref((uv_handle_t *)&self.leash);
	/* A key that was redirected from a file leaves nothing to hold on to. */
	if (uv_pipe_open(&self.leash, STDIN_FILENO) == 0)
		uv_read_start((uv_stream_t *)&self.leash, on_leash_memory, on_leash);
}

static void wipe_key(void)
{
	explicit_bzero(&self.key, sizeof(self.key));
	explicit_bzero(self.key_hex, sizeof(self.key_hex));
}

/* A file operation that hangs cannot be taken back: the loop waits for it, and so would libuv when the process exits. */
static void *limit_end(void *opaque)
{
	struct timespec left = {.tv_sec = LUTF_KILL_LIMIT / 1000, .tv_nsec = LUTF_KILL_LIMIT % 1000 * 1000000L};

	(void)opaque;
	while (nanosleep(&left, &left) && errno == EINTR)
		;
	remove_simulator();
	wipe_key();
	fflush(NULL);
	_exit(lutf_host.exit_code);
}

static void start_limit(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, limit_end, NULL) == 0)
		pthread_detach(thread);
}

static void on_main_end(void *opaque, const struct lutf_realm_end *end)
{
	(void)opaque;
	if (end->how != LUTF_END_CLOSED) {
		fprintf(stderr, "%s: %s\n%s", who, end->message, end->stack ? end->stack : "");
		lutf_host.exit_code = LUTF_EXIT_COULD_NOT_START;
	}
	lutf_host.main = NULL;
	start_limit();
	lutf_link_stop();
	for (size_t i = 0; i < SIGNALS; i++)
		uv_close((uv_handle_t *)&self.signals[i], NULL);
	if (self.leashed)
		uv_close((uv_handle_t *)&self.leash, NULL);
}

static int run_javascript(void)
{
	struct lutf_realm_options options = {.name = "main", .on_end = on_main_end};

	lutf_realm_set_default_memory((size_t)lutf_options_number(self.options, LUTF_OPTION_MEMORY,
								  self.command == LUTF_COMMAND_LNETSIM ? LUTF_LNETSIM_MEMORY : 0));
	if (lutf_realm_new(&self.loop, &options, "lutf/main", &lutf_host.main))
		return complain(LUTF_EXIT_COULD_NOT_START, "out of memory");
	watch_signals();
	watch_leash();
	uv_run(&self.loop, UV_RUN_DEFAULT);
	/* Nothing left to wait for: the end of a program that did not say exit(). */
	lutf_host_exit(0);
	uv_run(&self.loop, UV_RUN_DEFAULT);
	return lutf_host.exit_code;
}

static int start(void)
{
	struct lutf_supervision supervision = {0};
	int rc;

	if ((rc = find_paths()) || (rc = get_key()) || (rc = open_log()) || (rc = go_to_background()) || (rc = show_options()))
		return rc;
	/* From here in the child, each time a new one is needed; the parent stays inside and returns when it is over. */
	if (self.command == LUTF_COMMAND_AGENT && !lutf_options_flag(self.options, LUTF_OPTION_NO_SUPERVISOR) &&
	    lutf_supervise(&supervision, lutf_options_flag(self.options, LUTF_OPTION_KEY_STDIN) ? STDIN_FILENO : -1, &rc))
		return rc;
	rc = place_simulator();
	if (rc)
		return rc;
	uv_loop_init(&self.loop);
	if (is_node())
		rc = start_node(supervision.last_exit, supervision.supervised);
	if (!rc)
		rc = run_javascript();
	uv_run(&self.loop, UV_RUN_DEFAULT);
	uv_loop_close(&self.loop);
	return rc;
}

/* Whoever closed one of the first three would have the next file we open in its place. */
static void open_standard_files(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

int main(int argc, char **argv)
{
	struct lutf_options_error error;
	int rc;

	open_standard_files();
	signal(SIGPIPE, SIG_IGN);
	setenv("UV_THREADPOOL_SIZE", LUTF_POOL_THREADS, 0);
	if (lutf_options_parse(argc, argv, &self.options, &error)) {
		fprintf(stderr, "%s\n", error.text); /* it says itself which command it is about */
		return LUTF_EXIT_USAGE;
	}
	self.command = lutf_options_command(self.options);
	snprintf(who, sizeof(who), "lutf %s", lutf_command_name(self.command));
	if (*lutf_options_notes(self.options))
		fprintf(stderr, "%s\n", lutf_options_notes(self.options));
	if (lutf_options_set_environment(self.options)) {
		rc = complain(LUTF_EXIT_COULD_NOT_START, "out of memory");
	} else if (self.command == LUTF_COMMAND_HELP) {
		lutf_help_write(self.options, stdout);
		rc = fflush(stdout) || ferror(stdout) ? LUTF_EXIT_COULD_NOT_START : 0;
	} else if (self.command == LUTF_COMMAND_VERSION) {
		rc = printf("lutf %s, protocol 2\n", LUTF_VERSION) < 0;
	} else {
		rc = start();
		remove_simulator();
		wipe_key();
		lutf_yaml_doc_free(self.shown);
	}
	lutf_options_free(self.options);
	return rc;
}
