/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process/process_scan.h"

#include "limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Owner: the function that fills it; items go to its caller. */
struct list {
	struct lutf_process *items;
	size_t count, capacity;
};

int lutf_process_adopt_orphans(void)
{
	return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) ? -errno : 0;
}

/* Reads a file of /proc whole, up to size - 1 bytes, and terminates it. Length or -errno. */
static ssize_t read_proc(const char *path, char *buffer, size_t size)
{
	size_t len = 0;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	while (len < size - 1 && (got = read(fd, buffer + len, size - 1 - len)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			got = -errno;
			close(fd);
			return got;
		}
		len += (size_t)got;
	}
	close(fd);
	buffer[len] = '\0';
	return (ssize_t)len;
}

int lutf_process_read(pid_t pid, struct lutf_process *out)
{
	char path[64], text[1024], state;
	const char *rest;
	int parent, session;
	long threads;
	unsigned long long start;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if (read_proc(path, text, sizeof(text)) <= 0)
		return -ESRCH;
	/* The second field is the program's name in brackets, which may contain anything. */
	rest = strrchr(text, ')');
	if (!rest || sscanf(rest + 1, " %c %d %*d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld %*d %llu", &state, &parent,
			    &session, &threads, &start) != 5)
		return -ESRCH;
	/* A main thread that called pthread_exit() is a zombie too, but its process lives as long as the other threads. */
	*out = (struct lutf_process){
		.pid = pid,
		.parent = parent,
		.session = session,
		.start = start,
		.dead = state == 'X' || (state == 'Z' && threads <= 1),
	};
	return 0;
}

static int append(struct list *list, pid_t pid)
{
	struct lutf_process process, *items;
	size_t i;

	if (lutf_process_read(pid, &process))
		return 0;
	/* Its parent ended while we were looking, and now it is below another one, too. */
	for (i = 0; i < list->count; i++)
		if (list->items[i].pid == pid)
			return 0;
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 32;

		items = realloc(list->items, capacity * sizeof(*items));
		if (!items)
			return -ENOMEM;
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = process;
	return 0;
}

static int append_pids(struct list *list, const char *path)
{
	FILE *file = fopen(path, "re");
	int pid, rc = 0;

	if (!file)
		return -errno;
	while (!rc && fscanf(file, "%d", &pid) == 1)
		rc = append(list, pid);
	fclose(file);
	return rc;
}

/* Children are listed by the thread that made them. -ENOENT also where the kernel has no such lists. */
static int append_children(struct list *list, pid_t parent)
{
	char path[300];
	struct dirent *entry;
	DIR *threads;
	int rc = -ENOENT;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)parent);
	threads = opendir(path);
	if (!threads)
		return -errno;
	while ((entry = readdir(threads))) {
		int one;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/proc/%d/task/%s/children", (int)parent, entry->d_name);
		one = append_pids(list, path);
		if (one == -ENOMEM) {
			rc = one;
			break;
		}
		if (!one)
			rc = 0;
	}
	closedir(threads);
	return rc;
}

