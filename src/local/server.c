/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "local/server.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "limits.h"
#include "local/frame.h"
#include "local/socket_file.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/*
 * One client. Owner: its server; freed when its pipe has been closed.
 *
 *   reading  header, then body (got counts both); EOF here is an honest end
 *   asked    id is not 0: reading has stopped, the request is with the server's owner
 *   writing  reply is not NULL; then reading again, or closing if broken
 */
struct connection {
	struct lutf_local_server *server;
	struct connection *next, **link;
	uv_pipe_t pipe;
	uv_write_t write;
	uint64_t id;
	unsigned char header[LUTF_LOCAL_HEADER], reply_header[LUTF_LOCAL_HEADER];
	size_t got, len;
	char *body, *reply;
	bool broken; /* what it sent was no frame: there is no telling where the next one begins */
};

/* Owner: whoever opened it, until lutf_local_server_close(); freed with its last handle. */
struct lutf_local_server {
	uv_pipe_t listener;
	lutf_local_request_cb on_request;
	void (*on_closed)(void *opaque);
	void *opaque, *closed_opaque;
	struct connection *connections;
	size_t count;
	uint64_t last_id;
	bool waiting; /* somebody connects and is one too many */
	bool closing, listener_closed;
	char *path;
	dev_t device; /* of the socket's file: another's of the same name is left alone */
	ino_t inode;
};

static void accept_one(struct lutf_local_server *server);
static void read_on(struct connection *connection);

/* ---- the end ---- */

static void free_if_over(struct lutf_local_server *server)
{
	void (*on_closed)(void *opaque) = server->on_closed;
	void *opaque = server->closed_opaque;

	if (!server->closing || !server->listener_closed || server->connections)
		return;
	free(server->path);
	free(server);
	if (on_closed)
		on_closed(opaque);
}

static void on_connection_closed(uv_handle_t *handle)
{
	struct connection *connection = handle->data;
	struct lutf_local_server *server = connection->server;

	*connection->link = connection->next;
	if (connection->next)
		connection->next->link = connection->link;
	free(connection->body);
	free(connection->reply);
	free(connection);
	server->count--;
	if (server->waiting && !server->closing) {
		server->waiting = false;
		accept_one(server);
	}
	free_if_over(server);
}

static void close_connection(struct connection *connection)
{
	connection->id = 0;
	if (!uv_is_closing((uv_handle_t *)&connection->pipe))
		uv_close((uv_handle_t *)&connection->pipe, on_connection_closed);
}

static void on_listener_closed(uv_handle_t *handle)
{
	struct lutf_local_server *server = handle->data;

	server->listener_closed = true;
	free_if_over(server);
}

void lutf_local_server_close(struct lutf_local_server *server, void (*on_closed)(void *opaque), void *opaque)
{
	struct stat status;

	server->closing = true;
	server->on_closed = on_closed;
	server->closed_opaque = opaque;
	if (lstat(server->path, &status) == 0 && status.st_dev == server->device && status.st_ino == server->inode)
		unlink(server->path);
	for (struct connection *one = server->connections; one; one = one->next)
		close_connection(one);
	uv_close((uv_handle_t *)&server->listener, on_listener_closed);
}

/* ---- replies ---- */

static void on_written(uv_write_t *write, int status)
{
	struct connection *connection = write->data;

	free(connection->reply);
	connection->reply = NULL;
	if (status || connection->broken)
		close_connection(connection);
	else if (!uv_is_closing((uv_handle_t *)&connection->pipe))
		read_on(connection);
}

/* Takes text over. */
static void send_reply(struct connection *connection, char *text, size_t len)
{
	uv_buf_t buffers[2];

	connection->id = 0;
	connection->reply = text;
	lutf_local_header_put(connection->reply_header, len);
	buffers[0] = uv_buf_init((char *)connection->reply_header, LUTF_LOCAL_HEADER);
	buffers[1] = uv_buf_init(text, (unsigned)len);
	connection->write.data = connection;
	if (uv_write(&connection->write, (uv_stream_t *)&connection->pipe, buffers, 2, on_written))
		close_connection(connection);
}

__attribute__((format(printf, 2, 3))) static void send_error(struct connection *connection, const char *format, ...)
{
	struct lutf_yaml_writer *writer;
	char message[512], *text = NULL;
	size_t len = 0;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	if (lutf_yaml_writer_new(&writer) == 0) {
		lutf_yaml_begin_mapping(writer);
		lutf_yaml_key(writer, "error");
		lutf_yaml_string(writer, message, strlen(message));
		lutf_yaml_end_mapping(writer);
		if (lutf_yaml_writer_finish(writer, &text, &len))
			text = NULL;
		lutf_yaml_writer_free(writer);
	}
	if (text)
		send_reply(connection, text, len);
	else
		close_connection(connection);
}

