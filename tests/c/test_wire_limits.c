/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one connection may cost the others: answers, words, descriptors, bytes that wait. All by hand, with a master without a key. */
#include "wire_fixture.h"

#include <dirent.h>

static struct node master, good;
static uint16_t port;

static int set_up(void **state)
{
	struct lutf_node_options options = options_of(LUTF_ROLE_MASTER, "master", 0);

	(void)state;
	options.key = NULL;
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

static int tear_down(void **state)
{
	(void)state;
	node_stop(&good);
	node_stop(&master);
	return 0;
}

/* Beats are answered, so the master has not closed it. */
static void expect_open(int fd)
{
	send_header(fd, LUTF_TYPE_HB, 0, 2);
	free(await_frame(fd, LUTF_TYPE_HB));
}

/* The number of a call is not enough: who was asked must be the one that is told. */
static void cancel_names_another_node(void **state)
{
	int a = join(port, "a"), b = join(port, "b"), c = join(port, "c");
	uint32_t type = 0;
	char *text;

	(void)state;
	send_frame(a, LUTF_TYPE_RPC, "rpc: {dst: b, src: a, id: 5, type: function_call}");
	free(await_frame(b, LUTF_TYPE_RPC));
	send_frame(a, LUTF_TYPE_CANCEL, "cancel: {dst: c, src: a, id: 5}");
	send_frame(a, LUTF_TYPE_EVENT, "event: {dst: b, src: a}");
	text = read_frame(b, &type);
	assert_non_null(text);
	assert_string_equal(lutf__frame_type_name((enum lutf_frame_type)type), "EVENT");
	free(text);
	send_frame(b, LUTF_TYPE_RPC, "rpc: {dst: a, src: b, id: 5, type: results}");
	free(await_frame(a, LUTF_TYPE_RPC));
	close(a);
	close(b);
	close(c);
}

static void questions_share_an_answer(void **state)
{
	enum { COUNT = 4096 };
	static uint32_t words[COUNT][4];
	uint32_t type = 0, answers = 0;
	int fd = join(port, "mad");
	char *text;

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		words[i][0] = htonl(LUTF_TYPE_GET_NUM_AGENTS);
		words[i][3] = htonl(2);
	}
	send_bytes(fd, words, sizeof(words));
	send_frame(fd, LUTF_TYPE_EVENT, "event: {dst: mad, src: mad}");
	while ((text = read_frame(fd, &type)) && type != LUTF_TYPE_EVENT) {
		answers += type == LUTF_TYPE_AGENTS;
		free(text);
	}
	assert_non_null(text);
	free(text);
	/* One for each piece that TCP made of them at most. */
	assert_in_range(answers, 1, COUNT / 16);
	expect_open(fd);
	send_header(fd, LUTF_TYPE_GET_NUM_AGENTS, 0, 2);
	text = await_frame(fd, LUTF_TYPE_AGENTS);
	assert_non_null(strstr(text, "good"));
	free(text);
	close(fd);
}

/* Count times two bytes, after `lead`. */
static char *accents(const char *lead, size_t count)
{
	char *text = malloc(strlen(lead) + 2 * count + 1), *at = stpcpy(text, lead);

	for (; count; count--)
		at = stpcpy(at, "\xc3\xa9");
	return text;
}

static void words_are_cut_between_characters(void **state)
{
	int asker = join(port, "asker"), asked = join(port, "asked");
	char *key = accents("x", 60), *reason = accents("", 600), *text;

	(void)state;
	assert_true(asprintf(&text, "rpc:\n  dst: master\n  src: asker\n  id: 5\n  type: service\n  x: {%s: 1, %s: 2}\n", key, key) > 0);
	send_frame(asker, LUTF_TYPE_RPC, text);
	free(text);
	text = await_frame(asker, LUTF_TYPE_FAILED);
	assert_non_null(strstr(text, "reason: invalid"));
	assert_non_null(strstr(text, "is already in line"));
	assert_null(strchr(text, '?'));
	free(text);
	expect_open(asker);

	send_frame(asker, LUTF_TYPE_RPC, "rpc: {dst: asked, src: asker, id: 6, type: function_call}");
	free(await_frame(asked, LUTF_TYPE_RPC));
	assert_true(asprintf(&text, "goodbye: {reason: %s}", reason) > 0);
	send_frame(asked, LUTF_TYPE_GOODBYE, text);
	free(text);
	text = await_frame(asker, LUTF_TYPE_FAILED);
	assert_non_null(strstr(text, "reason: exited"));
	assert_non_null(strstr(text, "\xc3\xa9"));
	free(text);
	expect_open(asker);
	close(asker);
	close(asked);
	free(key);
	free(reason);
}

