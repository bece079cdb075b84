/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "wire/node.h"

/* A master's socket, and who is let in. */

static struct lutf_conn *oldest_unauthenticated(struct lutf_node *node)
{
	struct lutf_conn *conn = node->conns;

	while (conn && !conn->unauthenticated)
		conn = conn->next;
	return conn;
}

/*
 * A newcomer waits in the backlog while LUTF_UNAUTHENTICATED_MAX others are on their way, so a cluster that dials at once is let in as fast
 * as it can be authenticated; and those who only sit there lose their place after LUTF_UNAUTHENTICATED_GRACE.
 */
static void accept_one(struct lutf_node *node)
{
	struct lutf_conn *conn;

	node->accept_waits = false;
	if (node->unauthenticated >= LUTF_UNAUTHENTICATED_MAX) {
		uint64_t due;

		conn = oldest_unauthenticated(node);
		due = conn->since + LUTF_UNAUTHENTICATED_GRACE;
		if (lutf__now_ms() < due && !lutf__deadline_set(&node->deadlines, &node->accept_deadline, due)) {
			node->accept_waits = true;
			return;
		}
		lutf__conn_close(conn, LUTF_FAILURE_REFUSED, "it did not say hello while others wait");
	}
	lutf__deadline_clear(&node->deadlines, &node->accept_deadline);
	if (lutf__conn_new(node, false, &conn)) {
		node->accept_waits = !lutf__deadline_set(&node->deadlines, &node->accept_deadline,
							 lutf__now_ms() + LUTF_UNAUTHENTICATED_GRACE);
		return;
	}
	if (uv_accept((uv_stream_t *)&node->listening, (uv_stream_t *)&conn->tcp)) {
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "it was gone before it could be accepted");
		return;
	}
	lutf__conn_start(conn);
}

void lutf__accept_waiting(struct lutf_node *node)
{
	if (node->accept_waits && !node->stopping)
		accept_one(node);
}

static void place_is_due(struct lutf_deadline *deadline)
{
	lutf__accept_waiting((struct lutf_node *)((char *)deadline - offsetof(struct lutf_node, accept_deadline)));
}

static void on_connection(uv_stream_t *server, int status)
{
	struct lutf_node *node = server->data;

	if (status)
		return; /* it was gone again; libuv looks after running out of descriptors */
	lutf__lock(node);
	accept_one(node);
	lutf__unlock(node);
}

void lutf__reject(struct lutf_node *node, const char *address, const char *detail)
{
	uint64_t second = lutf__now_ms() / 1000;
	struct lutf_message *message;
	char text[LUTF_DETAIL_MAX];

	if (node->stopping)
		return;
	if (second != node->reject_window) {
		node->reject_window = second;
		node->rejected = 0;
	}
	if (++node->rejected > LUTF_REJECTED_REPORTS) {
		node->rejected_unreported++;
		return;
	}
	message = lutf__message_new(LUTF_MESSAGE_REJECTED, address);
	if (!message)
		return;
	if (node->rejected_unreported) {
		snprintf(text, sizeof(text), "%.*s (and %u more were turned away)", LUTF_DETAIL_MAX - 64, detail,
			 node->rejected_unreported);
		node->rejected_unreported = 0;
		detail = text;
	}
	message->failure = LUTF_FAILURE_REFUSED;
	message->detail = strdup(detail);
	lutf__deliver_message(node, message);
}

/* A connection for each agent and each who is not one yet: the usual soft limit of 1024 descriptors is less than a master may need. */
static void raise_descriptor_limit(void)
{
	struct rlimit limit;
	rlim_t want = LUTF_AGENTS_MAX + LUTF_UNAUTHENTICATED_MAX + 1024;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= want)
		return;
	limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int lutf__listen(struct lutf_node *node, const char *address, uint16_t port, char *error, size_t error_size)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *addresses = NULL;
	struct sockaddr_storage bound;
	char service[8], text[LUTF_ADDRESS_SIZE];
	int rc, len = sizeof(bound);

	snprintf(service, sizeof(service), "%u", port);
	rc = getaddrinfo(address ? address : "127.0.0.1", service, &hints, &addresses);
	if (rc) {
		snprintf(error, error_size, "cannot listen on %s: %s; give an address of this machine", address, gai_strerror(rc));
		return -EADDRNOTAVAIL;
	}
	lutf__address_text(addresses->ai_addr, text, sizeof(text));
	if (!node->tls && !lutf__address_is_loopback(addresses->ai_addr)) {
		snprintf(error, error_size,
			 "without a key a master listens on loopback only, %s is not; give it a key (a file that only its "
			 "owner can read) or the address 127.0.0.1",
			 text);
		rc = -EACCES;
		goto out;
	}
	raise_descriptor_limit();
	rc = uv_tcp_init(&node->loop, &node->listening);
	if (rc) {
		snprintf(error, error_size, "cannot listen on %s: %s", text, uv_strerror(rc));
		goto out;
	}
	node->is_listening = true;
	node->listening.data = node;
	node->accept_deadline.expired = place_is_due;
	uv_tcp_simultaneous_accepts(&node->listening, 1);
	rc = uv_tcp_bind(&node->listening, addresses->ai_addr, 0);
	if (!rc)
		rc = uv_listen((uv_stream_t *)&node->listening, LUTF_BACKLOG, on_connection);
	if (!rc)
		rc = uv_tcp_getsockname(&node->listening, (struct sockaddr *)&bound, &len);
	if (rc) {
		snprintf(error, error_size, "cannot listen on %s: %s%s", text, uv_strerror(rc),
			 rc == UV_EADDRINUSE ? "; another master may be running, choose another port" : "");
		goto out;
	}
	node->port = ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
						       : ((struct sockaddr_in *)&bound)->sin_port);
out:
	freeaddrinfo(addresses);
	return rc;
}
