/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Base64 (RFC 4648, with padding). */
#ifndef LUTF_ENGINE_BASE64_H
#define LUTF_ENGINE_BASE64_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that the text of len bytes needs. */
static inline size_t lutf_base64_size(size_t len)
{
	return (len + 2) / 3 * 4 + 1;
}
/* Returns the length of the text, which is not terminated. */
size_t lutf_base64_encode(const uint8_t *bytes, size_t len, char *text);
/* Returns the number of bytes (at most len), or -1 if it is not canonical base64. */
ptrdiff_t lutf_base64_decode(const char *text, size_t len, uint8_t *bytes);

#endif
