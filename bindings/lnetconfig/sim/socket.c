/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The connection of this process to the simulator: opened with the first call, again after it broke, again in a child of fork().
 * A frame is a length (32 bits, big-endian) and as many bytes of YAML. A request whose reply was lost is not sent again: it may have been done.
 */
#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int fd = -1;
static pid_t owner;

/* Where to read why. */
struct failure {
	char *why;
	size_t size;
};

__attribute__((format(printf, 3, 4))) static int fail(const struct failure *failure, int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(failure->why, failure->size, format, arguments);
	va_end(arguments);
	return -error;
}

static void disconnect(void)
{
	if (fd >= 0)
		close(fd);
	fd = -1;
}

/* An idle connection of which there is something to read has ended: nothing comes unasked. */
static bool usable(void)
{
	char byte;

	return fd >= 0 && owner == getpid() && recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/* Whoever started the simulator may have said where its log is. */
static const char *log_path(void)
{
	const char *path = getenv("LUTF_LNETSIM_LOG");

	return path ? path : "";
}

static int connect_socket(const struct failure *failure)
{
	const char *path = getenv("LUTF_LNETSIM_SOCKET");
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	if (usable())
		return 0;
	disconnect();
	if (!path || !*path)
		return fail(failure, ENOTCONN, "LUTF_LNETSIM_SOCKET is not set: run with --local, or start \"lutf lnetsim\"");
	if (strlen(path) >= sizeof(address.sun_path))
		return fail(failure, ENAMETOOLONG, "LUTF_LNETSIM_SOCKET is longer than the path of a socket can be");
	memcpy(address.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		int error = errno;

		disconnect();
		return fail(failure, error, "cannot reach the simulator at %s: %s%s%s", path, strerror(error),
			    *log_path() ? "; its log is " : "", log_path());
	}
	owner = getpid();
	return 0;
}

static int send_all(const void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = send(fd, (const char *)bytes + done, len - done, MSG_NOSIGNAL);

		if (n < 0 && errno != EINTR)
			return -errno;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int receive_all(void *bytes, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = recv(fd, (char *)bytes + done, len - done, 0);

		if (n == 0)
			return -ECONNRESET;
		if (n < 0 && errno != EINTR)
			return errno == EAGAIN || errno == EWOULDBLOCK ? -ETIMEDOUT : -errno;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int exchange(const char *text, size_t len, int timeout_ms, char **reply, size_t *reply_len, const struct failure *failure)
{
	struct timeval time = {.tv_sec = timeout_ms > 0 ? timeout_ms / 1000 : 0, .tv_usec = timeout_ms > 0 ? timeout_ms % 1000 * 1000 : 0};
	uint32_t header = htonl((uint32_t)len);
	int rc;

	if (len > LNETSIM_REQUEST_MAX)
		return fail(failure, E2BIG, "the request has %zu bytes, the simulator takes %u", len, LNETSIM_REQUEST_MAX);
	rc = connect_socket(failure);
	if (rc)
		return rc;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
	rc = send_all(&header, sizeof(header));
	if (!rc)
		rc = send_all(text, len);
	if (!rc)
		rc = receive_all(&header, sizeof(header));
	*reply_len = ntohl(header);
	if (!rc && *reply_len > LNETSIM_REPLY_MAX)
		rc = -EPROTO;
	if (!rc) {
		*reply = lnet_alloc(*reply_len + 1);
		rc = receive_all(*reply, *reply_len);
	}
	if (rc) {
		free(*reply);
		*reply = NULL;
		disconnect();
		return fail(failure, -rc, "the simulator did not answer: %s%s%s", strerror(-rc), *log_path() ? "; its log is " : "",
			    log_path());
	}
	return 0;
}

int lnetsim_exchange(const char *text, size_t len, int timeout_ms, char **reply, size_t *reply_len, char *why, size_t size)
{
	struct failure failure = {why, size};
	int rc;

	*reply = NULL;
	pthread_mutex_lock(&mutex);
	rc = exchange(text, len, timeout_ms, reply, reply_len, &failure);
	pthread_mutex_unlock(&mutex);
	return rc;
}

int lnetsim_control(const char *request, size_t len, int timeout_ms, char **reply, size_t *reply_len)
{
	char why[512];

	return lnetsim_exchange(request, len, timeout_ms, reply, reply_len, why, sizeof(why));
}
