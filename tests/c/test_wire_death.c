/* SPDX-License-Identifier: GPL-2.0-or-later */
/* However an agent ends, at whatever step of a call, the call fails at once with what is known, and the master goes on. */
#include "wire_fixture.h"

static struct node master, other;
static uint16_t port;

static int set_up(void **state)
{
	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	port = lutf_node_port(master.node);
	node_start(&other, LUTF_ROLE_AGENT, "other", port);
	await_alive(&master, "other");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	node_stop(&other);
	node_stop(&master);
	return 0;
}

static pid_t agent(bool supervised, const char *last_exit)
{
	pid_t pid = child_start("oss1", port, supervised, last_exit);

	await_alive(&master, "oss1");
	return pid;
}

/* The master asks, and the other agent asks through it; both get the same failure; the other agent is still served. */
static void expect_both(const char *fname, enum lutf_failure failure, const char *detail, pid_t pid, int status)
{
	uint64_t theirs = call(&other, "oss1", "hang"), echo = call(&other, "oss1", "echo"), ours;

	expect_results(&other, "oss1", echo, "back"); /* so the first is there too */
	ours = call(&master, "oss1", fname);
	expect_failure(&master, "oss1", ours, failure, detail);
	expect_failure(&other, "oss1", theirs, failure, detail);
	round_trip(&master, &other);
	if (status >= 0)
		assert_int_equal(child_wait(pid), status);
}

static void killed_in_a_call(void **state)
{
	pid_t pid = agent(false, NULL);

	(void)state;
	expect_both("kill", LUTF_FAILURE_UNREACHABLE, NULL, pid, 128 + SIGKILL);
}

static void exits_in_a_call(void **state)
{
	pid_t pid = agent(false, NULL);

	(void)state;
	expect_both("exit", LUTF_FAILURE_UNREACHABLE, NULL, pid, 3);
}

static void says_goodbye_in_a_call(void **state)
{
	pid_t pid = agent(true, NULL);

	(void)state;
	expect_both("goodbye", LUTF_FAILURE_EXITED, "stopped", pid, 0);
	assert_int_equal(agent_state(&master, "oss1"), LUTF_AGENT_DEAD);
}

static void stops_in_a_call(void **state)
{
	pid_t pid = agent(false, NULL);
	uint64_t begin = now_ms();

	(void)state;
	expect_both("stop", LUTF_FAILURE_SILENT, "no heartbeat for", pid, -1);
	assert_true(now_ms() - begin >= LUTF_HEARTBEAT_MISSED * BEAT);
	assert_int_equal(agent_state(&master, "oss1"), LUTF_AGENT_DEAD);
	child_kill(pid);
}

/* A process that computes for ever in its own thread still has its heartbeat. */
static void spins_in_a_call(void **state)
{
	pid_t pid = agent(false, NULL);
	uint64_t id = call_with(&master, "oss1", "function_call", "spin", 10 * LUTF_HEARTBEAT_MISSED * BEAT);

	(void)state;
	expect_failure(&master, "oss1", id, LUTF_FAILURE_TIMEOUT, NULL);
	child_kill(pid);
	lutf_message_free(await_agent(&master, "oss1", LUTF_AGENT_LOST));
}

static void killed_before_a_call(void **state)
{
	pid_t pid = agent(false, NULL);
	uint64_t id;

	(void)state;
	child_kill(pid);
	id = call(&master, "oss1", "echo");
	expect_failure(&master, "oss1", id, LUTF_FAILURE_UNREACHABLE, NULL);
	id = call(&other, "oss1", "echo");
	expect_failure(&other, "oss1", id, LUTF_FAILURE_UNREACHABLE, NULL);
}

static void killed_after_its_answer(void **state)
{
	pid_t pid = agent(false, NULL);
	uint64_t id = call(&master, "oss1", "answer-and-kill");
	struct lutf_message *message = NULL;

	(void)state;
	/* The answer left, or it did not: one or the other, once. */
	while (!message || (message->kind != LUTF_MESSAGE_RESULTS && message->kind != LUTF_MESSAGE_FAILURE)) {
		lutf_message_free(message);
		message = node_next(&master, PATIENCE);
		assert_non_null(message);
	}
	assert_int_equal(message->id, id);
	lutf_message_free(message);
	assert_int_equal(child_wait(pid), 128 + SIGKILL);
	round_trip(&master, &other);
}

