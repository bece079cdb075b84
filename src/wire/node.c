/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/node.h"

/* The node: its start and stop, the listener's loop, and the functions of lutf_agent.h. */

const char *lutf_agent_state_name(enum lutf_agent_state state)
{
	switch (state) {
#define X(name, text) \
	case LUTF_AGENT_##name: \
		return text;
		LUTF_AGENT_STATES(X)
#undef X
	}
	return "?";
}

const char *lutf_failure_name(enum lutf_failure failure)
{
	switch (failure) {
#define X(name, text) \
	case LUTF_FAILURE_##name: \
		return text;
		LUTF_FAILURES(X)
#undef X
	}
	return "?";
}

/* ---- the listener's loop ---- */

static void on_wake(uv_async_t *async)
{
	struct lutf_node *node = async->data;

	lutf__lock(node);
	lutf__commands_run(node);
	lutf__unlock(node);
}

static void on_timer(uv_timer_t *timer)
{
	struct lutf_node *node = timer->data;

	lutf__lock(node);
	node->armed_at = UINT64_MAX;
	lutf__deadlines_run(&node->deadlines, lutf__now_ms());
	lutf__unlock(node);
}

static void close_loop_handles(struct lutf_node *node)
{
	node->closing = true;
	uv_close((uv_handle_t *)&node->wake, NULL);
	uv_close((uv_handle_t *)&node->before_poll, NULL);
	uv_close((uv_handle_t *)&node->after_poll, NULL);
	uv_close((uv_handle_t *)&node->timer, NULL);
}

/* All that the turn has to send leaves together; the timer is only moved forward, a stale one costs one turn. */
static void on_before_poll(uv_prepare_t *prepare)
{
	struct lutf_node *node = prepare->data;
	uint64_t next, now;

	lutf__lock(node);
	lutf__node_flush(node);
	if (node->stopping && !node->conns && !node->closing)
		close_loop_handles(node);
	next = lutf__deadlines_next(&node->deadlines);
	if (!node->closing && next < node->armed_at) {
		now = lutf__now_ms();
		uv_update_time(&node->loop);
		uv_timer_start(&node->timer, on_timer, next > now ? next - now : 0, 0);
		node->armed_at = next;
	}
	lutf__unlock(node);
}

static void on_after_poll(uv_check_t *check)
{
	struct lutf_node *node = check->data;

	lutf__lock(node);
	node->polls++;
	lutf__unlock(node);
}

static void stop_now(struct lutf_deadline *deadline)
{
	struct lutf_node *node = (struct lutf_node *)((char *)deadline - offsetof(struct lutf_node, stop_deadline));
	struct lutf_conn *conn, *next;

	for (conn = node->conns; conn; conn = next) {
		next = conn->next;
		lutf__conn_close(conn, LUTF_FAILURE_EXITED, "this node has stopped");
	}
}

void lutf__node_begin_stop(struct lutf_node *node)
{
	struct lutf_conn *conn, *next;

	node->stopping = true;
	if (node->is_listening)
		uv_close((uv_handle_t *)&node->listening, NULL);
	lutf__deadline_clear(&node->deadlines, &node->accept_deadline);
	lutf__dial_stop(node);
	lutf__inbound_cancel(&node->self);
	for (conn = node->conns; conn; conn = next) {
		next = conn->next;
		if (conn->state == LUTF_CONN_OPEN) {
			lutf__conn_send_new(conn, LUTF_TYPE_GOODBYE, lutf__block_goodbye("it was stopped"));
			conn->finish = true;
		} else {
			lutf__conn_close(conn, LUTF_FAILURE_EXITED, "this node has stopped");
		}
	}
	node->stop_deadline.expired = stop_now;
	lutf__deadline_set(&node->deadlines, &node->stop_deadline, lutf__now_ms() + LUTF_GOODBYE_WAIT);
}

