/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many agents out of one process: what a master needs to let them in, and for their heartbeats.
 *
 *   load_agents LUTF COUNT [SECONDS]
 *
 * Starts `LUTF master` (LUTF "-": a bare master of liblutf_agent, without JavaScript), dials it COUNT times at once with non-blocking
 * sockets and TLS, says hello on each and waits for all the welcomes: connect_s. Then beats for SECONDS (10) as agents do and
 * reads what the master has used of a core meanwhile: heartbeat_percent.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "wire/frame.h"
#include "wire/lutf_agent.h"
#include "wire/tls.h"

enum stage { CONNECTING, HANDSHAKE, GREETED, WELCOMED };

struct agent {
	int fd, number;
	enum stage stage;
	struct lutf_tls *tls;
	struct lutf_frame_decoder decoder;
	struct lutf_buffer out;
	uint64_t next_beat;
};

static const uint8_t key[32] = "0123456789abcdef0123456789abcde";
static struct lutf_tls_context *context;
static int welcomed;

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "load_agents: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint64_t now_ms(void)
{
	return uv_hrtime() / 1000000;
}

static void flush(struct agent *agent)
{
	size_t sent = 0;

	/* A few hundred bytes at a time: they always fit into the socket's buffer. */
	while (sent < agent->out.len) {
		ssize_t n = send(agent->fd, agent->out.data + sent, agent->out.len - sent, MSG_NOSIGNAL);

		if (n < 0)
			die("send");
		sent += (size_t)n;
	}
	agent->out.len = 0;
}

static void send_frame(struct agent *agent, enum lutf_frame_type type, const char *text)
{
	uint8_t frame[512];
	size_t len = strlen(text);

	lutf__frame_put_header(frame, type, (uint32_t)len, INADDR_LOOPBACK);
	memcpy(frame + LUTF_FRAME_HEADER, text, len);
	if (lutf__tls_send(agent->tls, frame, LUTF_FRAME_HEADER + len, &agent->out))
		die("encrypt");
	flush(agent);
}

static void handshake(struct agent *agent)
{
	char hello[256];
	int rc = lutf__tls_handshake(agent->tls);

	flush(agent);
	if (rc < 0) {
		fprintf(stderr, "load_agents: handshake: %s\n", lutf__tls_error(agent->tls));
		exit(1);
	}
	if (rc == 0)
		return;
	agent->stage = GREETED;
	agent->decoder.state = LUTF_CONN_HELLO;
	snprintf(hello, sizeof(hello), "hello:\n  name: load%d\n  role: agent\n  instance: load%d\n  heartbeat_ms: %d\n", agent->number,
		 agent->number, LUTF_HEARTBEAT_PERIOD);
	send_frame(agent, LUTF_TYPE_HELLO, hello);
}

static void on_frame(struct agent *agent, const struct lutf_frame *frame)
{
	if (frame->type == LUTF_TYPE_WELCOME) {
		agent->stage = WELCOMED;
		agent->decoder.state = LUTF_CONN_OPEN;
		/* As if they had been started over one period. */
		agent->next_beat = now_ms() + (uint64_t)(agent->number * 7919 % LUTF_HEARTBEAT_PERIOD);
		welcomed++;
	} else if (frame->type == LUTF_TYPE_PROBE) {
		send_frame(agent, LUTF_TYPE_PROBE, "");
	} else if (frame->type == LUTF_TYPE_REFUSED) {
		fprintf(stderr, "load_agents: %.*s", (int)frame->len, frame->text);
		exit(1);
	}
}

static void on_readable(struct agent *agent)
{
	static uint8_t cipher[65536], plain[LUTF_TLS_RECORD];
	ssize_t n = recv(agent->fd, cipher, sizeof(cipher), 0);

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0)
		die("the master closed a connection");
	lutf__tls_feed(agent->tls, cipher, (size_t)n, &agent->out);
	if (agent->stage == HANDSHAKE)
		handshake(agent);
	while (agent->stage >= GREETED && (n = lutf__tls_receive(agent->tls, plain, sizeof(plain))) != 0) {
		if (n < 0)
			die("decrypt");
		for (size_t at = 0; at < (size_t)n;) {
			struct lutf_frame frame;
			size_t used;
			int rc = lutf__frame_decode(&agent->decoder, plain + at, (size_t)n - at, &used, &frame);

			at += used;
			if (rc < 0) {
				fprintf(stderr, "load_agents: %s\n", agent->decoder.error);
				exit(1);
			}
			if (rc > 0)
				on_frame(agent, &frame);
		}
	}
}

static void on_connected(struct agent *agent, int epoll)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = agent};
	int error = 0;
	socklen_t len = sizeof(error);

	if (getsockopt(agent->fd, SOL_SOCKET, SO_ERROR, &error, &len) || error) {
		errno = error;
		die("connect");
	}
	agent->stage = HANDSHAKE;
	epoll_ctl(epoll, EPOLL_CTL_MOD, agent->fd, &event);
	lutf__tls_feed(agent->tls, NULL, 0, &agent->out);
	handshake(agent);
}

static void dial(struct agent *agent, uint16_t port, int epoll)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct epoll_event event = {.events = EPOLLOUT, .data.ptr = agent};

	agent->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (agent->fd < 0)
		die("socket");
	if (connect(agent->fd, (struct sockaddr *)&address, sizeof(address)) && errno != EINPROGRESS)
		die("connect");
	lutf__frame_decoder_init(&agent->decoder, LUTF_FROM_MASTER, LUTF_CONN_TLS);
	if (lutf__tls_new(context, &agent->tls) || epoll_ctl(epoll, EPOLL_CTL_ADD, agent->fd, &event))
		die("set-up");
}

