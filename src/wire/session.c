/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "wire/node.h"

/* What a connection's messages mean in its state: hello and welcome, beats and probes, goodbye. */

void lutf__session_greet(struct lutf_conn *conn)
{
	lutf__conn_send_new(conn, LUTF_TYPE_HELLO, lutf__block_hello(conn->node));
}

static bool starts_with(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* Calls that were lost with the connection get the reason that only the next process can tell. */
static void answer_lost_calls(struct lutf_peer *peer, const char *instance, const char *last_exit)
{
	if (!strcmp(peer->instance, instance))
		lutf__peer_fail_calls(peer, peer->failure, peer->detail);
	else if (last_exit)
		lutf__peer_fail_calls(peer, starts_with(last_exit, "SIG") ? LUTF_FAILURE_KILLED : LUTF_FAILURE_EXITED, last_exit);
	else
		lutf__peer_fail_calls(peer, LUTF_FAILURE_EXITED, "restarted");
}

/* The hello is in order and the name is free. */
static void admit(struct lutf_conn *conn, struct lutf_peer *peer, const struct lutf_yaml_node *hello)
{
	struct lutf_node *node = conn->node;
	const struct lutf_yaml_node *supervised = lutf_yaml_get(hello, "supervised"), *info = lutf_yaml_get(hello, "info");
	const char *last_exit = lutf_yaml_get_string(hello, "last_exit"), *instance = lutf_yaml_get_string(hello, "instance");
	struct lutf_yaml_doc *doc = NULL;

	if (peer->calls)
		answer_lost_calls(peer, instance, last_exit);
	/* The same process on a new connection: how the one before it died is old news. */
	if (!strcmp(peer->instance, instance))
		last_exit = NULL;
	lutf__deadline_clear(&node->deadlines, &conn->deadline);
	lutf__deadline_clear(&node->deadlines, &peer->crash_wait);
	snprintf(peer->instance, sizeof(peer->instance), "%s", instance);
	snprintf(peer->address, sizeof(peer->address), "%s", conn->address);
	peer->role = strcmp(lutf_yaml_get_string(hello, "role"), "client") ? LUTF_ROLE_AGENT : LUTF_ROLE_CLIENT;
	peer->supervised = supervised && supervised->kind == LUTF_YAML_BOOL && supervised->boolean;
	peer->heartbeat_ms = (unsigned)lutf_yaml_get_int(hello, "heartbeat_ms", LUTF_HEARTBEAT_PERIOD);
	peer->last_seen = lutf__now_ms();
	peer->suspect_polls = 0;
	peer->failure = LUTF_FAILURE_NONE;
	peer->detail[0] = '\0';
	peer->state = LUTF_AGENT_ALIVE;
	peer->conn = conn;
	conn->peer = peer;
	if (peer->role == LUTF_ROLE_CLIENT)
		conn->decoder.from = LUTF_FROM_CLIENT;
	lutf__conn_set_state(conn, LUTF_CONN_OPEN);
	lutf__conn_send_new(conn, LUTF_TYPE_WELCOME, lutf__block_welcome(node));
	if (info && info->kind == LUTF_YAML_MAPPING)
		lutf__block_extract(info, &doc);
	lutf__peer_report(peer, last_exit, doc);
}

void lutf__session_admit_held(struct lutf_peer *peer)
{
	struct lutf_conn *conn = peer->held;
	struct lutf_yaml_doc *doc = conn->hello;

	peer->held = NULL;
	conn->hello = NULL;
	admit(conn, peer, lutf_yaml_get(lutf__block_root(doc), "hello"));
	lutf_yaml_doc_free(doc);
}

/* Makes room for a name that is new: agents that are gone for good leave first. */
static bool registry_has_room(struct lutf_node *node)
{
	struct lutf_peer *peer;

	if (node->registry.count < LUTF_AGENTS_MAX)
		return true;
	for (peer = node->registry.first; peer; peer = peer->next) {
		if (peer->state == LUTF_AGENT_DEAD && !peer->calls && !peer->asked) {
			lutf__registry_remove(node, peer);
			return true;
		}
	}
	return false;
}

/* NULL, or what is wrong with it. */
static const char *check_hello(const struct lutf_yaml_node *hello)
{
	const char *name = lutf_yaml_get_string(hello, "name"), *role = lutf_yaml_get_string(hello, "role");
	const char *instance = lutf_yaml_get_string(hello, "instance");
	const char *last_exit = lutf_yaml_get_string(hello, "last_exit");
	int64_t heartbeat_ms = lutf_yaml_get_int(hello, "heartbeat_ms", LUTF_HEARTBEAT_PERIOD);

	if (!name || !lutf__name_is_valid(name))
		return "the name is missing or not made of letters, digits, '.', '_', '-'";
	if (!role || (strcmp(role, "agent") && strcmp(role, "client")))
		return "the role is neither agent nor client";
	if (!instance || !*instance || strlen(instance) >= sizeof(((struct lutf_peer *)0)->instance))
		return "the instance is missing or too long";
	if (heartbeat_ms < LUTF_HEARTBEAT_MIN || heartbeat_ms > LUTF_HEARTBEAT_MAX)
		return "heartbeat_ms is out of range";
	if (last_exit && strlen(last_exit) >= LUTF_DETAIL_MAX)
		return "last_exit is too long";
	return NULL;
}

/* Takes doc when it has to wait. */
static bool on_hello(struct lutf_conn *conn, struct lutf_yaml_doc *doc)
{
	struct lutf_node *node = conn->node;
	const struct lutf_yaml_node *hello = lutf_yaml_get(lutf__block_root(doc), "hello");
	const char *name = lutf_yaml_get_string(hello, "name"), *wrong = check_hello(hello);
	struct lutf_peer *peer;

	if (wrong) {
		lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "invalid", "a hello that is not valid: %s", wrong);
		return false;
	}
	if (!strcmp(name, node->name)) {
		lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "duplicate", "%s is the name of the master", name);
		return false;
	}
	peer = lutf__registry_find(&node->registry, name);
	if (peer && peer->conn && !strcmp(peer->instance, lutf_yaml_get_string(hello, "instance"))) {
		/* The same process again: it knows better than we that its first connection is gone. */
		struct lutf_conn *held = peer->held;

		if (held)
			lutf__conn_refuse(held, LUTF_FAILURE_REFUSED, "duplicate", "an agent named %s is alive at %s", name, conn->address);
		if (peer->role == LUTF_ROLE_CLIENT) {
			lutf__conn_close(peer->conn, LUTF_FAILURE_UNREACHABLE, "it has connected anew");
			peer = NULL; /* clients leave the registry */
		} else {
			lutf__conn_close(peer->conn, LUTF_FAILURE_UNREACHABLE, "it has connected anew");
		}
	}
	if (peer && peer->conn) {
		if (peer->held || lutf__deadline_set(&node->deadlines, &conn->deadline, lutf__now_ms() + peer->heartbeat_ms)) {
			lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "duplicate", "an agent named %s is alive at %s", name, peer->address);
			return false;
		}
		peer->held = conn;
		conn->peer = peer;
		conn->hello = doc;
		lutf__conn_set_state(conn, LUTF_CONN_HELD);
		lutf__conn_send(peer->conn, LUTF_TYPE_PROBE, NULL);
		return true;
	}
	if (!peer) {
		peer = registry_has_room(node) ? lutf__registry_add(node, name) : NULL;
		if (!peer) {
			lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "full", "this master has its %d agents", LUTF_AGENTS_MAX);
			return false;
		}
	}
	admit(conn, peer, hello);
	return false;
}

