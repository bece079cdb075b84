/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "wire/node.h"

/* The life of a connection and the bytes that come in. The states are drawn in docs/protocol.md. */

static void on_deadline(struct lutf_deadline *deadline);

int lutf__conn_new(struct lutf_node *node, bool dialed, struct lutf_conn **out)
{
	struct lutf_conn *conn = calloc(1, sizeof(*conn));
	int rc;

	if (!conn)
		return -ENOMEM;
	rc = uv_tcp_init(&node->loop, &conn->tcp);
	if (rc) {
		free(conn);
		return rc;
	}
	conn->tcp.data = conn;
	conn->node = node;
	conn->dialed = dialed;
	conn->fd = -1;
	conn->since = lutf__now_ms();
	conn->control.last = &conn->control.first;
	conn->bulk.last = &conn->bulk.first;
	conn->deadline.expired = on_deadline;
	lutf__inbound_init(&conn->inbound, node, conn);
	/* What a dialing side is, agent or client, is known from its hello; until then it may send nothing but that. */
	lutf__frame_decoder_init(&conn->decoder, dialed ? LUTF_FROM_MASTER : LUTF_FROM_AGENT, LUTF_CONN_CONNECTING);
	conn->state = LUTF_CONN_CONNECTING;
	conn->link = node->last_conn;
	*node->last_conn = conn;
	node->last_conn = &conn->next;
	if (!dialed) {
		conn->unauthenticated = true;
		node->unauthenticated++;
	}
	*out = conn;
	rc = lutf__deadline_set(&node->deadlines, &conn->deadline, conn->since + LUTF_HANDSHAKE_TIMEOUT);
	if (rc)
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "out of memory");
	return rc;
}

/* It is admitted, or its descriptor is closed: not before, one that is refused has it while it reads why. */
static void free_place(struct lutf_conn *conn)
{
	if (!conn->unauthenticated)
		return;
	conn->unauthenticated = false;
	conn->node->unauthenticated--;
	lutf__accept_waiting(conn->node);
}

void lutf__conn_set_state(struct lutf_conn *conn, enum lutf_conn_state state)
{
	conn->state = conn->decoder.state = state;
	if (state == LUTF_CONN_OPEN)
		free_place(conn);
}

static void on_closed(uv_handle_t *handle)
{
	struct lutf_conn *conn = handle->data;
	struct lutf_node *node = conn->node;
	struct lutf_conn **at;

	lutf__lock(node);
	*conn->link = conn->next;
	if (conn->next)
		conn->next->link = conn->link;
	else
		node->last_conn = conn->link;
	for (at = &node->dirty; conn->dirty && *at; at = &(*at)->next_dirty) {
		if (*at == conn) {
			*at = conn->next_dirty;
			break;
		}
	}
	lutf__conn_drop_queues(conn);
	lutf__buffer_free(&conn->out);
	lutf__buffer_free(&conn->in_write);
	lutf__frame_decoder_free(&conn->decoder);
	lutf__tls_free(conn->tls);
	lutf_yaml_doc_free(conn->hello);
	free(conn);
	lutf__unlock(node);
}

static void close_handle(struct lutf_conn *conn)
{
	lutf__deadline_clear(&conn->node->deadlines, &conn->deadline);
	if (uv_is_closing((uv_handle_t *)&conn->tcp))
		return;
	uv_close((uv_handle_t *)&conn->tcp, on_closed);
	free_place(conn);
}

/* Nobody is behind this connection any more: tells who has to know. */
static void detach(struct lutf_conn *conn)
{
	struct lutf_node *node = conn->node;
	struct lutf_peer *peer = conn->peer;
	bool stranger = conn->state & (LUTF_CONN_TLS | LUTF_CONN_HELLO | LUTF_CONN_HELD);

	lutf__conn_set_state(conn, LUTF_CONN_CLOSING);
	lutf__inbound_cancel(&conn->inbound);
	conn->peer = NULL;
	if (conn->dialed) {
		node->upstream.conn = NULL;
		lutf__dial_lost(node, peer, conn->failure, conn->reason);
	} else if (peer && peer->held == conn) {
		peer->held = NULL;
	} else if (peer && peer->conn == conn) {
		lutf__peer_lost(peer, conn->failure, conn->reason);
	}
	if (stranger && !conn->dialed)
		lutf__reject(node, conn->address, conn->reason);
}

