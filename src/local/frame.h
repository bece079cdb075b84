/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The frames on a local socket: a 32-bit length in network order, then so many bytes of YAML, a mapping. One reply for each request, in order. A
 * request that cannot be served is answered by `{error: text}`.
 */
#ifndef LUTF_LOCAL_FRAME_H
#define LUTF_LOCAL_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define LUTF_LOCAL_HEADER 4

static inline void lutf_local_header_put(unsigned char header[LUTF_LOCAL_HEADER], size_t len)
{
	header[0] = (unsigned char)(len >> 24);
	header[1] = (unsigned char)(len >> 16);
	header[2] = (unsigned char)(len >> 8);
	header[3] = (unsigned char)len;
}

static inline size_t lutf_local_header_get(const unsigned char header[LUTF_LOCAL_HEADER])
{
	return (size_t)header[0] << 24 | (size_t)header[1] << 16 | (size_t)header[2] << 8 | (size_t)header[3];
}

#endif
