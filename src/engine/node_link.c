/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/node_link.h"

#include "engine/mailroom.h"
#include "limits.h"
#include "process/supervisor.h"

/* One a process; everything but the wakeup is the interpreter thread's. */
static struct lutf_node *node;
static enum lutf_role role;
static uv_async_t wakeup;

static void on_wakeup(void *opaque)
{
	(void)opaque;
	uv_async_send(&wakeup);
}

/*
 * A bounded number of messages a turn: timers and files must not starve behind a flood. The node signals only when it
 * has something after having had nothing, so what is left is asked for by ourselves.
 */
static void drain(uv_async_t *async)
{
	struct lutf_message *message;
	struct lutf_realm *realm;

	for (unsigned i = 0; node && i < LUTF_DRAIN_MAX; i++) {
		message = lutf_node_next(node);
		if (!message)
			return;
		if (message->kind == LUTF_MESSAGE_CONNECTED)
			lutf_supervisor_note_registered();
		realm = lutf_mailroom_route(message);
		if (realm)
			lutf_mailroom_deliver(realm, message);
		else
			lutf_message_free(message);
	}
	if (node)
		uv_async_send(async);
}

int lutf_link_start(uv_loop_t *loop, const struct lutf_node_options *options, char *error, size_t error_size)
{
	struct lutf_node_options own = *options;
	int rc;

	uv_async_init(loop, &wakeup, drain);
	own.wakeup = on_wakeup;
	role = own.role;
	rc = lutf_node_start(&own, &node, error, error_size);
	if (rc)
		uv_close((uv_handle_t *)&wakeup, NULL);
	return rc;
}

void lutf_link_stop(void)
{
	if (!node)
		return;
	lutf_node_stop(node);
	node = NULL;
	uv_close((uv_handle_t *)&wakeup, NULL);
}

struct lutf_node *lutf_link_node(void)
{
	return node;
}

enum lutf_role lutf_link_role(void)
{
	return role;
}
