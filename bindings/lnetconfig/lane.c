/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lane: one thread, started with the first call and never ended, runs one call at a time. Realms take turns, so that one that
 * queues thousands does not keep the others waiting. Each call has an async handle of its own, by which it comes back to the loop.
 */
#include "binding.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

/* The calls of a realm that wait, oldest first. Gone when there are none. */
struct line {
	struct lutf_realm *realm;
	struct lnet_call *first, *last;
	struct line *next;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static struct line *lines; /* the first is the next to be served, then goes to the end */
static bool started;

static struct line **find_line(const struct lutf_realm *realm)
{
	struct line **at = &lines;

	while (*at && (*at)->realm != realm)
		at = &(*at)->next;
	return at;
}

static struct lnet_call *take(void)
{
	struct line *line = lines, **end;
	struct lnet_call *call = line->first;

	line->first = call->next;
	lines = line->next;
	if (line->first) {
		line->next = NULL;
		for (end = &lines; *end; end = &(*end)->next)
			;
		*end = line;
	} else {
		free(line);
	}
	call->queued = false;
	return call;
}

static void *serve(void *unused)
{
	(void)unused;
	for (;;) {
		struct lnet_call *call;

		pthread_mutex_lock(&mutex);
		while (!lines)
			pthread_cond_wait(&more, &mutex);
		call = take();
		pthread_mutex_unlock(&mutex);
		lnet_call_run(call);
		/* What was written is seen by who takes the mutex next: libuv's own barriers are not for us to rely on. */
		pthread_mutex_lock(&mutex);
		pthread_mutex_unlock(&mutex);
		uv_async_send(&call->done); /* the call is the loop's again */
	}
	return NULL;
}

/* Signals are for the thread of the loop. */
static void start(void)
{
	pthread_t thread;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&thread, NULL, serve, NULL))
		abort();
	pthread_detach(thread);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	started = true;
}

void lnet_lane_add(struct lnet_call *call)
{
	struct line **at, *line;

	pthread_mutex_lock(&mutex);
	if (!started)
		start();
	at = find_line(call->resource.realm);
	if (!*at) {
		*at = lnet_alloc(sizeof(**at));
		(*at)->realm = call->resource.realm;
	}
	line = *at;
	call->next = NULL;
	if (line->first)
		line->last->next = call;
	else
		line->first = call;
	line->last = call;
	call->queued = true;
	pthread_cond_signal(&more);
	pthread_mutex_unlock(&mutex);
}

bool lnet_lane_remove(struct lnet_call *call)
{
	struct line **line;
	bool removed = false;

	pthread_mutex_lock(&mutex);
	line = find_line(call->resource.realm);
	if (call->queued && *line) {
		struct lnet_call **at = &(*line)->first, *previous = NULL;

		while (*at != call) {
			previous = *at;
			at = &previous->next;
		}
		*at = call->next;
		if ((*line)->last == call)
			(*line)->last = previous;
		if (!(*line)->first) {
			struct line *empty = *line;

			*line = empty->next;
			free(empty);
		}
		call->queued = false;
		removed = true;
	}
	pthread_mutex_unlock(&mutex);
	return removed;
}
