/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whatever a stranger or a mad agent sends, heartbeats go on and the calls of another agent are answered in time. */
#include "wire_fixture.h"

/* Calls to the good agent must not take longer than this, whatever goes on beside them: far less than the time that it
 * would take to be thought dead, far more than a call takes on a loaded machine with sanitizers. */
#define IN_TIME 2000

static struct node master, good;
static uint16_t port;

static int set_up(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);

	(void)state;
	options.key = NULL; /* so that the tests speak for themselves, without TLS */
	if (node_start_with(&master, options))
		return -1;
	port = lutf_node_port(master.node);
	options = options_of(LUTF_ROLE_AGENT, "good", port);
	options.key = NULL;
	if (node_start_with(&good, options))
		return -1;
	await_alive(&master, "good");
	node_await_free(&good, LUTF_MESSAGE_CONNECTED);
	return 0;
}

/* Nobody has harmed the good agent, in any of the tests. */
static int tear_down(void **state)
{
	struct lutf_message *message;

	(void)state;
	while ((message = lutf_node_next(good.node))) {
		if (message->kind == LUTF_MESSAGE_DISCONNECTED)
			fail_msg("the good agent was disconnected: %s", message->detail);
		lutf_message_free(message);
	}
	node_stop(&good);
	node_stop(&master);
	return 0;
}

static void expect_unharmed(void)
{
	uint64_t begin = now_ms();

	round_trip(&master, &good);
	round_trip(&good, &master);
	assert_true(now_ms() - begin < IN_TIME);
	assert_int_equal(agent_state(&master, "good"), LUTF_AGENT_ALIVE);
}

