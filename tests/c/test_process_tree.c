/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that a test started ends with it, whatever it did to get away; what others started does not. */
#include "limits.h"
#include "process/process_scan.h"
#include "process/process_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uv_loop_t loop;
static bool ended;
static size_t survivors;

static uint64_t now_ms(void)
{
	return uv_hrtime() / 1000000;
}

static void on_exit_status(uv_process_t *process, int64_t status, int signal)
{
	(void)status;
	(void)signal;
	lutf_process_tree_reaped(process->data, process->pid);
	uv_close((uv_handle_t *)process, NULL);
}

/* A shell in the tree; it writes to the pipe *out when it is where the test wants it. */
static void start(struct lutf_process_tree *tree, uv_process_t *process, const char *script, int out)
{
	char variable[512], *argv[] = {"sh", "-c", (char *)(uintptr_t)script, NULL}, *env[] = {variable, "PATH=/usr/bin:/bin", NULL};
	uv_stdio_container_t stdio[3] = {
		{.flags = UV_IGNORE}, {.flags = UV_INHERIT_FD, .data.fd = out}, {.flags = UV_INHERIT_FD, .data.fd = 2}};
	uv_process_options_t options = {
		.file = "sh",
		.args = argv,
		.env = env,
		.flags = UV_PROCESS_DETACHED,
		.exit_cb = on_exit_status,
		.stdio = stdio,
		.stdio_count = 3,
	};

	snprintf(variable, sizeof(variable), "%s", lutf_process_tree_variable(tree));
	assert_int_equal(lutf_process_tree_reserve(tree), 0);
	assert_int_equal(uv_spawn(&loop, process, &options), 0);
	process->data = tree;
	lutf_process_tree_add(tree, process->pid);
}

/* A number that the shell has written. */
static pid_t read_pid(int fd)
{
	char text[32] = "";
	size_t len = 0;

	while (len < sizeof(text) - 1 && !strchr(text, '\n')) {
		assert_int_equal(read(fd, text + len, 1), 1);
		text[++len] = '\0';
	}
	return atoi(text);
}

static bool is_alive(pid_t pid)
{
	struct lutf_process process;

	return lutf_process_read(pid, &process) == 0 && !process.dead;
}

static void on_ended(void *opaque, size_t left)
{
	(void)opaque;
	ended = true;
	survivors = left;
}

/* How long it took, in ms. */
static uint64_t end(struct lutf_process_tree *tree, unsigned grace)
{
	uint64_t begin = now_ms();

	ended = false;
	lutf_process_tree_end(tree, grace, on_ended, NULL);
	while (!ended)
		uv_run(&loop, UV_RUN_ONCE);
	/* The children's own handles. */
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(survivors, 0);
	return now_ms() - begin;
}

static struct lutf_process_tree *new_tree(void)
{
	struct lutf_process_tree *tree;

	assert_int_equal(lutf_process_tree_new(&loop, "suite/test", &tree), 0);
	return tree;
}

static int count_children(void)
{
	struct lutf_process *processes = NULL;
	size_t count;

	assert_int_equal(lutf_process_scan(&processes, &count), 0);
	free(processes);
	return (int)count;
}

static int pipes[2];

static int setup(void **state)
{
	(void)state;
	return uv_loop_init(&loop) || pipe2(pipes, O_CLOEXEC);
}

static int teardown(void **state)
{
	(void)state;
	close(pipes[0]);
	close(pipes[1]);
	return uv_loop_close(&loop) || count_children();
}

static void test_the_variable_carries_the_test_and_a_token(void **state)
{
	struct lutf_process_tree *one, *two;
	const char *text;

	(void)state;
	unsetenv("LUTF_TEST");
	one = new_tree();
	text = lutf_process_tree_variable(one);
	assert_int_equal(strncmp(text, "LUTF_TEST=suite/test:", 21), 0);
	assert_int_equal(strlen(text), 21 + 32);
	setenv("LUTF_TEST", "outer:0123", 1);
	two = new_tree();
	assert_non_null(strstr(lutf_process_tree_variable(two), "LUTF_TEST=outer:0123 suite/test:"));
	assert_string_not_equal(text + 21, lutf_process_tree_variable(two) + 32);
	unsetenv("LUTF_TEST");
	end(one, 0);
	end(two, 0);
}

