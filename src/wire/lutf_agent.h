/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * liblutf_agent: a LUTF node on the network, for C programs: registry of agents, RPC, heartbeats.
 *
 * A node runs two threads of its own (listener, heartbeat), which handle no signals. Its owner calls the functions below from ONE thread and takes what
 * arrives with lutf_node_next(). No function blocks on the network.
 * The wire itself is described in docs/protocol.md.
 */
#ifndef LUTF_AGENT_H
#define LUTF_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct lutf_node;
struct lutf_yaml_doc;

enum lutf_role {
	LUTF_ROLE_MASTER, /* listens; keeps the registry; forwards between agents */
	LUTF_ROLE_AGENT,  /* dials a master and stays connected to it */
	LUTF_ROLE_CLIENT, /* dials a master, asks, leaves; is not in the registry */
};

/* State of an agent in the registry: name, text. */
#define LUTF_AGENT_STATES(X) \
	X(JOINING, "joining") \
	X(ALIVE, "alive") \
	X(LOST, "lost") /* its connection is gone; it may come back */ \
	X(DEAD, "dead") /* silent for LUTF_HEARTBEAT_MISSED beats, or it died */

enum lutf_agent_state {
#define X(name, text) LUTF_AGENT_##name,
	LUTF_AGENT_STATES(X)
#undef X
};

/* Why a call got no answer from the other side: name, text. */
#define LUTF_FAILURES(X) \
	X(NONE, "none") \
	X(TIMEOUT, "timeout")         /* no answer in the time given */ \
	X(EXITED, "exited")           /* the agent's process ended; detail: exit code, or "restarted" */ \
	X(KILLED, "killed")           /* a signal ended the agent's process; detail: "SIGSEGV in lustre_lnet_show_udsp" */ \
	X(UNREACHABLE, "unreachable") /* the connection broke and nobody said why */ \
	X(SILENT, "silent")           /* heartbeats stopped */ \
	X(REFUSED, "refused")         /* no agent of that name, or it may not be called; detail says which */ \
	X(CANCELLED, "cancelled")     /* by lutf_node_cancel() */ \
	X(TOO_LARGE, "too-large")     /* request or result is over a limit */ \
	X(BUSY, "busy")               /* LUTF_PENDING_MAX or a queue limit */ \
	X(INVALID, "invalid")         /* the answer was not a valid block */

enum lutf_failure {
#define X(name, text) LUTF_FAILURE_##name,
	LUTF_FAILURES(X)
#undef X
};

const char *lutf_agent_state_name(enum lutf_agent_state state);
const char *lutf_failure_name(enum lutf_failure failure);

struct lutf_node_options {
	enum lutf_role role;
	const char *name;    /* this node's name: [A-Za-z0-9._-], LUTF_NAME_MAX at most, unique in the cluster */
	const char *address; /* master: address to bind (NULL: loopback); agent, client: the master's host name or address */
	uint16_t port;       /* master: 0 takes a free one, see lutf_node_port() */
	const uint8_t *key;  /* pre-shared key; NULL: loopback only, and no TLS */
	size_t key_len;
	const char *info;      /* a YAML mapping that describes this node (host, roles, interfaces …), sent in the hello; may be NULL */
	const char *last_exit; /* agent: what the supervisor says of the previous process, e.g. "SIGSEGV in f"; NULL if none.
				      Text that begins with "SIG" makes the calls it lost fail KILLED, any other EXITED */
	bool supervised;       /* agent: if this process dies another one comes at once and says why; calls wait for that
				      (LUTF_CRASH_REPORT_WAIT) before they fail */
	unsigned heartbeat_ms; /* 0: LUTF_HEARTBEAT_PERIOD */
	void (*wakeup)(void *opaque); /* called from the listener thread when lutf_node_next() has something again after it had
					 nothing, so take messages until it returns NULL; must only signal */
	void *opaque;
};

/*
 * Copies the options, starts the threads. An agent connects in the background and reconnects for ever;
 * a master is listening when this returns.
 * 0, -EINVAL, -EADDRINUSE, -EACCES (no key and the address is not loopback) …; error gets one line that says what to do.
 */
