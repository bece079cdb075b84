/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long an agent takes from exec to registered, and how much memory it then holds.
 *
 *   agent_start LUTF COUNT
 *
 * Is the master itself (liblutf_agent), starts `LUTF agent` COUNT times, one after the other, and prints one line:
 * median milliseconds from before fork to the agent's state "alive", and the agent's resident memory in MiB.
 */
#include "wire/lutf_agent.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void wake(void *opaque)
{
	uint64_t one = 1;

	if (write(*(int *)opaque, &one, sizeof(one)) < 0)
		perror("eventfd");
}

/* Waits for the agent to reach state; false after five seconds. */
static bool wait_for(struct lutf_node *node, int event, enum lutf_agent_state state)
{
	double end = milliseconds() + 5000;

	while (milliseconds() < end) {
		struct pollfd poll_fd = {.fd = event, .events = POLLIN};
		struct lutf_message *message;
		uint64_t count;

		while ((message = lutf_node_next(node)) != NULL) {
			bool reached = message->kind == LUTF_MESSAGE_AGENT && message->state == state;

			lutf_message_free(message);
			if (reached)
				return true;
		}
		if (poll(&poll_fd, 1, 100) > 0 && read(event, &count, sizeof(count)) < 0)
			perror("eventfd");
	}
	return false;
}

static int read_number(const char *path, const char *format)
{
	char line[256];
	int number = -1;
	FILE *file = fopen(path, "r");

	if (!file)
		return -1;
	while (number < 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, format, &number) != 1)
			number = -1;
	fclose(file);
	return number;
}

/* The agent is the supervisor's only child. */
static int resident_kib(pid_t supervisor)
{
	char path[64];
	int child;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)supervisor, (int)supervisor);
	child = read_number(path, "%d");
	snprintf(path, sizeof(path), "/proc/%d/status", child > 0 ? child : (int)supervisor);
	return read_number(path, "VmRSS: %d");
}

static int by_value(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	static const uint8_t key[32] = "0123456789abcdef0123456789abcde";
	int event = eventfd(0, EFD_CLOEXEC);
	struct lutf_node_options options = {
		.role = LUTF_ROLE_MASTER,
		.name = "master",
		.key = key,
		.key_len = sizeof(key),
		.wakeup = wake,
		.opaque = &event,
	};
	int count = argc == 3 ? atoi(argv[2]) : 0;
	struct lutf_node *node;
	char error[256], address[32], hex[2 * sizeof(key) + 2];
	double *times;
	int rss = 0;

	if (count < 1 || event < 0) {
		fprintf(stderr, "usage: agent_start LUTF COUNT\n");
		return 2;
	}
	times = calloc((size_t)count, sizeof(*times));
	if (!times || lutf_node_start(&options, &node, error, sizeof(error)) < 0) {
		fprintf(stderr, "agent_start: %s\n", times ? error : "no memory");
		return 1;
	}
	snprintf(address, sizeof(address), "127.0.0.1:%u", lutf_node_port(node));
	for (size_t i = 0; i < sizeof(key); i++)
		snprintf(hex + 2 * i, 3, "%02x", key[i]);
	strcat(hex, "\n");

	for (int i = 0; i < count; i++) {
		char *arguments[] = {argv[1], "agent", "--master", address, "--name", "bench", "--key-stdin", NULL};
		posix_spawn_file_actions_t actions;
		int leash[2];
		pid_t pid;
		double start = milliseconds();

		if (pipe(leash) < 0 || write(leash[1], hex, strlen(hex)) < 0)
			return 1;
		posix_spawn_file_actions_init(&actions);
		posix_spawn_file_actions_adddup2(&actions, leash[0], 0);
		posix_spawn_file_actions_addclose(&actions, leash[1]);
		if (posix_spawn(&pid, argv[1], &actions, NULL, arguments, environ) != 0)
			return 1;
		posix_spawn_file_actions_destroy(&actions);
		close(leash[0]);
		if (!wait_for(node, event, LUTF_AGENT_ALIVE)) {
			fprintf(stderr, "agent_start: no agent after 5 s\n");
			kill(pid, SIGKILL);
			return 1;
		}
		times[i] = milliseconds() - start;
		rss = resident_kib(pid);
		close(leash[1]);
		waitpid(pid, NULL, 0);
		/* The next one has the same name: this one must have left the registry's living. */
		struct lutf_agent_info *agents;
		size_t left;

		if (lutf_node_agents(node, &agents, &left) == 0) {
			bool alive = left > 0 && agents[0].state == LUTF_AGENT_ALIVE;

			free(agents);
			if (alive && !wait_for(node, event, LUTF_AGENT_LOST) && !wait_for(node, event, LUTF_AGENT_DEAD))
				return 1;
		}
	}
	qsort(times, (size_t)count, sizeof(*times), by_value);
	printf("%.1f ms %.1f MiB\n", times[count / 2], rss / 1024.0);
	free(times);
	lutf_node_stop(node);
	close(event);
	return 0;
}
