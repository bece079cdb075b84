/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a node says of itself in its hello. */
#ifndef LUTF_PROCESS_NODE_INFO_H
#define LUTF_PROCESS_NODE_INFO_H

/* A YAML mapping (malloc()ed), or NULL without memory: host, roles (NULL-terminated, may be NULL), interfaces … (ts/rpc/node-description.ts). */
char *lutf_node_info(const char *const *roles);

#endif
