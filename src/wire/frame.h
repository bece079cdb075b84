/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames: what travels in a connection (docs/protocol.md). Knows no sockets, no YAML, no threads.
 */
#ifndef LUTF_WIRE_FRAME_H
#define LUTF_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limits.h"

#define LUTF_WIRE_VERSION 2
#define LUTF_FRAME_HEADER 16

/* States of a connection; docs/protocol.md draws them. X(name, bit, text) */
#define LUTF_CONN_STATES(X) \
	X(CONNECTING, 0x01, "connecting") \
	X(TLS, 0x02, "TLS handshake") \
	X(HELLO, 0x04, "hello") \
	X(HELD, 0x08, "held") /* master: an older connection of that name is being probed */ \
	X(OPEN, 0x10, "open") \
	X(CLOSING, 0x20, "closing") /* nothing is sent or read any more but the other side's end of file */

enum lutf_conn_state {
#define X(name, bit, text) LUTF_CONN_##name = bit,
	LUTF_CONN_STATES(X)
#undef X
};

/* Who may send a type; a bit for each. */
#define LUTF_FROM_MASTER 0x1u
#define LUTF_FROM_AGENT 0x2u
#define LUTF_FROM_CLIENT 0x4u
#define LUTF_FROM_ANY (LUTF_FROM_MASTER | LUTF_FROM_AGENT | LUTF_FROM_CLIENT)

/*
 * Every type: X(name, number, from, states in which its receiver accepts it, cap on len, bulk).
 * Bulk types may be preceded by PARTs; all others are control frames, which may stand between PARTs.
 * docs/protocol.md has the same table with the meaning of each; tests/c/test_wire_frame.c compares them.
 */
#define LUTF_FRAME_TYPES(X) \
	X(HB, 0, LUTF_FROM_ANY, LUTF_CONN_OPEN, 0, false) \
	X(GET_NUM_AGENTS, 1, LUTF_FROM_AGENT | LUTF_FROM_CLIENT, LUTF_CONN_OPEN, 0, false) \
	X(HELLO, 2, LUTF_FROM_AGENT | LUTF_FROM_CLIENT, LUTF_CONN_HELLO, LUTF_HELLO_MAX, false) \
	X(WELCOME, 3, LUTF_FROM_MASTER, LUTF_CONN_HELLO, LUTF_HELLO_MAX, false) \
	X(REFUSED, 4, LUTF_FROM_ANY, LUTF_CONN_HELLO | LUTF_CONN_OPEN, LUTF_CONTROL_MAX, false) \
	X(RPC, 5, LUTF_FROM_ANY, LUTF_CONN_OPEN, LUTF_FRAME_MAX, true) \
	X(CANCEL, 6, LUTF_FROM_ANY, LUTF_CONN_OPEN, LUTF_CONTROL_MAX, false) \
	X(FAILED, 7, LUTF_FROM_ANY, LUTF_CONN_OPEN, LUTF_CONTROL_MAX, false) \
	X(EVENT, 8, LUTF_FROM_AGENT | LUTF_FROM_MASTER, LUTF_CONN_OPEN, LUTF_FRAME_MAX, true) \
	X(PART, 9, LUTF_FROM_ANY, LUTF_CONN_OPEN, LUTF_FRAME_PART, true) \
	X(PROBE, 10, LUTF_FROM_ANY, LUTF_CONN_OPEN, 0, false) \
	X(GOODBYE, 11, LUTF_FROM_ANY, LUTF_CONN_OPEN | LUTF_CONN_HELD, LUTF_CONTROL_MAX, false) \
	X(AGENTS, 12, LUTF_FROM_MASTER, LUTF_CONN_OPEN, LUTF_FRAME_MAX, true)

enum lutf_frame_type {
#define X(name, number, from, states, cap, bulk) LUTF_TYPE_##name = number,
	LUTF_FRAME_TYPES(X)
#undef X
};

/* NULL for a number that is no type. */
const char *lutf__frame_type_name(uint32_t type);
const char *lutf__conn_state_name(enum lutf_conn_state state);

struct lutf_frame_header {
	uint32_t type, len, ip, version;
};

void lutf__frame_put_header(uint8_t out[LUTF_FRAME_HEADER], enum lutf_frame_type type, uint32_t len, uint32_t ip);

/* A whole message. text lives until the next call with the same decoder; it is not NUL-terminated. */
struct lutf_frame {
	enum lutf_frame_type type;
	const char *text;
	size_t len;
};

/* Bytes of a frame that came in pieces. */
struct lutf_frame_text {
	char *data;
	size_t len, size;
};

/* Owner: the connection it belongs to. */
struct lutf_frame_decoder {
	unsigned from;              /* LUTF_FROM_*: what the other side is */
	enum lutf_conn_state state; /* set by the connection as it changes */
	uint8_t header[LUTF_FRAME_HEADER];
	size_t have; /* of the header and the body of the frame that is being read */
	struct lutf_frame_header now;
	bool parts;                     /* in a message of several frames */
	bool finished;                  /* the last call returned a message that lay in one of the buffers */
	struct lutf_frame_text message; /* of the bulk message being read, over all its frames */
	struct lutf_frame_text control; /* of a control frame, which may come between the parts of a message */
	char error[192];
};

void lutf__frame_decoder_init(struct lutf_frame_decoder *decoder, unsigned from, enum lutf_conn_state state);
void lutf__frame_decoder_free(struct lutf_frame_decoder *decoder);
/*
 * Takes bytes; *used says how many, also on failure.
 * 1: *frame is a message, call again for what is left. 0: all bytes taken, not enough yet.
 * -EPROTO (wrong; decoder->error says what) or -ENOMEM: the stream is of no more use.
 */
int lutf__frame_decode(struct lutf_frame_decoder *decoder, const void *data, size_t len, size_t *used, struct lutf_frame *frame);
/* The text of the frame returned last as the caller's own, malloc()ed and NUL-terminated; NULL: no memory. */
char *lutf__frame_take(struct lutf_frame_decoder *decoder, const struct lutf_frame *frame);

#endif
