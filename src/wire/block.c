/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "wire/node.h"
#include "yaml/writer.h"

/* The documents of control messages; docs/protocol.md shows each. */

bool lutf__name_is_valid(const char *name)
{
	size_t len = strlen(name);

	return len && len <= LUTF_NAME_MAX && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

enum lutf_failure lutf__failure_by_name(const char *name)
{
#define X(id, text) \
	if (!strcmp(name, text)) \
		return LUTF_FAILURE_##id;
	LUTF_FAILURES(X)
#undef X
	return LUTF_FAILURE_UNREACHABLE;
}

const struct lutf_yaml_node *lutf__block_root(const struct lutf_yaml_doc *doc)
{
	return doc ? lutf_yaml_root(doc) : NULL;
}

static void put_string(struct lutf_yaml_writer *writer, const char *key, const char *value)
{
	lutf_yaml_key(writer, key);
	lutf_yaml_string(writer, value, strlen(value));
}

static void put_int(struct lutf_yaml_writer *writer, const char *key, int64_t value)
{
	lutf_yaml_key(writer, key);
	lutf_yaml_int(writer, value);
}

/* Words that may come from anywhere, cut anyhow: at most LUTF_DETAIL_MAX - 1 bytes of them, and UTF-8 whatever they are. */
static void put_detail(struct lutf_yaml_writer *writer, const char *key, const char *value)
{
	char text[LUTF_DETAIL_MAX];
	size_t len = 0, left = strlen(value), n;

	for (; left; value += n, left -= n) {
		n = lutf_yaml_character(value, left);
		if (len + (n ? n : 1) >= sizeof(text))
			break;
		if (n)
			memcpy(text + len, value, n);
		else
			text[len] = '?';
		n = n ? n : 1;
		len += n;
	}
	lutf_yaml_key(writer, key);
	lutf_yaml_string(writer, text, len);
}

/* A writer inside `name: {`. NULL: no memory. */
static struct lutf_yaml_writer *begin(const char *name)
{
	struct lutf_yaml_writer *writer;

	if (lutf_yaml_writer_new(&writer))
		return NULL;
	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, name);
	lutf_yaml_begin_mapping(writer);
	return writer;
}

static struct lutf_text *end(struct lutf_yaml_writer *writer)
{
	char *data = NULL;
	size_t len = 0;
	int rc;

	if (!writer)
		return NULL;
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
	rc = lutf_yaml_writer_finish(writer, &data, &len);
	lutf_yaml_writer_free(writer);
	return rc ? NULL : lutf__text_new(data, len);
}

static void put_tree(struct lutf_yaml_writer *writer, const struct lutf_yaml_node *tree)
{
	const struct lutf_yaml_node *item;

	switch (tree->kind) {
	case LUTF_YAML_NULL:
		lutf_yaml_null(writer);
		break;
	case LUTF_YAML_BOOL:
		lutf_yaml_bool(writer, tree->boolean);
		break;
	case LUTF_YAML_INT:
		lutf_yaml_int(writer, tree->integer);
		break;
	case LUTF_YAML_FLOAT:
		lutf_yaml_float(writer, tree->number);
		break;
	case LUTF_YAML_STRING:
		lutf_yaml_string(writer, tree->string.text, tree->string.len);
		break;
	case LUTF_YAML_SEQUENCE:
		lutf_yaml_begin_sequence(writer);
		for (item = tree->items.first; item; item = item->next)
			put_tree(writer, item);
		lutf_yaml_end_sequence(writer);
		break;
	case LUTF_YAML_MAPPING:
		lutf_yaml_begin_mapping(writer);
		for (item = tree->items.first; item; item = item->next) {
			lutf_yaml_key(writer, item->key);
			put_tree(writer, item);
		}
		lutf_yaml_end_mapping(writer);
		break;
	}
}

int lutf__block_extract(const struct lutf_yaml_node *tree, struct lutf_yaml_doc **out)
{
	struct lutf_yaml_writer *writer;
	struct lutf_yaml_error error;
	char *data;
	size_t len;
	int rc = lutf_yaml_writer_new(&writer);

	if (rc)
		return rc;
	put_tree(writer, tree);
	rc = lutf_yaml_writer_finish(writer, &data, &len);
	lutf_yaml_writer_free(writer);
	if (rc)
		return rc;
	rc = lutf_yaml_parse(data, len, out, &error);
	free(data);
	return rc;
}

/*
 * The writer of a block puts dst, src, id and type first, a line each. A block that is refused as a whole is still answered
 * by number when those lines can be read; a block written otherwise is not, and its connection is closed.
 */