int lutf_local_server_answer(struct lutf_local_server *server, uint64_t id, char *text, size_t len)
{
	struct connection *connection = server->connections;

	while (connection && (connection->id != id || !id))
		connection = connection->next;
	if (!connection) {
		free(text);
		return -ESRCH;
	}
	if (len > LUTF_LOCAL_REPLY_MAX) {
		free(text);
		send_error(connection, "the reply has %zu bytes; %u is the most: ask for less at a time", len, LUTF_LOCAL_REPLY_MAX);
	} else {
		send_reply(connection, text, len);
	}
	return 0;
}

/* ---- requests ---- */

static void take_request(struct connection *connection)
{
	struct lutf_local_server *server = connection->server;
	const struct lutf_yaml_node *root;
	struct lutf_yaml_error error;
	struct lutf_yaml_doc *doc;
	int rc = lutf_yaml_parse(connection->body, connection->len, &doc, &error);

	free(connection->body);
	connection->body = NULL;
	connection->got = 0;
	if (rc) {
		send_error(connection, "the request is no YAML that is accepted here: %s", error.text);
		return;
	}
	root = lutf_yaml_root(doc);
	if (!root || root->kind != LUTF_YAML_MAPPING) {
		send_error(connection, "the request is no mapping: send one such as {control: {action: now}}");
	} else {
		connection->id = ++server->last_id;
		server->on_request(server->opaque, connection->id, root);
	}
	lutf_yaml_doc_free(doc);
}

/* Hands out just the room for what is missing of header or body: nothing of the next frame is read with it. */
static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct connection *connection = handle->data;

	(void)suggested;
	if (connection->got < LUTF_LOCAL_HEADER)
		*buffer = uv_buf_init((char *)connection->header + connection->got, (unsigned)(LUTF_LOCAL_HEADER - connection->got));
	else
		*buffer = uv_buf_init(connection->body + (connection->got - LUTF_LOCAL_HEADER),
				      (unsigned)(connection->len - (connection->got - LUTF_LOCAL_HEADER)));
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
	struct connection *connection = stream->data;

	(void)buffer;
	if (got < 0) {
		close_connection(connection);
		return;
	}
	connection->got += (size_t)got;
	if (connection->got < LUTF_LOCAL_HEADER || got == 0)
		return;
	if (!connection->body) {
		connection->len = lutf_local_header_get(connection->header);
		/* One byte more: the room for an empty body is some room. */
		connection->body = connection->len <= LUTF_LOCAL_REQUEST_MAX ? malloc(connection->len + 1) : NULL;
		if (!connection->body) {
			uv_read_stop(stream);
			connection->broken = true;
			send_error(connection,
				   "a request of %zu bytes is refused: %u is the most, after 4 bytes of length in network order",
				   connection->len, LUTF_LOCAL_REQUEST_MAX);
			return;
		}
	}
	if (connection->got - LUTF_LOCAL_HEADER < connection->len)
		return;
	uv_read_stop(stream);
	take_request(connection);
}

static void read_on(struct connection *connection)
{
	if (uv_read_start((uv_stream_t *)&connection->pipe, on_room, on_read))
		close_connection(connection);
}

static void accept_one(struct lutf_local_server *server)
{
	struct connection *connection;

	if (server->count >= LUTF_LOCAL_CONNECTIONS_MAX) {
		server->waiting = true;
		return;
	}
	connection = calloc(1, sizeof(*connection));
	if (!connection)
		return;
	connection->server = server;
	uv_pipe_init(server->listener.loop, &connection->pipe, 0);
	connection->pipe.data = connection;
	connection->next = server->connections;
	connection->link = &server->connections;
	if (connection->next)
		connection->next->link = &connection->next;
	server->connections = connection;
	server->count++;
	if (uv_accept((uv_stream_t *)&server->listener, (uv_stream_t *)&connection->pipe))
		close_connection(connection);
	else
		read_on(connection);
}

static void on_connection(uv_stream_t *stream, int status)
{
	if (!status)
		accept_one(stream->data);
}

int lutf_local_server_open(uv_loop_t *loop, const char *path, lutf_local_request_cb on_request, void *opaque,
			   struct lutf_local_server **out, char *error, size_t error_size)
{
	struct lutf_local_server *server = calloc(1, sizeof(*server));
	struct stat status;
	int fd = -1, rc;

	*out = NULL;
	if (!server || !(server->path = strdup(path))) {
		free(server);
		snprintf(error, error_size, "out of memory");
		return -ENOMEM;
	}
	server->on_request = on_request;
	server->opaque = opaque;
	rc = lutf_local_bind(path, &fd, error, error_size);
	if (rc) {
		free(server->path);
		free(server);
		return rc;
	}
	if (lstat(path, &status) == 0) {
		server->device = status.st_dev;
		server->inode = status.st_ino;
	}
	uv_pipe_init(loop, &server->listener, 0);
	server->listener.data = server;
	rc = uv_pipe_open(&server->listener, fd);
	if (rc)
		close(fd);
	else
		rc = uv_listen((uv_stream_t *)&server->listener, LUTF_BACKLOG, on_connection);
	if (rc) {
		snprintf(error, error_size, "%s: cannot listen: %s", path, uv_strerror(rc));
		lutf_local_server_close(server, NULL, NULL);
		return rc;
	}
	*out = server;
	return 0;
}