void lutf__block_signals(void)
{
	/* Blocked, these would end the process without its handlers: they are raised by what this thread does. */
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
	sigset_t set;
	size_t i;

	sigfillset(&set);
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		sigdelset(&set, faults[i]);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void run(void *opaque)
{
	struct lutf_node *node = opaque;

	lutf__block_signals();
	pthread_setname_np(pthread_self(), "lutf-listener");
	lutf__lock(node);
	if (node->role != LUTF_ROLE_MASTER)
		lutf__dial(node);
	lutf__unlock(node);
	uv_run(&node->loop, UV_RUN_DEFAULT);
}

/* ---- start and stop ---- */

static void fill_random_hex(char *out, size_t digits)
{
	uint8_t bytes[16] = {0};
	size_t i;

	uv_random(NULL, NULL, bytes, sizeof(bytes), 0, NULL);
	for (i = 0; i < digits / 2; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static int fail(char *error, size_t size, int rc, const char *format, ...) __attribute__((format(printf, 4, 5)));
static int fail(char *error, size_t size, int rc, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error, size, format, args);
	va_end(args);
	return rc;
}

static int check_options(const struct lutf_node_options *options, char *error, size_t size)
{
	struct lutf_yaml_error yaml_error;
	struct lutf_yaml_doc *doc;
	bool is_mapping;

	if (!options->name || !lutf__name_is_valid(options->name))
		return fail(error, size, -EINVAL, "a node's name has 1 to %d of letters, digits, '.', '_', '-'; '%s' has not",
			    LUTF_NAME_MAX, options->name ? options->name : "");
	if (options->key && (options->key_len < LUTF_KEY_MIN || options->key_len > LUTF_KEY_MAX))
		return fail(error, size, -EINVAL, "a key has %d to %d bytes, this one has %zu", LUTF_KEY_MIN, LUTF_KEY_MAX,
			    options->key_len);
	if (options->heartbeat_ms && (options->heartbeat_ms < LUTF_HEARTBEAT_MIN || options->heartbeat_ms > LUTF_HEARTBEAT_MAX))
		return fail(error, size, -EINVAL, "a heartbeat period is %d to %d ms, not %u", LUTF_HEARTBEAT_MIN, LUTF_HEARTBEAT_MAX,
			    options->heartbeat_ms);
	if (options->role != LUTF_ROLE_MASTER && !options->port)
		return fail(error, size, -EINVAL, "the master's port is missing");
	if (!options->info)
		return 0;
	if (lutf_yaml_parse(options->info, strlen(options->info), &doc, &yaml_error))
		return fail(error, size, -EINVAL, "the node's info is not valid: %s", yaml_error.text);
	is_mapping = lutf_yaml_root(doc) && lutf_yaml_root(doc)->kind == LUTF_YAML_MAPPING;
	lutf_yaml_doc_free(doc);
	if (!is_mapping || strlen(options->info) > LUTF_NODE_INFO_MAX)
		return fail(error, size, -EINVAL, "the node's info must be a mapping of %u bytes at most", LUTF_NODE_INFO_MAX);
	return 0;
}

static int init_loop(struct lutf_node *node)
{
	int rc = uv_loop_init(&node->loop);

	if (rc)
		return rc;
	rc = uv_async_init(&node->loop, &node->wake, on_wake);
	if (rc) {
		uv_loop_close(&node->loop);
		return rc;
	}
	uv_prepare_init(&node->loop, &node->before_poll);
	uv_prepare_start(&node->before_poll, on_before_poll);
	uv_check_init(&node->loop, &node->after_poll);
	uv_check_start(&node->after_poll, on_after_poll);
	uv_timer_init(&node->loop, &node->timer);
	node->wake.data = node->before_poll.data = node->after_poll.data = node->timer.data = node;
	return 0;
}

static void end_loop(struct lutf_node *node)
{
	close_loop_handles(node);
	if (node->is_listening)
		uv_close((uv_handle_t *)&node->listening, NULL);
	uv_run(&node->loop, UV_RUN_DEFAULT);
	uv_loop_close(&node->loop);
}

static void free_mails(struct lutf_mail *list, void (*free_mail)(struct lutf_mail *))
{
	struct lutf_mail *mail;

	while ((mail = list)) {
		list = mail->next;
		free_mail(mail);
	}
}

static void free_command(struct lutf_mail *mail)
{
	lutf__command_free((struct lutf_command *)mail);
}

static void free_message(struct lutf_mail *mail)
{
	lutf_message_free(lutf__posted_message(mail));
}

/* All threads have ended, or were never started. */
static void free_node(struct lutf_node *node)
{
	free_mails(lutf__mailbox_take(&node->commands), free_command);
	free_mails(node->todo, free_command);
	free_mails(lutf__mailbox_take(&node->messages), free_message);
	free_mails(node->taken, free_message);
	lutf__calls_free(node);
	lutf__registry_free(node);
	lutf__deadlines_free(&node->deadlines);
	lutf__buffer_free(&node->scratch);
	lutf__tls_context_free(node->tls);
	lutf__mailbox_destroy(&node->commands);
	lutf__mailbox_destroy(&node->messages);
	uv_mutex_destroy(&node->lock);
	free(node->record);
	free(node->read_buffer);
	free(node->plain);
	free(node->host);
	free(node->info);
	free(node->last_exit);
	free(node);
}

static void copy_options(struct lutf_node *node, const struct lutf_node_options *options)
{
	uint64_t first_id = 0;

	node->role = options->role;
	snprintf(node->name, sizeof(node->name), "%s", options->name);
	fill_random_hex(node->instance, 32);
	node->host = strdup(options->address ? options->address : "127.0.0.1");
	node->info = options->info ? strdup(options->info) : NULL;
	node->last_exit = options->last_exit && *options->last_exit ? strndup(options->last_exit, LUTF_DETAIL_MAX - 1) : NULL;
	node->port = options->port;
	node->supervised = options->supervised;
	node->heartbeat_ms = options->heartbeat_ms ? options->heartbeat_ms : LUTF_HEARTBEAT_PERIOD;
	node->wakeup = options->wakeup;
	node->opaque = options->opaque;
	/* Not from 1: an answer to the process that had this name before must not look like one to this process. 40 bits stay exact in JavaScript. */
	uv_random(NULL, NULL, &first_id, 5, 0, NULL);
	atomic_init(&node->next_id, first_id + 1);
	node->armed_at = UINT64_MAX;
	node->last_conn = &node->conns;
	node->registry.last = &node->registry.first;
	node->upstream.node = node;
	node->upstream.role = LUTF_ROLE_MASTER;
	node->upstream.failure = LUTF_FAILURE_UNREACHABLE;
	snprintf(node->upstream.detail, sizeof(node->upstream.detail), "not connected to the master at %s port %u yet", node->host,
		 node->port);
	lutf__inbound_init(&node->self, node, NULL);
}

int lutf_node_start(const struct lutf_node_options *options, struct lutf_node **out, char *error, size_t error_size)
{
	struct lutf_node *node;
	int rc = check_options(options, error, error_size);

	if (rc)
		return rc;
	node = calloc(1, sizeof(*node));
	if (!node)
		return fail(error, error_size, -ENOMEM, "out of memory");
	if (uv_mutex_init(&node->lock) || lutf__mailbox_init(&node->commands, LUTF_MAILBOX_MAX) ||
	    lutf__mailbox_init(&node->messages, LUTF_MAILBOX_MAX)) {
		free(node);
		return fail(error, error_size, -ENOMEM, "out of memory");
	}
	copy_options(node, options);
	node->record = malloc(LUTF_TLS_RECORD);
	node->plain = malloc(LUTF_TLS_RECORD);
	node->read_buffer = malloc(LUTF_FRAME_PART);
	rc = node->record && node->plain && node->read_buffer && node->host ? 0 : -ENOMEM;
	if (!rc && options->key)
		rc = lutf__tls_context_new(node->role == LUTF_ROLE_MASTER, options->key, options->key_len, &node->tls);
	if (!rc)
		rc = init_loop(node);
	if (rc) {
		free_node(node);
		return fail(error, error_size, rc, "cannot start the node: %s", uv_strerror(rc));
	}
	if (node->role == LUTF_ROLE_MASTER) {
		rc = lutf__listen(node, options->address, options->port, error, error_size);
		if (rc)
			goto fail;
	}
	rc = lutf__heartbeat_start(node);
	if (rc) {
		fail(error, error_size, rc, "cannot start the heartbeat thread: %s", uv_strerror(rc));
		goto fail;
	}
	rc = uv_thread_create(&node->thread, run, node);
	if (rc) {
		fail(error, error_size, rc, "cannot start the listener thread: %s", uv_strerror(rc));
		lutf__heartbeat_stop(node);
		goto fail;
	}
	*out = node;
	return 0;
fail:
	end_loop(node);
	free_node(node);
	return rc;
}

void lutf_node_stop(struct lutf_node *node)
{
	struct lutf_command *command;

	if (!node)
		return;
	lutf__heartbeat_stop(node);
	command = lutf__command_new(LUTF_COMMAND_STOP, NULL);
	if (!command)
		abort();
	lutf__command_post(node, command);
	uv_thread_join(&node->thread);
	uv_loop_close(&node->loop);
	free_node(node);
}

/* ---- for the owner ---- */

const char *lutf_node_name(const struct lutf_node *node)
{
	return node->name;
}

uint16_t lutf_node_port(const struct lutf_node *node)
{
	return node->role == LUTF_ROLE_MASTER ? node->port : 0;
}

uint64_t lutf_node_next_id(struct lutf_node *node)
{
	return atomic_fetch_add(&node->next_id, 1);
}

static void command_body(struct lutf_node *node, enum lutf_command_kind kind, const char *dst, uint64_t id, uint32_t owner,
			 unsigned timeout_ms, char *body, size_t len)
{
	struct lutf_command *command = lutf__command_new(kind, dst);

	if (!command)
		abort(); /* a call without an answer would be worse */
	command->id = id;
	command->owner = owner;
	command->timeout_ms = timeout_ms;
	command->body = body;
	command->len = len;
	if (!body || !lutf__command_direct(node, command))
		lutf__command_post(node, command);
}

void lutf_node_request(struct lutf_node *node, const char *dst, uint64_t id, uint32_t owner, unsigned timeout_ms, char *body, size_t len)
{
	command_body(node, LUTF_COMMAND_REQUEST, dst, id, owner, timeout_ms, body, len);
}

void lutf_node_reply(struct lutf_node *node, const char *dst, uint64_t id, char *body, size_t len)
{
	command_body(node, LUTF_COMMAND_REPLY, dst, id, 0, 0, body, len);
}

void lutf_node_event(struct lutf_node *node, const char *dst, char *body, size_t len)
{
	command_body(node, LUTF_COMMAND_EVENT, dst, 0, 0, 0, body, len);
}

void lutf_node_cancel(struct lutf_node *node, uint64_t id)
{
	command_body(node, LUTF_COMMAND_CANCEL, NULL, id, 0, 0, NULL, 0);
}

void lutf_node_query(struct lutf_node *node)
{
	command_body(node, LUTF_COMMAND_QUERY, NULL, 0, 0, 0, NULL, 0);
}

struct lutf_message *lutf_node_next(struct lutf_node *node)
{
	struct lutf_mail *mail;

	if (!node->taken)
		node->taken = lutf__mailbox_take(&node->messages);
	mail = node->taken;
	if (!mail)
		return NULL;
	node->taken = mail->next;
	if (atomic_fetch_sub(&node->undelivered, 1) - 1 <= LUTF_MAILBOX_MAX / 2 && atomic_load(&node->paused) &&
	    !atomic_exchange(&node->resuming, true))
		command_body(node, LUTF_COMMAND_RESUME, NULL, 0, 0, 0, NULL, 0);
	return lutf__posted_message(mail);
}

int lutf_node_agents(struct lutf_node *node, struct lutf_agent_info **out, size_t *count)
{
	const struct lutf_peer *peer;
	struct lutf_agent_info *list;
	uint64_t now;
	size_t n = 0;
	int rc = 0;

	lutf__lock(node);
	now = lutf__now_ms();
	list = calloc(node->registry.count + 1, sizeof(*list));
	if (!list) {
		rc = -ENOMEM;
		goto out;
	}
	for (peer = node->registry.first; peer; peer = peer->next) {
		if (peer->role != LUTF_ROLE_AGENT)
			continue;
		snprintf(list[n].name, sizeof(list[n].name), "%s", peer->name);
		snprintf(list[n].address, sizeof(list[n].address), "%s", peer->address);
		list[n].state = peer->state;
		list[n].silent_ms = (unsigned)(now - peer->last_seen);
		n++;
	}
	*out = list;
	*count = n;
out:
	lutf__unlock(node);
	return rc;
}
