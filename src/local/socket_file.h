/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of a Unix socket. */
#ifndef LUTF_LOCAL_SOCKET_FILE_H
#define LUTF_LOCAL_SOCKET_FILE_H

#include <stddef.h>

struct sockaddr_un;

/* 0, or -ENAMETOOLONG with the text of it in error. */
int lutf_local_address(const char *path, struct sockaddr_un *address, char *error, size_t error_size);
/* A bound socket (not blocking, closed on exec) in *fd; see lutf_local_server_open(). */
int lutf_local_bind(const char *path, int *fd, char *error, size_t error_size);

#endif
