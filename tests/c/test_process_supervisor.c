/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The supervisor: an agent that a signal ended comes back and knows why; one that exits, or is told to end, does not. */
#include "limits.h"
#include "process/process_scan.h"
#include "process/supervisor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What an agent does in its nth life; it writes a line to report, for the test to read. */
typedef void (*agent_fn)(int life, int report, const struct lutf_supervision *supervision);

static pid_t supervisor;
static int reports;
/* Both ends of the pipe by which the supervisor is held, or -1. */
static int leash = -1, hand = -1;

/* A supervisor in a process of its own, as main.c would start it. */
static void start(agent_fn agent)
{
	struct lutf_supervision supervision;
	int ends[2], code = -1;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	supervisor = fork();
	if (supervisor == 0) {
		struct rlimit no_core = {0, 0};
		int life = 0;

		close(ends[0]);
		if (hand >= 0)
			close(hand);
		setrlimit(RLIMIT_CORE, &no_core);
		if (lutf_supervise(&supervision, leash, &code))
			_exit(code);
		if (supervision.last_exit)
			life = 1;
		agent(life, ends[1], &supervision);
		_exit(99);
	}
	close(ends[1]);
	reports = ends[0];
}

/* The next line of a report, at most 5 s later; "" at the end. */
static const char *line(void)
{
	static char text[256];
	size_t len = 0;

	text[0] = '\0';
	while (len < sizeof(text) - 1) {
		struct pollfd ready = {.fd = reports, .events = POLLIN};

		assert_int_equal(poll(&ready, 1, 5000), 1);
		if (read(reports, text + len, 1) <= 0 || text[len] == '\n')
			break;
		len++;
	}
	text[len] = '\0';
	return text;
}

static void say(int report, const char *text)
{
	dprintf(report, "%s\n", text ? text : "(null)");
}

