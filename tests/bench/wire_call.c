/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A request of the design document's size and its answer between two processes, through liblutf_agent with TLS: the wire's share
 * of a remote call, without JavaScript.
 *   wire_call [COUNT]        prints "median_us N", "p99_us N", "per_second N" (one after the other), "pipelined_per_second N"
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <uv.h>

#include "wire/lutf_agent.h"

#define PIPELINE 256

static const uint8_t key[32] = "a key of thirty-two bytes length";

static void wake(void *opaque)
{
	eventfd_write(*(int *)opaque, 1);
}

static struct lutf_message *next(struct lutf_node *node, int fd)
{
	struct lutf_message *message;
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	eventfd_t value;

	while (!(message = lutf_node_next(node))) {
		if (poll(&wait, 1, 10000) != 1)
			return NULL;
		eventfd_read(fd, &value);
	}
	return message;
}

static struct lutf_node *start(enum lutf_role role, const char *name, uint16_t port, int *fd)
{
	struct lutf_node_options options = {
		.role = role, .name = name, .port = port, .key = key, .key_len = sizeof(key), .wakeup = wake, .opaque = fd};
	struct lutf_node *node;
	char error[256];

	*fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (lutf_node_start(&options, &node, error, sizeof(error))) {
		fprintf(stderr, "%s\n", error);
		exit(1);
	}
	return node;
}

static char *text(size_t *len, const char *format, const char *dst, const char *src, unsigned long long id)
{
	char *out;

	*len = (size_t)asprintf(&out, format, dst, src, id);
	return out;
}

/* The agent: answers all that it is asked until the master is gone. */
static void serve(int port_pipe)
{
	struct lutf_message *message;
	struct lutf_node *node;
	uint16_t port;
	int fd;

	if (read(port_pipe, &port, sizeof(port)) != sizeof(port))
		_exit(1);
	node = start(LUTF_ROLE_AGENT, "oss1", port, &fd);
	while ((message = next(node, fd)) && message->kind != LUTF_MESSAGE_DISCONNECTED) {
		if (message->kind == LUTF_MESSAGE_REQUEST) {
			size_t len;
			char *body = text(&len,
					  "rpc:\n  dst: %s\n  src: %s\n  id: %llu\n  type: results\n  results:\n    script: suite/test\n"
					  "    return_code: 0\n",
					  message->src, "oss1", (unsigned long long)message->id);

			lutf_node_reply(node, message->src, message->id, body, len);
		}
		lutf_message_free(message);
	}
	lutf_message_free(message);
	lutf_node_stop(node);
	_exit(0);
}

static void call(struct lutf_node *node)
{
	uint64_t id = lutf_node_next_id(node);
	size_t len;
	char *body = text(&len,
			  "rpc:\n  dst: %s\n  src: %s\n  id: %llu\n  type: method_call\n  test: suite/test/1\n  script: suite/test\n"
			  "  class: Node\n  instance: 1\n  fname: configure\n  code: 0f1e2d3c4b5a69788796a5b4c3d2e1f0\n"
			  "  parameters:\n    - tcp\n    - eth0\n",
			  "oss1", "master", (unsigned long long)id);

	lutf_node_request(node, "oss1", id, 0, 0, body, len);
}

static void await_results(struct lutf_node *node, int fd)
{
	struct lutf_message *message = next(node, fd);

	if (!message || message->kind != LUTF_MESSAGE_RESULTS) {
		fprintf(stderr, "no answer: %s\n", message && message->detail ? message->detail : "nothing came");
		exit(1);
	}
	lutf_message_free(message);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double now_us(void)
{
	return (double)uv_hrtime() / 1e3;
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000, warm_up = count / 10, asked = 0, answered = 0;
	double *times = calloc(count + 1, sizeof(*times)), begin = 0, total;
	struct lutf_message *message;
	struct lutf_node *node;
	int port_pipe[2], fd;
	uint16_t port;
	pid_t child;

	if (pipe(port_pipe))
		exit(1);
	child = fork();
	if (!child)
		serve(port_pipe[0]);
	node = start(LUTF_ROLE_MASTER, "master", 0, &fd);
	port = lutf_node_port(node);
	if (write(port_pipe[1], &port, sizeof(port)) != sizeof(port))
		exit(1);
	message = next(node, fd);
	lutf_message_free(message);
	for (size_t i = 0; i < count + warm_up; i++) {
		double started = now_us();

		if (i == warm_up)
			begin = started;
		call(node);
		await_results(node, fd);
		if (i >= warm_up)
			times[i - warm_up] = now_us() - started;
	}
	total = now_us() - begin;
	qsort(times, count, sizeof(*times), compare);
	printf("median_us %.1f\np99_us %.1f\nper_second %.0f\n", times[count / 2], times[count * 99 / 100], (double)count / total * 1e6);
	begin = now_us();
	while (answered < count) {
		for (; asked < count && asked - answered < PIPELINE; asked++)
			call(node);
		await_results(node, fd);
		answered++;
	}
	printf("pipelined_per_second %.0f\n", (double)count / (now_us() - begin) * 1e6);
	lutf_node_stop(node);
	waitpid(child, NULL, 0);
	free(times);
	return 0;
}
