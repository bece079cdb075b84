/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes, cut anywhere, give the same messages or the same refusal; and what comes out keeps the rules of its state.
 *
 * The first byte chooses who sends and in which state the connection is, the second how the rest is cut. The state goes on as a
 * connection's does: a HELLO or WELCOME opens it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a stream comes to: a hash over all messages, and the refusal. */
struct outcome {
	uint64_t hash;
	unsigned messages;
	int rc;
	char error[192];
};

static const unsigned senders[] = {LUTF_FROM_MASTER, LUTF_FROM_AGENT, LUTF_FROM_CLIENT};
static const enum lutf_conn_state states[] = {LUTF_CONN_HELLO, LUTF_CONN_HELD, LUTF_CONN_OPEN, LUTF_CONN_CLOSING};

static void add(struct outcome *outcome, uint64_t value)
{
	outcome->hash = (outcome->hash ^ value) * 1099511628211u;
}

static void add_text(struct outcome *outcome, const char *text, size_t len)
{
	add(outcome, len);
	for (size_t i = 0; i < len; i++)
		add(outcome, (uint8_t)text[i]);
}

static void on_message(struct outcome *outcome, struct lutf_frame_decoder *decoder, const struct lutf_frame *frame)
{
	if (!lutf__frame_type_name(frame->type) || frame->type == LUTF_TYPE_PART || frame->len > LUTF_FRAME_MAX)
		abort();
	if (decoder->state == LUTF_CONN_CLOSING || (decoder->state == LUTF_CONN_HELLO && frame->len > LUTF_HELLO_MAX))
		abort();
	add(outcome, frame->type);
	add_text(outcome, frame->text, frame->len);
	if (outcome->messages++ % 3 == 0) {
		char *taken = lutf__frame_take(decoder, frame);

		if (!taken || taken[frame->len])
			abort();
		add_text(outcome, taken, frame->len);
		free(taken);
	}
	if (frame->type == LUTF_TYPE_HELLO || frame->type == LUTF_TYPE_WELCOME)
		decoder->state = LUTF_CONN_OPEN;
}

static void decode(const uint8_t *data, size_t size, unsigned from, enum lutf_conn_state state, size_t cut, struct outcome *outcome)
{
	struct lutf_frame_decoder decoder;

	memset(outcome, 0, sizeof(*outcome));
	lutf__frame_decoder_init(&decoder, from, state);
	for (size_t at = 0; at < size && outcome->rc >= 0;) {
		size_t len = cut && cut < size - at ? cut : size - at;
		/* On its own, so that a byte read behind it is seen. */
		uint8_t *piece = calloc(1, len);

		memcpy(piece, data + at, len);
		for (size_t done = 0; done < len && outcome->rc >= 0;) {
			struct lutf_frame frame;
			size_t used;

			outcome->rc = lutf__frame_decode(&decoder, piece + done, len - done, &used, &frame);
			if (used > len - done || (outcome->rc == 0 && used != len - done))
				abort();
			done += used;
			if (outcome->rc == 1)
				on_message(outcome, &decoder, &frame);
		}
		free(piece);
		at += len;
	}
	if (outcome->rc > 0)
		outcome->rc = 0;
	snprintf(outcome->error, sizeof(outcome->error), "%s", decoder.error);
	lutf__frame_decoder_free(&decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome whole, cut;
	unsigned from;
	enum lutf_conn_state state;

	if (size < 2)
		return 0;
	from = senders[data[0] % 3];
	state = states[data[0] / 3 % 4];
	decode(data + 2, size - 2, from, state, 0, &whole);
	decode(data + 2, size - 2, from, state, data[1] ? data[1] : 1, &cut);
	if (whole.hash != cut.hash || whole.messages != cut.messages || whole.rc != cut.rc || strcmp(whole.error, cut.error))
		abort();
	return 0;
}
