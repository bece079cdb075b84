/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "wire/node.h"

/*
 * How an agent or client gets to its master: resolve, try each address, and after a while again. Only a refusal is final:
 * nothing would be different the next time.
 */

static void dial_next(struct lutf_node *node);

bool lutf__address_is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
	if (address->sa_family == AF_INET6) {
		const struct in6_addr *ip = &((const struct sockaddr_in6 *)address)->sin6_addr;

		return IN6_IS_ADDR_LOOPBACK(ip) || (IN6_IS_ADDR_V4MAPPED(ip) && ip->s6_addr[12] == 127);
	}
	return false;
}

void lutf__address_text(const struct sockaddr *address, char *out, size_t size)
{
	char host[INET6_ADDRSTRLEN] = "?";

	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;

		uv_ip6_name(in6, host, sizeof(host));
		snprintf(out, size, "[%s]:%u", host, ntohs(in6->sin6_port));
	} else {
		const struct sockaddr_in *in = (const struct sockaddr_in *)address;

		uv_ip4_name(in, host, sizeof(host));
		snprintf(out, size, "%s:%u", host, ntohs(in->sin_port));
	}
}

/* The owner is told a reason once, not with every try. */
static void tell(struct lutf_node *node, enum lutf_failure failure, const char *detail)
{
	struct lutf_dial *dial = &node->dial;
	struct lutf_message *message;

	if (!strcmp(dial->told, detail))
		return;
	snprintf(dial->told, sizeof(dial->told), "%s", detail);
	message = lutf__message_new(LUTF_MESSAGE_DISCONNECTED, node->upstream.name);
	if (!message)
		return;
	message->failure = failure;
	message->detail = strdup(detail);
	lutf__deliver_message(node, message);
}

static void retry(struct lutf_deadline *deadline)
{
	lutf__dial((struct lutf_node *)((char *)deadline - offsetof(struct lutf_node, dial.retry)));
}

void lutf__dial_lost(struct lutf_node *node, bool was_open, enum lutf_failure failure, const char *detail)
{
	struct lutf_dial *dial = &node->dial;
	struct lutf_peer *master = &node->upstream;
	unsigned jitter = 0;

	master->failure = failure;
	snprintf(master->detail, sizeof(master->detail), "%smaster at %s port %u: %.*s", was_open ? "lost the " : "", node->host,
		 node->port, LUTF_DETAIL_MAX - 128, detail);
	lutf__peer_fail_calls(master, failure, master->detail);
	if (node->stopping)
		return;
	if (failure == LUTF_FAILURE_REFUSED) {
		dial->final = true;
		dial->next = NULL;
		tell(node, failure, master->detail);
		return;
	}
	if (!was_open && dial->next) {
		dial_next(node);
		return;
	}
	tell(node, failure, master->detail);
	if (node->role == LUTF_ROLE_CLIENT)
		return;
	dial->delay = !dial->delay ? LUTF_RECONNECT_FIRST : dial->delay * 2 < LUTF_RECONNECT_LAST ? dial->delay * 2 : LUTF_RECONNECT_LAST;
	uv_random(NULL, NULL, &jitter, sizeof(jitter), 0, NULL);
	dial->retry.expired = retry;
	lutf__deadline_set(&node->deadlines, &dial->retry, lutf__now_ms() + dial->delay + jitter % (dial->delay / 2 + 1));
}

static void on_connected(uv_connect_t *connecting, int status)
{
	struct lutf_conn *conn = connecting->data;
	struct lutf_node *node = conn->node;

	lutf__lock(node);
	if (conn->state != LUTF_CONN_CONNECTING)
		goto out;
	if (status)
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "%s", uv_strerror(status));
	else
		lutf__conn_start(conn);
out:
	lutf__unlock(node);
}

static void dial_next(struct lutf_node *node)
{
	struct lutf_dial *dial = &node->dial;
	const struct addrinfo *address = dial->next;
	struct lutf_conn *conn;
	int rc;

	dial->next = address->ai_next;
	if (!node->tls && !lutf__address_is_loopback(address->ai_addr)) {
		lutf__dial_lost(node, false, LUTF_FAILURE_REFUSED,
				"without a key only a master on this machine may be used; give this node "
				"the master's key");
		return;
	}
	rc = lutf__conn_new(node, true, &conn);
	if (rc) {
		lutf__dial_lost(node, false, LUTF_FAILURE_UNREACHABLE, uv_strerror(rc));
		return;
	}
	conn->connecting.data = conn;
	rc = uv_tcp_connect(&conn->connecting, &conn->tcp, address->ai_addr, on_connected);
	if (rc)
		lutf__conn_close(conn, LUTF_FAILURE_UNREACHABLE, "%s", uv_strerror(rc));
}

static void start_with(struct lutf_node *node, struct addrinfo *addresses)
{
	struct lutf_dial *dial = &node->dial;

	if (dial->addresses)
		uv_freeaddrinfo(dial->addresses);
	dial->addresses = dial->next = addresses;
	dial_next(node);
}

static void on_resolved(uv_getaddrinfo_t *resolve, int status, struct addrinfo *addresses)
{
	struct lutf_node *node = resolve->data;

	lutf__lock(node);
	node->dial.resolving = false;
	if (node->stopping)
		uv_freeaddrinfo(addresses);
	else if (status)
		lutf__dial_lost(node, false, LUTF_FAILURE_UNREACHABLE, uv_strerror(status));
	else
		start_with(node, addresses);
	lutf__unlock(node);
}

void lutf__dial(struct lutf_node *node)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *addresses = NULL;
	char port[8];
	int rc;

	if (node->stopping || node->dial.final)
		return;
	snprintf(port, sizeof(port), "%u", node->port);
	if (!getaddrinfo(node->host, port, &hints, &addresses)) {
		start_with(node, addresses);
		return;
	}
	hints.ai_flags = AI_NUMERICSERV;
	node->dial.resolve.data = node;
	rc = uv_getaddrinfo(&node->loop, &node->dial.resolve, on_resolved, node->host, port, &hints);
	if (rc)
		lutf__dial_lost(node, false, LUTF_FAILURE_UNREACHABLE, uv_strerror(rc));
	else
		node->dial.resolving = true;
}

void lutf__dial_stop(struct lutf_node *node)
{
	struct lutf_dial *dial = &node->dial;

	lutf__deadline_clear(&node->deadlines, &dial->retry);
	if (dial->resolving)
		uv_cancel((uv_req_t *)&dial->resolve);
	if (dial->addresses)
		uv_freeaddrinfo(dial->addresses);
	dial->addresses = dial->next = NULL;
}
