/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values that people write on the command line and in configuration files, as text. Each function returns true and stores what text says, or
 * returns false and leaves *out alone. Pure functions, any thread.
 */
#ifndef LUTF_CONFIG_TEXT_VALUE_H
#define LUTF_CONFIG_TEXT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest host name of the DNS, and NUL. */
#define LUTF_HOST_SIZE 256

/* Decimal digits, min to max. */
bool lutf_text_integer(const char *text, int64_t min, int64_t max, int64_t *out);
/* "250ms", "30s", "1.5m", "1h", or a plain number of seconds as in the design document's files; up to 24 days. */
bool lutf_text_duration(const char *text, int64_t *milliseconds);
/* "64M": bytes, or with K, M, G those of 1024. */
bool lutf_text_size(const char *text, uint64_t *bytes);
/* HOST, HOST:PORT, [IPv6], [IPv6]:PORT or IPv6 alone. *port is left alone when there is none. host has LUTF_HOST_SIZE bytes. */
bool lutf_text_address(const char *text, char *host, uint16_t *port);
/* The opposite; into text, which has LUTF_HOST_SIZE + 8 bytes. */
void lutf_text_join_address(const char *host, uint16_t port, char *text);
/* A node's name: [A-Za-z0-9._-], LUTF_NAME_MAX at most. */
bool lutf_text_is_node_name(const char *text);
/* NAME=VALUE with a name that an environment variable may have. */
bool lutf_text_is_assignment(const char *text);

/* The one of names (NULL at the end) that somebody who wrote given may have meant, or NULL. */
const char *lutf_text_near(const char *given, const char *const *names);

#endif
