/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/mailbox.h"

int lutf__mailbox_init(struct lutf_mailbox *box, size_t max)
{
	int rc = uv_mutex_init(&box->mutex);

	if (rc)
		return rc;
	rc = uv_cond_init(&box->drained);
	if (rc) {
		uv_mutex_destroy(&box->mutex);
		return rc;
	}
	box->first = NULL;
	box->last = &box->first;
	box->max = max;
	atomic_init(&box->count, 0);
	return 0;
}

void lutf__mailbox_destroy(struct lutf_mailbox *box)
{
	uv_cond_destroy(&box->drained);
	uv_mutex_destroy(&box->mutex);
}

static bool append(struct lutf_mailbox *box, struct lutf_mail *mail)
{
	bool was_empty = !box->first;

	mail->next = NULL;
	*box->last = mail;
	box->last = &mail->next;
	atomic_fetch_add(&box->count, 1);
	return was_empty;
}

bool lutf__mailbox_put(struct lutf_mailbox *box, struct lutf_mail *mail)
{
	bool wake;

	uv_mutex_lock(&box->mutex);
	wake = append(box, mail);
	uv_mutex_unlock(&box->mutex);
	return wake;
}

bool lutf__mailbox_put_wait(struct lutf_mailbox *box, struct lutf_mail *mail)
{
	bool wake;

	uv_mutex_lock(&box->mutex);
	while (atomic_load(&box->count) >= box->max)
		uv_cond_wait(&box->drained, &box->mutex);
	wake = append(box, mail);
	uv_mutex_unlock(&box->mutex);
	return wake;
}

struct lutf_mail *lutf__mailbox_take(struct lutf_mailbox *box)
{
	struct lutf_mail *list;

	if (!atomic_load(&box->count))
		return NULL;
	uv_mutex_lock(&box->mutex);
	list = box->first;
	box->first = NULL;
	box->last = &box->first;
	atomic_store(&box->count, 0);
	uv_cond_broadcast(&box->drained);
	uv_mutex_unlock(&box->mutex);
	return list;
}

size_t lutf__mailbox_count(struct lutf_mailbox *box)
{
	return atomic_load(&box->count);
}
