/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "wire/node.h"

/*
 * Sending. Messages wait in two queues; a flush encodes as many as fit into one buffer and gives it to the kernel with one
 * send(), without asking libuv. Only what the kernel does not take at once is left to uv_write, which waits until it can.
 */

struct lutf_text *lutf__text_new(char *data, size_t len)
{
	struct lutf_text *text = data ? malloc(sizeof(*text)) : NULL;

	if (!text) {
		free(data);
		return NULL;
	}
	*text = (struct lutf_text){1, len, data};
	return text;
}

struct lutf_text *lutf__text_copy(const char *data, size_t len)
{
	char *copy = malloc(len + 1);

	if (!copy)
		return NULL;
	memcpy(copy, data, len);
	copy[len] = '\0';
	return lutf__text_new(copy, len);
}

void lutf__text_put(struct lutf_text *text)
{
	if (text && !--text->refs) {
		free(text->data);
		free(text);
	}
}

static void drop(struct lutf_conn *conn, struct lutf_queue *queue)
{
	struct lutf_outgoing *first = queue->first;

	if (first->type == LUTF_TYPE_AGENTS)
		conn->agents_queued = false;
	conn->queued -= LUTF_FRAME_HEADER + (first->text ? first->text->len : 0);
	queue->first = first->next;
	if (!queue->first)
		queue->last = &queue->first;
	lutf__text_put(first->text);
	free(first);
}

void lutf__conn_drop_queues(struct lutf_conn *conn)
{
	while (conn->control.first)
		drop(conn, &conn->control);
	while (conn->bulk.first)
		drop(conn, &conn->bulk);
}

void lutf__conn_mark_dirty(struct lutf_conn *conn)
{
	if (conn->dirty)
		return;
	conn->dirty = true;
	conn->next_dirty = conn->node->dirty;
	conn->node->dirty = conn;
}

void lutf__conn_send(struct lutf_conn *conn, enum lutf_frame_type type, struct lutf_text *text)
{
	struct lutf_outgoing *outgoing;
	struct lutf_queue *queue = type == LUTF_TYPE_HB || type == LUTF_TYPE_PROBE ? &conn->control : &conn->bulk;
	size_t size = LUTF_FRAME_HEADER + (text ? text->len : 0);

	if (conn->state == LUTF_CONN_CLOSING || conn->finish || conn->error)
		return;
	lutf__conn_mark_dirty(conn);
	if (conn->queued + size > LUTF_SEND_QUEUE_MAX) {
		conn->error = -ENOBUFS;
		return;
	}
	outgoing = malloc(sizeof(*outgoing));
	if (!outgoing) {
		conn->error = -ENOMEM;
		return;
	}
	*outgoing = (struct lutf_outgoing){NULL, type, text, 0};
	if (text)
		text->refs++;
	conn->queued += size;
	*queue->last = outgoing;
	queue->last = &outgoing->next;
}

void lutf__conn_send_new(struct lutf_conn *conn, enum lutf_frame_type type, struct lutf_text *text)
{
	if (text) {
		lutf__conn_send(conn, type, text);
		lutf__text_put(text);
	} else {
		conn->error = -ENOMEM;
		lutf__conn_mark_dirty(conn);
	}
}

void lutf__conn_send_agents(struct lutf_conn *conn)
{
	conn->agents_asked = conn->agents_queued;
	if (conn->agents_queued || conn->state == LUTF_CONN_CLOSING)
		return;
	conn->agents_queued = true;
	lutf__conn_send_new(conn, LUTF_TYPE_AGENTS, lutf__block_agents(conn->node));
}

bool lutf__conn_has_output(const struct lutf_conn *conn)
{
	return conn->writing || conn->out.len || conn->control.first || conn->bulk.first;
}

/* Plaintext on its way into records: small frames share one. */
struct gather {
	struct lutf_conn *conn;
	size_t len; /* in node->record */
	int rc;
};

static void gather_end(struct gather *gather)
{
	struct lutf_node *node = gather->conn->node;

	if (gather->len && !gather->rc)
		gather->rc = lutf__tls_send(gather->conn->tls, node->record, gather->len, &node->scratch);
	gather->len = 0;
}

static void gather_put(struct gather *gather, const void *data, size_t len)
{
	struct lutf_node *node = gather->conn->node;
	const uint8_t *at = data;

	if (!gather->conn->tls) {
		if (!gather->rc)
			gather->rc = lutf__buffer_append(&node->scratch, data, len);
		return;
	}
	while (len && !gather->rc) {
		size_t n = LUTF_TLS_RECORD - gather->len;

		if (!gather->len && len >= LUTF_TLS_RECORD) {
			n = len - len % LUTF_TLS_RECORD;
			gather->rc = lutf__tls_send(gather->conn->tls, at, n, &node->scratch);
		} else {
			if (n > len)
				n = len;
			memcpy(node->record + gather->len, at, n);
			gather->len += n;
			if (gather->len == LUTF_TLS_RECORD)
				gather_end(gather);
		}
		at += n;
		len -= n;
	}
}

/* One frame: the next control frame, or the next piece of the first bulk message. */
static void gather_frame(struct gather *gather)
{
	struct lutf_conn *conn = gather->conn;
	struct lutf_queue *queue = conn->control.first ? &conn->control : &conn->bulk;
	struct lutf_outgoing *first = queue->first;
	size_t len = first->text ? first->text->len - first->sent : 0;
	bool part = len > LUTF_FRAME_PART;
	uint8_t header[LUTF_FRAME_HEADER];

	if (part)
		len = LUTF_FRAME_PART;
	lutf__frame_put_header(header, part ? LUTF_TYPE_PART : first->type, (uint32_t)len, conn->ip);
	gather_put(gather, header, sizeof(header));
	if (len)
		gather_put(gather, first->text->data + first->sent, len);
	first->sent += len;
	if (!part)
		drop(conn, queue);
}