static void turn(int epoll, int timeout_ms)
{
	struct epoll_event events[256];
	int n = epoll_wait(epoll, events, 256, timeout_ms);

	for (int i = 0; i < n; i++) {
		struct agent *agent = events[i].data.ptr;

		if (agent->stage == CONNECTING)
			on_connected(agent, epoll);
		else
			on_readable(agent);
	}
}

/* ---- the master ---- */

static void bare_master(uint16_t port)
{
	struct lutf_node_options options = {.role = LUTF_ROLE_MASTER, .name = "master", .port = port, .key = key, .key_len = sizeof(key)};
	struct lutf_node *node;
	char error[256];

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (lutf_node_start(&options, &node, error, sizeof(error))) {
		fprintf(stderr, "load_agents: %s\n", error);
		_exit(1);
	}
	for (struct lutf_message *message;; poll(NULL, 0, 100))
		while ((message = lutf_node_next(node)))
			lutf_message_free(message);
}

/* A port that is free now; nothing else on this machine is likely to take it before the master does. */
static uint16_t free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) || getsockname(fd, (struct sockaddr *)&address, &len))
		die("port");
	close(fd);
	return ntohs(address.sin_port);
}

static pid_t start_master(const char *lutf, uint16_t port, int *leash)
{
	char text[8], hex[2 * sizeof(key) + 2] = "";
	int ends[2];
	pid_t pid;

	if (pipe(ends))
		die("pipe");
	for (size_t i = 0; i < sizeof(key); i++)
		snprintf(hex + 2 * i, 3, "%02x", key[i]);
	strcat(hex, "\n");
	if (write(ends[1], hex, strlen(hex)) < 0)
		die("pipe");
	snprintf(text, sizeof(text), "%u", port);
	pid = fork();
	if (!pid) {
		close(ends[1]);
		if (!strcmp(lutf, "-"))
			bare_master(port);
		dup2(ends[0], 0);
		if (!freopen("/dev/null", "w", stdout)) /* it greets every one of them */
			die("/dev/null");
		execl(lutf, lutf, "master", "--address", "127.0.0.1", "--port", text, "--key-stdin", NULL);
		die(lutf);
	}
	close(ends[0]);
	*leash = ends[1];
	return pid;
}

static void wait_until_it_listens(pid_t master, uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	uint64_t end = now_ms() + 10000;

	for (int fd;; poll(NULL, 0, 5)) {
		fd = socket(AF_INET, SOCK_STREAM, 0);
		if (!connect(fd, (struct sockaddr *)&address, sizeof(address))) {
			close(fd);
			return;
		}
		close(fd);
		if (now_ms() > end || waitpid(master, NULL, WNOHANG)) {
			fprintf(stderr, "load_agents: the master does not listen\n");
			exit(1);
		}
	}
}

/* Clock ticks that all threads of the process have used. */
static unsigned long used_ticks(pid_t pid)
{
	unsigned long user = 0, system = 0;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
		die(path);
	fclose(file);
	return user + system;
}

static void beat(struct agent *agents, int count, int epoll, uint64_t end)
{
	for (uint64_t now = now_ms(); now < end; now = now_ms()) {
		for (int i = 0; i < count; i++) {
			if (agents[i].next_beat > now)
				continue;
			agents[i].next_beat += LUTF_HEARTBEAT_PERIOD;
			send_frame(&agents[i], LUTF_TYPE_HB, "");
		}
		turn(epoll, 5);
	}
}

int main(int argc, char **argv)
{
	int count = argc > 2 ? atoi(argv[2]) : 0, seconds = argc > 3 ? atoi(argv[3]) : 10, epoll, leash;
	struct rlimit limit;
	struct agent *agents;
	uint64_t begin;
	unsigned long ticks;
	uint16_t port;
	pid_t master;

	if (count < 1 || seconds < 1) {
		fprintf(stderr, "usage: load_agents LUTF COUNT [SECONDS]\n");
		return 2;
	}
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	agents = calloc((size_t)count, sizeof(*agents));
	port = free_port();
	master = start_master(argv[1], port, &leash);
	wait_until_it_listens(master, port);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!agents || epoll < 0 || lutf__tls_context_new(false, key, sizeof(key), &context))
		die("set-up");
	begin = now_ms();
	for (int i = 0; i < count; i++) {
		agents[i].number = i;
		dial(&agents[i], port, epoll);
	}
	while (welcomed < count && now_ms() - begin < 60000)
		turn(epoll, 1000);
	printf("connected %d\nconnect_s %.2f\n", welcomed, (double)(now_ms() - begin) / 1e3);
	beat(agents, count, epoll, now_ms() + LUTF_HEARTBEAT_PERIOD);
	ticks = used_ticks(master);
	begin = now_ms();
	beat(agents, count, epoll, begin + (uint64_t)seconds * 1000);
	ticks = used_ticks(master) - ticks;
	printf("heartbeat_percent %.2f\n", (double)ticks / (double)sysconf(_SC_CLK_TCK) / ((double)(now_ms() - begin) / 1e3) * 100);
	kill(master, SIGKILL); /* all is measured; a polite end would take its time over this many agents */
	waitpid(master, NULL, 0);
	close(leash);
	for (int i = 0; i < count; i++) {
		close(agents[i].fd);
		lutf__tls_free(agents[i].tls);
		lutf__frame_decoder_free(&agents[i].decoder);
		lutf__buffer_free(&agents[i].out);
	}
	lutf__tls_context_free(context);
	free(agents);
	close(epoll);
	return 0;
}
