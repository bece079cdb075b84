/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every limit and period of LUTF, with the reason for its value. Nothing else hard-codes one.
 * Times are milliseconds, sizes are bytes, unless the name says otherwise.
 */
#ifndef LUTF_LIMITS_H
#define LUTF_LIMITS_H

/* A message larger than this is refused before it is allocated; the largest honest one is a log of a node. */
#define LUTF_FRAME_MAX (16u * 1024 * 1024)
/* A larger message travels in pieces of this size, so that a heartbeat waits for one piece at most. */
#define LUTF_FRAME_PART (64u * 1024)
/* Before a connection is authenticated and registered it may send a hello and nothing larger. */
#define LUTF_HELLO_MAX (16u * 1024)
/* What a node says of itself in it; the rest is the node's name and what it runs. */
#define LUTF_NODE_INFO_MAX (LUTF_HELLO_MAX - LUTF_CONTROL_MAX)
/* Interfaces that a node says, if there is room: a host of containers has thousands, each costs some reads of /sys. */
#define LUTF_NODE_INTERFACES_MAX 256
/* Deeper or larger YAML than this is not data that a test wrote; parsing cost stays bounded. */
#define LUTF_YAML_DEPTH_MAX 64
#define LUTF_YAML_NODES_MAX 200000
/* Larger documents are parsed on the thread pool: the listener must not stop for them. */
#define LUTF_YAML_INLINE_MAX (64u * 1024)
/* One line in a people's configuration file; the files are small, a bigger one is a mistake. */
#define LUTF_CONFIG_FILE_MAX (1024u * 1024)

/* The period of the design document; three missed beats tell a dead agent from a slow one. */
#define LUTF_HEARTBEAT_PERIOD 2000
#define LUTF_HEARTBEAT_MISSED 3
/* A connection that has not authenticated and said hello by then is closed. */
#define LUTF_HANDSHAKE_TIMEOUT 5000
/* Connections that have not authenticated yet; more have to wait, so strangers cannot use up descriptors. */
#define LUTF_UNAUTHENTICATED_MAX 2048
/* The listener's backlog: a whole cluster dials at the same moment. */
#define LUTF_BACKLOG 1024
/* Agents a master accepts. */
#define LUTF_AGENTS_MAX 4096
/* Reconnecting: doubled from the first to the last delay, each with up to half of it as jitter. */
#define LUTF_RECONNECT_FIRST 100
#define LUTF_RECONNECT_LAST 5000
/* How long a call to an agent that crashed waits for its supervisor to say why. */
#define LUTF_CRASH_REPORT_WAIT 250
/* The default time for one call; the first LUTF's was 300 s, tests are shorter than that. */
#define LUTF_CALL_TIMEOUT 60000
/* Messages waiting between two threads; a full mailbox holds its sender back. */
#define LUTF_MAILBOX_MAX 65536
/* Bytes queued for one connection; more means that the peer has stopped reading. */
#define LUTF_SEND_QUEUE_MAX (64u * 1024 * 1024)
/* Calls in flight from one node. */
#define LUTF_PENDING_MAX 65536
/* A node's name: a label that fits in file names and messages. */
#define LUTF_NAME_MAX 63
/* Pre-shared keys, in bytes; TLS wants at least 128 bits, lutf.sh makes 256. */
#define LUTF_KEY_MIN 16
#define LUTF_KEY_MAX 64

/* Periods that a peer may ask for in its hello; outside of this it means harm or a mistake. */
#define LUTF_HEARTBEAT_MIN 10
#define LUTF_HEARTBEAT_MAX 60000
/* With LUTF_UNAUTHENTICATED_MAX such connections a newcomer waits until the oldest is this old, and takes its place. */
#define LUTF_UNAUTHENTICATED_GRACE 1000
/* Control messages (cancel, failed, goodbye, refused …) hold names and one line of text. */
#define LUTF_CONTROL_MAX 4096
/* With more calls in flight than this, sending is left to the listener, which puts many into one record. */
#define LUTF_DIRECT_MAX 4
/* Commands of its owner that a listener carries out before it looks at its sockets again. */
#define LUTF_COMMANDS_MAX 1024
/* Written to one connection before the others get their turn. */
#define LUTF_FLUSH_MAX (1024u * 1024)
/* A node that stops waits this long for its last words to leave. */
#define LUTF_GOODBYE_WAIT 200
/* Strangers turned away that a master reports, per second; the rest is counted. */
#define LUTF_REJECTED_REPORTS 10
/* The words of one reason, in a message or a failure. */
#define LUTF_DETAIL_MAX 512