/* The exit code of the supervisor. */
static int finish(void)
{
	int status;

	assert_int_equal(waitpid(supervisor, &status, 0), supervisor);
	close(reports);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void wait_for_ever(void)
{
	for (;;)
		pause();
}

static void say_and_wait(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	say(report, "ready");
	wait_for_ever();
}

static void exit_7(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	say(report, supervision->supervised ? "supervised" : "alone");
	say(report, supervision->last_exit);
	_exit(7);
}

static void test_an_exit_code_is_passed_on(void **state)
{
	(void)state;
	start(exit_7);
	assert_string_equal(line(), "supervised");
	assert_string_equal(line(), "(null)");
	assert_int_equal(finish(), 7);
}

static void crash_once(int life, int report, const struct lutf_supervision *supervision)
{
	if (life == 0) {
		signal(SIGSEGV, SIG_DFL); /* sanitizers have their own */
		lutf_supervisor_note_call("lustre_lnet_show_udsp");
		raise(SIGSEGV);
	}
	say(report, supervision->last_exit);
	_exit(0);
}

static void test_a_crash_names_signal_and_call(void **state)
{
	(void)state;
	start(crash_once);
	assert_string_equal(line(), "SIGSEGV in lustre_lnet_show_udsp");
	assert_int_equal(finish(), 0);
}

static void crash_outside_a_call(int life, int report, const struct lutf_supervision *supervision)
{
	if (life == 0) {
		lutf_supervisor_note_call("one");
		lutf_supervisor_note_call(NULL);
		raise(SIGKILL);
	}
	say(report, supervision->last_exit);
	_exit(0);
}

static void test_a_crash_outside_a_call_names_the_signal(void **state)
{
	(void)state;
	start(crash_outside_a_call);
	assert_string_equal(line(), "SIGKILL");
	assert_int_equal(finish(), 0);
}

static void crash_always(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	say(report, "life");
	raise(SIGKILL);
}

static void test_restarts_take_longer_each_time(void **state)
{
	struct timespec times[7];
	long long gap[6];
	int i;

	(void)state;
	start(crash_always);
	for (i = 0; i < 7; i++) {
		assert_string_equal(line(), "life");
		clock_gettime(CLOCK_MONOTONIC, &times[i]);
	}
	for (i = 0; i < 6; i++)
		gap[i] = (times[i + 1].tv_sec - times[i].tv_sec) * 1000 + (times[i + 1].tv_nsec - times[i].tv_nsec) / 1000000;
	assert_true(gap[0] >= LUTF_RESTART_FIRST - 1);
	for (i = 1; i < 6; i++)
		assert_true(gap[i] >= (LUTF_RESTART_FIRST << i) - 1);
	kill(supervisor, SIGTERM);
	/* In the pause, or while the seventh was still dying of its own signal. */
	i = finish();
	assert_true(i == 128 + SIGTERM || i == 128 + SIGKILL);
}

static void end_on_sigterm(int number)
{
	_exit(number == SIGTERM ? 5 : 6);
}

static void obey(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	signal(SIGTERM, end_on_sigterm);
	say(report, "ready");
	wait_for_ever();
}

static void test_signals_are_passed_on(void **state)
{
	(void)state;
	start(obey);
	assert_string_equal(line(), "ready");
	kill(supervisor, SIGTERM);
	assert_int_equal(finish(), 5);
}

static void die_of_sigint(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	signal(SIGINT, SIG_DFL); /* a test run in the background of a shell inherits it ignored */
	say(report, "ready");
	wait_for_ever();
}

static void test_an_agent_that_was_told_to_end_does_not_come_back(void **state)
{
	(void)state;
	start(die_of_sigint);
	assert_string_equal(line(), "ready");
	kill(supervisor, SIGINT);
	assert_int_equal(finish(), 128 + SIGINT);
}

/* Leaves a process that ignores SIGTERM and is no child of anybody's. */
static void leave_a_daemon(int report)
{
	if (fork() == 0) {
		if (fork() == 0) {
			setsid();
			signal(SIGTERM, SIG_IGN);
			dprintf(report, "%d\n", (int)getpid());
			wait_for_ever();
		}
		_exit(0);
	}
	wait(NULL);
}

static void crash_with_a_daemon(int life, int report, const struct lutf_supervision *supervision)
{
	(void)supervision;
	if (life == 0) {
		leave_a_daemon(report);
		usleep(10000);
		raise(SIGKILL);
	}
	say(report, "second");
	_exit(0);
}

static void test_what_a_crashed_agent_left_is_gone_before_the_next_begins(void **state)
{
	struct lutf_process process;
	pid_t daemon;

	(void)state;
	start(crash_with_a_daemon);
	daemon = atoi(line());
	assert_true(daemon > 1);
	assert_string_equal(line(), "second");
	assert_int_equal(lutf_process_read(daemon, &process), -ESRCH);
	assert_int_equal(finish(), 0);
}

static void say_the_parents_end(int number)
{
	(void)number;
	_exit(0);
}

static void outlive(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	signal(SIGTERM, say_the_parents_end);
	dprintf(report, "%d\n", (int)getpid());
	wait_for_ever();
}

static void test_an_agent_ends_with_its_supervisor(void **state)
{
	pid_t agent;

	(void)state;
	start(outlive);
	agent = atoi(line());
	assert_true(agent > 1);
	kill(supervisor, SIGKILL);
	assert_int_equal(waitpid(supervisor, NULL, 0), supervisor);
	/* It held the other end of the pipe: its end is the end of the file. */
	assert_string_equal(line(), "");
	close(reports);
}

static void refuse_to_end(int life, int report, const struct lutf_supervision *supervision)
{
	(void)life;
	(void)supervision;
	signal(SIGTERM, SIG_IGN);
	say(report, "ready");
	wait_for_ever();
}

static void test_an_agent_that_does_not_end_is_killed(void **state)
{
	(void)state;
	start(refuse_to_end);
	assert_string_equal(line(), "ready");
	kill(supervisor, SIGTERM);
	assert_int_equal(finish(), 128 + SIGKILL);
}

static void test_a_note_without_a_supervisor_is_nothing(void **state)
{
	(void)state;
	lutf_supervisor_note_call("f");
	lutf_supervisor_note_call(NULL);
}

/* Stuck in a system call, it hears nothing of the end of the leash. */
static void test_an_agent_that_is_let_go_and_does_not_end_is_killed(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	leash = ends[0];
	hand = ends[1];
	start(say_and_wait);
	assert_string_equal(line(), "ready");
	close(hand);
	assert_int_equal(finish(), 128 + SIGKILL);
	close(leash);
	leash = hand = -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_exit_code_is_passed_on),
		cmocka_unit_test(test_a_crash_names_signal_and_call),
		cmocka_unit_test(test_a_crash_outside_a_call_names_the_signal),
		cmocka_unit_test(test_restarts_take_longer_each_time),
		cmocka_unit_test(test_signals_are_passed_on),
		cmocka_unit_test(test_an_agent_that_was_told_to_end_does_not_come_back),
		cmocka_unit_test(test_what_a_crashed_agent_left_is_gone_before_the_next_begins),
		cmocka_unit_test(test_an_agent_ends_with_its_supervisor),
		cmocka_unit_test(test_an_agent_that_does_not_end_is_killed),
		cmocka_unit_test(test_a_note_without_a_supervisor_is_nothing),
		cmocka_unit_test(test_an_agent_that_is_let_go_and_does_not_end_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
