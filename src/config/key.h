/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pre-shared keys: 2 hexadecimal digits a byte, LUTF_KEY_MIN to LUTF_KEY_MAX bytes, in a file that only its owner may touch, or as one line
 * on the standard input. Functions return 0 or a negative errno and then fill error with a sentence that never holds any part of the key.
 * Owner: the caller, who wipes the key (explicit_bzero) when it is no longer needed.
 */
#ifndef LUTF_CONFIG_KEY_H
#define LUTF_CONFIG_KEY_H

#include "limits.h"
#include <stddef.h>
#include <stdint.h>

struct lutf_key {
	uint8_t bytes[LUTF_KEY_MAX];
	size_t len;
};

#define LUTF_KEY_HEX_SIZE (2 * LUTF_KEY_MAX + 1)

/* Refuses a file that others may read or write, or that belongs to somebody else. White space around the key does not matter. */
int lutf_key_read_file(const char *path, struct lutf_key *key, char *error, size_t error_size);
/* Reads up to the first line feed and not a byte further: what keeps the other end open stays unread. */
int lutf_key_read_line(int fd, struct lutf_key *key, char *error, size_t error_size);
/* A fresh key of 32 bytes from the kernel. */
int lutf_key_generate(struct lutf_key *key);
void lutf_key_to_hex(const struct lutf_key *key, char hex[LUTF_KEY_HEX_SIZE]);

#endif