/* Gives the kernel what it takes of data. 0 or a negative errno; *len becomes what it took. */
static int give(struct lutf_conn *conn, const uint8_t *data, size_t *len)
{
	ssize_t n;

	do
		n = send(conn->fd, data, *len, MSG_DONTWAIT | MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	*len = n > 0 ? (size_t)n : 0;
	return n >= 0 || errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -errno;
}

/* What is in the scratch buffer goes to the kernel, the rest is kept. True: all of it went. */
static bool push(struct lutf_conn *conn)
{
	struct lutf_buffer *scratch = &conn->node->scratch;
	size_t n = scratch->len;
	int rc = 0;

	if (!n)
		return true;
	if (conn->writing || conn->out.len)
		n = 0;
	else
		rc = give(conn, scratch->data, &n);
	if (!rc && n < scratch->len) {
		rc = lutf__buffer_append(&conn->out, scratch->data + n, scratch->len - n);
		lutf__conn_mark_dirty(conn);
	}
	if (rc) {
		conn->error = rc;
		lutf__conn_mark_dirty(conn);
	}
	n = n == scratch->len;
	scratch->len = 0;
	return n;
}

void lutf__conn_flush_raw(struct lutf_conn *conn)
{
	push(conn);
}

void lutf__conn_flush(struct lutf_conn *conn)
{
	struct lutf_buffer *scratch = &conn->node->scratch;
	size_t budget = LUTF_FLUSH_MAX;

	/* Closed is not CLOSING: the number of its descriptor may be another's by now. */
	if (conn->writing || conn->error || conn->state & (LUTF_CONN_CONNECTING | LUTF_CONN_TLS) ||
	    uv_is_closing((uv_handle_t *)&conn->tcp))
		return;
	if (conn->out.len) {
		size_t n = conn->out.len - conn->out_done;

		conn->error = give(conn, conn->out.data + conn->out_done, &n);
		conn->out_done += n;
		if (conn->error || conn->out_done < conn->out.len)
			return;
		lutf__buffer_free(&conn->out);
		conn->out_done = 0;
	}
	while ((conn->control.first || conn->bulk.first) && budget) {
		struct gather gather = {.conn = conn};

		scratch->len = 0;
		while ((conn->control.first || conn->bulk.first) && scratch->len + gather.len < LUTF_FRAME_PART && !gather.rc)
			gather_frame(&gather);
		gather_end(&gather);
		if (gather.rc) {
			conn->error = gather.rc;
			scratch->len = 0;
			return;
		}
		budget -= scratch->len < budget ? scratch->len : budget;
		if (!push(conn))
			return;
	}
}

static void on_written(uv_write_t *write, int status)
{
	struct lutf_conn *conn = write->data;
	struct lutf_node *node = conn->node;

	lutf__lock(node);
	conn->writing = false;
	lutf__buffer_free(&conn->in_write);
	if (!uv_is_closing((uv_handle_t *)&conn->tcp)) {
		if (status)
			conn->error = status;
		lutf__conn_mark_dirty(conn);
	}
	lutf__unlock(node);
}

/* After a flush: what is left waits for the kernel or for the next turn. */
static void settle(struct lutf_conn *conn)
{
	int rc;

	/* One that lingers still has its last words to send; any other that is closing has not. */
	if (uv_is_closing((uv_handle_t *)&conn->tcp) || (conn->state == LUTF_CONN_CLOSING && conn->shut))
		return;
	if (conn->yielded) {
		conn->yielded = false;
		lutf__conn_update_reading(conn);
	}
	if (conn->agents_asked)
		lutf__conn_send_agents(conn);
	if (conn->error == -ENOBUFS) {
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "it has stopped reading: %zu bytes are waiting", conn->queued);
	} else if (conn->error) {
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "sending failed: %s", uv_strerror(conn->error));
	} else if (conn->writing) {
		return; /* on_written() goes on */
	} else if (conn->out.len) {
		uv_buf_t rest = uv_buf_init((char *)conn->out.data + conn->out_done, (unsigned)(conn->out.len - conn->out_done));

		/* uv keeps the pointer; TLS may have something to add to `out` meanwhile. */
		conn->in_write = conn->out;
		conn->out = (struct lutf_buffer){0};
		conn->out_done = 0;
		conn->write.data = conn;
		rc = uv_write(&conn->write, (uv_stream_t *)&conn->tcp, &rest, 1, on_written);
		if (rc)
			lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "sending failed: %s", uv_strerror(rc));
		else
			conn->writing = true;
	} else if (lutf__conn_has_output(conn)) {
		lutf__conn_mark_dirty(conn);
	} else if (conn->finish) {
		lutf__conn_linger(conn);
	}
}

void lutf__node_flush(struct lutf_node *node)
{
	struct lutf_conn *list = node->dirty, *conn;

	node->dirty = NULL;
	while ((conn = list)) {
		list = conn->next_dirty;
		conn->dirty = false;
		lutf__conn_flush(conn);
		settle(conn);
	}
	if (node->dirty)
		uv_async_send(&node->wake);
}
