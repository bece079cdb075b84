/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/node.h"

/* The registry of a master, and what happens when a peer's connection is gone. */

static size_t hash_name(const char *name)
{
	uint64_t hash = 14695981039346656037u;

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 1099511628211u;
	return (size_t)hash;
}

struct lutf_peer *lutf__registry_find(struct lutf_registry *registry, const char *name)
{
	struct lutf_peer *peer;

	if (!registry->bucket_count)
		return NULL;
	peer = registry->buckets[hash_name(name) & (registry->bucket_count - 1)];
	while (peer && strcmp(peer->name, name))
		peer = peer->next_hash;
	return peer;
}

static bool grow(struct lutf_registry *registry)
{
	size_t count = registry->bucket_count ? registry->bucket_count * 2 : 64;
	struct lutf_peer **buckets = calloc(count, sizeof(*buckets)), *peer;

	if (!buckets)
		return false;
	free(registry->buckets);
	registry->buckets = buckets;
	registry->bucket_count = count;
	for (peer = registry->first; peer; peer = peer->next) {
		struct lutf_peer **bucket = &buckets[hash_name(peer->name) & (count - 1)];

		peer->next_hash = *bucket;
		*bucket = peer;
	}
	return true;
}

static void crash_unreported(struct lutf_deadline *deadline)
{
	struct lutf_peer *peer = (struct lutf_peer *)((char *)deadline - offsetof(struct lutf_peer, crash_wait));

	lutf__peer_fail_calls(peer, peer->failure, peer->detail);
}

struct lutf_peer *lutf__registry_add(struct lutf_node *node, const char *name)
{
	struct lutf_registry *registry = &node->registry;
	struct lutf_peer *peer, **bucket;

	if (registry->count >= registry->bucket_count && !grow(registry))
		return NULL;
	peer = calloc(1, sizeof(*peer));
	if (!peer)
		return NULL;
	peer->node = node;
	snprintf(peer->name, sizeof(peer->name), "%s", name);
	peer->crash_wait.expired = crash_unreported;
	bucket = &registry->buckets[hash_name(name) & (registry->bucket_count - 1)];
	peer->next_hash = *bucket;
	*bucket = peer;
	peer->link = registry->last;
	*peer->link = peer;
	registry->last = &peer->next;
	registry->count++;
	return peer;
}

void lutf__registry_remove(struct lutf_node *node, struct lutf_peer *peer)
{
	struct lutf_registry *registry = &node->registry;
	struct lutf_peer **at = &registry->buckets[hash_name(peer->name) & (registry->bucket_count - 1)];

	while (*at != peer)
		at = &(*at)->next_hash;
	*at = peer->next_hash;
	*peer->link = peer->next;
	if (peer->next)
		peer->next->link = peer->link;
	else
		registry->last = peer->link;
	registry->count--;
	lutf__deadline_clear(&node->deadlines, &peer->crash_wait);
	free(peer);
}

void lutf__registry_free(struct lutf_node *node)
{
	while (node->registry.first)
		lutf__registry_remove(node, node->registry.first);
	free(node->registry.buckets);
}

void lutf__peer_fail_calls(struct lutf_peer *peer, enum lutf_failure failure, const char *detail)
{
	lutf__deadline_clear(&peer->node->deadlines, &peer->crash_wait);
	while (peer->calls)
		lutf__call_fail(peer->calls, failure, detail);
}

void lutf__peer_report(struct lutf_peer *peer, const char *detail, struct lutf_yaml_doc *doc)
{
	struct lutf_message *message;

	if (peer->role != LUTF_ROLE_AGENT) {
		lutf_yaml_doc_free(doc);
		return;
	}
	message = lutf__message_new(LUTF_MESSAGE_AGENT, peer->name);
	if (!message) {
		lutf_yaml_doc_free(doc);
		return;
	}
	message->state = peer->state;
	message->failure = peer->failure;
	message->detail = detail ? strdup(detail) : NULL;
	message->doc = doc;
	lutf__deliver_message(peer->node, message);
}

void lutf__peer_lost(struct lutf_peer *peer, enum lutf_failure failure, const char *detail)
{
	struct lutf_node *node = peer->node;
	uint64_t now = lutf__now_ms();

	peer->conn = NULL;
	peer->lost_at = now;
	peer->suspect_polls = 0;
	peer->failure = failure;
	snprintf(peer->detail, sizeof(peer->detail), "%s", detail);
	peer->state = failure == LUTF_FAILURE_EXITED || failure == LUTF_FAILURE_SILENT ? LUTF_AGENT_DEAD : LUTF_AGENT_LOST;
	while (peer->asked) {
		struct lutf_call *call = peer->asked;

		if (call->to->conn)
			lutf__conn_send_new(call->to->conn, LUTF_TYPE_CANCEL, lutf__block_cancel(call->dst, peer->name, call->id));
		lutf__call_free(call);
	}
	if (!peer->supervised || failure != LUTF_FAILURE_UNREACHABLE ||
	    lutf__deadline_set(&node->deadlines, &peer->crash_wait, now + LUTF_CRASH_REPORT_WAIT))
		lutf__peer_fail_calls(peer, failure, detail);
	lutf__peer_report(peer, detail, NULL);
	if (peer->held)
		lutf__session_admit_held(peer);
	else if (peer->role != LUTF_ROLE_AGENT)
		lutf__registry_remove(node, peer);
}
