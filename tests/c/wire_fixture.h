/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes, children and raw sockets for the tests of the wire. Included by one file a program, after nothing else. */
#ifndef LUTF_WIRE_FIXTURE_H
#define LUTF_WIRE_FIXTURE_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <uv.h>

#include "limits.h"
#include "wire/frame.h"
#include "wire/lutf_agent.h"
#include "yaml/doc.h"

/*
 * Quick beats, so that the tests which wait for silence are quick, but three of them last longer than a loaded machine may stop a
 * thread; and patience far beyond what any test needs: only a failing test waits for it.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BEAT 500u
#else
#define BEAT 150u
#endif
#define PATIENCE 30000

static const uint8_t test_key[32] = "thirty-two bytes that are no key";

struct node {
	struct lutf_node *node;
	int fd; /* readable when the node has messages */
	char name[64];
	char error[256];
};

static inline uint64_t now_ms(void)
{
	return uv_hrtime() / 1000000;
}

static inline void node_wakeup(void *opaque)
{
	eventfd_write(((struct node *)opaque)->fd, 1);
}

static inline struct lutf_node_options options_of(enum lutf_role role, const char *name, uint16_t port)
{
	return (struct lutf_node_options){
		.role = role, .name = name, .port = port, .key = test_key, .key_len = sizeof(test_key), .heartbeat_ms = BEAT};
}

static inline int node_start_with(struct node *node, struct lutf_node_options options)
{
	memset(node, 0, sizeof(*node));
	node->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	snprintf(node->name, sizeof(node->name), "%s", options.name ? options.name : "");
	options.wakeup = node_wakeup;
	options.opaque = node;
	return lutf_node_start(&options, &node->node, node->error, sizeof(node->error));
}

static inline void node_start(struct node *node, enum lutf_role role, const char *name, uint16_t port)
{
	if (node_start_with(node, options_of(role, name, port)))
		fail_msg("%s did not start: %s", name, node->error);
}

static inline void node_stop(struct node *node)
{
	if (node->node)
		lutf_node_stop(node->node);
	node->node = NULL;
	close(node->fd);
}

/* The next message, or NULL when none comes within ms. */
static inline struct lutf_message *node_next(struct node *node, int ms)
{
	uint64_t end = now_ms() + (uint64_t)ms;
	struct lutf_message *message;
	struct pollfd wait = {.fd = node->fd, .events = POLLIN};
	eventfd_t value;

	while (!(message = lutf_node_next(node->node))) {
		uint64_t now = now_ms();

		if (now >= end || poll(&wait, 1, (int)(end - now)) == 0)
			return NULL;
		eventfd_read(node->fd, &value);
	}
	return message;
}

/* The next message of this kind; others are dropped. Fails the test when none comes. */
static inline struct lutf_message *node_await(struct node *node, enum lutf_message_kind kind)
{
	static const char *const names[] = {
#define X(name) #name,
		LUTF_MESSAGES(X)
#undef X
	};
	struct lutf_message *message;

	while ((message = node_next(node, PATIENCE))) {
		if (message->kind == kind)
			return message;
		if (getenv("LUTF_TEST_VERBOSE"))
			fprintf(stderr, "%s: %s from %s: %s\n", node->name, names[message->kind], message->src,
				message->detail ? message->detail : "");
		lutf_message_free(message);
	}
	fail_msg("%s: no %s came", node->name, names[kind]);
	abort(); /* not reached; the compiler does not know */
}

static inline void node_await_free(struct node *node, enum lutf_message_kind kind)
{
	lutf_message_free(node_await(node, kind));
}

/* Waits until the master says that this agent is in this state. The message is the caller's. */
static inline struct lutf_message *await_agent(struct node *master, const char *name, enum lutf_agent_state state)
{
	for (;;) {
		struct lutf_message *message = node_await(master, LUTF_MESSAGE_AGENT);

		if (!strcmp(message->src, name) && message->state == state)
			return message;
		lutf_message_free(message);
	}
}

static inline void await_alive(struct node *master, const char *name)
{
	lutf_message_free(await_agent(master, name, LUTF_AGENT_ALIVE));
}

/* What the master says about it now. */
static inline enum lutf_agent_state agent_state(struct node *master, const char *name)
{
	struct lutf_agent_info *infos;
	enum lutf_agent_state state = LUTF_AGENT_JOINING;
	size_t count;

	assert_int_equal(lutf_node_agents(master->node, &infos, &count), 0);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(infos[i].name, name))
			state = infos[i].state;
	free(infos);
	return state;
}

