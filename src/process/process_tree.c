/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process/process_tree.h"

#include "limits.h"
#include "process/process_scan.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#define VARIABLE "LUTF_TEST="
#define TOKEN_BYTES 16

struct session {
	pid_t leader;
	bool reaped; /* nobody waits for its leader any more */
};

struct lutf_process_tree {
	struct lutf_process_tree *next; /* all trees of this process */
	uv_signal_t child_ended;
	uv_timer_t timer;
	char *test, *variable; /* "LUTF_TEST=[those around us ]test:token" */
	char token[TOKEN_BYTES * 2 + 1];
	bool of_test; /* not the one of the process itself */
	struct session *sessions;
	size_t count, capacity;

	bool ending;
	unsigned empty;               /* scans in a row that found nothing alive */
	unsigned open;                /* handles that are not closed yet */
	uint64_t kill_at, give_up_at; /* uv_now() */
	struct lutf_process_told told;
	size_t alive;
	void (*done)(void *opaque, size_t survivors);
	void *opaque;
};

/* Interpreter thread only, like the trees. */
static struct lutf_process_tree *trees;
/* Clock ticks since boot: when the first of the tests began that have a tree now. */
static unsigned long long tests_since;

static struct session *find_session(struct lutf_process_tree *tree, pid_t leader)
{
	size_t i;

	for (i = 0; i < tree->count; i++)
		if (tree->sessions[i].leader == leader)
			return &tree->sessions[i];
	return NULL;
}

/* Somebody in this process waits for pid. */
static bool is_awaited(pid_t pid)
{
	struct lutf_process_tree *tree;
	struct session *session;

	for (tree = trees; tree; tree = tree->next) {
		session = find_session(tree, pid);
		if (session && !session->reaped)
			return true;
	}
	return false;
}

static unsigned long long ticks_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return ((unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000) *
	       (unsigned long long)sysconf(_SC_CLK_TCK) / 1000;
}

/* A tree of a test other than this one. */
static bool has_other_test(const struct lutf_process_tree *tree)
{
	const struct lutf_process_tree *other;

	for (other = trees; other; other = other->next)
		if (other != tree && other->of_test)
			return true;
	return false;
}

/*
 * An orphan that nothing tells: it has a session of its own and dropped its environment ("env -i setsid …"). Some test has started it,
 * for it is younger than the tests; what a library of this process forks stays in our session.
 */
static bool is_unknown_orphan(const struct lutf_process *process)
{
	struct lutf_process_tree *tree;

	if (process->dead || process->mark || process->parent != getpid() || process->session == getsid(0) || process->start < tests_since)
		return false;
	for (tree = trees; tree; tree = tree->next)
		if (find_session(tree, process->session))
			return false;
	return lutf_process_environment_has(process->pid, VARIABLE, "") == 0;
}

/* With one test it is clear whose they are. */
static void mark_unknown(const struct lutf_process_tree *tree, struct lutf_process *processes, size_t count)
{
	size_t i, j;

	if (!tree->of_test || has_other_test(tree))
		return;
	for (i = 0; i < count; i++) {
		if (is_unknown_orphan(&processes[i]))
			processes[i].mark = true;
		for (j = 0; j < i && !processes[i].mark; j++)
			processes[i].mark = processes[j].mark && processes[j].pid == processes[i].parent;
	}
}

/* With several they are left until the last one ends; whoever wonders finds them in the log. */
static void report_unknown(const struct lutf_process_tree *tree)
{
	struct lutf_process *processes = NULL;
	size_t count = 0, i;

	if (!tree->of_test || !has_other_test(tree) || lutf_process_scan(&processes, &count))
		return;
	for (i = 0; i < count; i++) {
		char path[64], name[64] = "";
		FILE *file;

		if (!is_unknown_orphan(&processes[i]))
			continue;
		snprintf(path, sizeof(path), "/proc/%d/comm", (int)processes[i].pid);
		file = fopen(path, "re");
		if (file && fgets(name, sizeof(name), file))
			name[strcspn(name, "\n")] = '\0';
		if (file)
			fclose(file);
		fprintf(stderr, "lutf: process %d (%s) hides whose it is; some test has left it, it may be %s\n", (int)processes[i].pid,
			name, tree->test);
	}
	free(processes);
}

