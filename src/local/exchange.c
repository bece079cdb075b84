/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "local/exchange.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "limits.h"
#include "local/frame.h"
#include "local/socket_file.h"

int lutf_local_connect(const char *path, int *out)
{
	struct sockaddr_un address;
	char error[256];
	int fd, rc = lutf_local_address(path, &address, error, sizeof(error));

	if (rc)
		return rc;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	while (connect(fd, (const struct sockaddr *)&address, sizeof(address))) {
		rc = -errno;
		if (rc == -EINTR)
			continue;
		close(fd);
		return rc;
	}
	*out = fd;
	return 0;
}

static int send_all(int fd, struct iovec *parts, size_t count)
{
	while (count) {
		struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
		ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return -errno;
		for (; count && (size_t)sent >= parts->iov_len; parts++, count--)
			sent -= (ssize_t)parts->iov_len;
		if (count) {
			parts->iov_base = (char *)parts->iov_base + sent;
			parts->iov_len -= (size_t)sent;
		}
	}
	return 0;
}

static int receive_all(int fd, void *bytes, size_t len)
{
	for (char *at = bytes; len;) {
		ssize_t got = recv(fd, at, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got ? -errno : -ENODATA;
		at += got;
		len -= (size_t)got;
	}
	return 0;
}

int lutf_local_exchange(int fd, const char *text, size_t len, char **reply, size_t *reply_len)
{
	unsigned char header[LUTF_LOCAL_HEADER];
	struct iovec parts[] = {{header, sizeof(header)}, {(void *)text, len}};
	char *bytes;
	int rc;

	if (len > LUTF_LOCAL_REQUEST_MAX)
		return -EMSGSIZE;
	lutf_local_header_put(header, len);
	rc = send_all(fd, parts, len ? 2 : 1);
	if (!rc)
		rc = receive_all(fd, header, sizeof(header));
	if (rc)
		return rc;
	len = lutf_local_header_get(header);
	if (len > LUTF_LOCAL_REPLY_MAX)
		return -EMSGSIZE;
	bytes = malloc(len + 1);
	if (!bytes)
		return -ENOMEM;
	rc = receive_all(fd, bytes, len);
	if (rc) {
		free(bytes);
		return rc;
	}
	bytes[len] = '\0';
	*reply = bytes;
	*reply_len = len;
	return 0;
}