static int append_all(struct list *list)
{
	struct dirent *entry;
	DIR *proc = opendir("/proc");
	int rc = 0;

	if (!proc)
		return -errno;
	while (!rc && (entry = readdir(proc)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			rc = append(list, atoi(entry->d_name));
	closedir(proc);
	return rc;
}

/* For kernels without lists of children: from all processes, keeps those below root, parents first. */
static int scan_all(struct list *list, pid_t root)
{
	struct list all = {0};
	size_t done, i;
	pid_t parent = root;
	int rc = append_all(&all);

	for (done = 0; !rc; done++) {
		for (i = 0; !rc && i < all.count; i++)
			if (all.items[i].parent == parent)
				rc = append(list, all.items[i].pid);
		if (done == list->count)
			break;
		parent = list->items[done].pid;
	}
	free(all.items);
	return rc;
}

int lutf_process_scan(struct lutf_process **out, size_t *count)
{
	struct list list = {0};
	size_t i;
	int rc = append_children(&list, getpid());

	if (rc == -ENOENT)
		rc = scan_all(&list, getpid());
	else
		for (i = 0; rc != -ENOMEM && i < list.count; i++)
			rc = append_children(&list, list.items[i].pid);
	if (rc && rc != -ENOENT && rc != -ESRCH && rc != -EACCES) {
		free(list.items);
		return rc;
	}
	*out = list.items;
	*count = list.count;
	return 0;
}

int lutf_process_environment_has(pid_t pid, const char *prefix, const char *part)
{
	char path[64], *text, *entry, *end;
	size_t size = 256 * 1024; /* more than execve() usually lets through; what is beyond is not looked at */
	ssize_t len;
	int found = 0;

	text = malloc(size);
	if (!text)
		return -ENOMEM;
	snprintf(path, sizeof(path), "/proc/%d/environ", (int)pid);
	len = read_proc(path, text, size);
	if (len < 0) {
		free(text);
		return (int)len;
	}
	end = text + len;
	for (entry = text; !found && entry < end; entry += strlen(entry) + 1)
		found = !strncmp(entry, prefix, strlen(prefix)) && strstr(entry, part);
	free(text);
	return found;
}

int lutf_process_signal(const struct lutf_process *process, int signal)
{
	struct lutf_process now;
	long rc;
	int fd = (int)syscall(SYS_pidfd_open, process->pid, 0);

	/* The descriptor pins whoever has the pid now; if that one is the right one, nobody else can get the signal. */
	if (lutf_process_read(process->pid, &now) || now.start != process->start) {
		if (fd >= 0)
			close(fd);
		return -ESRCH;
	}
	/* Kernels before 5.3 leave a window of some microseconds, in which all pids would have to be used once. */
	rc = fd >= 0 ? syscall(SYS_pidfd_send_signal, fd, signal, NULL, 0) : kill(process->pid, signal);
	rc = rc ? -errno : 0;
	if (fd >= 0)
		close(fd);
	return (int)rc;
}

void lutf_process_reap_orphans(bool (*owned)(pid_t pid))
{
	struct list list = {0};
	pid_t session = getsid(0);
	size_t i;

	if (append_children(&list, getpid()) == -ENOENT)
		append_all(&list);
	/* What a library of this process forks stays in our session, and is waited for by that library. */
	for (i = 0; i < list.count; i++)
		if (list.items[i].dead && list.items[i].parent == getpid() && list.items[i].session != session && !owned(list.items[i].pid))
			waitpid(list.items[i].pid, NULL, WNOHANG);
	free(list.items);
}

bool lutf_process_was_told(const struct lutf_process_told *told, const struct lutf_process *process)
{
	size_t i;

	for (i = 0; i < told->count; i++)
		if (told->items[i].pid == process->pid && told->items[i].start == process->start)
			return true;
	return false;
}

static void remember(struct lutf_process_told *told, const struct lutf_process *process)
{
	if (told->count == told->capacity) {
		size_t capacity = told->capacity ? told->capacity * 2 : 16;
		struct lutf_process *items = realloc(told->items, capacity * sizeof(*items));

		if (!items)
			return; /* it will be told again */
		told->items = items;
		told->capacity = capacity;
	}
	told->items[told->count++] = *process;
}

size_t lutf_process_end_marked(struct lutf_process_told *told, const struct lutf_process *processes, size_t count, bool by_force)
{
	size_t alive = 0, i;

	for (i = 0; i < count; i++) {
		if (!processes[i].mark || processes[i].dead)
			continue;
		alive++;
		if (by_force) {
			lutf_process_signal(&processes[i], SIGKILL);
		} else if (!lutf_process_was_told(told, &processes[i])) {
			remember(told, &processes[i]);
			lutf_process_signal(&processes[i], SIGTERM);
			lutf_process_signal(&processes[i], SIGCONT); /* a stopped one would not hear it */
		}
	}
	return alive;
}

static unsigned long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
}

size_t lutf_process_end_descendants(unsigned grace_ms)
{
	struct lutf_process_told told = {0};
	unsigned long long start = now_ms(), passed;
	unsigned empty = 0;
	size_t alive = 0, count, i;

	while (empty < 2 && (passed = now_ms() - start) < grace_ms + LUTF_KILL_LIMIT) {
		struct lutf_process *processes = NULL;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
		if (lutf_process_scan(&processes, &count))
			break;
		for (i = 0; i < count; i++)
			processes[i].mark = true;
		alive = lutf_process_end_marked(&told, processes, count, passed >= grace_ms);
		free(processes);
		empty = alive ? 0 : empty + 1;
		if (alive)
			nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	free(told.items);
	return alive;
}
