/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agents come back by themselves, in numbers; and a node is stopped whatever it is doing. */
#include "wire_fixture.h"

static void agent_outlives_its_master(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, agent;
	uint16_t port;

	(void)state;
	assert_int_equal(node_start_with(&master, options), 0);
	port = lutf_node_port(master.node);
	node_start(&agent, LUTF_ROLE_AGENT, "oss1", port);
	node_await_free(&agent, LUTF_MESSAGE_CONNECTED);
	for (int i = 0; i < 3; i++) {
		node_stop(&master);
		node_await_free(&agent, LUTF_MESSAGE_DISCONNECTED);
		options.port = port;
		assert_int_equal(node_start_with(&master, options), 0);
		await_alive(&master, "oss1");
		node_await_free(&agent, LUTF_MESSAGE_CONNECTED);
		round_trip(&master, &agent);
		round_trip(&agent, &master);
	}
	node_stop(&agent);
	node_stop(&master);
}

/* Started before there is a master; told once why it cannot get there; joins when there is one. */
static void agent_waits_for_its_master(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, agent;
	struct lutf_message *message;
	uint64_t id;

	(void)state;
	assert_int_equal(node_start_with(&master, options), 0);
	options.port = lutf_node_port(master.node);
	node_stop(&master); /* now nobody has the port */
	node_start(&agent, LUTF_ROLE_AGENT, "oss1", options.port);
	message = node_await(&agent, LUTF_MESSAGE_DISCONNECTED);
	assert_int_equal(message->failure, LUTF_FAILURE_UNREACHABLE);
	assert_non_null(strstr(message->detail, "connection refused"));
	lutf_message_free(message);
	id = call(&agent, "master", "echo");
	expect_failure(&agent, "master", id, LUTF_FAILURE_UNREACHABLE, "connection refused");
	assert_null(node_next(&agent, 4 * LUTF_RECONNECT_FIRST)); /* the same reason is not told again */
	assert_int_equal(node_start_with(&master, options), 0);
	await_alive(&master, "oss1");
	node_await_free(&agent, LUTF_MESSAGE_CONNECTED);
	node_stop(&agent);
	node_stop(&master);
}

static void client_does_not_wait(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, client;

	(void)state;
	assert_int_equal(node_start_with(&master, options), 0);
	options.port = lutf_node_port(master.node);
	node_stop(&master);
	node_start(&client, LUTF_ROLE_CLIENT, "query", options.port);
	node_await_free(&client, LUTF_MESSAGE_DISCONNECTED);
	assert_int_equal(node_start_with(&master, options), 0);
	assert_null(node_next(&client, 4 * LUTF_RECONNECT_FIRST));
	node_stop(&client);
	node_stop(&master);
}

/* A connection that breaks without a word, with the process alive: the name is its own again. */
static void broken_connection_is_made_again(void **state)
{
	struct node master;
	struct lutf_message *message;
	pid_t pid;
	uint64_t id;

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	pid = child_start("oss1", lutf_node_port(master.node), true, "SIGSEGV in f");
	message = await_agent(&master, "oss1", LUTF_AGENT_ALIVE);
	assert_string_equal(message->detail, "SIGSEGV in f");
	lutf_message_free(message);
	/* Stopped until it is thought dead, then it goes on and finds its connection closed. */
	kill(pid, SIGSTOP);
	message = await_agent(&master, "oss1", LUTF_AGENT_DEAD);
	assert_int_equal(message->failure, LUTF_FAILURE_SILENT);
	lutf_message_free(message);
	kill(pid, SIGCONT);
	/* It is the process that it was: what ended the one before it was said when it came. */
	message = await_agent(&master, "oss1", LUTF_AGENT_ALIVE);
	assert_null(message->detail);
	lutf_message_free(message);
	id = call(&master, "oss1", "echo");
	expect_results(&master, "oss1", id, "back");
	child_kill(pid);
	node_stop(&master);
}

static void many_agents(void **state)
{
	enum { COUNT = 60 };
	static struct node agents[COUNT];
	struct node master;
	struct lutf_agent_info *infos;
	size_t count = 0;
	char name[32];

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	for (int i = 0; i < COUNT; i++) {
		snprintf(name, sizeof(name), "agent%d", i);
		node_start(&agents[i], LUTF_ROLE_AGENT, name, lutf_node_port(master.node));
	}
	for (int i = 0; i < COUNT; i++)
		node_await_free(&agents[i], LUTF_MESSAGE_CONNECTED);
	for (int i = 0; i < COUNT; i++) {
		round_trip(&master, &agents[i]);
		round_trip(&agents[i], &agents[(i + 1) % COUNT]);
	}
	assert_int_equal(lutf_node_agents(master.node, &infos, &count), 0);
	assert_int_equal(count, COUNT);
	for (int i = 0; i < COUNT; i++)
		assert_int_equal(infos[i].state, LUTF_AGENT_ALIVE);
	free(infos);
	for (int i = 0; i < COUNT; i++)
		node_stop(&agents[i]);
	node_stop(&master);
}

/* Whatever is in flight when a node is stopped is dropped; nothing hangs, nothing leaks. */
static void stop_at_any_time(void **state)
{
	struct node master, agent;

	(void)state;
	for (int i = 0; i < 20; i++) {
		char *large = malloc(300000);
		uint64_t begin;

		node_start(&master, LUTF_ROLE_MASTER, "master", 0);
		node_start(&agent, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
		if (i % 4)
			node_await_free(&agent, LUTF_MESSAGE_CONNECTED);
		for (int j = 0; j < i; j++) {
			call(&agent, "master", "hang");
			call(&agent, "oss1", "hang");
			call(&master, "oss1", "hang");
		}
		memset(large, 'x', 300000);
		memcpy(large, "rpc: ", 5);
		lutf_node_request(master.node, "oss1", lutf_node_next_id(master.node), 0, 0, large, 300000);
		begin = now_ms();
		node_stop(i % 2 ? &master : &agent);
		node_stop(i % 2 ? &agent : &master);
		assert_true(now_ms() - begin < PATIENCE / 10);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agent_outlives_its_master),
		cmocka_unit_test(agent_waits_for_its_master),
		cmocka_unit_test(client_does_not_wait),
		cmocka_unit_test(broken_connection_is_made_again),
		cmocka_unit_test(many_agents),
		cmocka_unit_test(stop_at_any_time),
	};

	child_main(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
