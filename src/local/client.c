/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "local/client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "limits.h"
#include "local/frame.h"
#include "local/socket_file.h"

/* Owner: itself; freed when its pipe is closed, after the callback. */
struct lutf_local_client {
	uv_pipe_t pipe;
	uv_connect_t connect;
	uv_write_t write;
	lutf_local_reply_cb on_reply;
	void *opaque;
	char *text; /* of the request */
	size_t len;
	unsigned char request_header[LUTF_LOCAL_HEADER], header[LUTF_LOCAL_HEADER];
	size_t got, reply_len; /* got counts the header too */
	char *reply;
	int rc;
	const char *failed;
};

static void on_closed(uv_handle_t *handle)
{
	struct lutf_local_client *client = handle->data;

	client->on_reply(client->opaque, client->rc, client->failed, client->rc ? NULL : client->reply, client->rc ? 0 : client->reply_len);
	free(client->text);
	free(client->reply);
	free(client);
}

/* The first outcome counts. */
static void finish(struct lutf_local_client *client, int rc, const char *failed)
{
	if (uv_is_closing((uv_handle_t *)&client->pipe))
		return;
	client->rc = rc;
	client->failed = failed;
	uv_close((uv_handle_t *)&client->pipe, on_closed);
}

void lutf_local_client_cancel(struct lutf_local_client *client)
{
	finish(client, UV_ECANCELED, "read");
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct lutf_local_client *client = handle->data;

	(void)suggested;
	if (client->got < LUTF_LOCAL_HEADER)
		*buffer = uv_buf_init((char *)client->header + client->got, (unsigned)(LUTF_LOCAL_HEADER - client->got));
	else
		*buffer = uv_buf_init(client->reply + (client->got - LUTF_LOCAL_HEADER),
				      (unsigned)(client->reply_len - (client->got - LUTF_LOCAL_HEADER)));
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
	struct lutf_local_client *client = stream->data;

	(void)buffer;
	if (got < 0) {
		finish(client, (int)got, "read");
		return;
	}
	client->got += (size_t)got;
	if (got == 0 || client->got < LUTF_LOCAL_HEADER)
		return;
	if (!client->reply) {
		client->reply_len = lutf_local_header_get(client->header);
		if (client->reply_len > LUTF_LOCAL_REPLY_MAX) {
			finish(client, -EMSGSIZE, "read");
			return;
		}
		client->reply = malloc(client->reply_len + 1);
		if (!client->reply) {
			finish(client, -ENOMEM, "read");
			return;
		}
	}
	if (client->got - LUTF_LOCAL_HEADER < client->reply_len)
		return;
	client->reply[client->reply_len] = '\0';
	finish(client, 0, NULL);
}

static void on_written(uv_write_t *write, int status)
{
	struct lutf_local_client *client = write->data;

	if (status)
		finish(client, status, "write");
}

static void on_connected(uv_connect_t *connect, int status)
{
	struct lutf_local_client *client = connect->data;
	uv_stream_t *stream = (uv_stream_t *)&client->pipe;
	uv_buf_t buffers[2];
	int rc = status;

	if (rc) {
		finish(client, rc, "connect");
		return;
	}
	buffers[0] = uv_buf_init((char *)client->request_header, LUTF_LOCAL_HEADER);
	buffers[1] = uv_buf_init(client->text, (unsigned)client->len);
	rc = uv_write(&client->write, stream, buffers, 2, on_written);
	if (!rc)
		rc = uv_read_start(stream, on_room, on_read);
	if (rc)
		finish(client, rc, "write");
}

int lutf_local_client_ask(uv_loop_t *loop, const char *path, char *text, size_t len, lutf_local_reply_cb on_reply, void *opaque,
			  struct lutf_local_client **out)
{
	struct lutf_local_client *client = NULL;
	struct sockaddr_un address;
	char error[256];
	/* libuv would cut a long path off. */
	int rc = lutf_local_address(path, &address, error, sizeof(error));

	*out = NULL;
	if (!rc && len > LUTF_LOCAL_REQUEST_MAX)
		rc = -EMSGSIZE;
	if (!rc && !(client = calloc(1, sizeof(*client))))
		rc = -ENOMEM;
	if (rc) {
		free(text);
		return rc;
	}
	client->text = text;
	client->len = len;
	lutf_local_header_put(client->request_header, len);
	client->on_reply = on_reply;
	client->opaque = opaque;
	uv_pipe_init(loop, &client->pipe, 0);
	client->pipe.data = client->connect.data = client->write.data = client;
	uv_pipe_connect(&client->connect, &client->pipe, path, on_connected);
	*out = client;
	return 0;
}