/* Marks the processes of the tree; parents come before their children. */
static void mark(struct lutf_process_tree *tree, struct lutf_process *processes, size_t count)
{
	size_t i, j;
	int has;

	for (i = 0; i < count; i++) {
		struct lutf_process *process = &processes[i];
		const struct session *session = find_session(tree, process->pid);

		/* One that was told to end may have lost its parent, by which it was known, since. */
		process->mark = (session && !session->reaped) || lutf_process_was_told(&tree->told, process);
		for (j = 0; j < i && !process->mark; j++)
			process->mark = processes[j].mark && processes[j].pid == process->parent;
		if (process->mark || process->dead)
			continue;
		has = lutf_process_environment_has(process->pid, VARIABLE, tree->token);
		/* Another test's token is decisive, too: numbers of sessions are given again. */
		process->mark = has == 1 ||
				(find_session(tree, process->session) && lutf_process_environment_has(process->pid, VARIABLE, "") != 1);
	}
	mark_unknown(tree, processes, count);
}

static void on_closed(uv_handle_t *handle)
{
	struct lutf_process_tree *tree = handle->data;

	if (--tree->open)
		return;
	tree->done(tree->opaque, tree->alive);
	free(tree->told.items);
	free(tree->test);
	free(tree->sessions);
	free(tree->variable);
	free(tree);
}

static void finish(struct lutf_process_tree *tree)
{
	struct lutf_process_tree **link;

	report_unknown(tree);
	for (link = &trees; *link; link = &(*link)->next)
		if (*link == tree) {
			*link = tree->next;
			break;
		}
	uv_close((uv_handle_t *)&tree->timer, on_closed);
	uv_close((uv_handle_t *)&tree->child_ended, on_closed);
}

static void on_timer(uv_timer_t *timer);

static void end_round(struct lutf_process_tree *tree)
{
	struct lutf_process *processes = NULL;
	uint64_t now = uv_now(tree->timer.loop);
	size_t count = 0;

	if (uv_is_closing((uv_handle_t *)&tree->timer))
		return;
	lutf_process_reap_orphans(is_awaited);
	/* Without memory for a scan there is nothing to see; the next round tries again. */
	if (!lutf_process_scan(&processes, &count)) {
		mark(tree, processes, count);
		tree->alive = lutf_process_end_marked(&tree->told, processes, count, now >= tree->kill_at);
		tree->empty = tree->alive ? 0 : tree->empty + 1;
	}
	free(processes);
	if (tree->empty >= 2 || now >= tree->give_up_at)
		finish(tree);
	else
		uv_timer_start(&tree->timer, on_timer, tree->empty ? 0 : now >= tree->kill_at ? 1 : 10, 0);
}

static void on_timer(uv_timer_t *timer)
{
	end_round(timer->data);
}

static void on_child_ended(uv_signal_t *handle, int signal)
{
	struct lutf_process_tree *tree = handle->data;

	(void)signal;
	/* Each tree hears of it; once is enough, and libuv has taken its own by now or will: it knows them by pid. */
	if (tree == trees)
		lutf_process_reap_orphans(is_awaited);
	if (tree->ending)
		end_round(tree);
}

static int make_variable(struct lutf_process_tree *tree, const char *test)
{
	unsigned char bytes[TOKEN_BYTES];
	const char *around = getenv("LUTF_TEST");
	size_t i;

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return -errno;
	for (i = 0; i < TOKEN_BYTES; i++)
		snprintf(tree->token + 2 * i, 3, "%02x", bytes[i]);
	/* LUTF may be run by a test of LUTF: what we start belongs to that one, too. */
	if (asprintf(&tree->variable, VARIABLE "%s%s%s:%s", around ? around : "", around ? " " : "", test, tree->token) < 0)
		return -ENOMEM;
	return 0;
}

