/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulator that says what it is told to: a thread behind a Unix socket, which notes requests in the order of their coming. */
#ifndef LUTF_TESTS_LNETSIM_FIXTURE_H
#define LUTF_TESTS_LNETSIM_FIXTURE_H

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* What is answered to a request that has `when` in it; "" closes the connection instead. The first that fits counts. */
struct fake_answer {
	const char *when, *reply;
};

static struct {
	char folder[64], path[100];
	int listener;
	const struct fake_answer *answers;
	_Atomic unsigned delay_us;
	pthread_mutex_t mutex; /* who adds to these two, or takes away; a count tells others what is there */
	char *requests[4096];
	_Atomic size_t count, connections;
	pthread_t thread;
} fake = {.mutex = PTHREAD_MUTEX_INITIALIZER, .listener = -1};

static inline int fake_read(int fd, void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = read(fd, (char *)bytes + done, len - done);

		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	return 0;
}

static inline const char *fake_find(const char *request)
{
	for (const struct fake_answer *answer = fake.answers; answer && answer->when; answer++)
		if (strstr(request, answer->when))
			return answer->reply;
	return "error: nothing is answered to this";
}

/* One request; false: the connection is over. */
static inline bool fake_serve(int fd)
{
	const char *reply;
	uint32_t header;
	char *text;

	if (fake_read(fd, &header, sizeof(header)))
		return false;
	text = calloc(1, ntohl(header) + 1);
	if (fake_read(fd, text, ntohl(header))) {
		free(text);
		return false;
	}
	/* Once it is noted, others may free it. */
	reply = fake_find(text);
	pthread_mutex_lock(&fake.mutex);
	if (fake.count < sizeof(fake.requests) / sizeof(fake.requests[0])) {
		fake.requests[fake.count] = text;
		fake.count++;
	}
	pthread_mutex_unlock(&fake.mutex);
	if (fake.delay_us)
		usleep(fake.delay_us);
	header = htonl((uint32_t)strlen(reply));
	return *reply && write(fd, &header, sizeof(header)) == sizeof(header) && write(fd, reply, strlen(reply)) == (ssize_t)strlen(reply);
}

static inline void *fake_connection(void *fd)
{
	while (fake_serve((int)(intptr_t)fd))
		;
	close((int)(intptr_t)fd);
	return NULL;
}

static inline void *fake_run(void *unused)
{
	int fd;

	(void)unused;
	while ((fd = accept(fake.listener, NULL, NULL)) >= 0) {
		pthread_t thread;

		pthread_mutex_lock(&fake.mutex);
		fake.connections++;
		pthread_mutex_unlock(&fake.mutex);
		pthread_create(&thread, NULL, fake_connection, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
	return NULL;
}

static inline int fake_listen(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", fake.path);
	unlink(fake.path);
	fake.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return bind(fake.listener, (struct sockaddr *)&address, sizeof(address)) || listen(fake.listener, 8) ||
	       pthread_create(&fake.thread, NULL, fake_run, NULL);
}

static inline int fake_start(const struct fake_answer *answers)
{
	strcpy(fake.folder, "/tmp/lutf-fake-XXXXXX");
	fake.answers = answers;
	if (!mkdtemp(fake.folder))
		return -1;
	snprintf(fake.path, sizeof(fake.path), "%s/socket", fake.folder);
	return setenv("LUTF_LNETSIM_SOCKET", fake.path, 1) || setenv("LUTF_LNETSIM_NODE", "node1", 1) || fake_listen();
}

/* Nobody listens any more; connections that are open stay. */
static inline void fake_leave(void)
{
	shutdown(fake.listener, SHUT_RDWR);
	pthread_join(fake.thread, NULL);
	close(fake.listener);
	unlink(fake.path);
}

static inline void fake_forget(void)
{
	pthread_mutex_lock(&fake.mutex);
	while (fake.count)
		free(fake.requests[--fake.count]);
	pthread_mutex_unlock(&fake.mutex);
}

static inline void fake_stop(void)
{
	fake_leave();
	fake_forget();
	rmdir(fake.folder);
}

#endif
