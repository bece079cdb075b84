/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Large messages travel in parts: they arrive whole, and heartbeats and small calls of others go on meanwhile. */
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

/* Text that is one YAML scalar, and different everywhere, so that a lost or doubled part shows. */
static char *pattern(size_t len)
{
	char *text = malloc(len + 1);

	for (size_t i = 0; i < len; i++)
		text[i] = (char)('a' + (i * 7 + i / 251 + i / 65536) % 26);
	text[len] = '\0';
	return text;
}

static uint64_t call_large(struct node *from, const char *dst, const char *data)
{
	uint64_t id = lutf_node_next_id(from->node);
	char *body;
	int len = asprintf(&body, "rpc:\n  dst: %s\n  src: %s\n  id: %llu\n  type: function_call\n  fname: %s\n", dst, from->name,
			   (unsigned long long)id, data);

	lutf_node_request(from->node, dst, id, 77, 0, body, (size_t)len);
	return id;
}

static void there_and_back(struct node *from, struct node *to, size_t len)
{
	char *data = pattern(len);
	uint64_t id = call_large(from, to->name, data);
	struct lutf_message *request = node_await(to, LUTF_MESSAGE_REQUEST);

	assert_string_equal(fname_of(request), data);
	answer(to, request, data);
	lutf_message_free(request);
	expect_results(from, to->name, id, data);
	free(data);
}

/* Around every size at which something changes. */
static void sizes_around_the_limits(void **state)
{
	static const size_t sizes[] = {1, 16000, 16384, 65000, 65450, 65536, 65537, 131072, 200000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		there_and_back(&master, &first, sizes[i]);
		there_and_back(&first, &second, sizes[i]);
		there_and_back(&first, &first, sizes[i]);
	}
}

static void megabytes(void **state)
{
	(void)state;
	there_and_back(&first, &master, 1024 * 1024);
	there_and_back(&first, &second, 4 * 1024 * 1024);
	there_and_back(&master, &second, LUTF_FRAME_MAX - 4096);
}

/* While 16 MiB after 16 MiB goes to one agent, another one's calls are answered and nobody is thought dead. */
static void others_go_on(void **state)
{
	enum { COUNT = 3 };
	char *data = pattern(LUTF_FRAME_MAX - 4096);
	uint64_t ids[COUNT];

	(void)state;
	for (int i = 0; i < COUNT; i++)
		ids[i] = call_large(&master, "oss1", data);
	for (int i = 0; i < 20; i++)
		round_trip(&master, &second);
	for (int i = 0; i < COUNT; i++) {
		struct lutf_message *request = node_await(&first, LUTF_MESSAGE_REQUEST);

		assert_int_equal(request->id, ids[i]);
		answer(&first, request, "back");
		lutf_message_free(request);
	}
	for (int i = 0; i < COUNT; i++)
		expect_results(&master, "oss1", ids[i], "back");
	assert_int_equal(agent_state(&master, "oss1"), LUTF_AGENT_ALIVE);
	assert_int_equal(agent_state(&master, "oss2"), LUTF_AGENT_ALIVE);
	free(data);
}

/* One who reads slowly gets the beats between the parts, not after them all. */
static void heartbeats_stand_between_parts(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "open", 0);
	struct node open_master;
	size_t parts_before_beat = 0, parts = 0, beats = 0;
	char *data = pattern(LUTF_FRAME_MAX - 4096), *text;
	uint32_t type = 0;
	int fd, small = 65536;

	(void)state;
	options.key = NULL;
	assert_int_equal(node_start_with(&open_master, options), 0);
	fd = join(lutf_node_port(open_master.node), "slow");
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	call_large(&open_master, "slow", data);
	while (type != LUTF_TYPE_RPC && (text = read_frame(fd, &type))) {
		free(text);
		parts += type == LUTF_TYPE_PART;
		if (type == LUTF_TYPE_HB) {
			parts_before_beat = beats++ ? parts_before_beat : parts;
		} else if (parts == 2 && type == LUTF_TYPE_PART) {
			send_header(fd, LUTF_TYPE_HB, 0, 2);
			round_trip(&open_master, &open_master); /* the beat has been read by now, more or less */
		}
	}
	assert_int_equal(type, LUTF_TYPE_RPC);
	assert_int_equal(parts, (LUTF_FRAME_MAX - 4096) / LUTF_FRAME_PART);
	assert_int_equal(beats, 1);
	assert_true(parts_before_beat < parts);
	close(fd);
	node_stop(&open_master);
	free(data);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_around_the_limits),
		cmocka_unit_test(megabytes),
		cmocka_unit_test(others_go_on),
		cmocka_unit_test(heartbeats_stand_between_parts),
	};

	child_main(argc, argv);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