static void note_reason(struct lutf_conn *conn, enum lutf_failure failure, const char *format, va_list args)
{
	/* What the other side said on leaving tells more than the end of its connection. */
	if (conn->failure)
		return;
	conn->failure = failure;
	vsnprintf(conn->reason, sizeof(conn->reason), format, args);
}

void lutf__conn_close(struct lutf_conn *conn, enum lutf_failure failure, const char *format, ...)
{
	va_list args;

	if (conn->state != LUTF_CONN_CLOSING) {
		va_start(args, format);
		note_reason(conn, failure, format, args);
		va_end(args);
		detach(conn);
	}
	close_handle(conn);
}

void lutf__conn_linger(struct lutf_conn *conn)
{
	struct lutf_node *node = conn->node;

	if (conn->state != LUTF_CONN_CLOSING) {
		detach(conn);
		conn->finish = true;
		if (lutf__deadline_set(&node->deadlines, &conn->deadline, lutf__now_ms() + LUTF_GOODBYE_WAIT)) {
			close_handle(conn);
			return;
		}
		lutf__conn_update_reading(conn);
	}
	if (lutf__conn_has_output(conn))
		lutf__conn_mark_dirty(conn); /* comes here again when that is gone */
	else if (!conn->shut && shutdown(conn->fd, SHUT_WR))
		close_handle(conn);
	else
		conn->shut = true;
}

void lutf__conn_refuse(struct lutf_conn *conn, enum lutf_failure failure, const char *reason, const char *format, ...)
{
	va_list args;

	if (conn->state == LUTF_CONN_CLOSING)
		return;
	va_start(args, format);
	note_reason(conn, failure, format, args);
	va_end(args);
	lutf__conn_drop_queues(conn);
	lutf__conn_send_new(conn, LUTF_TYPE_REFUSED, lutf__block_refused(reason, conn->reason));
	lutf__conn_flush(conn);
	lutf__conn_linger(conn);
}

static void on_deadline(struct lutf_deadline *deadline)
{
	struct lutf_conn *conn = (struct lutf_conn *)((char *)deadline - offsetof(struct lutf_conn, deadline));

	if (conn->state == LUTF_CONN_HELD)
		lutf__conn_close(conn->peer->conn, LUTF_FAILURE_SILENT, "it did not answer when another process took its name");
	else
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "no %s within %d ms",
				 conn->state == LUTF_CONN_CONNECTING ? "connection"
				 : conn->state == LUTF_CONN_TLS      ? "TLS handshake"
				 : conn->dialed                      ? "welcome"
								     : "hello",
				 LUTF_HANDSHAKE_TIMEOUT);
}

static void decode(struct lutf_conn *conn, const uint8_t *data, size_t len)
{
	while (len && conn->state != LUTF_CONN_CLOSING) {
		struct lutf_frame frame;
		size_t used;
		int rc = lutf__frame_decode(&conn->decoder, data, len, &used, &frame);

		data += used;
		len -= used;
		if (rc < 0)
			lutf__conn_refuse(conn, LUTF_FAILURE_INVALID, "protocol", "%s",
					  rc == -ENOMEM ? "out of memory" : conn->decoder.error);
		else if (rc)
			lutf__inbound_frame(&conn->inbound, &frame);
	}
}

/* The first byte tells TLS from a plain frame, so a key on one side only is named as what it is. */
static bool starts_well(struct lutf_conn *conn, uint8_t first)
{
	bool tls = first == LUTF_TLS_FIRST_BYTE;

	conn->started = true;
	if (conn->dialed) {
		if (!conn->tls || first)
			return true;
		lutf__conn_close(conn, LUTF_FAILURE_REFUSED, "the master does not use a key; start it with the key, or this node without");
	} else if (!conn->tls && tls) {
		lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "key",
				  "this master does not use a key; start it with one, or the node without");
	} else if (conn->tls && !first) {
		lutf__tls_free(conn->tls);
		conn->tls = NULL;
		lutf__conn_set_state(conn, LUTF_CONN_HELLO);
		lutf__conn_refuse(conn, LUTF_FAILURE_REFUSED, "key", "this master wants a key; start the node with the master's key");
	} else {
		return true;
	}
	return false;
}