static inline uint64_t call_with(struct node *node, const char *dst, const char *type, const char *fname, unsigned timeout_ms)
{
	uint64_t id = lutf_node_next_id(node->node);
	char *body;
	int len = asprintf(&body, "rpc:\n  dst: %s\n  src: %s\n  id: %llu\n  type: %s\n  fname: %s\n", dst, node->name,
			   (unsigned long long)id, type, fname);

	lutf_node_request(node->node, dst, id, 77, timeout_ms, body, (size_t)len);
	return id;
}

static inline uint64_t call(struct node *node, const char *dst, const char *fname)
{
	return call_with(node, dst, "function_call", fname, 0);
}

/* results may be several lines of YAML, in the block's indentation. */
static inline void answer(struct node *node, const struct lutf_message *request, const char *results)
{
	char *body;
	int len = asprintf(&body, "rpc:\n  dst: %s\n  src: %s\n  id: %llu\n  type: results\n  results: %s\n", request->src, node->name,
			   (unsigned long long)request->id, results);

	lutf_node_reply(node->node, request->src, request->id, body, (size_t)len);
}

static inline const char *fname_of(const struct lutf_message *message)
{
	return lutf_yaml_get_string(lutf_yaml_get(lutf_yaml_root(message->doc), "rpc"), "fname");
}

static inline void expect_results(struct node *node, const char *src, uint64_t id, const char *results)
{
	struct lutf_message *message = node_await(node, LUTF_MESSAGE_RESULTS);

	assert_string_equal(message->src, src);
	assert_int_equal(message->id, id);
	assert_int_equal(message->owner, 77);
	if (results)
		assert_string_equal(lutf_yaml_get_string(lutf_yaml_get(lutf_yaml_root(message->doc), "rpc"), "results"), results);
	lutf_message_free(message);
}

/* detail: part of what it has to say, or NULL. */
static inline void expect_failure(struct node *node, const char *src, uint64_t id, enum lutf_failure failure, const char *detail)
{
	struct lutf_message *message = node_await(node, LUTF_MESSAGE_FAILURE);

	assert_string_equal(message->src, src);
	assert_int_equal(message->id, id);
	assert_int_equal(message->owner, 77);
	assert_string_equal(lutf_failure_name(message->failure), lutf_failure_name(failure));
	if (detail && !(message->detail && strstr(message->detail, detail)))
		fail_msg("'%s' does not say '%s'", message->detail ? message->detail : "", detail);
	lutf_message_free(message);
}

/* Request and answer, both nodes being ours. */
static inline void round_trip(struct node *from, struct node *to)
{
	uint64_t id = call(from, to->name, "echo");
	struct lutf_message *request = node_await(to, LUTF_MESSAGE_REQUEST);

	assert_string_equal(request->src, from->name);
	assert_string_equal(fname_of(request), "echo");
	answer(to, request, "back");
	lutf_message_free(request);
	expect_results(from, to->name, id, "back");
}

/* ---- a child: this program again, as an agent that does what its calls are named after ---- */

struct child {
	pid_t pid;
	int status_pipe;
};

static inline void child_serve(struct node *node)
{
	struct lutf_message *message;

	while ((message = node_next(node, 10 * PATIENCE))) {
		const char *fname = message->kind == LUTF_MESSAGE_REQUEST ? fname_of(message) : "";

		if (message->kind == LUTF_MESSAGE_DISCONNECTED && message->failure == LUTF_FAILURE_REFUSED)
			_exit(9);
		if (message->kind == LUTF_MESSAGE_CANCEL)
			_exit(8);
		if (!strcmp(fname, "echo")) {
			answer(node, message, "back");
		} else if (!strcmp(fname, "goodbye")) {
			lutf_node_stop(node->node);
			_exit(0);
		} else if (!strcmp(fname, "exit")) {
			_exit(3);
		} else if (!strcmp(fname, "stop")) {
			raise(SIGSTOP);
		} else if (!strcmp(fname, "spin")) {
			for (volatile int forever = 1; forever;)
				;
		} else if (!strcmp(fname, "kill")) {
			raise(SIGKILL);
		} else if (!strcmp(fname, "answer-and-kill")) {
			answer(node, message, "back");
			raise(SIGKILL);
		}
		lutf_message_free(message);
	}
	_exit(7);
}

