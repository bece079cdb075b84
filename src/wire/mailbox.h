/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bounded queue from any threads to one. It knows nothing of how its reader sleeps: put says when the reader has to be
 * woken (only the first mail into an empty box), and the caller does it.
 */
#ifndef LUTF_WIRE_MAILBOX_H
#define LUTF_WIRE_MAILBOX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

/* Embedded in what is sent; whoever takes it out owns it. */
struct lutf_mail {
	struct lutf_mail *next;
};

/* Owner: the node. All functions may be called by every thread, take by the reader only. */
struct lutf_mailbox {
	uv_mutex_t mutex;
	uv_cond_t drained; /* writers that found it full wait here */
	struct lutf_mail *first, **last;
	atomic_size_t count;
	size_t max;
};

int lutf__mailbox_init(struct lutf_mailbox *box, size_t max);
/* The caller frees what is still in it first. */
void lutf__mailbox_destroy(struct lutf_mailbox *box);
/* Puts mail in whatever the bound says: for the listener, which must not wait. True: wake the reader. */
bool lutf__mailbox_put(struct lutf_mailbox *box, struct lutf_mail *mail);
/* Waits while the box is full. True: wake the reader. */
bool lutf__mailbox_put_wait(struct lutf_mailbox *box, struct lutf_mail *mail);
/* All that is in it, in order, as a list. */
struct lutf_mail *lutf__mailbox_take(struct lutf_mailbox *box);
size_t lutf__mailbox_count(struct lutf_mailbox *box);

#endif
