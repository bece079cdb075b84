/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/node.h"

/*
 * What the owner asks of the listener, and what it gets. A command is carried out by the listener; but a small message to
 * a connection with nothing in its way is sent by the owner's thread itself, which saves waking a thread.
 */

struct lutf_command *lutf__command_new(enum lutf_command_kind kind, const char *dst)
{
	struct lutf_command *command = calloc(1, sizeof(*command));

	if (command) {
		command->kind = kind;
		if (dst)
			snprintf(command->dst, sizeof(command->dst), "%s", dst);
	}
	return command;
}

void lutf__command_free(struct lutf_command *command)
{
	free(command->body);
	free(command);
}

void lutf__command_post(struct lutf_node *node, struct lutf_command *command)
{
	if (lutf__mailbox_put_wait(&node->commands, &command->mail))
		uv_async_send(&node->wake);
}

struct lutf_message *lutf__message_new(enum lutf_message_kind kind, const char *src)
{
	struct lutf_posted *posted = calloc(1, sizeof(*posted));
	struct lutf_message *message = posted ? &posted->message : NULL;

	if (!message)
		return NULL;
	message->kind = kind;
	snprintf(message->src, sizeof(message->src), "%s", src);
	return message;
}

void lutf_message_free(struct lutf_message *message)
{
	if (!message)
		return;
	lutf_yaml_doc_free(message->doc);
	free(message->detail);
	free(message);
}

void lutf__deliver_message(struct lutf_node *node, struct lutf_message *message)
{
	struct lutf_conn *conn;

	if (atomic_fetch_add(&node->undelivered, 1) + 1 >= LUTF_MAILBOX_MAX && !atomic_load(&node->paused)) {
		atomic_store(&node->paused, true);
		for (conn = node->conns; conn; conn = conn->next)
			lutf__conn_update_reading(conn);
	}
	if (lutf__mailbox_put(&node->messages, &((struct lutf_posted *)message)->mail) && node->wakeup)
		node->wakeup(node->opaque);
}

void lutf__deliver(struct lutf_node *node, enum lutf_message_kind kind, const char *src, uint64_t id, struct lutf_yaml_doc *doc)
{
	struct lutf_message *message = lutf__message_new(kind, src);

	if (!message) {
		lutf_yaml_doc_free(doc);
		return;
	}
	message->id = id;
	message->doc = doc;
	lutf__deliver_message(node, message);
}

/* ---- carrying out ---- */

static void fail_request(struct lutf_node *node, const struct lutf_command *command, enum lutf_failure failure, const char *detail)
{
	struct lutf_message *message = lutf__message_new(LUTF_MESSAGE_FAILURE, command->dst);

	if (!message)
		return;
	message->id = command->id;
	message->owner = command->owner;
	message->failure = failure;
	message->detail = detail && *detail ? strdup(detail) : NULL;
	lutf__deliver_message(node, message);
}

/* The next hop to a node; NULL: none, or (is_self) this one. */
static struct lutf_peer *next_hop(struct lutf_node *node, const char *dst)
{
	if (node->role == LUTF_ROLE_MASTER)
		return lutf__registry_find(&node->registry, dst);
	return &node->upstream;
}

static bool is_self(const struct lutf_node *node, const char *dst)
{
	return !strcmp(dst, node->name);
}

/* Hands the body over to a queue. */
static void send_body(struct lutf_conn *conn, struct lutf_command *command, enum lutf_frame_type type)
{
	struct lutf_text *text = lutf__text_new(command->body, command->len);

	command->body = NULL;
	lutf__conn_send_new(conn, type, text);
}

static void send_to_self(struct lutf_node *node, struct lutf_command *command, enum lutf_frame_type type)
{
	char *body = command->body;

	command->body = NULL;
	lutf__inbound_text(&node->self, type, body, command->len);
}