static void last_exit_has_a_limit(void **state)
{
	char words[LUTF_DETAIL_MAX + 1], hello[LUTF_DETAIL_MAX + 256], *accented = accents("", 300);
	struct lutf_node_options options = options_of(LUTF_ROLE_AGENT, "accented", port);
	struct lutf_message *message;
	struct node node;
	int fd = dial(port);

	(void)state;
	memset(words, 'x', LUTF_DETAIL_MAX);
	words[LUTF_DETAIL_MAX] = '\0';
	snprintf(hello, sizeof(hello), "hello: {name: mad, role: agent, instance: i, last_exit: %s}", words);
	send_frame(fd, LUTF_TYPE_HELLO, hello);
	expect_refused(fd, "last_exit is too long");
	fd = dial(port);
	snprintf(hello, sizeof(hello), "hello: {name: mad, role: agent, instance: i, last_exit: %s}", words + 1);
	send_frame(fd, LUTF_TYPE_HELLO, hello);
	free(await_frame(fd, LUTF_TYPE_WELCOME));
	close(fd);
	/* A node cuts its own, so that it is let in. */
	options.key = NULL;
	options.last_exit = accented;
	assert_int_equal(node_start_with(&node, options), 0);
	message = await_agent(&master, "accented", LUTF_AGENT_ALIVE);
	assert_true(!strncmp(message->detail, "\xc3\xa9\xc3\xa9", 4));
	lutf_message_free(message);
	node_stop(&node);
	free(accented);
}

static int open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

/* Who is refused and does not go keeps his place until his descriptor is closed. */
static void refused_strangers_are_counted(void **state)
{
	enum { REFUSED = 200, COUNT = LUTF_UNAUTHENTICATED_MAX + REFUSED };
	static int fds[COUNT];
	int before = open_descriptors(), i;

	(void)state;
	for (i = 0; i < LUTF_UNAUTHENTICATED_MAX; i++)
		fds[i] = dial(port);
	round_trip(&good, &master);
	for (i = 0; i < REFUSED; i++)
		send_header(fds[i], 4711, 0, 2);
	for (i = 0; i < REFUSED; i++)
		free(await_frame(fds[i], LUTF_TYPE_REFUSED));
	for (i = LUTF_UNAUTHENTICATED_MAX; i < COUNT; i++)
		fds[i] = dial(port);
	round_trip(&good, &master);
	/* And the one that libuv has accepted and not handed over. */
	assert_in_range(open_descriptors(), 0, before + COUNT + LUTF_UNAUTHENTICATED_MAX + 1);
	for (i = 0; i < COUNT; i++)
		close(fds[i]);
	close(join(port, "newcomer"));
}

/* The kernel has not taken all that was sent before: the reason follows it, whole. */
static void refused_behind_what_is_waiting(void **state)
{
	size_t len = 8u * 1024 * 1024;
	char *body = malloc(len + 256);
	uint64_t id = lutf_node_next_id(master.node);
	int head = sprintf(body, "rpc:\n  dst: mad\n  src: master\n  id: %llu\n  type: service\n  x: ", (unsigned long long)id);
	int fd = join(port, "mad");

	(void)state;
	await_alive(&master, "mad");
	memset(body + head, 'x', len);
	lutf_node_request(master.node, "mad", id, 77, 0, body, (size_t)head + len);
	round_trip(&good, &master);
	round_trip(&good, &master);
	send_header(fd, 4711, 0, 2);
	expect_refused(fd, "unknown frame type 4711");
	expect_failure(&master, "mad", id, LUTF_FAILURE_INVALID, "unknown frame type 4711");
}

/* The node's threads of this process that have got as far as their names; what they must block and must not is asserted. */
static int threads_with_signals_blocked(void)
{
	DIR *dir = opendir("/proc/self/task");
	struct dirent *entry;
	int found = 0;

	while ((entry = readdir(dir))) {
		char path[300], line[256];
		unsigned long long blocked = 0;
		bool ours = false;
		FILE *file;

		snprintf(path, sizeof(path), "/proc/self/task/%s/status", entry->d_name);
		file = fopen(path, "r");
		while (file && fgets(line, sizeof(line), file)) {
			if (!strncmp(line, "Name:", 5))
				ours = strstr(line, "lutf-listener") || strstr(line, "lutf-heartbeat");
			sscanf(line, "SigBlk: %llx", &blocked);
		}
		if (file)
			fclose(file);
		if (!ours)
			continue;
		found++;
		assert_true(blocked >> (SIGPIPE - 1) & 1);
		assert_true(blocked >> (SIGTERM - 1) & 1);
		assert_false(blocked >> (SIGSEGV - 1) & 1);
	}
	closedir(dir);
	return found;
}

/* A thread of a node's neither takes a signal from the program nor ends it with a SIGPIPE. */
static void threads_take_no_signals(void **state)
{
	uint64_t end = now_ms() + PATIENCE;

	(void)state;
	while (threads_with_signals_blocked() < 4) { /* two of each node */
		assert_true(now_ms() < end);
		poll(NULL, 0, 5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_take_no_signals),        cmocka_unit_test(cancel_names_another_node),
		cmocka_unit_test(questions_share_an_answer),      cmocka_unit_test(words_are_cut_between_characters),
		cmocka_unit_test(last_exit_has_a_limit),          cmocka_unit_test(refused_strangers_are_counted),
		cmocka_unit_test(refused_behind_what_is_waiting),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
