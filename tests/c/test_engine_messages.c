/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages find their realm, requests find an answer, and the threads of the node go on whatever a script does.
 * The process is a master; an agent of the same process, driven by the test, talks to it.
 */
#include "engine/mailroom.h"
#include "engine/node_link.h"
#include "engine_fixture.h"
#include "yaml/doc.h"

#define HEARTBEAT 50

static struct lutf_node *agent;

static void ignore(void *opaque)
{
	(void)opaque;
}

/* The next message of the agent, with the master's loop running. */
static struct lutf_message *agent_next(void)
{
	struct lutf_message *message;

	while (!(message = lutf_node_next(agent)))
		uv_run(&fixture_loop, UV_RUN_NOWAIT);
	return message;
}

static int setup(void **state)
{
	struct lutf_node_options options = {.role = LUTF_ROLE_MASTER, .name = "master", .heartbeat_ms = HEARTBEAT};
	char error[256];

	if (fixture_setup(state) || lutf_link_start(&fixture_loop, &options, error, sizeof(error)))
		return -1;
	options = (struct lutf_node_options){.role = LUTF_ROLE_AGENT,
					     .name = "agent",
					     .heartbeat_ms = HEARTBEAT,
					     .wakeup = ignore,
					     .port = lutf_node_port(lutf_link_node()),
					     .address = "127.0.0.1"};
	if (lutf_node_start(&options, &agent, error, sizeof(error)))
		return -1;
	lutf_message_free(agent_next()); /* connected */
	return 0;
}

static int teardown(void **state)
{
	lutf_node_stop(agent);
	lutf_link_stop();
	return fixture_teardown(state);
}

static uint64_t ask(const char *test, const char *more)
{
	uint64_t id = lutf_node_next_id(agent);
	char *body = NULL;
	int len = asprintf(&body, "rpc: {dst: master, src: agent, id: %llu, test: %s, type: service, fname: f%s}\n", (unsigned long long)id,
			   test, more);

	lutf_node_request(agent, "master", id, 0, 5000, body, (size_t)len);
	return id;
}

/* The answer to request id, or fails. */
static const struct lutf_yaml_node *answer_to(uint64_t id, struct lutf_message **message)
{
	*message = agent_next();
	assert_int_equal((*message)->kind, LUTF_MESSAGE_RESULTS);
	assert_int_equal((*message)->id, id);
	return lutf_yaml_get(lutf_yaml_root((*message)->doc), "rpc");
}

static const char answering[] = "import { reply, setReceiver } from 'lutf:agent'; import { setInspector } from 'lutf:realm';\n"
				"setReceiver((kind, id, src, body) => { seen.push([kind, src, body?.fname ?? body?.name ?? 'none']);\n"
				"  if (kind === 'request' && body.answer) reply(src, id, { results: { return_code: body.answer } }); });\n"
				"const seen = []; setInspector(() => seen);\n";

static void close_realm(struct lutf_realm *realm)
{
	lutf_realm_end(realm, LUTF_END_TERMINATED, "over");
	fixture_wait();
}

static void test_a_request_goes_to_the_realm_of_its_test(void **state)
{
	struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t1"});
	struct lutf_message *message;
	uint64_t id = ask("t1", ", answer: [1, two]");
	const struct lutf_yaml_node *rpc = answer_to(id, &message), *results = lutf_yaml_get(rpc, "results");

	(void)state;
	assert_string_equal(lutf_yaml_get_string(rpc, "src"), "master");
	assert_string_equal(lutf_yaml_get_string(rpc, "dst"), "agent");
	assert_int_equal(lutf_yaml_get(results, "return_code")->items.count, 2);
	lutf_message_free(message);
	close_realm(realm);
	assert_string_equal(outcome.waiting, "- - request\n  - agent\n  - f\n");
}

/* Requests may come before the realm's code has run. */
static void test_what_comes_early_waits_for_the_receiver(void **state)
{
	struct lutf_realm *realm;
	struct lutf_message *message;
	uint64_t id;

	(void)state;
	realm = fixture_start("import './chunk-answering.js';", (struct lutf_realm_options){.test = "t2"});
	fixture_write("chunk-answering.js", "await new Promise((resolve) => globalThis.go = resolve);\nawait import('./answering.js');");
	fixture_write("answering.js", answering);
	id = ask("t2", ", answer: late");
	for (uint64_t until = uv_hrtime() + 100000000; uv_hrtime() < until;)
		uv_run(&fixture_loop, UV_RUN_NOWAIT);
	assert_null(lutf_node_next(agent));
	assert_true(lutf_realm_enter(realm));
	JS_FreeValue(realm->ctx, JS_Eval(realm->ctx, "go()", 4, "go", JS_EVAL_TYPE_GLOBAL));
	lutf_realm_leave(realm);
	answer_to(id, &message);
	lutf_message_free(message);
	close_realm(realm);
}

