/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may join: keys, names, addresses; and that whoever may not is told why, on both sides. */
#include "wire_fixture.h"

static void expect_disconnected(struct node *node, enum lutf_failure failure, const char *part)
{
	struct lutf_message *message = node_await(node, LUTF_MESSAGE_DISCONNECTED);

	assert_string_equal(lutf_failure_name(message->failure), lutf_failure_name(failure));
	if (!strstr(message->detail, part))
		fail_msg("'%s' does not say '%s'", message->detail, part);
	lutf_message_free(message);
}

static void expect_rejected(struct node *master, const char *part)
{
	struct lutf_message *message = node_await(master, LUTF_MESSAGE_REJECTED);

	assert_true(!strncmp(message->src, "127.0.0.1:", 10));
	if (!strstr(message->detail, part))
		fail_msg("'%s' does not say '%s'", message->detail, part);
	lutf_message_free(message);
}

/* A pair of a master and an agent with or without keys, of which the agent is turned away. */
static void expect_turned_away(const uint8_t *master_key, const uint8_t *agent_key, const char *agent_says, const char *master_says)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, agent;
	uint64_t begin = now_ms();

	options.key = master_key;
	assert_int_equal(node_start_with(&master, options), 0);
	options = options_of(LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	options.key = agent_key;
	assert_int_equal(node_start_with(&agent, options), 0);
	expect_disconnected(&agent, LUTF_FAILURE_REFUSED, agent_says);
	expect_rejected(&master, master_says);
	assert_true(now_ms() - begin < LUTF_HANDSHAKE_TIMEOUT);   /* at once, not by a timeout */
	assert_null(node_next(&agent, 3 * LUTF_RECONNECT_FIRST)); /* final: it does not come again */
	assert_null(node_next(&master, 1));
	node_stop(&agent);
	node_stop(&master);
}

static void wrong_key(void **state)
{
	static const uint8_t wrong[32] = "thirty-two bytes of another sort";

	(void)state;
	expect_turned_away(test_key, wrong, "most likely the keys differ", "most likely the keys differ");
}

static void key_on_the_master_only(void **state)
{
	(void)state;
	expect_turned_away(test_key, NULL, "this master wants a key", "this master wants a key");
}

static void key_on_the_agent_only(void **state)
{
	(void)state;
	expect_turned_away(NULL, test_key, "the master does not use a key", "this master does not use a key");
}