static void on_welcome(struct lutf_conn *conn, struct lutf_yaml_doc *doc)
{
	struct lutf_node *node = conn->node;
	struct lutf_peer *master = &node->upstream;
	const struct lutf_yaml_node *welcome = lutf_yaml_get(lutf__block_root(doc), "welcome");
	const char *name = lutf_yaml_get_string(welcome, "master");

	if (!name || !lutf__name_is_valid(name)) {
		lutf_yaml_doc_free(doc);
		lutf__conn_close(conn, LUTF_FAILURE_INVALID, "a welcome without the master's name");
		return;
	}
	lutf__deadline_clear(&node->deadlines, &conn->deadline);
	snprintf(master->name, sizeof(master->name), "%s", name);
	snprintf(master->address, sizeof(master->address), "%s", conn->address);
	master->heartbeat_ms = node->heartbeat_ms;
	master->last_seen = lutf__now_ms();
	master->suspect_polls = 0;
	master->conn = conn;
	conn->peer = master;
	node->dial.delay = 0;
	node->dial.told[0] = '\0';
	lutf__conn_set_state(conn, LUTF_CONN_OPEN);
	lutf__deliver(node, LUTF_MESSAGE_CONNECTED, name, 0, doc);
}

static void on_refused(struct lutf_conn *conn, const struct lutf_yaml_node *root)
{
	const struct lutf_yaml_node *refused = lutf_yaml_get(root, "refused");
	const char *detail = lutf_yaml_get_string(refused, "detail");

	if (!detail)
		detail = "no reason was given";
	if (conn->dialed && conn->state == LUTF_CONN_HELLO)
		lutf__conn_close(conn, LUTF_FAILURE_REFUSED, "%s", detail);
	else
		lutf__conn_close(conn, LUTF_FAILURE_INVALID, "it refused to go on: %s", detail);
}