static void test_a_realm_that_ends_answers_what_it_owes(void **state)
{
	struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t3"});
	const struct lutf_yaml_node *error;
	struct lutf_message *message;
	uint64_t id = ask("t3", "");

	(void)state;
	do {
		assert_false(outcome.ended);
		uv_run(&fixture_loop, UV_RUN_NOWAIT);
		fixture_copy(&outcome.waiting, NULL);
		outcome.waiting = lutf_realm_inspect(realm);
	} while (!outcome.waiting || strcmp(outcome.waiting, "[]\n") == 0);
	lutf_realm_end(realm, LUTF_END_MEMORY, "used too much");
	error = lutf_yaml_get(answer_to(id, &message), "error");
	assert_string_equal(lutf_yaml_get_string(error, "name"), "RealmEndedError");
	assert_string_equal(lutf_yaml_get_string(error, "message"), "used too much");
	assert_string_equal(lutf_yaml_get_string(error, "node"), "master");
	assert_string_equal(lutf_yaml_get_string(error, "how"), "memory");
	lutf_message_free(message);
	fixture_wait();
}

/* A resource that takes its time keeps a realm in its end. */
static void close_later(struct lutf_resource *resource)
{
	(void)resource;
}

static void test_a_realm_that_is_ending_refuses_requests(void **state)
{
	struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t4"});
	struct lutf_resource slow;
	struct lutf_message *message;
	uint64_t id;

	(void)state;
	lutf_resource_add(realm, &slow, close_later);
	lutf_realm_end(realm, LUTF_END_TERMINATED, "over");
	id = ask("t4", "");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(answer_to(id, &message), "error"), "message"), "over");
	lutf_message_free(message);
	assert_false(outcome.ended);
	lutf_resource_gone(&slow);
	fixture_wait();
}

/* Its creator knows whether there will be another realm for the test: an agent that lost its master, and has it again. */
static void test_a_request_for_a_realm_that_was_closed_goes_to_its_creator(void **state)
{
	struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t8"});
	struct lutf_message *message = calloc(1, sizeof(*message));
	struct lutf_yaml_error error;

	(void)state;
	message->kind = LUTF_MESSAGE_REQUEST;
	assert_int_equal(lutf_yaml_parse("rpc: {test: t8}", 15, &message->doc, &error), 0);
	assert_ptr_equal(lutf_mailroom_route(message), realm);
	lutf_realm_end(realm, LUTF_END_CLOSED, "");
	assert_ptr_equal(lutf_mailroom_route(message), fixture_main);
	lutf_message_free(message);
	fixture_wait();
}

/* The answer says why, as far as it can be said at all. */
static void test_an_end_that_cannot_be_told_is_answered_all_the_same(void **state)
{
	static const char *const ends[][2] = {{"", "its test is over"},
					      {"half \xed\xa0\x80", "it ended with an error that cannot be sent; see the node's log"}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t9"});
		struct lutf_resource slow;
		struct lutf_message *message;
		uint64_t id;

		lutf_resource_add(realm, &slow, close_later);
		lutf_realm_end(realm, LUTF_END_TERMINATED, ends[i][0]);
		id = ask("t9", "");
		assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(answer_to(id, &message), "error"), "message"), ends[i][1]);
		lutf_message_free(message);
		lutf_resource_gone(&slow);
		fixture_wait();
	}
}

static void test_an_event_goes_to_the_realm_of_its_test_and_a_cancel_to_the_realm_of_its_request(void **state)
{
	struct lutf_realm *realm = fixture_start(answering, (struct lutf_realm_options){.test = "t5"});
	struct lutf_message *message;
	uint64_t id = ask("t5", ""), last;

	(void)state;
	lutf_node_event(agent, "master", strdup("event: {dst: master, src: agent, test: t5, name: hello}\n"), 56);
	lutf_node_event(agent, "master", strdup("event: {dst: master, src: agent, test: xx, name: hello}\n"), 56);
	lutf_node_cancel(agent, id);
	message = agent_next();
	assert_int_equal(message->failure, LUTF_FAILURE_CANCELLED);
	lutf_message_free(message);
	last = ask("t5", ", answer: done");
	answer_to(last, &message);
	lutf_message_free(message);
	close_realm(realm);
	assert_string_equal(outcome.waiting,
			    "- - request\n  - agent\n  - f\n- - event\n  - agent\n  - hello\n- - cancel\n  - agent\n  - none\n"
			    "- - request\n  - agent\n  - f\n");
}

