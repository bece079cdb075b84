/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The node of this process, and its messages on the event loop. Interpreter thread only. */
#ifndef LUTF_ENGINE_NODE_LINK_H
#define LUTF_ENGINE_NODE_LINK_H

#include <stddef.h>
#include <uv.h>

#include "wire/lutf_agent.h"

/* Starts the node (wakeup and opaque of options are ours) and hands its messages to realms. As lutf_node_start(). */
int lutf_link_start(uv_loop_t *loop, const struct lutf_node_options *options, char *error, size_t error_size);
void lutf_link_stop(void);
/* NULL when this process has none. */
struct lutf_node *lutf_link_node(void);
enum lutf_role lutf_link_role(void);

#endif
