/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/key.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define GENERATED_BYTES 32
/* A key and generous white space; a longer file or line is no key. */
#define TEXT_MAX (2 * LUTF_KEY_MAX + 32)

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static int parse_key(const char *where, const char *text, size_t len, struct lutf_key *key, char *error, size_t error_size)
{
	size_t i;

	while (len && is_blank(text[len - 1]))
		len--;
	while (len && is_blank(*text)) {
		text++;
		len--;
	}
	if (len < 2 * LUTF_KEY_MIN || len > 2 * LUTF_KEY_MAX || len % 2) {
		snprintf(error, error_size, "%s: a key is %d to %d pairs of hexadecimal digits; this has %zu characters", where,
			 LUTF_KEY_MIN, LUTF_KEY_MAX, len);
		return -EINVAL;
	}
	for (i = 0; i < len; i++) {
		if (hex_digit(text[i]) >= 0)
			continue;
		snprintf(error, error_size, "%s: character %zu of the key is no hexadecimal digit", where, i + 1);
		return -EINVAL;
	}
	for (i = 0; i < len / 2; i++)
		key->bytes[i] = (uint8_t)(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
	key->len = len / 2;
	return 0;
}

static int check_file(const char *path, const struct stat *status, char *error, size_t error_size)
{
	if (!S_ISREG(status->st_mode)) {
		snprintf(error, error_size, "%s: a key file must be a regular file", path);
		return -EINVAL;
	}
	if (status->st_uid != geteuid()) {
		snprintf(error, error_size, "%s: the key file belongs to user %u, and this is user %u", path, (unsigned)status->st_uid,
			 (unsigned)geteuid());
		return -EACCES;
	}
	if (status->st_mode & (S_IRWXG | S_IRWXO)) {
		snprintf(error, error_size, "%s: others may use this key file (mode %04o): chmod 600 it, and make a new key if they did",
			 path, (unsigned)status->st_mode & 07777);
		return -EACCES;
	}
	return 0;
}

int lutf_key_read_file(const char *path, struct lutf_key *key, char *error, size_t error_size)
{
	char text[TEXT_MAX];
	struct stat status;
	size_t len = 0;
	ssize_t n = 0;
	int fd, rc;

	/* Not blocking: a FIFO is refused below, not waited for. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &status) < 0) {
		rc = -errno;
		snprintf(error, error_size, "%s: cannot read the key file: %s", path, strerror(-rc));
		goto out;
	}
	rc = check_file(path, &status, error, error_size);
	if (rc)
		goto out;
	while (len < sizeof(text) && ((n = read(fd, text + len, sizeof(text) - len)) > 0 || (n < 0 && errno == EINTR)))
		len += n > 0 ? (size_t)n : 0;
	if (n < 0) {
		rc = -errno;
		snprintf(error, error_size, "%s: cannot read the key file: %s", path, strerror(-rc));
	} else {
		rc = parse_key(path, text, len, key, error, error_size);
	}
out:
	if (fd >= 0)
		close(fd);
	explicit_bzero(text, sizeof(text));
	return rc;
}

int lutf_key_read_line(int fd, struct lutf_key *key, char *error, size_t error_size)
{
	char text[TEXT_MAX];
	size_t len = 0;
	ssize_t n = 0;
	int rc;

	while (len < sizeof(text)) {
		n = read(fd, text + len, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || text[len] == '\n')
			break;
		len++;
	}
	if (n < 0) {
		rc = -errno;
		snprintf(error, error_size, "standard input: cannot read the key: %s", strerror(-rc));
	} else if (n == 0 && !len) {
		rc = -EINVAL;
		snprintf(error, error_size, "standard input ended before a key came");
	} else {
		rc = parse_key("standard input", text, len, key, error, error_size);
	}
	explicit_bzero(text, sizeof(text));
	return rc;
}

int lutf_key_generate(struct lutf_key *key)
{
	ssize_t n = getrandom(key->bytes, GENERATED_BYTES, 0); /* up to 256 bytes it is all or nothing */

	key->len = GENERATED_BYTES;
	return n == GENERATED_BYTES ? 0 : n < 0 ? -errno : -EIO;
}

void lutf_key_to_hex(const struct lutf_key *key, char hex[LUTF_KEY_HEX_SIZE])
{
	size_t i;

	for (i = 0; i < key->len; i++)
		snprintf(hex + 2 * i, 3, "%02x", key->bytes[i]);
	hex[2 * key->len] = '\0';
}