/* To be called first in main(): argv is name, port, "supervised" or "", last exit or "" in a child. */
static inline void child_main(int argc, char **argv)
{
	struct lutf_node_options options;
	struct node node;

	if (argc != 6 || strcmp(argv[1], "--agent"))
		return;
	options = options_of(LUTF_ROLE_AGENT, argv[2], (uint16_t)atoi(argv[3]));
	options.supervised = *argv[4] != '\0';
	options.last_exit = *argv[5] ? argv[5] : NULL;
	if (node_start_with(&node, options)) {
		fprintf(stderr, "%s\n", node.error);
		_exit(6);
	}
	child_serve(&node);
}

static inline pid_t child_start(const char *name, uint16_t port, bool supervised, const char *last_exit)
{
	char port_text[8];
	pid_t pid;

	snprintf(port_text, sizeof(port_text), "%u", port);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nothing behind */
		execl("/proc/self/exe", "lutf-agent", "--agent", name, port_text, supervised ? "supervised" : "",
		      last_exit ? last_exit : "", NULL);
		_exit(5);
	}
	return pid;
}

/* Its exit code, or 128 and the signal. */
static inline int child_wait(pid_t pid)
{
	int status = 0;

	for (uint64_t end = now_ms() + PATIENCE; !waitpid(pid, &status, WNOHANG); poll(NULL, 0, 5)) {
		if (now_ms() < end)
			continue;
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		fail_msg("child %d did not end", (int)pid);
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static inline void child_kill(pid_t pid)
{
	kill(pid, SIGKILL);
	child_wait(pid);
}

/* ---- a stranger: a plain socket ---- */

static inline int dial(uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static inline void send_bytes(int fd, const void *data, size_t len)
{
	for (size_t sent = 0; sent < len;) {
		ssize_t n = send(fd, (const char *)data + sent, len - sent, MSG_NOSIGNAL);

		if (n <= 0)
			return; /* it has been closed: what the tests are about */
		sent += (size_t)n;
	}
}

static inline void send_header(int fd, uint32_t type, uint32_t len, uint32_t version)
{
	uint32_t words[4] = {htonl(type), htonl(len), 0, htonl(version)};

	send_bytes(fd, words, sizeof(words));
}

static inline void send_frame(int fd, uint32_t type, const char *text)
{
	send_header(fd, type, (uint32_t)strlen(text), 2);
	send_bytes(fd, text, strlen(text));
}

static inline bool read_bytes(int fd, void *data, size_t len)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	for (size_t have = 0; have < len;) {
		ssize_t n;

		if (poll(&wait, 1, PATIENCE) != 1)
			fail_msg("nothing came from the master, not even the end");
		n = read(fd, (char *)data + have, len - have);
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

/* The next frame as text (free() it); its type goes to *type. NULL: the connection has ended. */
static inline char *read_frame(int fd, uint32_t *type)
{
	uint32_t words[4];
	char *text;

	if (!read_bytes(fd, words, sizeof(words)))
		return NULL;
	*type = ntohl(words[0]);
	assert_int_equal(ntohl(words[3]), 2);
	text = calloc(1, ntohl(words[1]) + 1);
	if (!read_bytes(fd, text, ntohl(words[1]))) {
		free(text);
		return NULL;
	}
	return text;
}

/* Frames of other types are dropped. */
static inline char *await_frame(int fd, uint32_t type)
{
	uint32_t got = 0;
	char *text;

	while ((text = read_frame(fd, &got)) && got != type)
		free(text);
	if (!text)
		fail_msg("the connection ended before a %s", lutf__frame_type_name(type));
	return text;
}

static inline void expect_end(int fd)
{
	char byte;

	while (read_bytes(fd, &byte, 1))
		;
	close(fd);
}

/* A REFUSED that says this, then the end. */
static inline void expect_refused(int fd, const char *part)
{
	char *text = await_frame(fd, LUTF_TYPE_REFUSED);

	if (!strstr(text, part))
		fail_msg("'%s' does not say '%s'", text, part);
	free(text);
	expect_end(fd);
}

/* An agent by hand (of a master without a key), up to its welcome. */
static inline int join(uint16_t port, const char *name)
{
	int fd = dial(port);
	char hello[256];

	snprintf(hello, sizeof(hello), "hello: {name: %s, role: agent, instance: i-%s, heartbeat_ms: 2000}\n", name, name);
	send_frame(fd, LUTF_TYPE_HELLO, hello);
	free(await_frame(fd, LUTF_TYPE_WELCOME));
	return fd;
}

#endif