static void test_an_empty_tree_ends_at_once(void **state)
{
	(void)state;
	assert_true(end(new_tree(), LUTF_KILL_GRACE) < LUTF_KILL_GRACE / 2);
}

static void test_a_child_is_asked_first(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;

	(void)state;
	start(tree, &child, "trap 'echo 77; exit' TERM; echo 1; while :; do sleep 0.01; done", pipes[1]);
	assert_int_equal(read_pid(pipes[0]), 1);
	assert_true(end(tree, LUTF_KILL_GRACE) < LUTF_KILL_GRACE);
	assert_int_equal(read_pid(pipes[0]), 77);
}

static void test_a_child_that_ignores_sigterm_is_killed_after_the_grace(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	uint64_t took;

	(void)state;
	start(tree, &child, "trap '' TERM; echo $$; while :; do sleep 1; done", pipes[1]);
	assert_int_equal(read_pid(pipes[0]), child.pid);
	took = end(tree, 100);
	assert_in_range(took, 100, 100 + LUTF_KILL_LIMIT / 2);
	assert_false(is_alive(child.pid));
}

static void test_a_stopped_child_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;

	(void)state;
	start(tree, &child, "echo $$; kill -STOP $$; sleep 100", pipes[1]);
	read_pid(pipes[0]);
	assert_true(end(tree, LUTF_KILL_GRACE) < LUTF_KILL_GRACE);
}

/* Forks twice with a session of its own, and has nothing to do with its parents any more. */
static void test_a_daemon_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	pid_t daemon;

	(void)state;
	start(tree, &child, "setsid sh -c 'setsid sh -c \"echo \\$\\$; exec sleep 100\" & exit' & exit", pipes[1]);
	daemon = read_pid(pipes[0]);
	/* Until all of its parents are gone, so that only the token tells it. */
	while (uv_run(&loop, UV_RUN_NOWAIT), uv_is_active((uv_handle_t *)&child) || count_children() > 1)
		usleep(1000);
	assert_true(is_alive(daemon));
	end(tree, LUTF_KILL_GRACE);
	assert_false(is_alive(daemon));
}

/* Its parent is gone and its environment empty: its session is left. */
static void test_an_orphan_without_environment_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	pid_t orphan;

	(void)state;
	start(tree, &child, "env -i /bin/sh -c 'echo $$; exec sleep 100' & exit", pipes[1]);
	orphan = read_pid(pipes[0]);
	while (uv_run(&loop, UV_RUN_NOWAIT), uv_is_active((uv_handle_t *)&child))
		usleep(1000);
	assert_true(is_alive(orphan));
	end(tree, LUTF_KILL_GRACE);
	assert_false(is_alive(orphan));
}

/* No token, another session, deaf to SIGTERM: its parent is all that tells it, and that one is gone after the first signal. */
static void test_a_child_that_hides_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	pid_t hidden;

	(void)state;
	start(tree, &child, "env -i setsid /bin/sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done'; true", pipes[1]);
	hidden = read_pid(pipes[0]);
	end(tree, 100);
	assert_false(is_alive(hidden));
}

#define HIDE "env -i setsid /bin/sh -c 'echo $$; exec sleep 100' & exit"