/* The supervisor starts the next process, whose hello says why the last one died: so the calls know. */
static void crash_is_told_by_the_next_process(void **state)
{
	pid_t pid = agent(true, NULL), next;
	uint64_t ours = call(&master, "oss1", "hang"), theirs = call(&other, "oss1", "hang"), echo = call(&other, "oss1", "echo");
	struct lutf_message *message;

	(void)state;
	expect_results(&other, "oss1", echo, "back");
	child_kill(pid);
	next = child_start("oss1", port, true, "SIGSEGV in lustre_lnet_show_udsp");
	message = await_agent(&master, "oss1", LUTF_AGENT_LOST);
	lutf_message_free(message);
	expect_failure(&master, "oss1", ours, LUTF_FAILURE_KILLED, "SIGSEGV in lustre_lnet_show_udsp");
	expect_failure(&other, "oss1", theirs, LUTF_FAILURE_KILLED, "SIGSEGV in lustre_lnet_show_udsp");
	message = await_agent(&master, "oss1", LUTF_AGENT_ALIVE);
	assert_string_equal(message->detail, "SIGSEGV in lustre_lnet_show_udsp");
	lutf_message_free(message);
	ours = call(&master, "oss1", "echo");
	expect_results(&master, "oss1", ours, "back");
	child_kill(next);
}

static void crash_that_nobody_tells_fails_soon(void **state)
{
	pid_t pid = agent(true, NULL);
	uint64_t id = call(&master, "oss1", "kill"), begin = now_ms();

	(void)state;
	expect_failure(&master, "oss1", id, LUTF_FAILURE_UNREACHABLE, NULL);
	assert_true(now_ms() - begin >= LUTF_CRASH_REPORT_WAIT - 50);
	child_wait(pid);
}

static void restarted_process_without_a_reason(void **state)
{
	pid_t pid = agent(true, NULL), next;
	uint64_t id = call(&master, "oss1", "exit");

	(void)state;
	assert_int_equal(child_wait(pid), 3);
	next = child_start("oss1", port, true, NULL);
	expect_failure(&master, "oss1", id, LUTF_FAILURE_EXITED, "restarted");
	child_kill(next);
}

static void a_lost_agent_is_dead_after_its_beats(void **state)
{
	pid_t pid = agent(false, NULL);

	(void)state;
	child_kill(pid);
	lutf_message_free(await_agent(&master, "oss1", LUTF_AGENT_LOST));
	lutf_message_free(await_agent(&master, "oss1", LUTF_AGENT_DEAD));
}

/* Whoever asked is gone: the one that works on it is told to stop. */
static void the_asker_dies(void **state)
{
	struct lutf_message *cancel;
	struct node asker;
	uint64_t id;

	(void)state;
	node_start(&asker, LUTF_ROLE_AGENT, "asker", port);
	node_await_free(&asker, LUTF_MESSAGE_CONNECTED);
	id = call(&asker, "other", "hang");
	node_await_free(&other, LUTF_MESSAGE_REQUEST);
	node_stop(&asker);
	cancel = node_await(&other, LUTF_MESSAGE_CANCEL);
	assert_string_equal(cancel->src, "asker");
	assert_int_equal(cancel->id, id);
	lutf_message_free(cancel);
}

/* The master is gone: agents fail what they asked for, at once. */
static void the_master_dies(void **state)
{
	struct node lonely, agent1;
	struct lutf_message *message;
	uint64_t id;

	(void)state;
	node_start(&lonely, LUTF_ROLE_MASTER, "lonely", 0);
	node_start(&agent1, LUTF_ROLE_AGENT, "agent1", lutf_node_port(lonely.node));
	node_await_free(&agent1, LUTF_MESSAGE_CONNECTED);
	id = call(&agent1, "lonely", "hang");
	node_await_free(&lonely, LUTF_MESSAGE_REQUEST);
	node_stop(&lonely);
	expect_failure(&agent1, "lonely", id, LUTF_FAILURE_EXITED, "lost the master");
	message = node_await(&agent1, LUTF_MESSAGE_DISCONNECTED);
	assert_int_equal(message->failure, LUTF_FAILURE_EXITED);
	lutf_message_free(message);
	id = call(&agent1, "lonely", "echo");
	expect_failure(&agent1, "lonely", id, LUTF_FAILURE_EXITED, "master");
	round_trip(&agent1, &agent1);
	node_stop(&agent1);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(killed_in_a_call),
		cmocka_unit_test(exits_in_a_call),
		cmocka_unit_test(says_goodbye_in_a_call),
		cmocka_unit_test(stops_in_a_call),
		cmocka_unit_test(spins_in_a_call),
		cmocka_unit_test(killed_before_a_call),
		cmocka_unit_test(killed_after_its_answer),
		cmocka_unit_test(crash_is_told_by_the_next_process),
		cmocka_unit_test(crash_that_nobody_tells_fails_soon),
		cmocka_unit_test(restarted_process_without_a_reason),
		cmocka_unit_test(a_lost_agent_is_dead_after_its_beats),
		cmocka_unit_test(the_asker_dies),
		cmocka_unit_test(the_master_dies),
	};

	child_main(argc, argv);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