static void request(struct lutf_node *node, struct lutf_command *command)
{
	bool self = is_self(node, command->dst);
	struct lutf_peer *to = self ? NULL : next_hop(node, command->dst);
	unsigned timeout_ms = command->timeout_ms ? command->timeout_ms : LUTF_CALL_TIMEOUT;
	struct lutf_call *call;
	char detail[LUTF_DETAIL_MAX];

	if (command->len > LUTF_FRAME_MAX) {
		snprintf(detail, sizeof(detail), "the request has %zu bytes, the limit is %u", command->len, LUTF_FRAME_MAX);
		fail_request(node, command, LUTF_FAILURE_TOO_LARGE, detail);
	} else if (node->calls.ours >= LUTF_PENDING_MAX) {
		snprintf(detail, sizeof(detail), "%u calls are in flight", LUTF_PENDING_MAX);
		fail_request(node, command, LUTF_FAILURE_BUSY, detail);
	} else if (!self && !to) {
		snprintf(detail, sizeof(detail), "no agent is named %s", command->dst);
		fail_request(node, command, LUTF_FAILURE_REFUSED, detail);
	} else if (to && to->role == LUTF_ROLE_CLIENT) {
		fail_request(node, command, LUTF_FAILURE_REFUSED, "a client may not be called");
	} else if (to && !to->conn) {
		fail_request(node, command, to->failure, to->detail);
	} else {
		call = lutf__call_new(node, NULL, to, command->dst, command->id);
		if (!call) {
			fail_request(node, command, LUTF_FAILURE_BUSY, "out of memory");
			return;
		}
		call->owner = command->owner;
		if (lutf__deadline_set(&node->deadlines, &call->deadline, call->started + timeout_ms))
			lutf__call_fail(call, LUTF_FAILURE_BUSY, "out of memory");
		else if (to)
			send_body(to->conn, command, LUTF_TYPE_RPC);
		else
			send_to_self(node, command, LUTF_TYPE_RPC);
	}
}

static void reply(struct lutf_node *node, struct lutf_command *command)
{
	bool self = is_self(node, command->dst);
	struct lutf_peer *to = self ? NULL : next_hop(node, command->dst);
	struct lutf_call *call;
	char detail[LUTF_DETAIL_MAX];

	if (!self && (!to || !to->conn))
		return; /* whoever asked is gone, and with it whoever waits */
	if (command->len > LUTF_FRAME_MAX) {
		snprintf(detail, sizeof(detail), "the result has %zu bytes, the limit is %u", command->len, LUTF_FRAME_MAX);
		call = self ? lutf__call_find(node, NULL, command->id) : NULL;
		if (call)
			lutf__call_fail(call, LUTF_FAILURE_TOO_LARGE, detail);
		else if (to)
			lutf__conn_send_new(to->conn, LUTF_TYPE_FAILED,
					    lutf__block_failed(command->dst, node->name, command->id, LUTF_FAILURE_TOO_LARGE, detail));
	} else if (self) {
		send_to_self(node, command, LUTF_TYPE_RPC);
	} else {
		send_body(to->conn, command, LUTF_TYPE_RPC);
	}
}

static void cancel(struct lutf_node *node, const struct lutf_command *command)
{
	struct lutf_call *call = lutf__call_find(node, NULL, command->id);

	if (call) /* else it was answered in the meantime */
		lutf__call_give_up(call, LUTF_FAILURE_CANCELLED);
}

static void event(struct lutf_node *node, struct lutf_command *command)
{
	struct lutf_peer *peer;

	if (command->len > LUTF_FRAME_MAX || node->role == LUTF_ROLE_CLIENT)
		return;
	if (is_self(node, command->dst)) {
		send_to_self(node, command, LUTF_TYPE_EVENT);
	} else if (!strcmp(command->dst, "*") && node->role == LUTF_ROLE_MASTER) {
		struct lutf_text *text = lutf__text_new(command->body, command->len);

		command->body = NULL;
		for (peer = node->registry.first; text && peer; peer = peer->next)
			if (peer->conn && peer->role == LUTF_ROLE_AGENT)
				lutf__conn_send(peer->conn, LUTF_TYPE_EVENT, text);
		lutf__text_put(text);
	} else {
		peer = next_hop(node, command->dst);
		if (peer && peer->conn && peer->role != LUTF_ROLE_CLIENT)
			send_body(peer->conn, command, LUTF_TYPE_EVENT);
	}
}

