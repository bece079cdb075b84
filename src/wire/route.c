/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "wire/node.h"

/*
 * Where a message between nodes goes (docs/protocol.md, "Forwarding"). A master delivers what is for it and forwards the rest;
 * everybody else only gets what is for him. What a master forwards it keeps as a call, so that whoever asked is told
 * when the node that should answer is gone, and an answer that nobody waits for goes no further.
 */

/* The keys that every block has; strings belong to the document. */
struct envelope {
	struct lutf_node *node;
	struct lutf_peer *from; /* NULL: this node */
	const char *dst, *src, *type;
	uint64_t id;
	const char *text;
	size_t len;
	struct lutf_yaml_doc *doc; /* taken by whoever delivers it */
	const char *bad;           /* NULL, or why the block as a whole is not valid */
	enum lutf_failure bad_failure;
};

static void violation(struct lutf_peer *from, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void violation(struct lutf_peer *from, const char *format, ...)
{
	char detail[LUTF_DETAIL_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(detail, sizeof(detail), format, args);
	va_end(args);
	if (from && from->conn)
		lutf__conn_refuse(from->conn, LUTF_FAILURE_INVALID, "protocol", "%s", detail);
}

static bool is_self(const struct lutf_node *node, const char *name)
{
	return !strcmp(node->name, name);
}

static void deliver(struct envelope *envelope, enum lutf_message_kind kind)
{
	lutf__deliver(envelope->node, kind, envelope->src, envelope->id, envelope->doc);
	envelope->doc = NULL;
}

static void forward(const struct envelope *envelope, struct lutf_peer *to, enum lutf_frame_type type)
{
	lutf__conn_send_new(to->conn, type, lutf__text_copy(envelope->text, envelope->len));
}

/* No answer will come to a request that got as far as this node. */
static void fail_back(const struct envelope *envelope, enum lutf_failure failure, const char *detail)
{
	struct lutf_call *call;

	if (envelope->from) {
		lutf__conn_send_new(envelope->from->conn, LUTF_TYPE_FAILED,
				    lutf__block_failed(envelope->src, envelope->dst, envelope->id, failure, detail));
		return;
	}
	call = lutf__call_find(envelope->node, NULL, envelope->id);
	if (call)
		lutf__call_fail(call, failure, detail);
}

static void request(struct envelope *envelope)
{
	struct lutf_node *node = envelope->node;
	struct lutf_peer *from = envelope->from, *to;
	char detail[LUTF_DETAIL_MAX];

	if (envelope->bad) {
		fail_back(envelope, envelope->bad_failure, envelope->bad);
	} else if (from && from->role == LUTF_ROLE_CLIENT && strcmp(envelope->type, "service")) {
		fail_back(envelope, LUTF_FAILURE_REFUSED, "a client may only send requests of type service");
	} else if (is_self(node, envelope->dst)) {
		deliver(envelope, LUTF_MESSAGE_REQUEST);
	} else if (!(to = lutf__registry_find(&node->registry, envelope->dst))) {
		snprintf(detail, sizeof(detail), "no agent is named %s", envelope->dst);
		fail_back(envelope, LUTF_FAILURE_REFUSED, detail);
	} else if (to->role != LUTF_ROLE_AGENT) {
		fail_back(envelope, LUTF_FAILURE_REFUSED, "a client may not be called");
	} else if (!to->conn) {
		fail_back(envelope, to->failure, to->detail);
	} else if (lutf__call_find(node, from, envelope->id)) {
		violation(from, "request number %llu is already in flight", (unsigned long long)envelope->id);
	} else if (node->calls.count >= LUTF_PENDING_MAX * 4u || !lutf__call_new(node, from, to, envelope->dst, envelope->id)) {
		fail_back(envelope, LUTF_FAILURE_BUSY, "the master has too many calls in flight");
	} else {
		forward(envelope, to, LUTF_TYPE_RPC);
	}
}

static void results(struct envelope *envelope)
{
	struct lutf_node *node = envelope->node;
	bool ours = is_self(node, envelope->dst);
	struct lutf_peer *asked = ours ? NULL : lutf__registry_find(&node->registry, envelope->dst);
	struct lutf_call *call = ours || asked ? lutf__call_find(node, asked, envelope->id) : NULL;

	/* Late, or not of the node that was asked: nobody waits for it. */
	if (!call || strcmp(call->dst, envelope->src))
		return;
	if (envelope->bad) {
		lutf__call_fail(call, envelope->bad_failure, envelope->bad);
	} else if (ours) {
		struct lutf_message *message = lutf__message_new(LUTF_MESSAGE_RESULTS, envelope->src);

		if (!message)
			return;
		message->id = envelope->id;
		message->owner = call->owner;
		message->doc = envelope->doc;
		envelope->doc = NULL;
		lutf__call_free(call);
		lutf__deliver_message(node, message);
	} else {
		forward(envelope, asked, LUTF_TYPE_RPC);
		lutf__call_free(call);
	}
}

static void failed(struct envelope *envelope)
{
	struct lutf_node *node = envelope->node;
	const struct lutf_yaml_node *block = lutf_yaml_get(lutf__block_root(envelope->doc), "failed");
	const char *reason = lutf_yaml_get_string(block, "reason"), *detail = lutf_yaml_get_string(block, "detail");
	bool ours = is_self(node, envelope->dst);
	struct lutf_peer *asked = ours ? NULL : lutf__registry_find(&node->registry, envelope->dst);
	struct lutf_call *call = ours || asked ? lutf__call_find(node, asked, envelope->id) : NULL;

	if (call && !strcmp(call->dst, envelope->src))
		lutf__call_fail(call, lutf__failure_by_name(reason ? reason : ""), detail);
}

static void cancel(struct envelope *envelope)
{
	struct lutf_call *call;

	if (is_self(envelope->node, envelope->dst)) {
		lutf__deliver(envelope->node, LUTF_MESSAGE_CANCEL, envelope->src, envelope->id, NULL);
		return;
	}
	call = lutf__call_find(envelope->node, envelope->from, envelope->id);
	if (!call || !envelope->from || strcmp(call->dst, envelope->dst))
		return;
	if (call->to->conn)
		forward(envelope, call->to, LUTF_TYPE_CANCEL);
	lutf__call_free(call);
}

static void event(struct envelope *envelope)
{
	struct lutf_node *node = envelope->node;
	bool all = !strcmp(envelope->dst, "*");
	struct lutf_peer *peer;

	if (envelope->bad) {
		violation(envelope->from, "an event that is not valid: %s", envelope->bad);
		return;
	}
	if (node->role == LUTF_ROLE_MASTER && all) {
		struct lutf_text *text = lutf__text_copy(envelope->text, envelope->len);

		for (peer = node->registry.first; text && peer; peer = peer->next)
			if (peer->conn && peer->role == LUTF_ROLE_AGENT && peer != envelope->from)
				lutf__conn_send(peer->conn, LUTF_TYPE_EVENT, text);
		lutf__text_put(text);
	}
	if (is_self(node, envelope->dst) || (all && envelope->from)) {
		deliver(envelope, LUTF_MESSAGE_EVENT);
		return;
	}
	peer = lutf__registry_find(&node->registry, envelope->dst);
	if (peer && peer->conn && peer->role == LUTF_ROLE_AGENT)
		forward(envelope, peer, LUTF_TYPE_EVENT);
}

static const char *block_name(enum lutf_frame_type type)
{
	return type == LUTF_TYPE_RPC ? "rpc" : type == LUTF_TYPE_EVENT ? "event" : type == LUTF_TYPE_CANCEL ? "cancel" : "failed";
}

/* NULL, or what is wrong with it. */
static const char *read_envelope(struct envelope *envelope, enum lutf_frame_type type)
{
	struct lutf_node *node = envelope->node;
	struct lutf_peer *from = envelope->from;
	const struct lutf_yaml_node *block = lutf_yaml_get(lutf__block_root(envelope->doc), block_name(type));
	int64_t id = lutf_yaml_get_int(block, "id", 0);
	bool to_all;

	envelope->dst = lutf_yaml_get_string(block, "dst");
	envelope->src = lutf_yaml_get_string(block, "src");
	envelope->type = lutf_yaml_get_string(block, "type");
	envelope->id = (uint64_t)id;
	if (!envelope->dst || !envelope->src)
		return "a block without dst or src";
	to_all = type == LUTF_TYPE_EVENT && !strcmp(envelope->dst, "*");
	if (!lutf__name_is_valid(envelope->src) || !(to_all || lutf__name_is_valid(envelope->dst)))
		return "a block whose dst or src is no name of a node";
	if (type != LUTF_TYPE_EVENT && id <= 0)
		return "a block without an id";
	if (type == LUTF_TYPE_RPC && !envelope->type)
		return "a request without a type";
	if (from && node->role == LUTF_ROLE_MASTER && strcmp(from->name, envelope->src))
		return "a block whose src is another node than the one that sent it";
	if (node->role != LUTF_ROLE_MASTER && !to_all && !is_self(node, envelope->dst))
		return "a block for another node";
	return NULL;
}

void lutf__route_message(struct lutf_node *node, struct lutf_peer *from, enum lutf_frame_type type, const char *text, size_t len,
			 struct lutf_yaml_doc *doc, int parse_rc, const struct lutf_yaml_error *error)
{
	struct envelope envelope = {.node = node, .from = from, .text = text, .len = len, .doc = doc};
	const char *wrong = NULL;

	if (parse_rc) {
		envelope.bad = error->text;
		envelope.bad_failure = parse_rc == -E2BIG ? LUTF_FAILURE_TOO_LARGE : LUTF_FAILURE_INVALID;
		if (type != LUTF_TYPE_RPC || lutf__block_peek(text, len, &envelope.doc))
			wrong = error->text;
	}
	if (!wrong)
		wrong = read_envelope(&envelope, type);
	if (wrong)
		violation(from, "%s: %s", lutf__frame_type_name(type), wrong);
	else if (type == LUTF_TYPE_EVENT)
		event(&envelope);
	else if (type == LUTF_TYPE_CANCEL)
		cancel(&envelope);
	else if (type == LUTF_TYPE_FAILED)
		failed(&envelope);
	else if (!strcmp(envelope.type, "results"))
		results(&envelope);
	else
		request(&envelope);
	lutf_yaml_doc_free(envelope.doc);
}
