/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TLS 1.3 with an external pre-shared key and ECDHE, over memory: bytes go in with feed, come out into a buffer.
 * A session is used by one thread at a time (the node's lock).
 */
#ifndef LUTF_WIRE_TLS_H
#define LUTF_WIRE_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The largest plaintext of one record. */
#define LUTF_TLS_RECORD 16384
/* The first byte of a connection that begins with TLS (a handshake record); a plain frame begins with 0. */
#define LUTF_TLS_FIRST_BYTE 0x16

/* Bytes on their way out. Owner: whoever embeds it. */
struct lutf_buffer {
	uint8_t *data;
	size_t len, size;
};

int lutf__buffer_append(struct lutf_buffer *buffer, const void *data, size_t len);
void lutf__buffer_free(struct lutf_buffer *buffer);

struct lutf_tls_context; /* key and cipher list; owner: the node, shared by its sessions */
struct lutf_tls;

int lutf__tls_context_new(bool server, const uint8_t *key, size_t key_len, struct lutf_tls_context **out);
void lutf__tls_context_free(struct lutf_tls_context *context);

/* Owner: the connection. */
int lutf__tls_new(struct lutf_tls_context *context, struct lutf_tls **out);
void lutf__tls_free(struct lutf_tls *tls);
/* Where the next calls read from (used up by them: they return "more" only when it is empty) and write to. */
void lutf__tls_feed(struct lutf_tls *tls, const void *data, size_t len, struct lutf_buffer *out);
/* 1: established. 0: needs more bytes. -EPROTO: failed, lutf__tls_error() says why; an alert for the peer may be in out. */
int lutf__tls_handshake(struct lutf_tls *tls);
/* > 0: bytes. 0: needs more. -EPIPE: the peer ended the session. -EPROTO. */
ssize_t lutf__tls_receive(struct lutf_tls *tls, void *data, size_t size);
/* Encrypts all of it into out. 0 or negative. */
int lutf__tls_send(struct lutf_tls *tls, const void *data, size_t len, struct lutf_buffer *out);
const char *lutf__tls_error(const struct lutf_tls *tls);

#endif
