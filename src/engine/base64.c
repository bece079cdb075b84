/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t lutf_base64_encode(const uint8_t *bytes, size_t len, char *text)
{
	char *out = text;

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		uint32_t group = (uint32_t)bytes[i] << 16;

		group |= left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
		group |= left > 2 ? bytes[i + 2] : 0;
		*out++ = digits[group >> 18];
		*out++ = digits[group >> 12 & 63];
		*out++ = left > 1 ? digits[group >> 6 & 63] : '=';
		*out++ = left > 2 ? digits[group & 63] : '=';
	}
	return (size_t)(out - text);
}

static int digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

ptrdiff_t lutf_base64_decode(const char *text, size_t len, uint8_t *bytes)
{
	uint8_t *out = bytes;

	if (len % 4)
		return -1;
	for (size_t i = 0; i < len; i += 4) {
		size_t padding = i + 4 < len || text[i + 3] != '=' ? 0 : text[i + 2] == '=' ? 2 : 1;
		uint32_t group = 0;

		for (size_t j = 0; j < 4 - padding; j++) {
			int value = digit(text[i + j]);

			if (value < 0)
				return -1;
			group |= (uint32_t)value << (18 - 6 * j);
		}
		/* Bits that belong to no byte are zero: one value has one text. */
		if (group & (padding == 2 ? 0xffff : padding == 1 ? 0xff : 0))
			return -1;
		*out++ = (uint8_t)(group >> 16);
		if (padding < 2)
			*out++ = (uint8_t)(group >> 8);
		if (!padding)
			*out++ = (uint8_t)group;
	}
	return out - bytes;
}