static bool is_named(pid_t pid, const char *name)
{
	char path[64], text[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
	file = fopen(path, "r");
	if (file) {
		if (!fgets(text, sizeof(text), file))
			text[0] = '\0';
		fclose(file);
	}
	text[strcspn(text, "\n")] = '\0';
	return strcmp(text, name) == 0;
}

/* Until its parents are gone, so that nothing tells whose it is, and the shell that said its pid has become what it runs. */
static void wait_for_orphan(uv_process_t *parent, pid_t orphan)
{
	struct lutf_process process;

	while (uv_run(&loop, UV_RUN_NOWAIT), uv_is_active((uv_handle_t *)parent) || lutf_process_read(orphan, &process) ||
						     process.parent != getpid() || !is_named(orphan, "sleep"))
		usleep(1000);
}

static void test_an_orphan_that_hides_ends_with_the_only_test(void **state)
{
	struct lutf_process_tree *of_process = NULL, *tree;
	uv_process_t child, agent;
	pid_t older, orphan;

	(void)state;
	assert_int_equal(lutf_process_tree_new(&loop, "", &of_process), 0);
	start(of_process, &agent, HIDE, pipes[1]);
	older = read_pid(pipes[0]);
	wait_for_orphan(&agent, older);
	usleep(20000); /* two ticks of the clock that processes are told apart by */
	tree = new_tree();
	start(tree, &child, HIDE, pipes[1]);
	orphan = read_pid(pipes[0]);
	wait_for_orphan(&child, orphan);
	assert_true(is_alive(orphan));
	end(tree, LUTF_KILL_GRACE);
	assert_false(is_alive(orphan));
	/* It was there before any test: perhaps an agent of this run. */
	assert_true(is_alive(older));
	kill(older, SIGKILL);
	end(of_process, LUTF_KILL_GRACE);
	while (is_alive(older) || waitpid(older, NULL, WNOHANG) == 0)
		usleep(1000);
}

static void test_an_orphan_that_hides_is_left_to_the_last_test_and_named(void **state)
{
	struct lutf_process_tree *one = new_tree(), *two = new_tree();
	char text[256], expected[128];
	uv_process_t child;
	int log[2], saved = dup(2);
	pid_t orphan;
	ssize_t len;

	(void)state;
	assert_int_equal(pipe2(log, O_CLOEXEC), 0);
	start(one, &child, HIDE, pipes[1]);
	orphan = read_pid(pipes[0]);
	wait_for_orphan(&child, orphan);
	dup2(log[1], 2);
	end(one, LUTF_KILL_GRACE);
	dup2(saved, 2);
	close(saved);
	close(log[1]);
	len = read(log[0], text, sizeof(text) - 1);
	close(log[0]);
	text[len > 0 ? len : 0] = '\0';
	snprintf(expected, sizeof(expected), "lutf: process %d (sleep) hides whose it is; some test has left it, it may be suite/test\n",
		 (int)orphan);
	assert_string_equal(text, expected);
	assert_true(is_alive(orphan));
	end(two, LUTF_KILL_GRACE);
	assert_false(is_alive(orphan));
}

/* Each process forks the next one and exits: none lives long enough to be told to end. */
static void run_fork_chain(void)
{
	for (;;) {
		pid_t next = fork();

		if (next > 0)
			_exit(0);
		if (next == 0)
			usleep(200);
	}
}

static void test_a_fork_chain_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	char script[600], self[512];
	uv_process_t child;
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	(void)state;
	assert_true(len > 0);
	self[len] = '\0';
	snprintf(script, sizeof(script), "echo $$; exec %s --fork-chain", self);
	start(tree, &child, script, pipes[1]);
	read_pid(pipes[0]);
	usleep(20000);
	assert_true(end(tree, 50) < 50 + LUTF_KILL_LIMIT);
}

static void test_a_wide_and_deep_tree_ends(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	int i;

	(void)state;
	start(tree, &child, "f() { if [ $1 -gt 0 ]; then f $(($1 - 1)) & f $(($1 - 1)) & fi; echo 1; sleep 100; }; f 5", pipes[1]);
	for (i = 0; i < 63; i++)
		read_pid(pipes[0]);
	assert_true(count_children() >= 63);
	end(tree, LUTF_KILL_GRACE);
	assert_int_equal(count_children(), 0);
}

