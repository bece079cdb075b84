/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of the kernel's kind, as callers of liblnetconfig hold them. */
#ifndef LUTF_LNETSIM_LIST_H
#define LUTF_LNETSIM_LIST_H

#include <string.h>

#include "client.h"

static inline void list_init(struct list_head *head)
{
	head->next = head->prev = head;
}

static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	entry->prev = head->prev;
	entry->next = head;
	head->prev->next = entry;
	head->prev = entry;
}

/* Takes the first entry off a list; NULL: it is empty. */
static inline struct list_head *list_pop(struct list_head *list)
{
	struct list_head *first = list->next;

	if (first == list)
		return NULL;
	list->next = first->next;
	first->next->prev = list;
	return first;
}

static inline void list_add_text(struct list_head *head, const char *text)
{
	struct lnetsim_text_entry *entry = lnet_alloc(sizeof(*entry) + strlen(text) + 1);

	memcpy(entry->text, text, strlen(text) + 1);
	list_add_tail(&entry->list, head);
}

#endif