static void on_probe(struct lutf_conn *conn)
{
	struct lutf_peer *peer = conn->peer;

	if (conn->dialed)
		lutf__conn_send(conn, LUTF_TYPE_PROBE, NULL);
	else if (peer && peer->held)
		lutf__conn_refuse(peer->held, LUTF_FAILURE_REFUSED, "duplicate", "an agent named %s is alive at %s", peer->name,
				  peer->address);
}

void lutf__session_message(struct lutf_conn *conn, enum lutf_frame_type type, const char *text, size_t len, struct lutf_yaml_doc *doc,
			   int parse_rc, const struct lutf_yaml_error *error)
{
	const struct lutf_yaml_node *root = lutf__block_root(doc);
	const char *reason;

	if (conn->peer && conn->state == LUTF_CONN_OPEN) {
		conn->peer->last_seen = lutf__now_ms();
		conn->peer->suspect_polls = 0;
	}
	if (conn->state == LUTF_CONN_CLOSING) {
		lutf_yaml_doc_free(doc);
		return;
	}
	if (type == LUTF_TYPE_RPC || type == LUTF_TYPE_EVENT || type == LUTF_TYPE_CANCEL || type == LUTF_TYPE_FAILED) {
		lutf__route_message(conn->node, conn->peer, type, text, len, doc, parse_rc, error);
		return;
	}
	if (parse_rc) {
		lutf__conn_refuse(conn, conn->state == LUTF_CONN_HELLO ? LUTF_FAILURE_REFUSED : LUTF_FAILURE_INVALID, "invalid",
				  "%s that is not valid: %s", lutf__frame_type_name(type), error->text);
		return;
	}
	switch (type) {
	case LUTF_TYPE_HB:
		if (!conn->dialed)
			lutf__conn_send(conn, LUTF_TYPE_HB, NULL);
		break;
	case LUTF_TYPE_PROBE:
		on_probe(conn);
		break;
	case LUTF_TYPE_HELLO:
		if (on_hello(conn, doc))
			doc = NULL;
		break;
	case LUTF_TYPE_WELCOME:
		on_welcome(conn, doc);
		doc = NULL;
		break;
	case LUTF_TYPE_REFUSED:
		on_refused(conn, root);
		break;
	case LUTF_TYPE_GOODBYE:
		reason = lutf_yaml_get_string(lutf_yaml_get(root, "goodbye"), "reason");
		lutf__conn_close(conn, LUTF_FAILURE_EXITED, "%s", reason ? reason : "it said goodbye");
		break;
	case LUTF_TYPE_GET_NUM_AGENTS:
		lutf__conn_send_agents(conn);
		break;
	case LUTF_TYPE_AGENTS:
		lutf__deliver(conn->node, LUTF_MESSAGE_AGENTS, conn->peer->name, 0, doc);
		doc = NULL;
		break;
	default: /* PART never leaves the decoder, the others are above */
		break;
	}
	lutf_yaml_doc_free(doc);
}
