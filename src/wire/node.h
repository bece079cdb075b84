/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of liblutf_agent share: the node, its connections, its peers, its calls.
 *
 * One lock, node->lock, guards all of it. Every callback of the listener's loop holds it; the heartbeat thread only tries for
 * it; the owner's thread tries for it to send at once (lutf__command_direct) and otherwise puts a command into
 * the mailbox. Only the listener thread touches uv handles.
 */
#ifndef LUTF_WIRE_NODE_H
#define LUTF_WIRE_NODE_H

#include <stdatomic.h>
#include <uv.h>

#include "wire/deadline.h"
#include "wire/frame.h"
#include "wire/lutf_agent.h"
#include "wire/mailbox.h"
#include "wire/tls.h"
#include "yaml/doc.h"

#define LUTF_NAME_SIZE (LUTF_NAME_MAX + 1)
#define LUTF_ADDRESS_SIZE 64

/* A message's text, shared by the queues of all connections that it goes to. */
struct lutf_text {
	unsigned refs;
	size_t len;
	char *data;
};

/* Takes data (malloc()ed) over, also on failure. NULL: no memory. */
struct lutf_text *lutf__text_new(char *data, size_t len);
struct lutf_text *lutf__text_copy(const char *data, size_t len);
void lutf__text_put(struct lutf_text *text);

/* ---- connections (conn.c, send.c, inbound.c) ---- */

struct lutf_outgoing {
	struct lutf_outgoing *next;
	enum lutf_frame_type type;
	struct lutf_text *text; /* or NULL: no body */
	size_t sent;            /* of the text, in PARTs */
};

struct lutf_queue {
	struct lutf_outgoing *first, **last;
};

/*
 * Messages of one connection (or of the node to itself) on their way from text to tree, in order. A large one is parsed on
 * the pool; meanwhile nothing more is read, and what had been read already waits here.
 */
struct lutf_inbound {
	struct lutf_node *node;
	struct lutf_conn *conn; /* NULL: the node's messages to itself */
	struct lutf_parse *job; /* on the pool */
	struct lutf_parse *first, **last;
};

/* Owner: the listener's loop, from uv_tcp_init until on_closed. */
struct lutf_conn {
	struct lutf_node *node;
	struct lutf_conn *next, **link; /* all of the node, oldest first */
	uv_tcp_t tcp;
	uv_connect_t connecting;
	int fd;
	bool dialed;          /* by us, to the master */
	bool unauthenticated; /* counted as such */
	bool reading;
	bool yielded; /* it has had its turn of reading; goes on after the others */
	bool started; /* the first byte has come */
	enum lutf_conn_state state;
	uint64_t since; /* when it was made */
	uint32_t ip;    /* of our end, for the header; 0: IPv6 */
	char address[LUTF_ADDRESS_SIZE];
	struct lutf_peer *peer; /* who it is, once admitted */
	struct lutf_tls *tls;   /* NULL: plain */
	struct lutf_frame_decoder decoder;
	struct lutf_inbound inbound;
	struct lutf_deadline deadline; /* of the handshake; of being held; of the last words */
	struct lutf_yaml_doc *hello;   /* while held */

	struct lutf_queue control, bulk; /* control goes first, between two PARTs at the latest */
	size_t queued;                   /* bytes in both */
	struct lutf_buffer out;          /* encoded, not taken by the kernel yet */
	size_t out_done;
	uv_write_t write;
	struct lutf_buffer in_write; /* goes before `out`; uv's while `writing` */
	bool writing;
	bool agents_queued; /* an AGENTS is on its way; who asks meanwhile gets one that is made after it */
	bool agents_asked;
	bool dirty;  /* in node->dirty: has something to send */
	bool finish; /* takes no more; shut or closed when all is sent */
	bool shut;   /* our half is: all is sent */
	int error;   /* sending has failed; the listener closes */
	struct lutf_conn *next_dirty;

	enum lutf_failure failure; /* why it closed */
	char reason[LUTF_DETAIL_MAX];
};

