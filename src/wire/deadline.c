/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/deadline.h"

#include <errno.h>
#include <stdlib.h>
#include <uv.h>

uint64_t lutf__now_ms(void)
{
	return uv_hrtime() / 1000000;
}

static void place(struct lutf_deadlines *set, size_t index, struct lutf_deadline *deadline)
{
	set->heap[index] = deadline;
	deadline->index = index;
}

static void sift_up(struct lutf_deadlines *set, struct lutf_deadline *deadline)
{
	size_t index = deadline->index;

	for (; index > 1 && set->heap[index / 2]->at > deadline->at; index /= 2)
		place(set, index, set->heap[index / 2]);
	place(set, index, deadline);
}

static void sift_down(struct lutf_deadlines *set, struct lutf_deadline *deadline)
{
	size_t index = deadline->index, child;

	for (; (child = index * 2) <= set->count; index = child) {
		if (child < set->count && set->heap[child + 1]->at < set->heap[child]->at)
			child++;
		if (set->heap[child]->at >= deadline->at)
			break;
		place(set, index, set->heap[child]);
	}
	place(set, index, deadline);
}

int lutf__deadline_set(struct lutf_deadlines *set, struct lutf_deadline *deadline, uint64_t at)
{
	deadline->at = at;
	if (!deadline->index) {
		if (set->count + 1 >= set->size) {
			size_t size = set->size ? set->size * 2 : 64;
			struct lutf_deadline **grown = realloc(set->heap, size * sizeof(*grown));

			if (!grown)
				return -ENOMEM;
			set->heap = grown;
			set->size = size;
		}
		place(set, ++set->count, deadline);
	}
	sift_up(set, deadline);
	sift_down(set, deadline);
	return 0;
}

void lutf__deadline_clear(struct lutf_deadlines *set, struct lutf_deadline *deadline)
{
	struct lutf_deadline *last;
	size_t index = deadline->index;

	if (!index)
		return;
	deadline->index = 0;
	last = set->heap[set->count--];
	if (last == deadline)
		return;
	place(set, index, last);
	sift_up(set, last);
	sift_down(set, last);
}

uint64_t lutf__deadlines_next(const struct lutf_deadlines *set)
{
	return set->count ? set->heap[1]->at : UINT64_MAX;
}

void lutf__deadlines_run(struct lutf_deadlines *set, uint64_t now)
{
	while (set->count && set->heap[1]->at <= now) {
		struct lutf_deadline *due = set->heap[1];

		lutf__deadline_clear(set, due);
		due->expired(due);
	}
}

void lutf__deadlines_free(struct lutf_deadlines *set)
{
	free(set->heap);
	set->heap = NULL;
	set->count = set->size = 0;
}
