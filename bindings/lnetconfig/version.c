/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which generation a library is of (lnetconfig-api.md §1.1, §2.4). */
#include "binding.h"

#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* A version command that says nothing for so long is no source; the interpreter waits for it. */
#define COMMAND_TIMEOUT 2000

/*
 * First and last version of each generation. Between them are development versions in which signatures changed one by one (§1.1): those are
 * of no generation, as is what is newer than what was read.
 */
static const struct {
	unsigned first, last;
	enum lnet_generation generation;
} ranges[] = {
	{21200, 21254, LNET_2_12},   /* config_route gained sen in 2.12.55 */
	{21356, 21453, LNET_2_14},   /* config_ni gained cpp in 2.14.54 */
	{21456, 21503, LNET_2_15A},  /* ping_nid gained src_nidstr in 2.14.56 */
	{21504, 21549, LNET_2_15B},  /* modify_peer gained force in 2.15.4 */
	{21562, 21657, LNET_2_16},   /* intf_name of 128 bytes in 2.15.62 */
	{21658, 21750, LNET_2_17},   /* enable_routing became config_routing in 2.16.58 */
	{21751, 21755, LNET_MASTER}, /* kfi_intf2cxi in 2.17.51; the newest that was read was tagged 2.17.55 */
};

enum lnet_generation lnet_generation_of_version(const char *version)
{
	unsigned major, minor, patch = 0, number;

	if (sscanf(version, "%u.%u.%u", &major, &minor, &patch) < 2 || major != 2 || minor > 99 || patch > 99)
		return LNET_UNKNOWN;
	number = major * 10000 + minor * 100 + patch;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (number >= ranges[i].first && number <= ranges[i].last)
			return ranges[i].generation;
	return LNET_UNKNOWN;
}

enum lnet_generation lnet_generation_of_symbols(void *handle)
{
	bool config_peer_nid = dlsym(handle, "lustre_lnet_config_peer_nid"), modify_peer = dlsym(handle, "lustre_lnet_modify_peer");
	bool add_udsp = dlsym(handle, "lustre_lnet_add_udsp"), netlink = dlsym(handle, "yaml_lnet_configure");
	bool config_routing = dlsym(handle, "lustre_lnet_config_routing"), enable_routing = dlsym(handle, "lustre_lnet_enable_routing");

	if (config_peer_nid)
		return modify_peer ? LNET_UNKNOWN : LNET_2_12;
	if (!modify_peer)
		return LNET_UNKNOWN;
	if (!add_udsp)
		return netlink ? LNET_UNKNOWN : LNET_2_14;
	if (!netlink)
		return dlsym(handle, "lustre_lnet_set_peer_state") ? LNET_2_15B : LNET_2_15A;
	if (config_routing == enable_routing)
		return LNET_UNKNOWN;
	if (enable_routing)
		return LNET_2_16;
	return dlsym(handle, "lustre_lnet_kfi_intf2cxi") ? LNET_MASTER : LNET_2_17;
}

/* The first word of text that is a version. */
static bool take_version(const char *text, char *version, size_t size)
{
	for (; *text; text++) {
		size_t len = strcspn(text, " \t\n");

		if (isdigit((unsigned char)*text) && memchr(text, '.', len) && len < size) {
			memcpy(version, text, len);
			version[len] = 0;
			return true;
		}
		text += len;
		if (!*text)
			break;
	}
	return false;
}

static bool from_module(char *version, size_t size)
{
	char text[256];
	int fd = open("/sys/fs/lustre/version", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	if (len <= 0)
		return false;
	text[len] = 0;
	return take_version(text, version, size);
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* What it prints within the time, else nothing. */
static size_t output_of(const char *const *words, char *text, size_t size)
{
	posix_spawn_file_actions_t actions;
	long long end = now_ms() + COMMAND_TIMEOUT;
	size_t len = 0;
	int ends[2], status = -1;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		return 0;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	status = posix_spawnp(&pid, words[0], &actions, NULL, (char *const *)words, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	while (!status && len + 1 < size) {
		struct pollfd wait = {.fd = ends[0], .events = POLLIN};
		long long left = end - now_ms();
		ssize_t n = left > 0 && poll(&wait, 1, (int)left) > 0 ? read(ends[0], text + len, size - 1 - len) : -1;

		if (n == 0)
			break;
		if (n < 0) {
			len = 0;
			break;
		}
		len += (size_t)n;
	}
	close(ends[0]);
	text[len] = 0;
	if (status)
		return 0;
	kill(pid, SIGKILL); /* it has closed its output, or is not worth waiting for */
	waitpid(pid, &status, 0);
	return len;
}

static bool from_command(char *version, size_t size)
{
	static const char *const commands[][6] = {
		{"lnetctl", "--version"},
		{"lctl", "--version"},
		{"rpm", "-q", "--qf", "%{VERSION}", "lustre-client"},
	};
	char text[512];

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (output_of(commands[i], text, sizeof(text)) && take_version(text, version, size))
			return true;
	return false;
}

/* "2.", digits, ".", digits, and what may follow in a version of Lustre. */
static bool is_version(const char *text, size_t len)
{
	size_t i = 2, digits = 0;

	if (len < 5 || len > 60 || memcmp(text, "2.", 2) != 0)
		return false;
	while (i < len && isdigit((unsigned char)text[i]) && digits < 2)
		i++, digits++;
	if (!digits || i + 1 >= len || text[i] != '.' || !isdigit((unsigned char)text[i + 1]))
		return false;
	for (; i < len; i++)
		if (!isalnum((unsigned char)text[i]) && !strchr("._-", text[i]))
			return false;
	return true;
}

/* The constant of the library's own `version` command: the only one of its strings that is a version. */
static bool from_file(const char *path, char *version, size_t size)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool found = false, several = false;
	char *bytes;

	if (fd < 0)
		return false;
	bytes = fstat(fd, &status) == 0 && status.st_size > 0 ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
							      : MAP_FAILED;
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	for (size_t i = 0, end = (size_t)status.st_size; i < end; i++) {
		size_t len = strnlen(bytes + i, end - i);

		if (i + len < end && is_version(bytes + i, len) && len < size) {
			if (found && (strlen(version) != len || memcmp(version, bytes + i, len) != 0))
				several = true;
			memcpy(version, bytes + i, len);
			version[len] = 0;
			found = true;
		}
		i += len;
	}
	munmap(bytes, (size_t)status.st_size);
	return found && !several;
}

bool lnet_version_find(const char *path, char *version, size_t size)
{
	bool found = from_module(version, size) || from_file(path, version, size) || from_command(version, size);

	if (!found)
		*version = 0;
	return found;
}
