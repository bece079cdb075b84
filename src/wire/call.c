/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/node.h"

/* Requests that wait for an answer: a hash by who asked and the number he gave, and a list at each peer that they wait for. */

static size_t hash_call(const struct lutf_peer *from, uint64_t id)
{
	return (size_t)((id ^ (uint64_t)(uintptr_t)from * 31) * 11400714819323198485u >> 32);
}

static bool grow(struct lutf_calls *calls)
{
	size_t count = calls->bucket_count ? calls->bucket_count * 2 : 256, i;
	struct lutf_call **buckets = calloc(count, sizeof(*buckets)), *call, *next;

	if (!buckets)
		return false;
	for (i = 0; i < calls->bucket_count; i++) {
		for (call = calls->buckets[i]; call; call = next) {
			struct lutf_call **bucket = &buckets[hash_call(call->from, call->id) & (count - 1)];

			next = call->next_hash;
			call->next_hash = *bucket;
			*bucket = call;
		}
	}
	free(calls->buckets);
	calls->buckets = buckets;
	calls->bucket_count = count;
	return true;
}

struct lutf_call *lutf__call_find(struct lutf_node *node, const struct lutf_peer *from, uint64_t id)
{
	struct lutf_calls *calls = &node->calls;
	struct lutf_call *call;

	if (!calls->bucket_count)
		return NULL;
	call = calls->buckets[hash_call(from, id) & (calls->bucket_count - 1)];
	while (call && (call->from != from || call->id != id))
		call = call->next_hash;
	return call;
}

static void expired(struct lutf_deadline *deadline)
{
	lutf__call_give_up((struct lutf_call *)((char *)deadline - offsetof(struct lutf_call, deadline)), LUTF_FAILURE_TIMEOUT);
}

struct lutf_call *lutf__call_new(struct lutf_node *node, struct lutf_peer *from, struct lutf_peer *to, const char *dst, uint64_t id)
{
	struct lutf_calls *calls = &node->calls;
	struct lutf_call *call, **bucket;

	if (calls->count >= calls->bucket_count && !grow(calls))
		return NULL;
	call = calloc(1, sizeof(*call));
	if (!call)
		return NULL;
	call->node = node;
	call->from = from;
	call->to = to;
	call->id = id;
	call->started = lutf__now_ms();
	call->deadline.expired = expired;
	snprintf(call->dst, sizeof(call->dst), "%s", dst);
	bucket = &calls->buckets[hash_call(from, id) & (calls->bucket_count - 1)];
	call->next_hash = *bucket;
	*bucket = call;
	if (to) {
		call->next_to = to->calls;
		call->link_to = &to->calls;
		if (to->calls)
			to->calls->link_to = &call->next_to;
		to->calls = call;
	}
	if (from) {
		call->next_from = from->asked;
		call->link_from = &from->asked;
		if (from->asked)
			from->asked->link_from = &call->next_from;
		from->asked = call;
	} else {
		calls->ours++;
	}
	calls->count++;
	return call;
}

void lutf__call_free(struct lutf_call *call)
{
	struct lutf_calls *calls = &call->node->calls;
	struct lutf_call **at = &calls->buckets[hash_call(call->from, call->id) & (calls->bucket_count - 1)];

	while (*at != call)
		at = &(*at)->next_hash;
	*at = call->next_hash;
	if (call->link_to) {
		*call->link_to = call->next_to;
		if (call->next_to)
			call->next_to->link_to = call->link_to;
	}
	if (call->link_from) {
		*call->link_from = call->next_from;
		if (call->next_from)
			call->next_from->link_from = call->link_from;
	} else {
		calls->ours--;
	}
	calls->count--;
	lutf__deadline_clear(&call->node->deadlines, &call->deadline);
	free(call);
}

void lutf__call_fail(struct lutf_call *call, enum lutf_failure failure, const char *detail)
{
	struct lutf_node *node = call->node;

	if (call->from) {
		if (call->from->conn)
			lutf__conn_send_new(call->from->conn, LUTF_TYPE_FAILED,
					    lutf__block_failed(call->from->name, call->dst, call->id, failure, detail));
	} else {
		struct lutf_message *message = lutf__message_new(LUTF_MESSAGE_FAILURE, call->dst);

		if (message) {
			message->id = call->id;
			message->owner = call->owner;
			message->failure = failure;
			message->detail = detail && *detail ? strdup(detail) : NULL;
			message->after_ms = (unsigned)(lutf__now_ms() - call->started);
			lutf__deliver_message(node, message);
		}
	}
	lutf__call_free(call);
}

void lutf__call_give_up(struct lutf_call *call, enum lutf_failure failure)
{
	struct lutf_node *node = call->node;
	bool self = !call->to;
	uint64_t id = call->id;

	if (!self && call->to->conn)
		lutf__conn_send_new(call->to->conn, LUTF_TYPE_CANCEL, lutf__block_cancel(call->dst, node->name, id));
	lutf__call_fail(call, failure, NULL);
	if (self)
		lutf__deliver(node, LUTF_MESSAGE_CANCEL, node->name, id, NULL);
}

void lutf__calls_free(struct lutf_node *node)
{
	struct lutf_call *call, *next;
	size_t i;

	/* The lists that they stand in go too; deadlines of peers are still to be cleared. */
	for (i = 0; i < node->calls.bucket_count; i++) {
		for (call = node->calls.buckets[i]; call; call = next) {
			next = call->next_hash;
			lutf__deadline_clear(&node->deadlines, &call->deadline);
			free(call);
		}
	}
	free(node->calls.buckets);
}
