/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every request gets exactly one answer, from the node that was asked. */
#include "wire_fixture.h"

static struct node master, first, second;

static int set_up(void **state)
{
	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	node_start(&first, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	await_alive(&master, "oss1");
	node_start(&second, LUTF_ROLE_AGENT, "oss2", lutf_node_port(master.node));
	await_alive(&master, "oss2");
	node_await_free(&first, LUTF_MESSAGE_CONNECTED);
	node_await_free(&second, LUTF_MESSAGE_CONNECTED);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	node_stop(&first);
	node_stop(&second);
	node_stop(&master);
	return 0;
}

static void calls_go_all_ways(void **state)
{
	struct node *nodes[] = {&master, &first, &second};

	(void)state;
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			round_trip(nodes[i], nodes[j]);
}

static void many_calls_in_flight_are_all_answered(void **state)
{
	enum { COUNT = 3000 };
	static bool seen[COUNT];
	uint64_t base = 0;

	(void)state;
	memset(seen, 0, sizeof(seen));
	for (int i = 0; i < COUNT; i++) {
		uint64_t id = call(&first, i % 2 ? "oss2" : "master", "echo");

		base = i ? base : id;
	}
	for (int i = 0; i < COUNT; i++) {
		struct node *to = i % 2 ? &second : &master;
		struct lutf_message *request = node_await(to, LUTF_MESSAGE_REQUEST);

		answer(to, request, "back");
		lutf_message_free(request);
	}
	for (int i = 0; i < COUNT; i++) {
		struct lutf_message *results = node_await(&first, LUTF_MESSAGE_RESULTS);

		assert_in_range(results->id - base, 0, COUNT - 1);
		assert_false(seen[results->id - base]);
		seen[results->id - base] = true;
		lutf_message_free(results);
	}
}

static void a_call_to_nobody_is_refused(void **state)
{
	uint64_t id = call(&master, "oss9", "echo");

	(void)state;
	expect_failure(&master, "oss9", id, LUTF_FAILURE_REFUSED, "no agent is named oss9");
	id = call(&first, "oss9", "echo");
	expect_failure(&first, "oss9", id, LUTF_FAILURE_REFUSED, "no agent is named oss9");
}

static void a_call_without_answer_times_out_and_is_cancelled_there(void **state)
{
	struct node *callers[] = {&master, &first, &second};

	(void)state;
	for (int i = 0; i < 3; i++) {
		uint64_t id = call_with(callers[i], "oss2", "function_call", "hang", 30);
		struct lutf_message *request = node_await(&second, LUTF_MESSAGE_REQUEST), *cancel;

		expect_failure(callers[i], "oss2", id, LUTF_FAILURE_TIMEOUT, NULL);
		cancel = node_await(&second, LUTF_MESSAGE_CANCEL);
		assert_string_equal(cancel->src, callers[i]->name);
		assert_int_equal(cancel->id, id);
		lutf_message_free(cancel);
		/* Too late: nobody gets it, and the next answer is the next call's. */
		answer(&second, request, "late");
		lutf_message_free(request);
		round_trip(callers[i], &second);
	}
}

static void cancel_reaches_the_other_side(void **state)
{
	struct node *callers[] = {&master, &first, &second};

	(void)state;
	for (int i = 0; i < 3; i++) {
		uint64_t id = call(callers[i], "oss2", "hang");
		struct lutf_message *cancel;

		node_await_free(&second, LUTF_MESSAGE_REQUEST);
		lutf_node_cancel(callers[i]->node, id);
		expect_failure(callers[i], "oss2", id, LUTF_FAILURE_CANCELLED, NULL);
		cancel = node_await(&second, LUTF_MESSAGE_CANCEL);
		assert_string_equal(cancel->src, callers[i]->name);
		assert_int_equal(cancel->id, id);
		lutf_message_free(cancel);
		lutf_node_cancel(callers[i]->node, id); /* of what is over: nothing */
		round_trip(callers[i], &second);
	}
}

/* A sequence with more nodes than the parser takes is refused where it arrives; whoever asked is told, the connections stay. */
static void a_result_over_a_limit_fails_its_call_only(void **state)
{
	size_t items = LUTF_YAML_NODES_MAX + 10;
	char *results = malloc(2 * items + 16), *at = results;
	uint64_t id = call(&first, "oss2", "large");
	struct lutf_message *request = node_await(&second, LUTF_MESSAGE_REQUEST);

	(void)state;
	*at++ = '[';
	for (size_t i = 0; i < items; i++, at += 2)
		memcpy(at, "1,", 2);
	strcpy(at, "1]");
	answer(&second, request, results);
	expect_failure(&first, "oss2", id, LUTF_FAILURE_TOO_LARGE, NULL);
	lutf_message_free(request);
	free(results);
	round_trip(&first, &second);
	round_trip(&master, &second);
}

static void a_message_over_the_frame_limit_is_not_sent(void **state)
{
	size_t len = LUTF_FRAME_MAX + 1;
	char *body = malloc(len + 1);
	uint64_t id = lutf_node_next_id(first.node);
	struct lutf_message *request;

	(void)state;
	memset(body, ' ', len);
	lutf_node_request(first.node, "oss2", id, 77, 0, body, len);
	expect_failure(&first, "oss2", id, LUTF_FAILURE_TOO_LARGE, "the limit is 16777216");

	id = call(&first, "oss2", "large");
	request = node_await(&second, LUTF_MESSAGE_REQUEST);
	body = malloc(len + 1);
	memset(body, ' ', len);
	lutf_node_reply(second.node, "oss1", request->id, body, len);
	lutf_message_free(request);
	expect_failure(&first, "oss2", id, LUTF_FAILURE_TOO_LARGE, "the limit is 16777216");
	round_trip(&first, &second);
}

static void send_event(struct node *from, const char *dst, const char *name)
{
	char *body;
	int len = asprintf(&body, "event:\n  dst: \"%s\"\n  src: %s\n  name: %s\n", dst, from->name, name);

	lutf_node_event(from->node, dst, body, (size_t)len);
}

static void expect_event(struct node *node, const char *src, const char *name)
{
	struct lutf_message *event = node_await(node, LUTF_MESSAGE_EVENT);

	assert_string_equal(event->src, src);
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(lutf_yaml_root(event->doc), "event"), "name"), name);
	lutf_message_free(event);
}

