/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parent of an agent: starts it again when a signal ends it, and lets the next one say why.
 *
 * Called from main.c while the process has one thread and no event loop. The key has been read before: children inherit it, and
 * the standard input (the leash, which both watch: an agent may be stuck in a system call).
 */
#ifndef LUTF_PROCESS_SUPERVISOR_H
#define LUTF_PROCESS_SUPERVISOR_H

#include <stdbool.h>

struct lutf_supervision {
	bool supervised;       /* this process has a parent that starts another if it dies */
	const char *last_exit; /* how the previous one ended, "SIGSEGV in lustre_lnet_show_udsp"; NULL for the first */
};

/*
 * Forks the agent. False in each child, which goes on; true in the parent when all is over: the agent exited (code is its code), or a
 * SIGTERM, SIGINT or SIGHUP that was passed on ended it. A child dies with its parent (PR_SET_PDEATHSIG).
 * leash: a descriptor whose end tells the agent to end, or -1; what does not follow within LUTF_STOP_GRACE is killed.
 * False with supervised == false: it could not fork, be the agent alone.
 */
bool lutf_supervise(struct lutf_supervision *supervision, int leash, int *code);

/* Notes on the shared page that a native call begins or (NULL) ends, for "SIGSEGV in NAME". Any thread; cheap; does nothing unsupervised. */
void lutf_supervisor_note_call(const char *name);
/* Notes that the master has accepted this agent: should it crash, the next one starts without back-off. */
void lutf_supervisor_note_registered(void);

#endif