int lutf_node_start(const struct lutf_node_options *options, struct lutf_node **out, char *error, size_t error_size);
/*
 * Says goodbye (what was sent before is still delivered, within LUTF_GOODBYE_WAIT), stops the threads and frees the node;
 * messages that were not taken are gone with it, so are the answers of calls in flight. While a host name is being resolved it
 * waits for the resolver, which cannot be stopped: seconds, if a name server does not answer; not with a numeric address.
 */
void lutf_node_stop(struct lutf_node *node);
const char *lutf_node_name(const struct lutf_node *node);
uint16_t lutf_node_port(const struct lutf_node *node);

/*
 * Sends a request. body is a whole `rpc:` block (YAML text, malloc()ed, taken over even on failure) whose dst, src and id
 * are those given here. Exactly one RESULTS or FAILURE message with this id follows, whatever happens.
 * dst may be the node's own name. timeout_ms 0: LUTF_CALL_TIMEOUT. owner comes back in the answer.
 */
uint64_t lutf_node_next_id(struct lutf_node *node);
void lutf_node_request(struct lutf_node *node, const char *dst, uint64_t id, uint32_t owner, unsigned timeout_ms, char *body, size_t len);
/* Answers request id of node dst with a `rpc: {type: results …}` block; dropped if dst no longer waits. */
void lutf_node_reply(struct lutf_node *node, const char *dst, uint64_t id, char *body, size_t len);
/* Gives a request up: its FAILURE_CANCELLED follows, and the other side gets a CANCEL message. */
void lutf_node_cancel(struct lutf_node *node, uint64_t id);
/* Sends a one-way `event:` block to dst ("*": to all agents alive but the sender). One to a node that is not there is dropped. */
void lutf_node_event(struct lutf_node *node, const char *dst, char *body, size_t len);
/*
 * An agent or client asks the master who is registered; an AGENTS message follows if the master answers. Questions that come while
 * an answer is on its way to this node share the next one.
 */
void lutf_node_query(struct lutf_node *node);

#define LUTF_MESSAGES(X) \
	X(REQUEST)      /* src, id, doc: an `rpc:` block to answer with lutf_node_reply() */ \
	X(RESULTS)      /* src, id, owner, doc: the answer to a request of ours */ \
	X(FAILURE)      /* src (who did not answer), id, owner, failure, detail, after_ms */ \
	X(CANCEL)       /* src, id: the other side no longer waits for our answer */ \
	X(EVENT)        /* src, doc: an `event:` block */ \
	X(AGENT)        /* src, state, failure, detail, doc (the hello's info when it joins): the registry changed; master only. \
			A restarted agent joins again: ALIVE with the last_exit of its hello as detail */ \
	X(REJECTED)     /* src (numeric address), failure, detail: a stranger was turned away; master only, at most ten a second */ \
	X(AGENTS)       /* src, doc: `agents: {count, nodes: [{name, address, state, silent_ms} …]}`, answers lutf_node_query() */ \
	X(CONNECTED)    /* an agent or client is registered at the master; src: its name; doc: the `welcome:` block */ \
	X(DISCONNECTED) /* the master's connection is gone, or could not be made (told once a reason); failure, detail. \
			   REFUSED is final; an agent retries after anything else, a client never */

enum lutf_message_kind {
#define X(name) LUTF_MESSAGE_##name,
	LUTF_MESSAGES(X)
#undef X
};

/* Owner: the caller of lutf_node_next(), who frees it (and doc with it). He may also calloc() one of his own. */
struct lutf_message {
	enum lutf_message_kind kind;
	uint64_t id;
	uint32_t owner;
	enum lutf_failure failure;
	enum lutf_agent_state state;
	unsigned after_ms;
	char src[64];
	char *detail;              /* or NULL */
	struct lutf_yaml_doc *doc; /* or NULL */
};

/* The next message that arrived, or NULL. */
struct lutf_message *lutf_node_next(struct lutf_node *node);
void lutf_message_free(struct lutf_message *message);

/* One agent as the registry knows it. */
struct lutf_agent_info {
	char name[64];
	char address[64]; /* numeric, with port */
	enum lutf_agent_state state;
	unsigned silent_ms; /* since its last sign of life */
};
/* A snapshot of the registry, in order of joining; *out is free()d by the caller. 0 or -ENOMEM. */
int lutf_node_agents(struct lutf_node *node, struct lutf_agent_info **out, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
