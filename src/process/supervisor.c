/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "process/supervisor.h"

#include "limits.h"
#include "process/process_scan.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * The page that the supervisor and the agent share. The agent writes, the supervisor reads when the agent is dead, so there is nothing to
 * lock. NULL in a process that is not supervised.
 */
static struct {
	char call[128];
	volatile bool registered; /* this agent got as far as the master's registry */
} * page;

/* The supervisor's view of the agent of the moment. */
struct agent {
	pid_t pid;
	long long kill_at; /* ms; 0: nobody has told it to end */
	int status;        /* of waitpid(), once it is dead */
};

void lutf_supervisor_note_call(const char *name)
{
	if (!page)
		return;
	page->call[0] = '\0';
	if (name)
		snprintf(page->call, sizeof(page->call), "%s", name);
}

void lutf_supervisor_note_registered(void)
{
	if (page)
		page->registered = true;
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *signal_name(int number, char *text, size_t size)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
		{SIGSEGV, "SIGSEGV"}, {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGILL, "SIGILL"},   {SIGFPE, "SIGFPE"},
		{SIGTRAP, "SIGTRAP"}, {SIGSYS, "SIGSYS"},   {SIGKILL, "SIGKILL"}, {SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"},
		{SIGHUP, "SIGHUP"},   {SIGQUIT, "SIGQUIT"}, {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"}, {SIGUSR1, "SIGUSR1"},
		{SIGUSR2, "SIGUSR2"}, {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].number == number)
			return names[i].name;
	snprintf(text, size, "SIG%d", number);
	return text;
}

/* What a supervisor waits for: signals, and (leash >= 0) that who started it lets go. */
struct waiting {
	int signals; /* signalfd */
	int leash;
};

/* In the agent: what it needs to be one. */
static void become_agent(pid_t parent, const struct waiting *waiting, const sigset_t *mask)
{
	close(waiting->signals);
	/* It is told to end like by anybody else, and so can end what its tests have started. */
	prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	if (getppid() != parent)
		_exit(128 + SIGTERM);
	page->call[0] = '\0';
	page->registered = false;
	sigprocmask(SIG_SETMASK, mask, NULL);
}

/*
 * The signal that arrived within ms (< 0: no limit), or 0; *from_user: it was sent to us, not to all that use the terminal.
 * The end of the leash is a SIGHUP, once, that the agent has got itself.
 */
static int next_signal(struct waiting *waiting, long long ms, bool *from_user)
{
	struct pollfd fds[] = {{.fd = waiting->signals, .events = POLLIN}, {.fd = waiting->leash}};
	struct signalfd_siginfo info;

	*from_user = false;
	if (poll(fds, 2, ms < 0 ? -1 : ms > INT_MAX ? INT_MAX : (int)ms) <= 0)
		return 0;
	if (read(waiting->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		*from_user = info.ssi_code != SI_KERNEL;
		return (int)info.ssi_signo;
	}
	if (!fds[1].revents)
		return 0;
	waiting->leash = -1;
	return SIGHUP;
}

/* Passes signals on until the agent is dead. */
static void watch(struct agent *agent, struct waiting *waiting)
{
	while (waitpid(agent->pid, &agent->status, WNOHANG) == 0) {
		long long left = agent->kill_at ? agent->kill_at - now_ms() : -1;
		bool from_user;
		int number;

		if (agent->kill_at && left <= 0) {
			kill(agent->pid, SIGKILL);
			left = LUTF_KILL_GRACE;
		}
		number = next_signal(waiting, left, &from_user);
		if (number && number != SIGCHLD) {
			/* The agent shares our terminal: what comes from there it has got itself. */
			if (from_user)
				kill(agent->pid, number);
			if (!agent->kill_at)
				agent->kill_at = now_ms() + LUTF_STOP_GRACE;
		}
	}
}

/* A pause before the next try; the number of a signal that says that there is to be none. */
static int pause_for(long long ms, struct waiting *waiting)
{
	long long until = now_ms() + ms, left;
	bool from_user;
	int number;

	while ((left = until - now_ms()) > 0) {
		number = next_signal(waiting, left, &from_user);
		if (number && number != SIGCHLD)
			return number;
	}
	return 0;
}

bool lutf_supervise(struct lutf_supervision *supervision, int leash, int *code)
{
	static char last_exit[sizeof(page->call) + 32];
	long long delay = LUTF_RESTART_FIRST;
	struct agent agent;
	pid_t parent = getpid();
	sigset_t set, mask;
	struct waiting waiting = {.leash = leash};
	char number[16];
	int told;

	*supervision = (struct lutf_supervision){0};
	page = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED) {
		page = NULL;
		return false;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	waiting.signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (waiting.signals < 0) {
		munmap(page, sizeof(*page));
		page = NULL;
		return false;
	}
	sigprocmask(SIG_BLOCK, &set, &mask);
	lutf_process_adopt_orphans();
	for (;;) {
		agent = (struct agent){.pid = fork()};
		if (agent.pid == 0) {
			become_agent(parent, &waiting, &mask);
			supervision->supervised = true;
			return false;
		}
		if (agent.pid < 0 && !supervision->last_exit) {
			sigprocmask(SIG_SETMASK, &mask, NULL);
			close(waiting.signals);
			munmap(page, sizeof(*page));
			page = NULL;
			return false;
		}
		if (agent.pid > 0) {
			watch(&agent, &waiting);
			if (WIFEXITED(agent.status) || agent.kill_at) {
				lutf_process_end_descendants(LUTF_KILL_GRACE);
				*code = WIFEXITED(agent.status) ? WEXITSTATUS(agent.status) : 128 + WTERMSIG(agent.status);
				return true;
			}
			/* The calls that were lost wait for the next agent: no grace for what the tests have started. */
			lutf_process_end_descendants(0);
			snprintf(last_exit, sizeof(last_exit), "%s%s%s", signal_name(WTERMSIG(agent.status), number, sizeof(number)),
				 page->call[0] ? " in " : "", page->call);
			supervision->last_exit = last_exit;
			/* Tests may crash an agent as often as they like; one that cannot even start must not keep the node busy. */
			if (page->registered)
				delay = LUTF_RESTART_FIRST;
		}
		told = pause_for(delay, &waiting);
		if (told) {
			*code = 128 + told;
			return true;
		}
		delay = delay * 2 < LUTF_RECONNECT_LAST ? delay * 2 : LUTF_RECONNECT_LAST;
	}
}