static void beat(struct lutf_node *node)
{
	struct lutf_conn *conn;

	if (node->upstream.conn) {
		lutf__conn_send(node->upstream.conn, LUTF_TYPE_HB, NULL);
		return;
	}
	/* Beats are answered as they are read; an agent that is not read for a while still has to hear from its master. */
	for (conn = node->conns; conn; conn = conn->next)
		if (conn->state == LUTF_CONN_OPEN && !conn->reading)
			lutf__conn_send(conn, LUTF_TYPE_HB, NULL);
}

static void silent(struct lutf_node *node, const struct lutf_command *command)
{
	struct lutf_peer *peer = node->role == LUTF_ROLE_MASTER ? lutf__registry_find(&node->registry, command->dst) : &node->upstream;
	char detail[LUTF_DETAIL_MAX];

	if (!peer || peer->suspect_polls == 0)
		return; /* it has been heard of since */
	peer->suspect_polls = 0;
	snprintf(detail, sizeof(detail), "no heartbeat for %llu ms", (unsigned long long)(lutf__now_ms() - peer->last_seen));
	if (peer->conn) {
		lutf__conn_close(peer->conn, LUTF_FAILURE_SILENT, "%s", detail);
	} else if (peer->state == LUTF_AGENT_LOST) {
		peer->state = LUTF_AGENT_DEAD;
		lutf__peer_report(peer, peer->detail, NULL);
	}
}

static void resume(struct lutf_node *node)
{
	struct lutf_conn *conn;

	atomic_store(&node->paused, false);
	atomic_store(&node->resuming, false);
	for (conn = node->conns; conn; conn = conn->next)
		lutf__conn_update_reading(conn);
}

static void carry_out(struct lutf_node *node, struct lutf_command *command)
{
	switch (command->kind) {
	case LUTF_COMMAND_REQUEST:
		request(node, command);
		break;
	case LUTF_COMMAND_REPLY:
		reply(node, command);
		break;
	case LUTF_COMMAND_CANCEL:
		cancel(node, command);
		break;
	case LUTF_COMMAND_EVENT:
		event(node, command);
		break;
	case LUTF_COMMAND_QUERY:
		if (node->upstream.conn)
			lutf__conn_send(node->upstream.conn, LUTF_TYPE_GET_NUM_AGENTS, NULL);
		break;
	case LUTF_COMMAND_RESUME:
		resume(node);
		break;
	case LUTF_COMMAND_BEAT:
		beat(node);
		break;
	case LUTF_COMMAND_SILENT:
		silent(node, command);
		break;
	case LUTF_COMMAND_STOP:
		lutf__node_begin_stop(node);
		break;
	}
	lutf__command_free(command);
}

void lutf__commands_run(struct lutf_node *node)
{
	unsigned count;

	for (count = 0; count < LUTF_COMMANDS_MAX; count++) {
		struct lutf_mail *mail = node->todo ? node->todo : lutf__mailbox_take(&node->commands);

		if (!mail)
			return;
		node->todo = mail->next;
		carry_out(node, (struct lutf_command *)mail);
	}
	uv_async_send(&node->wake);
}

bool lutf__command_direct(struct lutf_node *node, struct lutf_command *command)
{
	struct lutf_peer *to;
	struct lutf_conn *conn = NULL;

	if (command->len > LUTF_FRAME_PART || atomic_load(&node->undelivered) > LUTF_DIRECT_MAX || uv_mutex_trylock(&node->lock))
		return false;
	if (!node->todo && !lutf__mailbox_count(&node->commands) && node->calls.ours < LUTF_DIRECT_MAX && !is_self(node, command->dst)) {
		to = next_hop(node, command->dst);
		conn = to && to->role != LUTF_ROLE_CLIENT ? to->conn : NULL;
	}
	if (conn && (conn->writing || conn->error || conn->queued || conn->state != LUTF_CONN_OPEN))
		conn = NULL;
	if (conn) {
		carry_out(node, command);
		lutf__conn_flush(conn);
		if (conn->queued || conn->out.len || conn->error || lutf__deadlines_next(&node->deadlines) < node->armed_at)
			uv_async_send(&node->wake);
	}
	lutf__unlock(node);
	return conn;
}