static void without_keys_on_loopback(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, agent;

	(void)state;
	options.key = NULL;
	assert_int_equal(node_start_with(&master, options), 0);
	options = options_of(LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	options.key = NULL;
	assert_int_equal(node_start_with(&agent, options), 0);
	await_alive(&master, "oss1");
	round_trip(&master, &agent);
	round_trip(&agent, &master);
	node_stop(&agent);
	node_stop(&master);
}

static void without_a_key_only_loopback(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node node;

	(void)state;
	options.key = NULL;
	options.address = "0.0.0.0";
	assert_int_equal(node_start_with(&node, options), -EACCES);
	assert_non_null(strstr(node.error, "without a key a master listens on loopback only"));
	close(node.fd);
	options.address = "::";
	assert_int_equal(node_start_with(&node, options), -EACCES);
	close(node.fd);
	/* An address of documentation: it must be refused before anything is sent there. */
	options = options_of(LUTF_ROLE_AGENT, "oss1", 8494);
	options.key = NULL;
	options.address = "192.0.2.1";
	assert_int_equal(node_start_with(&node, options), 0);
	expect_disconnected(&node, LUTF_FAILURE_REFUSED, "without a key only a master on this machine may be used");
	node_stop(&node);
}

static void ipv6_and_names(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, agent;
	struct lutf_message *message;
	struct lutf_agent_info *infos;
	size_t count;

	(void)state;
	options.address = "::1";
	if (node_start_with(&master, options)) {
		close(master.fd);
		skip(); /* a machine without IPv6 */
	}
	options = options_of(LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	options.address = "::1";
	assert_int_equal(node_start_with(&agent, options), 0);
	await_alive(&master, "oss1");
	assert_int_equal(lutf_node_agents(master.node, &infos, &count), 0);
	assert_int_equal(count, 1);
	assert_true(!strncmp(infos[0].address, "[::1]:", 6));
	free(infos);
	round_trip(&master, &agent);
	node_stop(&agent);
	node_stop(&master);

	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	options = options_of(LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	options.address = "localhost";
	assert_int_equal(node_start_with(&agent, options), 0);
	message = node_await(&agent, LUTF_MESSAGE_CONNECTED);
	assert_string_equal(message->src, "master");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(lutf_yaml_root(message->doc), "welcome"), "master"), "master");
	lutf_message_free(message);
	node_stop(&agent);
	node_stop(&master);
}

static void hello_carries_what_the_node_is(void **state)
{
	struct lutf_node_options options;
	struct node master, agent;
	struct lutf_message *message;

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	options = options_of(LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	options.info = "host: node7\nroles: [oss, client]\nload: 0.5\nnothing: null\nyes: true\n";
	options.last_exit = "SIGBUS in f";
	assert_int_equal(node_start_with(&agent, options), 0);
	message = await_agent(&master, "oss1", LUTF_AGENT_ALIVE);
	assert_string_equal(message->detail, "SIGBUS in f");
	assert_string_equal(lutf_yaml_get_string(lutf_yaml_root(message->doc), "host"), "node7");
	assert_int_equal(lutf_yaml_get(lutf_yaml_root(message->doc), "roles")->items.count, 2);
	assert_true(lutf_yaml_get(lutf_yaml_root(message->doc), "load")->number == 0.5);
	lutf_message_free(message);
	node_stop(&agent);
	node_stop(&master);
}

static void options_that_cannot_be(void **state)
{
	struct node node;
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "two words", 0);

	(void)state;
	assert_int_equal(node_start_with(&node, options), -EINVAL);
	assert_non_null(strstr(node.error, "'two words' has not"));
	close(node.fd);
	options = options_of(LUTF_ROLE_MASTER, "master", 0);
	options.key_len = LUTF_KEY_MIN - 1;
	assert_int_equal(node_start_with(&node, options), -EINVAL);
	assert_non_null(strstr(node.error, "a key has 16 to 64 bytes"));
	close(node.fd);
	options = options_of(LUTF_ROLE_AGENT, "oss1", 1);
	options.info = "a: &x 1";
	assert_int_equal(node_start_with(&node, options), -EINVAL);
	assert_non_null(strstr(node.error, "info is not valid"));
	close(node.fd);
	options.info = "[a]";
	assert_int_equal(node_start_with(&node, options), -EINVAL);
	close(node.fd);
}

static void port_in_use(void **state)
{
	struct node master, second;

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	assert_int_equal(node_start_with(&second, options_of(LUTF_ROLE_MASTER, "again", lutf_node_port(master.node))), -EADDRINUSE);
	assert_non_null(strstr(second.error, "another master may be running"));
	close(second.fd);
	node_stop(&master);
}

static void second_agent_of_a_name_is_refused(void **state)
{
	struct node master, agent, twin;

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	node_start(&agent, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	await_alive(&master, "oss1");
	node_start(&twin, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	expect_disconnected(&twin, LUTF_FAILURE_REFUSED, "an agent named oss1 is alive at 127.0.0.1:");
	assert_null(node_next(&twin, 3 * LUTF_RECONNECT_FIRST));
	expect_rejected(&master, "an agent named oss1 is alive");
	round_trip(&master, &agent);
	node_stop(&twin);
	node_start(&twin, LUTF_ROLE_AGENT, "master", lutf_node_port(master.node));
	expect_disconnected(&twin, LUTF_FAILURE_REFUSED, "master is the name of the master");
	node_stop(&twin);
	node_stop(&agent);
	node_stop(&master);
}

/* The first one hangs: it does not answer the probe, so the name goes to the second, well before three beats. */
static void name_of_a_stopped_agent_is_taken_over(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);
	struct node master, second;
	struct lutf_message *message;
	uint64_t id;
	pid_t pid;

	(void)state;
	options.heartbeat_ms = 10 * BEAT;
	assert_int_equal(node_start_with(&master, options), 0);
	pid = child_start("oss1", lutf_node_port(master.node), false, NULL);
	await_alive(&master, "oss1");
	id = call(&master, "oss1", "echo");
	expect_results(&master, "oss1", id, "back");
	kill(pid, SIGSTOP);
	id = call(&master, "oss1", "hang");
	node_start(&second, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	expect_failure(&master, "oss1", id, LUTF_FAILURE_SILENT, NULL);
	message = await_agent(&master, "oss1", LUTF_AGENT_ALIVE);
	lutf_message_free(message);
	round_trip(&master, &second);
	/* The first wakes up, finds its name taken, and is told so. */
	kill(pid, SIGCONT);
	assert_int_equal(child_wait(pid), 9);
	round_trip(&master, &second);
	node_stop(&second);
	node_stop(&master);
}

static void killed_agent_is_replaced_at_once(void **state)
{
	struct node master, second;
	pid_t pid;

	(void)state;
	node_start(&master, LUTF_ROLE_MASTER, "master", 0);
	pid = child_start("oss1", lutf_node_port(master.node), false, NULL);
	await_alive(&master, "oss1");
	child_kill(pid);
	node_start(&second, LUTF_ROLE_AGENT, "oss1", lutf_node_port(master.node));
	await_alive(&master, "oss1");
	round_trip(&master, &second);
	node_stop(&second);
	node_stop(&master);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_key),
		cmocka_unit_test(key_on_the_master_only),
		cmocka_unit_test(key_on_the_agent_only),
		cmocka_unit_test(without_keys_on_loopback),
		cmocka_unit_test(without_a_key_only_loopback),
		cmocka_unit_test(ipv6_and_names),
		cmocka_unit_test(hello_carries_what_the_node_is),
		cmocka_unit_test(options_that_cannot_be),
		cmocka_unit_test(port_in_use),
		cmocka_unit_test(second_agent_of_a_name_is_refused),
		cmocka_unit_test(name_of_a_stopped_agent_is_taken_over),
		cmocka_unit_test(killed_agent_is_replaced_at_once),
	};

	child_main(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
