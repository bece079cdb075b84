/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File operations of several system calls, done in one go on a thread of the pool. They set result, syscall and path for the error. */
#include "engine/fs_operation.h"
#include "limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(struct fs_operation *operation, const char *syscall)
{
	operation->result = -errno;
	operation->syscall = syscall;
	/* As in Node: only what is called with a path names one. */
	if (strcmp(syscall, "open")) {
		free(operation->path);
		operation->path = NULL;
	}
}

static int open_again(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* Reads to the end: files of /proc and /sys say that they are empty, and a log may grow meanwhile. */
static void read_to_end(struct fs_operation *operation, int fd, size_t expected)
{
	size_t capacity = expected + 1, len = 0;
	uint8_t *bytes = malloc(capacity), *larger;
	ssize_t got = 1;

	while (bytes && got) {
		if (len == capacity) {
			capacity = capacity < LUTF_READ_PART ? LUTF_READ_PART : capacity * 2;
			larger = realloc(bytes, capacity);
			if (!larger)
				free(bytes);
			bytes = larger;
			continue;
		}
		got = read(fd, bytes + len, capacity - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got >= 0 && len + (size_t)got > LUTF_READ_FILE_MAX) {
			errno = EFBIG;
			got = -1;
		}
		if (got < 0) {
			fail(operation, "read");
			free(bytes);
			return;
		}
		len += (size_t)got;
	}
	if (!bytes) {
		operation->result = UV_ENOMEM;
		return;
	}
	operation->bytes = bytes;
	operation->result = (ssize_t)len;
}

void lutf__fs_read_whole(uv_work_t *request)
{
	struct fs_operation *operation = request->data;
	struct stat stat;
	int fd = open_again(operation->path, operation->flags, 0666);

	if (fd < 0) {
		fail(operation, "open");
		return;
	}
	if (fstat(fd, &stat)) {
		fail(operation, "fstat");
	} else if (stat.st_size > LUTF_READ_FILE_MAX) {
		errno = EFBIG;
		fail(operation, "read");
	} else {
		read_to_end(operation, fd, S_ISREG(stat.st_mode) ? (size_t)stat.st_size : 0);
	}
	close(fd);
}

void lutf__fs_write_whole(uv_work_t *request)
{
	struct fs_operation *operation = request->data;
	size_t done = 0;
	ssize_t wrote;
	int fd = open_again(operation->path, operation->flags, (mode_t)operation->mode);

	if (fd < 0) {
		fail(operation, "open");
		return;
	}
	while (done < operation->len) {
		wrote = write(fd, operation->bytes + done, operation->len - done);
		if (wrote >= 0) {
			done += (size_t)wrote;
		} else if (errno != EINTR) {
			fail(operation, "write");
			break;
		}
	}
	/* position is used as `flush` here */
	if (!operation->result && operation->position && fsync(fd))
		fail(operation, "fsync");
	/* Network file systems report a full disk here. */
	if (close(fd) && !operation->result && errno != EINTR)
		fail(operation, "close");
}

/*
 * Removes name below directory. By descriptor at each level, and never through a symbolic link, so that nobody who swaps a folder for a
 * link meanwhile makes us, who may be root, remove something else. Depth is bounded by the number of descriptors.
 */
static int remove_at(int directory, const char *name)
{
	struct dirent *entry;
	DIR *entries;
	int fd, rc = 0;

	if (!unlinkat(directory, name, 0))
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return errno == ENOENT ? 0 : -errno;
	fd = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : errno == ENOTDIR || errno == ELOOP ? -EPERM : -errno;
	entries = fdopendir(fd);
	if (!entries) {
		rc = -errno;
		close(fd);
		return rc;
	}
	while (!rc && (entry = readdir(entries)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			rc = remove_at(fd, entry->d_name);
	closedir(entries);
	if (!rc && unlinkat(directory, name, AT_REMOVEDIR) && errno != ENOENT)
		rc = -errno;
	return rc;
}

void lutf__fs_remove_tree(uv_work_t *request)
{
	struct fs_operation *operation = request->data;

	operation->result = remove_at(AT_FDCWD, operation->path);
}

/* 0 if path is a folder now; sets made if it was not before. */
static int make_one(const char *path, mode_t mode, bool last, bool *made)
{
	struct stat stat_now;
	int error;

	*made = !mkdir(path, mode);
	if (*made)
		return 0;
	/* EEXIST, or what a read-only or foreign parent says of a folder that is there. */
	error = errno;
	if (stat(path, &stat_now))
		return -error;
	if (S_ISDIR(stat_now.st_mode))
		return 0;
	return last ? -EEXIST : -ENOTDIR;
}

/* Result: 1 if something was made, and then bytes holds the path of the first folder that was. */
void lutf__fs_make_directories(uv_work_t *request)
{
	struct fs_operation *operation = request->data;
	char *path = operation->path, kept;
	size_t len = strlen(path), first = 0, i;
	bool made;

	for (i = 1; i <= len && operation->result >= 0; i++) {
		if (path[i] != '/' && i < len)
			continue;
		kept = path[i];
		path[i] = '\0';
		operation->result = make_one(path, (mode_t)operation->mode, i == len, &made);
		path[i] = kept;
		if (made && !first)
			first = i;
	}
	if (operation->result < 0 || !first)
		return;
	operation->bytes = (uint8_t *)strndup(path, first);
	operation->result = operation->bytes ? 1 : UV_ENOMEM;
}
