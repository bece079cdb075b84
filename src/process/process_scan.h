/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What /proc says of the processes below this one. Linux only; no state, any thread.
 *
 * This process is a child subreaper (lutf_process_adopt_orphans()), so whatever it or its children start stays below it, also a
 * daemon that forks twice: its parents' end makes it our child.
 */
#ifndef LUTF_PROCESS_SCAN_H
#define LUTF_PROCESS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A plain value. pid and start together name one process for ever; pid alone may be given to another. */
struct lutf_process {
	pid_t pid, parent, session;
	unsigned long long start; /* clock ticks since boot */
	bool dead;                /* a zombie: only its exit status is left */
	bool mark;                /* for the caller; false at first */
};

/* Orphans below this process become its children instead of init's. 0 or -errno. */
int lutf_process_adopt_orphans(void);

/* 0, or -ESRCH. */
int lutf_process_read(pid_t pid, struct lutf_process *out);

/*
 * All descendants of this process, parents before their children; free() the array. 0 or -errno. A process that is being forked
 * at this moment may be missing: who wants them all scans until two scans in a row find nothing.
 */
int lutf_process_scan(struct lutf_process **out, size_t *count);

/* 1: the environment that the process was started with has an entry that begins with prefix and contains part; 0: it has not; -errno. */
int lutf_process_environment_has(pid_t pid, const char *prefix, const char *part);

/* Signals this very process, not another that got its pid since. 0 or -ESRCH, -EPERM. */
int lutf_process_signal(const struct lutf_process *process, int signal);

/* Takes the exit status of dead orphans: children in another session that are not ours, as owned() tells. */
void lutf_process_reap_orphans(bool (*owned)(pid_t pid));

/* Who has had SIGTERM: it is sent once. Owner: the caller of lutf_process_end_marked(), who frees items. */
struct lutf_process_told {
	struct lutf_process *items;
	size_t count, capacity;
};

bool lutf_process_was_told(const struct lutf_process_told *told, const struct lutf_process *process);

/* One round of ending those that have the mark: SIGTERM to whom it has not been sent, or SIGKILL. Returns how many are not dead yet. */
size_t lutf_process_end_marked(struct lutf_process_told *told, const struct lutf_process *processes, size_t count, bool by_force);

/*
 * Ends every descendant: SIGTERM, then SIGKILL after grace_ms. Blocks, at most grace_ms + LUTF_KILL_LIMIT, and reaps all children: for a
 * process that is about to exit and for the supervisor. Returns how many would not die.
 */
size_t lutf_process_end_descendants(unsigned grace_ms);

#endif
