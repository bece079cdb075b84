/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "local/socket_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int lutf_local_address(const char *path, struct sockaddr_un *address, char *error, size_t error_size)
{
	memset(address, 0, sizeof(*address));
	address->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(address->sun_path)) {
		snprintf(error, error_size, "%s: a socket's path has at most %zu bytes, this one has %zu: use a shorter folder", path,
			 sizeof(address->sun_path) - 1, strlen(path));
		return -ENAMETOOLONG;
	}
	memcpy(address->sun_path, path, strlen(path) + 1);
	return 0;
}

static int fail(const char *path, const char *what, char *error, size_t error_size)
{
	int code = errno;

	snprintf(error, error_size, "%s: %s: %s", path, what, strerror(code));
	return -code;
}

static int make_folder(const struct sockaddr_un *address)
{
	char folder[sizeof(address->sun_path)];
	char *slash;

	memcpy(folder, address->sun_path, sizeof(folder));
	slash = strrchr(folder, '/');
	if (!slash || slash == folder)
		return 0;
	*slash = '\0';
	return mkdir(folder, 0700) && errno != EEXIST ? -1 : 0;
}

/* Whether the file at path is a socket that nobody listens on. */
static int is_stale(const struct sockaddr_un *address)
{
	struct stat status;
	int fd, stale;

	if (lstat(address->sun_path, &status) || !S_ISSOCK(status.st_mode))
		return 0;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return 0;
	stale = connect(fd, (const struct sockaddr *)address, sizeof(*address)) && errno == ECONNREFUSED;
	close(fd);
	return stale;
}

int lutf_local_bind(const char *path, int *out, char *error, size_t error_size)
{
	struct sockaddr_un address;
	int fd, rc = lutf_local_address(path, &address, error, error_size);

	if (rc)
		return rc;
	if (make_folder(&address))
		return fail(path, "its folder cannot be made", error, error_size);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	/* The mode of an unbound socket is that of its file from the beginning on: no moment in which others could connect, no umask to set. */
	if (fd < 0 || fchmod(fd, 0600)) {
		rc = fail(path, "no socket", error, error_size);
		goto out;
	}
	rc = bind(fd, (const struct sockaddr *)&address, sizeof(address));
	if (rc && errno == EADDRINUSE && is_stale(&address)) {
		unlink(path);
		rc = bind(fd, (const struct sockaddr *)&address, sizeof(address));
	}
	if (rc) {
		struct stat status;
		int code = errno;

		if (code == EADDRINUSE)
			snprintf(error, error_size, "%s: %s", path,
				 lstat(path, &status) == 0 && !S_ISSOCK(status.st_mode)
					 ? "there is a file of that name that is no socket: use another path, or remove it"
					 : "another process serves this socket: end it, or use another path");
		errno = code;
		rc = code == EADDRINUSE ? -code : fail(path, "cannot be bound", error, error_size);
	}
out:
	if (rc && fd >= 0)
		close(fd);
	*out = rc ? -1 : fd;
	return rc;
}