static void a_hundred_idle_connections(void **state)
{
	int fds[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		fds[i] = dial(port);
	expect_unharmed();
	close(join(port, "newcomer"));
	for (int i = 0; i < 100; i++)
		close(fds[i]);
	expect_unharmed();
}

/* More strangers than may wait: an honest newcomer is let in all the same, after LUTF_UNAUTHENTICATED_GRACE at most. */
static void idle_connections_beyond_the_limit(void **state)
{
	enum { COUNT = LUTF_UNAUTHENTICATED_MAX + 50 };
	static int fds[COUNT];
	uint64_t begin = now_ms();

	(void)state;
	for (int i = 0; i < COUNT; i++)
		fds[i] = dial(port);
	expect_unharmed();
	close(join(port, "newcomer"));
	assert_true(now_ms() - begin < LUTF_HANDSHAKE_TIMEOUT);
	for (int i = 0; i < COUNT; i++)
		close(fds[i]);
	expect_unharmed();
}

static void stranger_who_says_nothing_is_closed(void **state)
{
	int fd = dial(port);
	uint64_t begin = now_ms();

	(void)state;
	expect_end(fd);
	assert_in_range(now_ms() - begin, LUTF_HANDSHAKE_TIMEOUT - 500, LUTF_HANDSHAKE_TIMEOUT + 10000);
	expect_unharmed();
}

static void length_of_two_gigabytes(void **state)
{
	int fd = dial(port);

	(void)state;
	send_header(fd, LUTF_TYPE_HELLO, 0x80000000u, 2);
	expect_refused(fd, "HELLO of 2147483648 bytes, the limit is 16384");
	fd = join(port, "mad");
	send_header(fd, LUTF_TYPE_RPC, 0x80000000u, 2);
	expect_refused(fd, "RPC of 2147483648 bytes, the limit is 16777216");
	expect_unharmed();
}

static void frames_out_of_order(void **state)
{
	int fd = dial(port);

	(void)state;
	send_frame(fd, LUTF_TYPE_RPC, "rpc: {}");
	expect_refused(fd, "RPC while the connection is in state hello");
	fd = dial(port);
	send_header(fd, 4711, 0, 2);
	expect_refused(fd, "unknown frame type 4711");
	fd = join(port, "mad");
	send_header(fd, 4711, 0, 2);
	expect_refused(fd, "unknown frame type 4711");
	fd = join(port, "mad");
	send_frame(fd, LUTF_TYPE_HELLO, "hello: {}");
	expect_refused(fd, "HELLO while the connection is in state open");
	fd = join(port, "mad");
	send_frame(fd, LUTF_TYPE_WELCOME, "welcome: {master: mad}");
	expect_refused(fd, "WELCOME is not for an agent to send");
	fd = join(port, "mad");
	send_header(fd, LUTF_TYPE_HB, 0, 1);
	expect_refused(fd, "protocol version 1");
	expect_unharmed();
}

static void hellos_that_are_wrong(void **state)
{
	static const struct {
		const char *hello, *says;
	} cases[] = {
		{"", "the name is missing"},
		{"hello: {name: \"a b\", role: agent, instance: i}", "the name is missing or not made of"},
		{"hello: {name: a, role: king, instance: i}", "neither agent nor client"},
		{"hello: {name: a, role: agent}", "the instance is missing"},
		{"hello: {name: a, role: agent, instance: i, heartbeat_ms: 1}", "heartbeat_ms is out of range"},
		{"hello: {name: &a a, role: agent, instance: i}", "not valid"},
		{"hello: !!map {name: a}", "not valid"},
		{"hello: [", "not valid"},
		{"\xff\xfe", "not valid"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int fd = dial(port);

		send_frame(fd, LUTF_TYPE_HELLO, cases[i].hello);
		expect_refused(fd, cases[i].says);
	}
	expect_unharmed();
}

static void blocks_that_are_wrong(void **state)
{
	static const struct {
		enum lutf_frame_type type;
		const char *text, *says;
	} cases[] = {
		{LUTF_TYPE_RPC, "", "without dst or src"},
		{LUTF_TYPE_RPC, "rpc: {dst: master, src: mad, type: service}", "without an id"},
		{LUTF_TYPE_RPC, "rpc: {dst: master, src: mad, id: -1, type: service}", "without an id"},
		{LUTF_TYPE_RPC, "rpc: {dst: master, src: mad, id: 1}", "without a type"},
		{LUTF_TYPE_RPC, "rpc: {dst: master, src: good, id: 1, type: service}", "src is another node"},
		{LUTF_TYPE_RPC, "rpc: {dst: \"../x\", src: mad, id: 1, type: service}", "no name of a node"},
		{LUTF_TYPE_RPC, "rpc: {dst: master, src: mad, id: 1, type: service, x: *y}", "RPC: "},
		{LUTF_TYPE_EVENT, "event: {dst: master, src: good}", "src is another node"},
		{LUTF_TYPE_EVENT, "event: {dst: master, src: mad, x: !t y}", "EVENT: "},
		{LUTF_TYPE_CANCEL, "cancel: {dst: good, src: good, id: 1}", "src is another node"},
		{LUTF_TYPE_FAILED, "failed: {dst: good}", "without dst or src"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int fd = join(port, "mad");

		send_frame(fd, cases[i].type, cases[i].text);
		expect_refused(fd, cases[i].says);
	}
	expect_unharmed();
}

/* Answers that nobody asked for, to anybody: dropped, and nobody gets them. */
static void answers_to_nothing(void **state)
{
	int fd = join(port, "mad");
	uint64_t id = call(&good, "mad", "hang");
	char *request = await_frame(fd, LUTF_TYPE_RPC), text[256];

	(void)state;
	free(request);
	send_frame(fd, LUTF_TYPE_RPC, "rpc: {dst: good, src: mad, id: 4711, type: results}");
	send_frame(fd, LUTF_TYPE_RPC, "rpc: {dst: nobody, src: mad, id: 1, type: results}");
	send_frame(fd, LUTF_TYPE_FAILED, "failed: {dst: good, src: mad, id: 4712, reason: exited}");
	send_frame(fd, LUTF_TYPE_CANCEL, "cancel: {dst: good, src: mad, id: 1}");
	/* Its own call it may fail, once. */
	snprintf(text, sizeof(text), "failed: {dst: good, src: mad, id: %llu, reason: too-large, detail: no room}", (unsigned long long)id);
	send_frame(fd, LUTF_TYPE_FAILED, text);
	send_frame(fd, LUTF_TYPE_FAILED, text);
	expect_failure(&good, "mad", id, LUTF_FAILURE_TOO_LARGE, "no room");
	expect_unharmed();
	close(fd);
}

static void dripped_bytes(void **state)
{
	static const char hello[] = "hello: {name: slow, role: agent, instance: i, heartbeat_ms: 60000}";
	uint32_t words[4] = {htonl(LUTF_TYPE_HELLO), htonl(sizeof(hello) - 1), 0, htonl(2)};
	int fd = dial(port);

	(void)state;
	for (size_t i = 0; i < sizeof(words); i++) {
		send_bytes(fd, (char *)words + i, 1);
		round_trip(&master, &good);
	}
	for (size_t i = 0; i < sizeof(hello) - 1; i++) {
		send_bytes(fd, hello + i, 1);
		round_trip(&master, &good);
	}
	free(await_frame(fd, LUTF_TYPE_WELCOME));
	close(fd);
	expect_unharmed();
}

/* A fixed sequence of noise, so that a failure repeats. */
static void garbage(void **state)
{
	uint32_t seed = 4711;

	(void)state;
	for (int i = 0; i < 200; i++) {
		uint8_t noise[300];
		int fd = i % 2 ? dial(port) : join(port, "mad");

		for (size_t j = 0; j < sizeof(noise); j++) {
			seed = seed * 1664525 + 1013904223;
			noise[j] = (uint8_t)(seed >> 24);
		}
		send_bytes(fd, noise, sizeof(noise));
		expect_end(fd);
	}
	expect_unharmed();
}

static void send_block(int fd, const char *head, const char *body, size_t len)
{
	uint32_t total = (uint32_t)(strlen(head) + len);

	send_header(fd, LUTF_TYPE_RPC, total, 2);
	send_bytes(fd, head, strlen(head));
	send_bytes(fd, body, len);
}

static void yaml_bombs(void **state)
{
	static const char laughs[] = "  a: &a [x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  c: [*b,*b,*b,*b,*b,*b,*b,*b]\n";
	static const char head[] = "rpc:\n  dst: master\n  src: mad\n  id: 5\n  type: service\n";
	size_t len = LUTF_FRAME_MAX - 1000;
	char *deep = malloc(len);
	int fd = join(port, "mad"), other = join(port, "mad2");
	char *text;

	(void)state;
	/* Refused by number: the block says who it is from, so its sender learns why and may go on. */
	send_block(fd, head, laughs, sizeof(laughs) - 1);
	text = await_frame(fd, LUTF_TYPE_FAILED);
	assert_non_null(strstr(text, "reason: invalid"));
	free(text);
	/* 16 MiB of brackets, of small items, of one scalar with escapes: on the pool, while calls go on. */
	memset(deep, '[', len);
	memcpy(deep, "  x: ", 5);
	send_block(fd, head, deep, len);
	expect_unharmed();
	text = await_frame(fd, LUTF_TYPE_FAILED);
	assert_non_null(strstr(text, "reason: too-large"));
	free(text);
	for (size_t i = 5; i < len; i++)
		deep[i] = i % 2 ? ',' : '1';
	deep[5] = '[';
	send_block(fd, head, deep, len);
	send_block(other, "rpc:\n  dst: master\n  src: mad2\n  id: 5\n  type: service\n", deep, len);
	expect_unharmed();
	text = await_frame(fd, LUTF_TYPE_FAILED);
	assert_non_null(strstr(text, "reason: too-large"));
	free(text);
	free(await_frame(other, LUTF_TYPE_FAILED));
	memset(deep + 5, '"', 1);
	memset(deep + 6, '\\', len - 6);
	send_block(fd, head, deep, len);
	expect_unharmed();
	free(await_frame(fd, LUTF_TYPE_FAILED));
	/* Without the first lines in their place nobody can be told: the connection is closed. */
	send_frame(fd, LUTF_TYPE_RPC, "rpc: {x: &a [1], y: *a}");
	expect_refused(fd, "RPC: ");
	close(other);
	free(deep);
	expect_unharmed();
}

/* An agent that never reads: when too much waits for it, it is closed, and who called it is told. */
static void agent_that_does_not_read(void **state)
{
	int fd = join(port, "mad");
	size_t len = LUTF_FRAME_MAX - 4096;
	struct lutf_message *failure;
	uint64_t id = 0;

	(void)state;
	for (int i = 0; i < 8; i++) {
		char *body = malloc(len + 256);
		int head;

		id = lutf_node_next_id(master.node);
		head = sprintf(body, "rpc:\n  dst: mad\n  src: master\n  id: %llu\n  type: service\n  x: ", (unsigned long long)id);
		memset(body + head, 'x', len);
		lutf_node_request(master.node, "mad", id, 77, 0, body, (size_t)head + len);
	}
	failure = node_await(&master, LUTF_MESSAGE_FAILURE);
	assert_int_equal(failure->failure, LUTF_FAILURE_UNREACHABLE);
	assert_non_null(strstr(failure->detail, "it has stopped reading"));
	lutf_message_free(failure);
	expect_unharmed();
	close(fd);
}

/* An owner that does not take its messages holds those back who send them, not the heartbeats. */
static void flood_of_events(void **state)
{
	int fd = join(port, "mad");
	size_t count = 0;
	struct lutf_message *message;

	(void)state;
	fcntl(fd, F_SETFL, O_NONBLOCK);
	for (struct pollfd wait = {.fd = fd, .events = POLLOUT};; count++) {
		static const char text[] = "event: {dst: master, src: mad, n: 1}";
		uint32_t words[4] = {htonl(LUTF_TYPE_EVENT), htonl(sizeof(text) - 1), 0, htonl(2)};
		char frame[sizeof(words) + sizeof(text)];

		memcpy(frame, words, sizeof(words));
		memcpy(frame + sizeof(words), text, sizeof(text) - 1);
		/* Held back: nothing has been taken from us for longer than an agent may be silent. */
		if (poll(&wait, 1, 5 * BEAT * LUTF_HEARTBEAT_MISSED) == 0)
			break;
		if (send(fd, frame, sizeof(words) + sizeof(text) - 1, MSG_NOSIGNAL) != (ssize_t)(sizeof(words) + sizeof(text) - 1))
			break; /* half a frame: the buffer is full */
		assert_true(count < 100 * LUTF_MAILBOX_MAX);
	}
	assert_true(count >= LUTF_MAILBOX_MAX);
	/* Longer than it takes to be thought dead: neither of them thinks so of the other, though the master reads nothing. */
	assert_null(node_next(&good, 2 * BEAT * LUTF_HEARTBEAT_MISSED));
	assert_int_equal(agent_state(&master, "good"), LUTF_AGENT_ALIVE);
	count = 0;
	while ((message = node_next(&master, 300))) {
		count += message->kind == LUTF_MESSAGE_EVENT;
		lutf_message_free(message);
	}
	assert_true(count >= LUTF_MAILBOX_MAX);
	close(fd);
	expect_unharmed();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_idle_connections),
		cmocka_unit_test(idle_connections_beyond_the_limit),
		cmocka_unit_test(stranger_who_says_nothing_is_closed),
		cmocka_unit_test(length_of_two_gigabytes),
		cmocka_unit_test(frames_out_of_order),
		cmocka_unit_test(hellos_that_are_wrong),
		cmocka_unit_test(blocks_that_are_wrong),
		cmocka_unit_test(answers_to_nothing),
		cmocka_unit_test(dripped_bytes),
		cmocka_unit_test(garbage),
		cmocka_unit_test(yaml_bombs),
		cmocka_unit_test(agent_that_does_not_read),
		cmocka_unit_test(flood_of_events),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