int lutf__block_peek(const char *text, size_t len, struct lutf_yaml_doc **out)
{
	static const char first[] = "rpc:\n";
	static const char *const keys[] = {"  dst: ", "  src: ", "  id: ", "  type: ", "  test: "};
	struct lutf_yaml_error error;
	const char *line = text + sizeof(first) - 1, *text_end = text + len;

	if (len < sizeof(first) || memcmp(text, first, sizeof(first) - 1))
		return -EINVAL;
	for (;;) {
		const char *newline = memchr(line, '\n', (size_t)(text_end - line));
		size_t i, count = sizeof(keys) / sizeof(keys[0]);

		for (i = 0; newline && i < count; i++)
			if ((size_t)(newline - line) > strlen(keys[i]) && !memcmp(line, keys[i], strlen(keys[i])))
				break;
		if (!newline || i == count || newline - text > LUTF_CONTROL_MAX)
			break;
		line = newline + 1;
	}
	return lutf_yaml_parse(text, (size_t)(line - text), out, &error);
}

struct lutf_text *lutf__block_hello(const struct lutf_node *node)
{
	struct lutf_yaml_writer *writer = begin("hello");
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *info;

	if (!writer)
		return NULL;
	put_string(writer, "name", node->name);
	put_string(writer, "role", node->role == LUTF_ROLE_CLIENT ? "client" : "agent");
	put_string(writer, "instance", node->instance);
	put_int(writer, "heartbeat_ms", node->heartbeat_ms);
	if (node->supervised) {
		lutf_yaml_key(writer, "supervised");
		lutf_yaml_bool(writer, true);
	}
	if (node->last_exit)
		put_detail(writer, "last_exit", node->last_exit);
	if (node->info && !lutf_yaml_parse(node->info, strlen(node->info), &info, &error)) {
		if (lutf_yaml_root(info)) {
			lutf_yaml_key(writer, "info");
			put_tree(writer, lutf_yaml_root(info));
		}
		lutf_yaml_doc_free(info);
	}
	return end(writer);
}

struct lutf_text *lutf__block_welcome(const struct lutf_node *node)
{
	struct lutf_yaml_writer *writer = begin("welcome");

	if (writer) {
		put_string(writer, "master", node->name);
		put_int(writer, "heartbeat_ms", node->heartbeat_ms);
	}
	return end(writer);
}

struct lutf_text *lutf__block_refused(const char *reason, const char *detail)
{
	struct lutf_yaml_writer *writer = begin("refused");

	if (writer) {
		put_string(writer, "reason", reason);
		put_detail(writer, "detail", detail);
	}
	return end(writer);
}

struct lutf_text *lutf__block_goodbye(const char *reason)
{
	struct lutf_yaml_writer *writer = begin("goodbye");

	if (writer)
		put_detail(writer, "reason", reason);
	return end(writer);
}

struct lutf_text *lutf__block_cancel(const char *dst, const char *src, uint64_t id)
{
	struct lutf_yaml_writer *writer = begin("cancel");

	if (writer) {
		put_string(writer, "dst", dst);
		put_string(writer, "src", src);
		put_int(writer, "id", (int64_t)id);
	}
	return end(writer);
}

struct lutf_text *lutf__block_failed(const char *dst, const char *src, uint64_t id, enum lutf_failure failure, const char *detail)
{
	struct lutf_yaml_writer *writer = begin("failed");

	if (writer) {
		put_string(writer, "dst", dst);
		put_string(writer, "src", src);
		put_int(writer, "id", (int64_t)id);
		put_string(writer, "reason", lutf_failure_name(failure));
		if (detail && *detail)
			put_detail(writer, "detail", detail);
	}
	return end(writer);
}

struct lutf_text *lutf__block_agents(struct lutf_node *node)
{
	struct lutf_yaml_writer *writer = begin("agents");
	const struct lutf_peer *peer;
	uint64_t now = lutf__now_ms();
	int64_t alive = 0;

	if (!writer)
		return NULL;
	for (peer = node->registry.first; peer; peer = peer->next)
		alive += peer->role == LUTF_ROLE_AGENT && peer->state == LUTF_AGENT_ALIVE;
	put_int(writer, "count", alive);
	lutf_yaml_key(writer, "nodes");
	lutf_yaml_begin_sequence(writer);
	for (peer = node->registry.first; peer; peer = peer->next) {
		if (peer->role != LUTF_ROLE_AGENT)
			continue;
		lutf_yaml_begin_mapping(writer);
		put_string(writer, "name", peer->name);
		put_string(writer, "address", peer->address);
		put_string(writer, "state", lutf_agent_state_name(peer->state));
		put_int(writer, "silent_ms", (int64_t)(now - peer->last_seen));
		lutf_yaml_end_mapping(writer);
	}
	lutf_yaml_end_sequence(writer);
	return end(writer);
}
