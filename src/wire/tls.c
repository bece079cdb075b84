/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire/tls.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * TLS 1.3 only, pre-shared key with ephemeral Diffie-Hellman only. An external key is bound with SHA-256 (RFC 8446, 4.2.11),
 * so only ciphers with that hash can go with it.
 */
static const char priorities[] = "NONE:+VERS-TLS1.3:+ECDHE-PSK:+AES-128-GCM:+CHACHA20-POLY1305:+AEAD:+SHA256:"
				 "+SIGN-ALL:+COMP-NULL:+GROUP-X25519:+GROUP-SECP256R1";
/* One key, one name for it: nodes are told apart by their hello, under the protection of the key. */
static const char identity[] = "lutf";

struct lutf_tls_context {
	bool server;
	gnutls_priority_t priority;
	gnutls_psk_server_credentials_t server_key;
	gnutls_psk_client_credentials_t client_key;
	gnutls_datum_t key;
};

struct lutf_tls {
	gnutls_session_t session;
	const uint8_t *in;
	size_t in_len;
	struct lutf_buffer *out;
	char error[160];
};

int lutf__buffer_append(struct lutf_buffer *buffer, const void *data, size_t len)
{
	if (len > buffer->size - buffer->len) {
		size_t size = buffer->size ? buffer->size : 4096;
		uint8_t *grown;

		while (size < buffer->len + len)
			size *= 2;
		grown = realloc(buffer->data, size);
		if (!grown)
			return -ENOMEM;
		buffer->data = grown;
		buffer->size = size;
	}
	if (len)
		memcpy(buffer->data + buffer->len, data, len);
	buffer->len += len;
	return 0;
}

void lutf__buffer_free(struct lutf_buffer *buffer)
{
	free(buffer->data);
	memset(buffer, 0, sizeof(*buffer));
}

static int server_key(gnutls_session_t session, const char *username, gnutls_datum_t *key)
{
	const struct lutf_tls_context *context = gnutls_session_get_ptr(session);

	if (strcmp(username, identity))
		return -1;
	key->data = gnutls_malloc(context->key.size);
	if (!key->data)
		return -1;
	memcpy(key->data, context->key.data, context->key.size);
	key->size = context->key.size;
	return 0;
}

int lutf__tls_context_new(bool server, const uint8_t *key, size_t key_len, struct lutf_tls_context **out)
{
	struct lutf_tls_context *context = calloc(1, sizeof(*context));
	int rc = GNUTLS_E_MEMORY_ERROR;

	if (!context)
		return -ENOMEM;
	context->server = server;
	context->key.data = malloc(key_len);
	if (!context->key.data)
		goto fail;
	memcpy(context->key.data, key, key_len);
	context->key.size = (unsigned)key_len;
	rc = gnutls_priority_init(&context->priority, priorities, NULL);
	if (rc < 0)
		goto fail;
	if (server) {
		rc = gnutls_psk_allocate_server_credentials(&context->server_key);
		if (rc >= 0)
			gnutls_psk_set_server_credentials_function(context->server_key, server_key);
	} else {
		rc = gnutls_psk_allocate_client_credentials(&context->client_key);
		if (rc >= 0)
			rc = gnutls_psk_set_client_credentials(context->client_key, identity, &context->key, GNUTLS_PSK_KEY_RAW);
	}
	if (rc < 0)
		goto fail;
	*out = context;
	return 0;
fail:
	lutf__tls_context_free(context);
	return rc == GNUTLS_E_MEMORY_ERROR ? -ENOMEM : -EINVAL;
}

void lutf__tls_context_free(struct lutf_tls_context *context)
{
	if (!context)
		return;
	if (context->server_key)
		gnutls_psk_free_server_credentials(context->server_key);
	if (context->client_key)
		gnutls_psk_free_client_credentials(context->client_key);
	if (context->priority)
		gnutls_priority_deinit(context->priority);
	if (context->key.data)
		gnutls_memset(context->key.data, 0, context->key.size);
	free(context->key.data);
	free(context);
}

static ssize_t pull(gnutls_transport_ptr_t opaque, void *data, size_t size)
{
	struct lutf_tls *tls = opaque;

	if (!tls->in_len) {
		gnutls_transport_set_errno(tls->session, EAGAIN);
		return -1;
	}
	if (size > tls->in_len)
		size = tls->in_len;
	memcpy(data, tls->in, size);
	tls->in += size;
	tls->in_len -= size;
	return (ssize_t)size;
}

