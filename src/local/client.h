/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One request to a local server (local/server.h) on a libuv loop. For the thread of the loop. */
#ifndef LUTF_LOCAL_CLIENT_H
#define LUTF_LOCAL_CLIENT_H

#include <stddef.h>
#include <uv.h>

struct lutf_local_client;

/*
 * Called once, in a later turn of the loop. rc 0: text is the reply, of len bytes and a NUL. Else a negative errno or libuv's UV_EOF, and failed
 * is the system call that did not do.
 */
typedef void (*lutf_local_reply_cb)(void *opaque, int rc, const char *failed, const char *text, size_t len);

/* Takes text over (malloc()ed, len bytes). 0, -ENAMETOOLONG, -EMSGSIZE or -ENOMEM: then there is no callback. */
int lutf_local_client_ask(uv_loop_t *loop, const char *path, char *text, size_t len, lutf_local_reply_cb on_reply, void *opaque,
			  struct lutf_local_client **out);
/* The callback comes with UV_ECANCELED, if it has not come. */
void lutf_local_client_cancel(struct lutf_local_client *client);

#endif
