/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/frame.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 *   stream  = *( *control message )
 *   message = bulk / 1*( part *control ) bulk        ; bulk: RPC, EVENT, AGENTS
 *   frame   = type len ip version body               ; four 32-bit words in network order, len bytes of body
 *
 * The decoder is in one of two places, told by `have`: in the header (have < 16) or in the body (have - 16 < len). Both may
 * be left and entered again at any byte. A header is judged as soon as it is complete and before anything is
 * allocated; memory grows with the bytes that came, not with the length that was announced.
 */

struct frame_rule {
	const char *name;
	unsigned from, states;
	uint32_t cap;
	bool bulk, known;
};

static const struct frame_rule rules[] = {
#define X(name, number, from, states, cap, bulk) [number] = {#name, from, states, cap, bulk, true},
	LUTF_FRAME_TYPES(X)
#undef X
};

static const struct frame_rule *rule_of(uint32_t type)
{
	return type < sizeof(rules) / sizeof(rules[0]) && rules[type].known ? &rules[type] : NULL;
}

const char *lutf__frame_type_name(uint32_t type)
{
	const struct frame_rule *rule = rule_of(type);

	return rule ? rule->name : NULL;
}

const char *lutf__conn_state_name(enum lutf_conn_state state)
{
	switch (state) {
#define X(name, bit, text) \
	case LUTF_CONN_##name: \
		return text;
		LUTF_CONN_STATES(X)
#undef X
	}
	return "?";
}

static const char *sender_name(unsigned from)
{
	return from == LUTF_FROM_MASTER ? "the master" : from == LUTF_FROM_CLIENT ? "a client" : "an agent";
}

void lutf__frame_put_header(uint8_t out[LUTF_FRAME_HEADER], enum lutf_frame_type type, uint32_t len, uint32_t ip)
{
	uint32_t words[4] = {htonl(type), htonl(len), htonl(ip), htonl(LUTF_WIRE_VERSION)};

	memcpy(out, words, sizeof(words));
}

void lutf__frame_decoder_init(struct lutf_frame_decoder *decoder, unsigned from, enum lutf_conn_state state)
{
	memset(decoder, 0, sizeof(*decoder));
	decoder->from = from;
	decoder->state = state;
}

void lutf__frame_decoder_free(struct lutf_frame_decoder *decoder)
{
	free(decoder->message.data);
	free(decoder->control.data);
	memset(&decoder->message, 0, sizeof(decoder->message));
	memset(&decoder->control, 0, sizeof(decoder->control));
}

static int judge_header(struct lutf_frame_decoder *decoder)
{
	struct lutf_frame_header *now = &decoder->now;
	const struct frame_rule *rule;
	uint32_t words[4];
	char *error = decoder->error;
	size_t size = sizeof(decoder->error);

	memcpy(words, decoder->header, sizeof(words));
	*now = (struct lutf_frame_header){ntohl(words[0]), ntohl(words[1]), ntohl(words[2]), ntohl(words[3])};
	rule = rule_of(now->type);
	if (now->version != LUTF_WIRE_VERSION)
		snprintf(error, size, "protocol version %u, this node speaks %d", now->version, LUTF_WIRE_VERSION);
	else if (!rule)
		snprintf(error, size, "unknown frame type %u", now->type);
	else if (!(rule->from & decoder->from))
		snprintf(error, size, "%s is not for %s to send", rule->name, sender_name(decoder->from));
	else if (!(rule->states & decoder->state))
		snprintf(error, size, "%s while the connection is in state %s", rule->name, lutf__conn_state_name(decoder->state));
	else if (now->len > rule->cap)
		snprintf(error, size, "%s of %u bytes, the limit is %u", rule->name, now->len, rule->cap);
	else if (now->type == LUTF_TYPE_PART && !now->len)
		snprintf(error, size, "an empty PART");
	else if (rule->bulk && now->len > LUTF_FRAME_MAX - decoder->message.len)
		snprintf(error, size, "a message in parts of more than %u bytes", LUTF_FRAME_MAX);
	else
		return 0;
	return -EPROTO;
}

static int text_append(struct lutf_frame_text *text, const uint8_t *data, size_t len)
{
	if (!len)
		return 0;
	if (len > text->size - text->len) {
		size_t size = text->size ? text->size : 4096;
		char *grown;

		while (size < text->len + len)
			size *= 2;
		grown = realloc(text->data, size);
		if (!grown)
			return -ENOMEM;
		text->data = grown;
		text->size = size;
	}
	memcpy(text->data + text->len, data, len);
	text->len += len;
	return 0;
}

/* The buffers of a message that was handed out are free again; a large one goes back, most messages are small. */
static void forget_message(struct lutf_frame_decoder *decoder)
{
	if (rule_of(decoder->now.type)->bulk) {
		decoder->message.len = 0;
		if (decoder->message.size > LUTF_FRAME_PART) {
			free(decoder->message.data);
			memset(&decoder->message, 0, sizeof(decoder->message));
		}
	} else {
		decoder->control.len = 0;
	}
	decoder->finished = false;
}

int lutf__frame_decode(struct lutf_frame_decoder *decoder, const void *data, size_t len, size_t *used, struct lutf_frame *frame)
{
	const uint8_t *at = data, *end = at + len;
	int rc = 0;

	if (decoder->finished)
		forget_message(decoder);
	while (at < end) {
		struct lutf_frame_text *text;
		size_t want, n;
		bool bulk;

		if (decoder->have < LUTF_FRAME_HEADER) {
			want = LUTF_FRAME_HEADER - decoder->have;
			n = want < (size_t)(end - at) ? want : (size_t)(end - at);
			memcpy(decoder->header + decoder->have, at, n);
			decoder->have += n;
			at += n;
			if (n < want)
				break;
			rc = judge_header(decoder);
			if (rc)
				break;
		}
		bulk = rule_of(decoder->now.type)->bulk;
		text = bulk ? &decoder->message : &decoder->control;
		want = decoder->now.len - (decoder->have - LUTF_FRAME_HEADER);
		n = want < (size_t)(end - at) ? want : (size_t)(end - at);
		if (n == decoder->now.len && decoder->now.type != LUTF_TYPE_PART && !(bulk && decoder->parts)) {
			/* All of it lies in the caller's bytes: no copy. */
			*frame = (struct lutf_frame){(enum lutf_frame_type)decoder->now.type, (const char *)at, n};
			at += n;
			decoder->have = 0;
			rc = 1;
			break;
		}
		rc = text_append(text, at, n);
		if (rc)
			break;
		at += n;
		decoder->have += n;
		if (n < want)
			break;
		decoder->have = 0;
		if (decoder->now.type == LUTF_TYPE_PART) {
			decoder->parts = true;
			continue;
		}
		if (bulk)
			decoder->parts = false;
		decoder->finished = true;
		*frame = (struct lutf_frame){(enum lutf_frame_type)decoder->now.type, text->data, text->len};
		rc = 1;
		break;
	}
	*used = (size_t)(at - (const uint8_t *)data);
	return rc;
}

char *lutf__frame_take(struct lutf_frame_decoder *decoder, const struct lutf_frame *frame)
{
	struct lutf_frame_text *text = &decoder->message;
	char *out;

	if (frame->text == text->data && frame->len == text->len && text->len < text->size) {
		out = text->data;
		memset(text, 0, sizeof(*text));
	} else {
		out = malloc(frame->len + 1);
		if (out && frame->len)
			memcpy(out, frame->text, frame->len);
	}
	if (out)
		out[frame->len] = '\0';
	return out;
}