static void events_go_to_one_or_to_all(void **state)
{
	(void)state;
	send_event(&master, "oss1", "a");
	expect_event(&first, "master", "a");
	send_event(&first, "master", "b");
	expect_event(&master, "oss1", "b");
	send_event(&first, "oss2", "c");
	expect_event(&second, "oss1", "c");
	send_event(&first, "oss1", "d");
	expect_event(&first, "oss1", "d");
	send_event(&master, "*", "e");
	expect_event(&first, "master", "e");
	expect_event(&second, "master", "e");
	send_event(&first, "*", "f");
	expect_event(&master, "oss1", "f");
	expect_event(&second, "oss1", "f");
	send_event(&first, "oss9", "g"); /* nobody: dropped */
	round_trip(&first, &second);
}

static void a_client_asks_but_is_not_there(void **state)
{
	struct node client;
	struct lutf_message *agents, *request;
	struct lutf_agent_info *infos;
	const struct lutf_yaml_node *block;
	size_t count;
	uint64_t id;

	(void)state;
	node_start(&client, LUTF_ROLE_CLIENT, "query", lutf_node_port(master.node));
	node_await_free(&client, LUTF_MESSAGE_CONNECTED);
	lutf_node_query(client.node);
	agents = node_await(&client, LUTF_MESSAGE_AGENTS);
	block = lutf_yaml_get(lutf_yaml_root(agents->doc), "agents");
	assert_int_equal(lutf_yaml_get_int(block, "count", -1), 2);
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(block, "nodes")->items.first, "name"), "oss1");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(block, "nodes")->items.first, "state"), "alive");
	lutf_message_free(agents);

	assert_int_equal(lutf_node_agents(master.node, &infos, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(infos[1].name, "oss2");
	free(infos);

	id = call_with(&client, "master", "service", "status", 0);
	request = node_await(&master, LUTF_MESSAGE_REQUEST);
	answer(&master, request, "fine");
	lutf_message_free(request);
	expect_results(&client, "master", id, "fine");
	id = call(&client, "oss1", "echo");
	expect_failure(&client, "oss1", id, LUTF_FAILURE_REFUSED, "a client may only send requests of type service");
	id = call(&first, "query", "echo");
	expect_failure(&first, "query", id, LUTF_FAILURE_REFUSED, "a client may not be called");
	id = call(&master, "query", "echo");
	expect_failure(&master, "query", id, LUTF_FAILURE_REFUSED, "a client may not be called");
	node_stop(&client);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_go_all_ways),
		cmocka_unit_test(many_calls_in_flight_are_all_answered),
		cmocka_unit_test(a_call_to_nobody_is_refused),
		cmocka_unit_test(a_call_without_answer_times_out_and_is_cancelled_there),
		cmocka_unit_test(cancel_reaches_the_other_side),
		cmocka_unit_test(a_result_over_a_limit_fails_its_call_only),
		cmocka_unit_test(a_message_over_the_frame_limit_is_not_sent),
		cmocka_unit_test(events_go_to_one_or_to_all),
		cmocka_unit_test(a_client_asks_but_is_not_there),
	};

	child_main(argc, argv);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
