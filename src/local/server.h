/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A server on a Unix stream socket, for programs of the same user on this machine: frames of local/frame.h on a libuv loop.
 *
 * A connection is served one request at a time: the next is read when the reply has been written, so replies are in order and a peer that does not
 * read is held back. All functions are for the thread of the loop.
 */
#ifndef LUTF_LOCAL_SERVER_H
#define LUTF_LOCAL_SERVER_H

#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct lutf_local_server;
struct lutf_yaml_node;

/* A request, a mapping that is valid during the call; answer it with lutf_local_server_answer(), during the call or later. */
typedef void (*lutf_local_request_cb)(void *opaque, uint64_t id, const struct lutf_yaml_node *request);

/*
 * Listens on path, which only this user can connect to (mode 0600). A missing last folder of path is made with mode 0700; a socket that
 * nobody serves any more is replaced. 0 or a negative errno, and error says what is wrong and what to do.
 */
int lutf_local_server_open(uv_loop_t *loop, const char *path, lutf_local_request_cb on_request, void *opaque,
			   struct lutf_local_server **out, char *error, size_t error_size);
/* Takes text over (malloc()ed YAML, len bytes). Too long a reply becomes an error reply. -ESRCH: its connection is gone, or it was answered. */
int lutf_local_server_answer(struct lutf_local_server *server, uint64_t id, char *text, size_t len);
/* Removes the socket, drops all connections, frees the server, then calls on_closed in a later turn of the loop. Once. */
void lutf_local_server_close(struct lutf_local_server *server, void (*on_closed)(void *opaque), void *opaque);

#endif