static void test_what_another_test_started_lives_on(void **state)
{
	struct lutf_process_tree *one = new_tree(), *two = new_tree();
	uv_process_t first, second, daemon_parent;
	pid_t daemon;

	(void)state;
	start(one, &first, "echo $$; sleep 100", pipes[1]);
	read_pid(pipes[0]);
	start(two, &second, "echo $$; sleep 100", pipes[1]);
	read_pid(pipes[0]);
	start(two, &daemon_parent, "setsid sh -c 'echo $$; exec sleep 100' & exit", pipes[1]);
	daemon = read_pid(pipes[0]);
	ended = false;
	lutf_process_tree_end(one, LUTF_KILL_GRACE, on_ended, NULL);
	while (!ended)
		uv_run(&loop, UV_RUN_ONCE);
	assert_false(is_alive(first.pid));
	assert_true(is_alive(second.pid));
	assert_true(is_alive(daemon));
	end(two, LUTF_KILL_GRACE);
	assert_false(is_alive(daemon));
}

/* Who waits until its daemon is gone would wait for ever for a zombie. */
static void test_a_dead_orphan_is_reaped_at_once(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	uv_process_t child;
	uv_async_t work; /* a loop that has nothing to do does not look at signals */
	uint64_t begin;
	pid_t orphan;

	(void)state;
	uv_async_init(&loop, &work, NULL);
	start(tree, &child, "setsid sh -c 'echo $$; exec sleep 0.05' & exit", pipes[1]);
	orphan = read_pid(pipes[0]);
	for (begin = now_ms(); kill(orphan, 0) == 0 && now_ms() - begin < 5000;) {
		uv_run(&loop, UV_RUN_NOWAIT);
		usleep(1000);
	}
	assert_int_equal(kill(orphan, 0), -1);
	uv_close((uv_handle_t *)&work, NULL);
	end(tree, 0);
}

/* What a library of ours forks and waits for is not ours to reap. */
static void test_a_child_that_somebody_else_waits_for_is_left(void **state)
{
	struct lutf_process_tree *tree = new_tree();
	int status = -1;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(5);
	usleep(50000);
	uv_run(&loop, UV_RUN_NOWAIT);
	end(tree, 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), 5);
}

static void test_a_signal_never_reaches_the_next_owner_of_a_pid(void **state)
{
	struct lutf_process process;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		for (;;)
			pause();
	assert_int_equal(lutf_process_read(pid, &process), 0);
	process.start--; /* as if it were the one before */
	assert_int_equal(lutf_process_signal(&process, SIGKILL), -ESRCH);
	assert_true(is_alive(pid));
	process.start++;
	assert_int_equal(lutf_process_signal(&process, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_descendants_end_without_a_loop(void **state)
{
	pid_t pid;

	(void)state;
	assert_int_equal(lutf_process_adopt_orphans(), 0);
	pid = fork();
	if (pid == 0) {
		signal(SIGTERM, SIG_IGN);
		if (fork() == 0)
			for (;;)
				pause();
		_exit(0);
	}
	usleep(20000);
	assert_int_equal(lutf_process_end_descendants(50), 0);
	assert_int_equal(count_children(), 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_variable_carries_the_test_and_a_token, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_empty_tree_ends_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_child_is_asked_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_child_that_ignores_sigterm_is_killed_after_the_grace, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_stopped_child_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_daemon_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_orphan_without_environment_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_child_that_hides_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_orphan_that_hides_ends_with_the_only_test, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_orphan_that_hides_is_left_to_the_last_test_and_named, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_fork_chain_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_wide_and_deep_tree_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_another_test_started_lives_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_dead_orphan_is_reaped_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_child_that_somebody_else_waits_for_is_left, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_signal_never_reaches_the_next_owner_of_a_pid, setup, teardown),
		cmocka_unit_test_setup_teardown(test_descendants_end_without_a_loop, setup, teardown),
	};

	if (argc > 1 && !strcmp(argv[1], "--fork-chain"))
		run_fork_chain();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