/* The main realm holds a request while it opens the test's realm; by then the caller may have given up. */
static void test_a_cancel_that_comes_before_its_realm_is_told_there(void **state)
{
	struct lutf_message *message = calloc(1, sizeof(*message)), *answer;
	struct lutf_yaml_error error;
	struct lutf_realm *realm;
	uint64_t id = ask("t6", "");

	(void)state;
	lutf_node_cancel(agent, id);
	lutf_message_free(agent_next());
	/* Both have reached the main realm when this answer comes, for they came first. */
	realm = fixture_start(answering, (struct lutf_realm_options){.test = "t7"});
	answer_to(ask("t7", ", answer: 1"), &answer);
	lutf_message_free(answer);
	close_realm(realm);

	realm = fixture_start(answering, (struct lutf_realm_options){.test = "t6"});
	message->kind = LUTF_MESSAGE_REQUEST;
	message->id = id;
	strcpy(message->src, "agent");
	assert_int_equal(lutf_yaml_parse("rpc: {fname: f}", 15, &message->doc, &error), 0);
	lutf_mailroom_deliver(realm, message);
	uv_run(&fixture_loop, UV_RUN_NOWAIT);
	close_realm(realm);
	assert_string_equal(outcome.waiting, "- - request\n  - agent\n  - f\n- - cancel\n  - agent\n  - none\n");
}

static void test_results_and_failures_go_to_the_realm_that_asked(void **state)
{
	(void)state;
	fixture_run("import { send, setReceiver } from 'lutf:agent';\n"
		    "const calls = new Map();\n"
		    "setReceiver((kind, id, src, body, failure, detail) => calls.get(id)([kind, src, failure ?? body.results.return_code, "
		    "detail ?? '-']));\n"
		    "const call = (dst) => new Promise((resolve) => calls.set(send(dst, { type: 'service', fname: 'f', absent: undefined "
		    "}, 1000), resolve));\n"
		    "throw String(await call('nobody'));",
		    (struct lutf_realm_options){.timeout_ms = 5000});
	assert_string_equal(outcome.message, "failure,nobody,refused,no agent is named nobody");
}

static void test_what_cannot_be_sent_is_no_message(void **state)
{
	(void)state;
	assert_string_equal(fixture_says("import { send } from 'lutf:agent'; send('agent', { parameters: [{ a() {} }] }, 0);"),
			    "TypeError: parameters[0].a is a function: cannot be sent");
	assert_string_equal(fixture_says("import { reply } from 'lutf:agent'; reply('agent', -1, {});"),
			    "RangeError: -1 is no id of a request");
	assert_string_equal(fixture_says("import { setReceiver } from 'lutf:agent'; setReceiver(1);"),
			    "TypeError: setReceiver takes a function");
}

static void test_heartbeats_go_on_while_a_script_loops(void **state)
{
	struct lutf_agent_info *infos;
	size_t count;

	(void)state;
	/* Twenty periods: an agent is dead after three that were missed. */
	fixture_run("for (;;);", (struct lutf_realm_options){.timeout_ms = 20 * HEARTBEAT});
	assert_int_equal(outcome.how, LUTF_END_TIMEOUT);
	assert_int_equal(lutf_node_agents(lutf_link_node(), &infos, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(infos[0].state, LUTF_AGENT_ALIVE);
	assert_true(infos[0].silent_ms < 3 * HEARTBEAT);
	free(infos);
	/* Nor did the agent miss its master. */
	assert_null(lutf_node_next(agent));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_request_goes_to_the_realm_of_its_test),
		cmocka_unit_test(test_what_comes_early_waits_for_the_receiver),
		cmocka_unit_test(test_a_realm_that_ends_answers_what_it_owes),
		cmocka_unit_test(test_a_realm_that_is_ending_refuses_requests),
		cmocka_unit_test(test_a_request_for_a_realm_that_was_closed_goes_to_its_creator),
		cmocka_unit_test(test_an_end_that_cannot_be_told_is_answered_all_the_same),
		cmocka_unit_test(test_an_event_goes_to_the_realm_of_its_test_and_a_cancel_to_the_realm_of_its_request),
		cmocka_unit_test(test_a_cancel_that_comes_before_its_realm_is_told_there),
		cmocka_unit_test(test_results_and_failures_go_to_the_realm_that_asked),
		cmocka_unit_test(test_what_cannot_be_sent_is_no_message),
		cmocka_unit_test(test_heartbeats_go_on_while_a_script_loops),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
