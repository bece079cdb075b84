/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Deadlines of calls and connections: a min-heap, so that any number of them needs one timer of the loop.
 * A deadline is embedded in what it is for; the set only points to it. Clear it before its owner is freed.
 */
#ifndef LUTF_WIRE_DEADLINE_H
#define LUTF_WIRE_DEADLINE_H

#include <stddef.h>
#include <stdint.h>

struct lutf_deadline {
	uint64_t at;  /* lutf__now_ms() */
	size_t index; /* in the heap, from 1; 0: not set */
	void (*expired)(struct lutf_deadline *deadline);
};

/* Owner: the node; under its lock. */
struct lutf_deadlines {
	struct lutf_deadline **heap;
	size_t count, size;
};

/* Milliseconds of a clock that never steps, the same for all threads of the process. */
uint64_t lutf__now_ms(void);

/* Sets or moves. 0 or -ENOMEM (only when it was not set). */
int lutf__deadline_set(struct lutf_deadlines *set, struct lutf_deadline *deadline, uint64_t at);
void lutf__deadline_clear(struct lutf_deadlines *set, struct lutf_deadline *deadline);
/* When the earliest is due; UINT64_MAX: none. */
uint64_t lutf__deadlines_next(const struct lutf_deadlines *set);
/* Clears and calls every one that is due at now. */
void lutf__deadlines_run(struct lutf_deadlines *set, uint64_t now);
void lutf__deadlines_free(struct lutf_deadlines *set);

#endif