static int pull_timeout(gnutls_transport_ptr_t opaque, unsigned ms)
{
	const struct lutf_tls *tls = opaque;

	(void)ms;
	return tls->in_len > 0;
}

static ssize_t push(gnutls_transport_ptr_t opaque, const void *data, size_t size)
{
	struct lutf_tls *tls = opaque;

	if (lutf__buffer_append(tls->out, data, size)) {
		gnutls_transport_set_errno(tls->session, ENOMEM);
		return -1;
	}
	return (ssize_t)size;
}

int lutf__tls_new(struct lutf_tls_context *context, struct lutf_tls **out)
{
	struct lutf_tls *tls = calloc(1, sizeof(*tls));
	unsigned flags = GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS | GNUTLS_NO_AUTO_SEND_TICKET;
	int rc;

	if (!tls)
		return -ENOMEM;
	rc = gnutls_init(&tls->session, flags | (context->server ? GNUTLS_SERVER : GNUTLS_CLIENT));
	if (rc < 0)
		goto fail;
	rc = gnutls_priority_set(tls->session, context->priority);
	if (rc < 0)
		goto fail;
	rc = gnutls_credentials_set(tls->session, GNUTLS_CRD_PSK,
				    context->server ? (void *)context->server_key : (void *)context->client_key);
	if (rc < 0)
		goto fail;
	gnutls_session_set_ptr(tls->session, context);
	gnutls_transport_set_ptr(tls->session, tls);
	gnutls_transport_set_pull_function(tls->session, pull);
	gnutls_transport_set_pull_timeout_function(tls->session, pull_timeout);
	gnutls_transport_set_push_function(tls->session, push);
	gnutls_handshake_set_timeout(tls->session, 0); /* the connection has a deadline */
	*out = tls;
	return 0;
fail:
	lutf__tls_free(tls);
	return -ENOMEM;
}

void lutf__tls_free(struct lutf_tls *tls)
{
	if (!tls)
		return;
	if (tls->session)
		gnutls_deinit(tls->session);
	free(tls);
}

void lutf__tls_feed(struct lutf_tls *tls, const void *data, size_t len, struct lutf_buffer *out)
{
	tls->in = data;
	tls->in_len = len;
	tls->out = out;
}

static int set_error(struct lutf_tls *tls, int rc)
{
	if (rc == GNUTLS_E_FATAL_ALERT_RECEIVED)
		snprintf(tls->error, sizeof(tls->error), "the other side said: %s", gnutls_alert_get_name(gnutls_alert_get(tls->session)));
	else
		snprintf(tls->error, sizeof(tls->error), "%s", gnutls_strerror(rc));
	return -EPROTO;
}

int lutf__tls_handshake(struct lutf_tls *tls)
{
	int rc;

	do
		rc = gnutls_handshake(tls->session);
	while (rc == GNUTLS_E_INTERRUPTED || rc == GNUTLS_E_WARNING_ALERT_RECEIVED);
	if (rc == GNUTLS_E_SUCCESS)
		return 1;
	if (rc == GNUTLS_E_AGAIN)
		return 0;
	gnutls_alert_send_appropriate(tls->session, rc);
	return set_error(tls, rc);
}

ssize_t lutf__tls_receive(struct lutf_tls *tls, void *data, size_t size)
{
	ssize_t n;

	do
		n = gnutls_record_recv(tls->session, data, size);
	while (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_WARNING_ALERT_RECEIVED);
	if (n > 0)
		return n;
	if (n == GNUTLS_E_AGAIN)
		return 0;
	if (n == 0 || n == GNUTLS_E_PREMATURE_TERMINATION)
		return -EPIPE;
	return set_error(tls, (int)n);
}

int lutf__tls_send(struct lutf_tls *tls, const void *data, size_t len, struct lutf_buffer *out)
{
	const uint8_t *at = data;

	tls->out = out;
	while (len) {
		ssize_t n = gnutls_record_send(tls->session, at, len);

		if (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN)
			continue;
		if (n < 0)
			return set_error(tls, (int)n);
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

const char *lutf__tls_error(const struct lutf_tls *tls)
{
	return tls->error;
}