/* Default port of the design document. */
#define LUTF_PORT 8494

/* A realm (one test on one node). */
#define LUTF_REALM_MEMORY (256u * 1024 * 1024)
#define LUTF_REALM_STACK (1024u * 1024)
/* The simulator's realm: a whole cluster, with thousands of peers on each node. */
#define LUTF_LNETSIM_MEMORY (UINT64_C(4) * 1024 * 1024 * 1024)
/* Below this part of its memory (8 MiB, the simulator 128) cycles of garbage are left alone: looking for them costs milliseconds, a test seldom makes so many. */
#define LUTF_REALM_GC_PART 32
/* What a realm over its memory limit may still allocate: enough to say where it was, instead of failing inside the engine. */
#define LUTF_REALM_RESERVE (8u * 1024 * 1024)
/* What a realm that was stopped may still compute: the stack trace, and its inspector's answer. */
#define LUTF_REALM_GRACE 200
/* Messages kept for a realm that has not set its receiver yet. */
#define LUTF_REALM_EARLY_MAX 4096
/* Messages handed to JavaScript before timers and files get their turn. */
#define LUTF_DRAIN_MAX 256
/* How many times slower than usual this build computes: CMakeLists.txt says it of one with sanitizers. */
#ifndef LUTF_SLOWNESS
#define LUTF_SLOWNESS 1
#endif
/* JavaScript that has not returned to the event loop for this long is stopped: other tests share the thread. */
#define LUTF_TURN_MAX (10000 * LUTF_SLOWNESS)
/* Default time for one script. */
#define LUTF_SCRIPT_TIMEOUT 60000
/* Threads for files and large YAML, as text for libuv: a few operations that hang on a dead file system leave room for the others. */
#define LUTF_POOL_THREADS "16"
/* Output kept of one child process, per stream; the rest is counted and dropped. */
#define LUTF_CHILD_OUTPUT_MAX (8u * 1024 * 1024)
/* Between SIGTERM and SIGKILL for the processes that a test leaves. */
#define LUTF_KILL_GRACE 500
/* After SIGKILL: what still lives then hangs in the kernel (a file system that does not answer), and nothing here can change that. */
#define LUTF_KILL_LIMIT 2000
/* readFile() of a larger file is refused: it has to fit into a realm next to everything else. FileHandle reads any file in pieces. */
#define LUTF_READ_FILE_MAX (128u * 1024 * 1024)
/* Files and pipes are read in pieces of this size: a pipe holds no more. */
#define LUTF_READ_PART (64u * 1024)
/* An agent that is told to end has this long before its supervisor kills it: its tests' processes are ended first. */
#define LUTF_STOP_GRACE 5000
/* The supervisor restarts a crashed agent after this, doubled up to LUTF_RECONNECT_LAST while it crashes before it is registered. */
#define LUTF_RESTART_FIRST 10

/* A request on a local socket: what a command reads as input, an import of a large configuration, fits; nothing is allocated for more. */
#define LUTF_LOCAL_REQUEST_MAX (4u * 1024 * 1024)
/* A reply: all peers of a node at full detail, thousands of them. */
#define LUTF_LOCAL_REPLY_MAX (64u * 1024 * 1024)
/* The folder that a socket is made in: with the socket's name it must fit into the 108 bytes of a socket's address. */
#define LUTF_LOCAL_FOLDER_MAX 96
/* Programs that are served on one local socket at a time; more wait to be accepted, so descriptors do not run out. */
#define LUTF_LOCAL_CONNECTIONS_MAX 512

#endif
