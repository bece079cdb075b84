/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "wire/node.h"

/*
 * The heartbeat thread: gives the beat, and notices silence. It never waits for the listener: it leaves commands for it,
 * and looks at the peers only when their lock is free.
 *
 * Silence is declared in two steps. A peer that has missed its beats is noted together with the number of the listener's
 * round; only if it is still silent when a whole round has begun and ended since, so that whatever it had sent must have
 * been read, is it given to the listener to be closed.
 */

/* Looks this often within the shortest period that a peer may have. */
#define LOOKS_PER_PERIOD 4
/* Between tries for the lock. */
#define BUSY_RETRY 5

static void age_peer(struct lutf_node *node, struct lutf_peer *peer, uint64_t now)
{
	uint64_t limit = (uint64_t)peer->heartbeat_ms * LUTF_HEARTBEAT_MISSED;
	struct lutf_command *command;

	if (peer->conn ? !peer->conn->reading || now - peer->last_seen <= limit
		       : peer->state != LUTF_AGENT_LOST || now - peer->lost_at <= limit) {
		peer->suspect_polls = 0;
		return;
	}
	if (!peer->suspect_polls) {
		peer->suspect_polls = node->polls + 1;
		uv_async_send(&node->wake);
		return;
	}
	if (node->polls < peer->suspect_polls + 1)
		return;
	command = lutf__command_new(LUTF_COMMAND_SILENT, peer->name);
	/* Not put_wait: the lock is held. */
	if (command && lutf__mailbox_put(&node->commands, &command->mail))
		uv_async_send(&node->wake);
}

static unsigned age_interval(const struct lutf_node *node)
{
	unsigned interval = node->heartbeat_ms / LOOKS_PER_PERIOD;

	return interval > BUSY_RETRY ? interval : BUSY_RETRY;
}

static void on_age(uv_timer_t *timer)
{
	struct lutf_node *node = timer->data;
	struct lutf_peer *peer;
	uint64_t now;
	bool suspects = false;

	if (uv_mutex_trylock(&node->lock)) {
		uv_timer_start(timer, on_age, BUSY_RETRY, 0);
		return;
	}
	now = lutf__now_ms();
	if (node->role == LUTF_ROLE_MASTER) {
		for (peer = node->registry.first; peer; peer = peer->next) {
			age_peer(node, peer, now);
			suspects |= peer->suspect_polls != 0;
		}
	} else if (node->upstream.conn) {
		age_peer(node, &node->upstream, now);
		suspects = node->upstream.suspect_polls != 0;
	}
	lutf__unlock(node);
	uv_timer_start(timer, on_age, suspects ? BUSY_RETRY : age_interval(node), 0);
}

static void on_beat(uv_timer_t *timer)
{
	struct lutf_node *node = timer->data;
	struct lutf_command *command = lutf__command_new(LUTF_COMMAND_BEAT, NULL);

	if (command && lutf__mailbox_put(&node->commands, &command->mail))
		uv_async_send(&node->wake);
}

static void on_stop(uv_async_t *async)
{
	struct lutf_heartbeat *heartbeat = async->data;

	uv_close((uv_handle_t *)&heartbeat->beat, NULL);
	uv_close((uv_handle_t *)&heartbeat->age, NULL);
	uv_close((uv_handle_t *)&heartbeat->stop, NULL);
}

static void run(void *opaque)
{
	struct lutf_heartbeat *heartbeat = opaque;

	lutf__block_signals();
	pthread_setname_np(pthread_self(), "lutf-heartbeat");
	uv_run(&heartbeat->loop, UV_RUN_DEFAULT);
}

int lutf__heartbeat_start(struct lutf_node *node)
{
	struct lutf_heartbeat *heartbeat = &node->heartbeat;
	int rc = uv_loop_init(&heartbeat->loop);

	if (rc)
		return rc;
	heartbeat->node = node;
	rc = uv_async_init(&heartbeat->loop, &heartbeat->stop, on_stop);
	if (rc) {
		uv_loop_close(&heartbeat->loop);
		return rc;
	}
	heartbeat->stop.data = heartbeat;
	uv_timer_init(&heartbeat->loop, &heartbeat->beat);
	uv_timer_init(&heartbeat->loop, &heartbeat->age);
	heartbeat->beat.data = heartbeat->age.data = node;
	uv_timer_start(&heartbeat->beat, on_beat, node->heartbeat_ms, node->heartbeat_ms);
	uv_timer_start(&heartbeat->age, on_age, age_interval(node), 0);
	rc = uv_thread_create(&heartbeat->thread, run, heartbeat);
	if (rc) {
		on_stop(&heartbeat->stop);
		uv_run(&heartbeat->loop, UV_RUN_DEFAULT);
		uv_loop_close(&heartbeat->loop);
	}
	return rc;
}

void lutf__heartbeat_stop(struct lutf_node *node)
{
	struct lutf_heartbeat *heartbeat = &node->heartbeat;

	uv_async_send(&heartbeat->stop);
	uv_thread_join(&heartbeat->thread);
	uv_loop_close(&heartbeat->loop);
}