int lutf__conn_new(struct lutf_node *node, bool dialed, struct lutf_conn **out);
/* The socket is connected: TLS handshake or straight to the hello. */
void lutf__conn_start(struct lutf_conn *conn);
void lutf__conn_set_state(struct lutf_conn *conn, enum lutf_conn_state state);
/* Ends a connection and tells its peer why. Listener thread. */
void lutf__conn_close(struct lutf_conn *conn, enum lutf_failure failure, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same, after a REFUSED with this reason; a master reports those it had not admitted as strangers. */
void lutf__conn_refuse(struct lutf_conn *conn, enum lutf_failure failure, const char *reason, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* All is said: what is queued still leaves, nothing is heard any more, and the other side gets the time to read it. Listener thread. */
void lutf__conn_linger(struct lutf_conn *conn);
/* Reads or does not read, as the inbound and the node's mailbox allow. */
void lutf__conn_update_reading(struct lutf_conn *conn);
void lutf__reject(struct lutf_node *node, const char *address, const char *detail);

/* Something is left that the kernel has not taken. */
bool lutf__conn_has_output(const struct lutf_conn *conn);
/* Queues a message; it leaves with the next flush. Takes a reference on text of its own. Over LUTF_SEND_QUEUE_MAX: the connection is closed. */
void lutf__conn_send(struct lutf_conn *conn, enum lutf_frame_type type, struct lutf_text *text);
/* The same for a text just made (NULL: no memory, the connection is closed); gives the reference up. */
void lutf__conn_send_new(struct lutf_conn *conn, enum lutf_frame_type type, struct lutf_text *text);
/* Sends what is queued as far as the kernel takes it. Any thread with the lock. */
void lutf__conn_flush(struct lutf_conn *conn);
/* An AGENTS, one at a time: it lists all, and a question is small. */
void lutf__conn_send_agents(struct lutf_conn *conn);
/* The handshake's own bytes. */
void lutf__conn_flush_raw(struct lutf_conn *conn);
void lutf__conn_mark_dirty(struct lutf_conn *conn);
void lutf__conn_drop_queues(struct lutf_conn *conn);
void lutf__node_flush(struct lutf_node *node);

void lutf__inbound_init(struct lutf_inbound *inbound, struct lutf_node *node, struct lutf_conn *conn);
/* frame->text is copied if need be. */
void lutf__inbound_frame(struct lutf_inbound *inbound, const struct lutf_frame *frame);
/* text (malloc()ed) is taken over. */
void lutf__inbound_text(struct lutf_inbound *inbound, enum lutf_frame_type type, char *text, size_t len);
/* The connection goes away: what is parsed is dropped when it is done. */
void lutf__inbound_cancel(struct lutf_inbound *inbound);

/* ---- peers (peer.c, session.c) ---- */

/*
 * The other side of a connection that said hello. On a master: an entry of the registry, kept when the connection is gone (those of
 * clients are not). On an agent or client: node->upstream, the master.
 */
struct lutf_peer {
	struct lutf_node *node;
	struct lutf_peer *next_hash;
	struct lutf_peer *next, **link; /* in order of joining */
	char name[LUTF_NAME_SIZE];
	char address[LUTF_ADDRESS_SIZE];
	char instance[40]; /* of the process; another one is a restart or a stranger with the same name */
	enum lutf_role role;
	enum lutf_agent_state state;
	bool supervised;
	unsigned heartbeat_ms;
	uint64_t last_seen; /* last frame, or since when we read again */
	uint64_t lost_at;
	uint64_t suspect_polls;    /* node->polls + 1 when silence was first noticed; 0: not suspected */
	enum lutf_failure failure; /* why it is lost or dead */
	char detail[LUTF_DETAIL_MAX];
	struct lutf_conn *conn;  /* NULL: lost */
	struct lutf_conn *held;  /* another connection under this name, until conn has answered a PROBE or not */
	struct lutf_call *calls; /* to it */
	struct lutf_call *asked; /* forwarded for it */
	struct lutf_deadline crash_wait;
};

struct lutf_registry {
	struct lutf_peer **buckets;
	size_t bucket_count;
	struct lutf_peer *first, **last;
	size_t count;
};

struct lutf_peer *lutf__registry_find(struct lutf_registry *registry, const char *name);
/* A new entry, or NULL: no memory. */
struct lutf_peer *lutf__registry_add(struct lutf_node *node, const char *name);
void lutf__registry_remove(struct lutf_node *node, struct lutf_peer *peer);
void lutf__registry_free(struct lutf_node *node);
/* Its connection is gone. */
void lutf__peer_lost(struct lutf_peer *peer, enum lutf_failure failure, const char *detail);
/* Tells the owner what became of an agent. */
void lutf__peer_report(struct lutf_peer *peer, const char *detail, struct lutf_yaml_doc *doc);
void lutf__peer_fail_calls(struct lutf_peer *peer, enum lutf_failure failure, const char *detail);

/* One message, parsed (doc may be NULL for types without a body); takes doc, not text. error: why it could not be parsed. */
void lutf__session_message(struct lutf_conn *conn, enum lutf_frame_type type, const char *text, size_t len, struct lutf_yaml_doc *doc,
			   int parse_rc, const struct lutf_yaml_error *error);
void lutf__session_greet(struct lutf_conn *conn); /* a dialed connection is ready for the hello */
void lutf__session_admit_held(struct lutf_peer *peer);

/* ---- calls (call.c, route.c) ---- */

/* A request that waits for its answer: one of ours, or one that a master forwarded. Owner: node->calls. */
struct lutf_call {
	struct lutf_node *node;
	struct lutf_call *next_hash;
	struct lutf_call *next_to, **link_to;
	struct lutf_call *next_from, **link_from;
	struct lutf_peer *to;          /* the next hop; NULL: ourselves */
	struct lutf_peer *from;        /* NULL: ours */
	struct lutf_deadline deadline; /* of ours only: who asked keeps the time */
	uint64_t id, started;
	uint32_t owner;
	char dst[LUTF_NAME_SIZE];
};

struct lutf_calls {
	struct lutf_call **buckets;
	size_t bucket_count, count;
	size_t ours;
};

struct lutf_call *lutf__call_find(struct lutf_node *node, const struct lutf_peer *from, uint64_t id);
struct lutf_call *lutf__call_new(struct lutf_node *node, struct lutf_peer *from, struct lutf_peer *to, const char *dst, uint64_t id);
void lutf__call_free(struct lutf_call *call);
/* Answers it with a failure, to whoever asked, and frees it. */
void lutf__call_fail(struct lutf_call *call, enum lutf_failure failure, const char *detail);
/* One of ours is no longer waited for: the other side is told, then fails it. */
void lutf__call_give_up(struct lutf_call *call, enum lutf_failure failure);
void lutf__calls_free(struct lutf_node *node);

/* Messages between nodes: an RPC, EVENT, CANCEL or FAILED that came from `from` (NULL: from this node itself). */
void lutf__route_message(struct lutf_node *node, struct lutf_peer *from, enum lutf_frame_type type, const char *text, size_t len,
			 struct lutf_yaml_doc *doc, int parse_rc, const struct lutf_yaml_error *error);

/* ---- the owner's side (command.c) ---- */

enum lutf_command_kind {
	LUTF_COMMAND_REQUEST,
	LUTF_COMMAND_REPLY,
	LUTF_COMMAND_CANCEL,
	LUTF_COMMAND_EVENT,
	LUTF_COMMAND_QUERY,
	LUTF_COMMAND_RESUME, /* the owner has caught up with its messages */
	LUTF_COMMAND_BEAT,   /* from the heartbeat thread */
	LUTF_COMMAND_SILENT, /* from the heartbeat thread: name has missed its beats */
	LUTF_COMMAND_STOP,
};

/* Owner: the mailbox, then the listener. */
struct lutf_command {
	struct lutf_mail mail; /* first: a mail is a command */
	enum lutf_command_kind kind;
	char dst[LUTF_NAME_SIZE];
	uint64_t id;
	uint32_t owner;
	unsigned timeout_ms;
	char *body;
	size_t len;
};

struct lutf_command *lutf__command_new(enum lutf_command_kind kind, const char *dst);
void lutf__command_free(struct lutf_command *command);
/* Any thread. */
void lutf__command_post(struct lutf_node *node, struct lutf_command *command);
/* The owner's thread: does it here and now if nothing stands in the way. True: done, and the command is freed. */
bool lutf__command_direct(struct lutf_node *node, struct lutf_command *command);
void lutf__commands_run(struct lutf_node *node);

/* A message in the mailbox. The message comes first: it is freed as itself. */
struct lutf_posted {
	struct lutf_message message;
	struct lutf_mail mail;
};

static inline struct lutf_message *lutf__posted_message(struct lutf_mail *mail)
{
	return (struct lutf_message *)((char *)mail - offsetof(struct lutf_posted, mail));
}

/* Hands a message to the owner. NULL arguments are left out; takes doc. */
void lutf__deliver(struct lutf_node *node, enum lutf_message_kind kind, const char *src, uint64_t id, struct lutf_yaml_doc *doc);
struct lutf_message *lutf__message_new(enum lutf_message_kind kind, const char *src);
void lutf__deliver_message(struct lutf_node *node, struct lutf_message *message);

/* ---- dialing and listening ---- */

/* How an agent or client gets to its master. Listener thread. */
struct lutf_dial {
	uv_getaddrinfo_t resolve;
	struct addrinfo *addresses, *next; /* of the current attempt */
	unsigned delay;                    /* before the next attempt */
	bool resolving, final;
	char told[LUTF_DETAIL_MAX]; /* the reason that the owner knows */
	struct lutf_deadline retry;
};

void lutf__dial(struct lutf_node *node);
/* A dialed connection is gone; was_open: after the welcome. */
void lutf__dial_lost(struct lutf_node *node, bool was_open, enum lutf_failure failure, const char *detail);
void lutf__dial_stop(struct lutf_node *node);
bool lutf__address_is_loopback(const struct sockaddr *address);
/* "192.0.2.1:8494", "[::1]:8494" */
void lutf__address_text(const struct sockaddr *address, char *out, size_t size);

int lutf__listen(struct lutf_node *node, const char *address, uint16_t port, char *error, size_t error_size);
/* A place among the unauthenticated has become free, or the oldest is old enough to lose its. */
void lutf__accept_waiting(struct lutf_node *node);

/* ---- heartbeat thread ---- */

/* Owner: the node; all but the thread's start and stop is for the heartbeat thread alone. */
struct lutf_heartbeat {
	uv_thread_t thread;
	uv_loop_t loop;
	uv_async_t stop;
	uv_timer_t beat, age;
	struct lutf_node *node;
};

int lutf__heartbeat_start(struct lutf_node *node);
void lutf__heartbeat_stop(struct lutf_node *node);

/* Owner: who called lutf_node_start(), until lutf_node_stop() returns. Fields without a remark are guarded by the lock. */
struct lutf_node {
	uv_mutex_t lock;
	enum lutf_role role; /* this and the next ones do not change */
	char name[LUTF_NAME_SIZE], instance[40];
	char *host, *info, *last_exit;
	uint16_t port;
	bool supervised;
	unsigned heartbeat_ms;
	struct lutf_tls_context *tls;
	void (*wakeup)(void *opaque);
	void *opaque;

	uv_thread_t thread;
	uv_loop_t loop;
	uv_async_t wake;
	uv_prepare_t before_poll;
	uv_check_t after_poll;
	uv_timer_t timer;
	uv_tcp_t listening;
	bool is_listening, accept_waits;
	uint64_t armed_at; /* when the timer goes off */
	uint64_t polls;    /* rounds of the listener's loop in which it has looked at its sockets */
	bool stopping, closing;

	struct lutf_mailbox commands; /* to the listener; locks itself */
	struct lutf_mailbox messages; /* to the owner; locks itself */
	struct lutf_mail *todo;       /* commands taken and not carried out yet */
	struct lutf_mail *taken;      /* messages that the owner has not looked at yet; owner's thread only */
	atomic_size_t undelivered;    /* messages in both */
	atomic_bool paused;           /* nothing is read until the owner has caught up */
	atomic_bool resuming;         /* the command for that is on its way */
	atomic_uint_fast64_t next_id;

	struct lutf_conn *conns, **last_conn;
	size_t unauthenticated;
	struct lutf_conn *dirty;
	struct lutf_buffer scratch; /* what one flush encodes */
	uint8_t *record;            /* LUTF_TLS_RECORD of plaintext on its way into one record */
	uint8_t *read_buffer, *plain;
	struct lutf_inbound self;
	struct lutf_registry registry;
	struct lutf_calls calls;
	struct lutf_deadlines deadlines;
	struct lutf_deadline accept_deadline, stop_deadline;
	struct lutf_peer upstream; /* agent, client: the master */
	struct lutf_dial dial;
	struct lutf_heartbeat heartbeat;
	uint64_t reject_window;
	unsigned rejected, rejected_unreported;
};

/* First in each thread: signals are for the program's own threads, also the SIGPIPE of a write that libuv does. */
void lutf__block_signals(void);

static inline void lutf__lock(struct lutf_node *node)
{
	uv_mutex_lock(&node->lock);
}
static inline void lutf__unlock(struct lutf_node *node)
{
	uv_mutex_unlock(&node->lock);
}

/* Says goodbye to everybody; the listener's loop ends when the last connection has. */
void lutf__node_begin_stop(struct lutf_node *node);

/* ---- blocks (block.c): the small YAML documents of control messages. NULL: no memory. ---- */

struct lutf_text *lutf__block_hello(const struct lutf_node *node);
struct lutf_text *lutf__block_welcome(const struct lutf_node *node);
struct lutf_text *lutf__block_refused(const char *reason, const char *detail);
struct lutf_text *lutf__block_goodbye(const char *reason);
struct lutf_text *lutf__block_cancel(const char *dst, const char *src, uint64_t id);
struct lutf_text *lutf__block_failed(const char *dst, const char *src, uint64_t id, enum lutf_failure failure, const char *detail);
struct lutf_text *lutf__block_agents(struct lutf_node *node);
/* NULL also when there is no document: a frame without a body. */
const struct lutf_yaml_node *lutf__block_root(const struct lutf_yaml_doc *doc);
/* A subtree as a document of its own. */
int lutf__block_extract(const struct lutf_yaml_node *tree, struct lutf_yaml_doc **out);
/* The first lines of an `rpc:` block that is not valid as a whole: only dst, src, id and type. */
int lutf__block_peek(const char *text, size_t len, struct lutf_yaml_doc **out);
bool lutf__name_is_valid(const char *name);
enum lutf_failure lutf__failure_by_name(const char *name);

#endif
