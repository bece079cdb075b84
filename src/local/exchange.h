/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests to a local server (local/server.h) that block, for programs without an event loop. Any thread, one at a time for a descriptor. */
#ifndef LUTF_LOCAL_EXCHANGE_H
#define LUTF_LOCAL_EXCHANGE_H

#include <stddef.h>

/* A connection in *fd, closed on exec. 0 or a negative errno. */
int lutf_local_connect(const char *path, int *fd);
/* Sends len bytes of YAML and waits for the reply, malloc()ed, with a NUL behind its bytes. 0, -EMSGSIZE, -ENODATA (the server went away) or another negative errno. */
int lutf_local_exchange(int fd, const char *text, size_t len, char **reply, size_t *reply_len);

#endif
