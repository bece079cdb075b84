/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process tree: everything that one test started on this node, told from what other tests started.
 *
 * A process belongs to the tree of its parent. An orphan is told by the token in the LUTF_TEST of its environment, or else by its session,
 * for each child is started in a session of its own. One that hides both belongs to the only test there is; with several, it is named in the
 * log and left to the last of them.
 * Interpreter thread only. Owner: whoever called lutf_process_tree_new(), until lutf_process_tree_end() takes it over.
 */
#ifndef LUTF_PROCESS_TREE_H
#define LUTF_PROCESS_TREE_H

#include <stddef.h>
#include <sys/types.h>
#include <uv.h>

struct lutf_process_tree;

/* 0 or a negative errno. test may be "". From now on this process adopts and reaps orphans. */
int lutf_process_tree_new(uv_loop_t *loop, const char *test, struct lutf_process_tree **out);
/* "LUTF_TEST=…", to be put into the environment of everything that is started; lives as long as the tree. */
const char *lutf_process_tree_variable(const struct lutf_process_tree *tree);
/* Makes room for one lutf_process_tree_add(). 0 or -ENOMEM. */
int lutf_process_tree_reserve(struct lutf_process_tree *tree);
/* pid was started as the leader of a session of its own, and will be waited for by who started it … */
void lutf_process_tree_add(struct lutf_process_tree *tree, pid_t pid);
/* … and has been. Its descendants still belong to the tree. */
void lutf_process_tree_reaped(struct lutf_process_tree *tree, pid_t pid);

/*
 * Ends all processes of the tree, SIGTERM first and SIGKILL after grace_ms, then frees the tree and calls done from the loop, at the latest after
 * grace_ms + LUTF_KILL_LIMIT. survivors: processes that would not die, stuck in the kernel.
 */
void lutf_process_tree_end(struct lutf_process_tree *tree, unsigned grace_ms, void (*done)(void *opaque, size_t survivors), void *opaque);

#endif