int lutf_process_tree_new(uv_loop_t *loop, const char *test, struct lutf_process_tree **out)
{
	struct lutf_process_tree *tree = calloc(1, sizeof(*tree));
	int rc;

	if (!tree)
		return -ENOMEM;
	tree->test = strdup(test);
	rc = tree->test ? lutf_process_adopt_orphans() : -ENOMEM;
	if (!rc)
		rc = make_variable(tree, test);
	if (!rc)
		rc = uv_timer_init(loop, &tree->timer);
	if (!rc)
		rc = uv_signal_init(loop, &tree->child_ended);
	if (rc) {
		free(tree->test);
		free(tree->variable);
		free(tree);
		return rc;
	}
	tree->timer.data = tree->child_ended.data = tree;
	tree->open = 2;
	/* It fails only for a bad signal number or without memory; then orphans are reaped when the tree ends. */
	uv_signal_start(&tree->child_ended, on_child_ended, SIGCHLD);
	uv_unref((uv_handle_t *)&tree->child_ended);
	tree->of_test = *test != '\0';
	if (tree->of_test && !has_other_test(tree))
		tests_since = ticks_now();
	tree->next = trees;
	trees = tree;
	*out = tree;
	return 0;
}

const char *lutf_process_tree_variable(const struct lutf_process_tree *tree)
{
	return tree->variable;
}

/* Forgets sessions that have no process left. */
static void prune(struct lutf_process_tree *tree)
{
	struct lutf_process *processes = NULL;
	size_t count = 0, kept = 0, i, j;

	if (lutf_process_scan(&processes, &count))
		return;
	for (i = 0; i < tree->count; i++) {
		bool used = !tree->sessions[i].reaped;

		for (j = 0; j < count && !used; j++)
			used = processes[j].session == tree->sessions[i].leader;
		if (used)
			tree->sessions[kept++] = tree->sessions[i];
	}
	tree->count = kept;
	free(processes);
}

int lutf_process_tree_reserve(struct lutf_process_tree *tree)
{
	struct session *sessions;
	size_t capacity;

	if (tree->count < tree->capacity)
		return 0;
	prune(tree);
	if (tree->count < tree->capacity / 2)
		return 0;
	capacity = tree->capacity ? tree->capacity * 2 : 8;
	sessions = realloc(tree->sessions, capacity * sizeof(*sessions));
	if (!sessions)
		return -ENOMEM;
	tree->sessions = sessions;
	tree->capacity = capacity;
	return 0;
}

void lutf_process_tree_add(struct lutf_process_tree *tree, pid_t pid)
{
	struct lutf_process_tree *other;
	struct session *session;

	/* The number was free, so no session of that number is left. */
	for (other = trees; other; other = other->next) {
		session = find_session(other, pid);
		if (session)
			*session = other->sessions[--other->count];
	}
	assert(tree->count < tree->capacity);
	tree->sessions[tree->count++] = (struct session){.leader = pid};
}

void lutf_process_tree_reaped(struct lutf_process_tree *tree, pid_t pid)
{
	struct session *session = find_session(tree, pid);

	if (session)
		session->reaped = true;
}

void lutf_process_tree_end(struct lutf_process_tree *tree, unsigned grace_ms, void (*done)(void *opaque, size_t survivors), void *opaque)
{
	uint64_t now;

	uv_update_time(tree->timer.loop);
	now = uv_now(tree->timer.loop);
	tree->ending = true;
	tree->done = done;
	tree->opaque = opaque;
	tree->kill_at = now + grace_ms;
	tree->give_up_at = tree->kill_at + LUTF_KILL_LIMIT;
	end_round(tree);
}
