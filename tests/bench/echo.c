/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The yardstick: a message of SIZE bytes to another process and back over loopback TCP, blocking sockets, nothing else.
 *   echo [COUNT [SIZE]]      prints "median_us N", "p99_us N", "per_second N"
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

static int read_all(int fd, char *data, size_t len)
{
	for (size_t have = 0; have < len;) {
		ssize_t n = read(fd, data + have, len - have);

		if (n <= 0)
			return -1;
		have += (size_t)n;
	}
	return 0;
}

static void no_delay(int fd)
{
	int one = 1;

	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		die("TCP_NODELAY");
}

static void serve(int listening, char *data, size_t len)
{
	int fd = accept(listening, NULL, NULL);

	if (fd < 0)
		die("accept");
	no_delay(fd);
	while (!read_all(fd, data, len))
		if (write(fd, data, len) != (ssize_t)len)
			break;
	_exit(0);
}

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000, len = argc > 2 ? strtoul(argv[2], NULL, 10) : 256;
	size_t warm_up = count / 10;
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t address_len = sizeof(address);
	int listening = socket(AF_INET, SOCK_STREAM, 0), fd = socket(AF_INET, SOCK_STREAM, 0);
	char *data = calloc(1, len);
	double *times = calloc(count, sizeof(*times)), begin;
	pid_t child;

	if (!count || !len || !data || !times)
		die("usage: echo [COUNT [SIZE]]");
	if (bind(listening, (struct sockaddr *)&address, sizeof(address)) || listen(listening, 1) ||
	    getsockname(listening, (struct sockaddr *)&address, &address_len))
		die("listen");
	child = fork();
	if (child < 0)
		die("fork");
	if (!child) {
		close(fd);
		serve(listening, data, len);
	}
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)))
		die("connect");
	no_delay(fd);
	begin = now_us();
	for (size_t i = 0; i < count + warm_up; i++) {
		double start = now_us();

		if (i == warm_up)
			begin = start;
		if (write(fd, data, len) != (ssize_t)len || read_all(fd, data, len))
			die("echo");
		if (i >= warm_up)
			times[i - warm_up] = now_us() - start;
	}
	begin = now_us() - begin;
	close(fd);
	waitpid(child, NULL, 0);
	qsort(times, count, sizeof(*times), compare);
	printf("median_us %.1f\np99_us %.1f\nper_second %.0f\n", times[count / 2], times[count * 99 / 100], (double)count / begin * 1e6);
	free(times);
	free(data);
	return 0;
}