static void take_bytes(struct lutf_conn *conn, const uint8_t *data, size_t len)
{
	struct lutf_node *node = conn->node;
	ssize_t n;

	if (!conn->started && !starts_well(conn, data[0]))
		return;
	if (!conn->tls) {
		decode(conn, data, len);
		return;
	}
	node->scratch.len = 0;
	lutf__tls_feed(conn->tls, data, len, &node->scratch);
	if (conn->state == LUTF_CONN_TLS) {
		int rc = lutf__tls_handshake(conn->tls);

		lutf__conn_flush_raw(conn);
		if (rc < 0)
			lutf__conn_close(conn, LUTF_FAILURE_REFUSED, "TLS handshake failed, most likely the keys differ (%s)",
					 lutf__tls_error(conn->tls));
		if (rc <= 0)
			return;
		lutf__conn_set_state(conn, LUTF_CONN_HELLO);
		if (conn->dialed)
			lutf__session_greet(conn);
	}
	while (conn->state != LUTF_CONN_CLOSING) {
		n = lutf__tls_receive(conn->tls, node->plain, LUTF_TLS_RECORD);
		lutf__conn_flush_raw(conn); /* an answer to a key update */
		if (n == -EPIPE)
			lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "it closed the connection");
		else if (n < 0)
			lutf__conn_close(conn, conn->dialed && !conn->peer ? LUTF_FAILURE_REFUSED : LUTF_FAILURE_UNREACHABLE,
					 "TLS failed%s: %s", conn->peer ? "" : ", most likely the keys differ", lutf__tls_error(conn->tls));
		if (n <= 0)
			return;
		decode(conn, node->plain, (size_t)n);
	}
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct lutf_conn *conn = handle->data;

	(void)suggested;
	*buf = uv_buf_init((char *)conn->node->read_buffer, LUTF_FRAME_PART);
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct lutf_conn *conn = stream->data;
	struct lutf_node *node = conn->node;

	if (!n)
		return;
	lutf__lock(node);
	if (n < 0) {
		if (n == UV_EOF)
			lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "it closed the connection");
		else
			lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "the connection broke: %s", uv_strerror((int)n));
	} else if (conn->state != LUTF_CONN_CLOSING) {
		take_bytes(conn, (const uint8_t *)buf->base, (size_t)n);
		/* libuv would read on and on from one that always has more; the others get their turn first. */
		if (n == LUTF_FRAME_PART && conn->state != LUTF_CONN_CLOSING) {
			conn->yielded = true;
			lutf__conn_update_reading(conn);
			lutf__conn_mark_dirty(conn);
		}
	}
	lutf__unlock(node);
}

void lutf__conn_update_reading(struct lutf_conn *conn)
{
	bool want = conn->state == LUTF_CONN_CLOSING || (!conn->inbound.job && !conn->yielded && !atomic_load(&conn->node->paused));

	if (uv_is_closing((uv_handle_t *)&conn->tcp) || conn->fd < 0 || want == conn->reading)
		return;
	conn->reading = want;
	if (!want) {
		uv_read_stop((uv_stream_t *)&conn->tcp);
		return;
	}
	/* It could not be heard while nobody listened. */
	if (conn->peer)
		conn->peer->last_seen = lutf__now_ms();
	if (uv_read_start((uv_stream_t *)&conn->tcp, on_alloc, on_read))
		close_handle(conn);
}

void lutf__conn_start(struct lutf_conn *conn)
{
	struct lutf_node *node = conn->node;
	struct sockaddr_storage address;
	int len = sizeof(address), rc;

	rc = uv_fileno((uv_handle_t *)&conn->tcp, &conn->fd);
	if (!rc)
		rc = uv_tcp_nodelay(&conn->tcp, 1);
	if (!rc)
		rc = uv_tcp_getsockname(&conn->tcp, (struct sockaddr *)&address, &len);
	if (!rc && address.ss_family == AF_INET)
		conn->ip = ntohl(((struct sockaddr_in *)&address)->sin_addr.s_addr);
	len = sizeof(address);
	if (!rc)
		rc = uv_tcp_getpeername(&conn->tcp, (struct sockaddr *)&address, &len);
	if (!rc)
		lutf__address_text((struct sockaddr *)&address, conn->address, sizeof(conn->address));
	if (!rc && node->tls)
		rc = lutf__tls_new(node->tls, &conn->tls);
	if (rc) {
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "the connection broke: %s", uv_strerror(rc));
		return;
	}
	lutf__conn_set_state(conn, conn->tls ? LUTF_CONN_TLS : LUTF_CONN_HELLO);
	lutf__conn_update_reading(conn);
	if (!conn->dialed)
		return;
	if (conn->tls) {
		node->scratch.len = 0;
		lutf__tls_feed(conn->tls, NULL, 0, &node->scratch);
		lutf__tls_handshake(conn->tls);
		lutf__conn_flush_raw(conn);
	} else {
		lutf__session_greet(conn);
	}
}
