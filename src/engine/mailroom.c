/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/mailroom.h"

#include <stdlib.h>
#include <string.h>

#include "engine/node_link.h"
#include "engine/realm_internal.h"
#include "limits.h"
#include "yaml/doc.h"
#include "yaml/writer.h"

/* A request that a realm was given and has not answered. Owner: the table; freed by the answer or the end of the realm. */
struct debt {
	struct debt *next;                     /* in the bucket */
	struct debt *realm_next, **realm_link; /* of the same realm */
	struct lutf_realm *realm;
	uint64_t id;
	char src[64];
	bool cancelled; /* a realm that gets the request later has to be told */
};

/* Owner: the realm. */
struct lutf_mailroom {
	JSValue receiver; /* undefined: not set yet */
	struct lutf_message **early;
	size_t early_count;
	struct debt *debts;
};

/* Ids of one node count up, so their low bits spread evenly. */
static struct debt *buckets[1024];

static struct lutf_mailroom *mailroom_of(struct lutf_realm *realm)
{
	if (!realm->mailroom) {
		realm->mailroom = calloc(1, sizeof(*realm->mailroom));
		if (realm->mailroom)
			realm->mailroom->receiver = JS_UNDEFINED;
	}
	return realm->mailroom;
}

static struct debt **find_debt(const char *src, uint64_t id)
{
	struct debt **link = &buckets[id % (sizeof(buckets) / sizeof(buckets[0]))];

	while (*link && ((*link)->id != id || strcmp((*link)->src, src) != 0))
		link = &(*link)->next;
	return link;
}

static void unlink_from_realm(struct debt *debt)
{
	*debt->realm_link = debt->realm_next;
	if (debt->realm_next)
		debt->realm_next->realm_link = debt->realm_link;
}

/* The realm owes the answer; the main realm passes the debt on with the request. */
static bool add_debt(struct lutf_realm *realm, const struct lutf_message *message)
{
	struct debt **link = find_debt(message->src, message->id), *debt = *link;

	if (debt) {
		unlink_from_realm(debt);
	} else {
		debt = calloc(1, sizeof(*debt));
		if (!debt)
			return false;
		debt->id = message->id;
		memcpy(debt->src, message->src, sizeof(debt->src));
		*link = debt;
	}
	debt->realm = realm;
	debt->realm_next = realm->mailroom->debts;
	debt->realm_link = &realm->mailroom->debts;
	if (debt->realm_next)
		debt->realm_next->realm_link = &debt->realm_next;
	realm->mailroom->debts = debt;
	return true;
}

void lutf_mailroom_answered(const char *src, uint64_t id)
{
	struct debt **link = find_debt(src, id), *debt = *link;

	if (!debt)
		return;
	*link = debt->next;
	unlink_from_realm(debt);
	free(debt);
}

static void write_text(struct lutf_yaml_writer *writer, const char *key, const char *text)
{
	if (!text)
		return;
	lutf_yaml_key(writer, key);
	lutf_yaml_string(writer, text, strlen(text));
}

static void write_answer(struct lutf_yaml_writer *writer, const struct lutf_realm *realm, const char *src, uint64_t id, const char *message,
			 const char *stack)
{
	struct lutf_node *node = lutf_link_node();

	lutf_yaml_begin_mapping(writer);
	lutf_yaml_key(writer, "rpc");
	lutf_yaml_begin_mapping(writer);
	write_text(writer, "dst", src);
	write_text(writer, "src", lutf_node_name(node));
	lutf_yaml_key(writer, "id");
	lutf_yaml_int(writer, (int64_t)id);
	write_text(writer, "type", "results");
	lutf_yaml_key(writer, "error");
	lutf_yaml_begin_mapping(writer);
	write_text(writer, "name", "RealmEndedError");
	write_text(writer, "message", message);
	write_text(writer, "node", lutf_node_name(node));
	write_text(writer, "how", lutf_realm_how_name(realm->end.how));
	write_text(writer, "stack", stack);
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
	lutf_yaml_end_mapping(writer);
}

/* Answers a request for a realm that no longer can. */
static void answer_for(struct lutf_realm *realm, const char *src, uint64_t id, const char *message)
{
	struct lutf_node *node = lutf_link_node();
	struct lutf_yaml_writer *writer;
	char *body;
	size_t len;
	int rc;

	if (!node || lutf_yaml_writer_new(&writer))
		return;
	write_answer(writer, realm, src, id, *message ? message : "its test is over", realm->end.stack);
	rc = lutf_yaml_writer_finish(writer, &body, &len);
	if (rc) {
		/* The asker would wait for its whole time: better an answer that says less. */
		lutf_yaml_writer_reset(writer);
		write_answer(writer, realm, src, id, "it ended with an error that cannot be sent; see the node's log", NULL);
		rc = lutf_yaml_writer_finish(writer, &body, &len);
	}
	if (!rc)
		lutf_node_reply(node, src, id, body, len);
	lutf_yaml_writer_free(writer);
}

static const char *kind_name(enum lutf_message_kind kind)
{
	static const char *const names[] = {
		[LUTF_MESSAGE_REQUEST] = "request",     [LUTF_MESSAGE_RESULTS] = "results",
		[LUTF_MESSAGE_FAILURE] = "failure",     [LUTF_MESSAGE_CANCEL] = "cancel",
		[LUTF_MESSAGE_EVENT] = "event",         [LUTF_MESSAGE_AGENT] = "agent",
		[LUTF_MESSAGE_REJECTED] = "rejected",   [LUTF_MESSAGE_AGENTS] = "agents",
		[LUTF_MESSAGE_CONNECTED] = "connected", [LUTF_MESSAGE_DISCONNECTED] = "disconnected",
	};

	return names[kind];
}

/* The inside of the one block that the message is: `rpc: …` is given to JavaScript as its mapping. */
static const struct lutf_yaml_node *block_of(const struct lutf_message *message)
{
	const struct lutf_yaml_node *root = message->doc ? lutf_yaml_root(message->doc) : NULL;

	if (message->kind != LUTF_MESSAGE_AGENT && root && root->kind == LUTF_YAML_MAPPING && root->items.count == 1)
		return root->items.first;
	return root;
}

static JSValue body_of(JSContext *ctx, const struct lutf_message *message)
{
	JSValue body;

	if (message->kind != LUTF_MESSAGE_AGENT)
		return message->doc ? lutf_value_read(ctx, block_of(message)) : JS_UNDEFINED;
	body = JS_NewObject(ctx);
	if (JS_IsException(body))
		return body;
	JS_DefinePropertyValueStr(ctx, body, "state", JS_NewString(ctx, lutf_agent_state_name(message->state)), JS_PROP_C_W_E);
	if (message->doc)
		JS_DefinePropertyValueStr(ctx, body, "info", lutf_value_read(ctx, block_of(message)), JS_PROP_C_W_E);
	return body;
}

static void hand_over(struct lutf_realm *realm, const struct lutf_message *message)
{
	JSContext *ctx = realm->ctx;
	JSValue arguments[7], receiver;

	if (!lutf_realm_enter(realm))
		return;
	arguments[0] = JS_NewString(ctx, kind_name(message->kind));
	arguments[1] = JS_NewInt64(ctx, (int64_t)message->id);
	arguments[2] = JS_NewString(ctx, message->src);
	arguments[3] = body_of(ctx, message);
	arguments[4] = message->failure == LUTF_FAILURE_NONE ? JS_UNDEFINED : JS_NewString(ctx, lutf_failure_name(message->failure));
	arguments[5] = message->detail ? JS_NewString(ctx, message->detail) : JS_UNDEFINED;
	arguments[6] = JS_NewUint32(ctx, message->after_ms);
	receiver = JS_DupValue(ctx, realm->mailroom->receiver);
	if (JS_IsException(arguments[3]))
		lutf_realm_fail(realm);
	else
		lutf_realm_call(realm, receiver, 7, (JSValueConst *)arguments);
	JS_FreeValue(ctx, receiver);
	for (size_t i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++)
		JS_FreeValue(ctx, arguments[i]);
	lutf_realm_leave(realm);
}

static bool keep(struct lutf_mailroom *mailroom, struct lutf_message *message)
{
	struct lutf_message **grown;

	if (mailroom->early_count == LUTF_REALM_EARLY_MAX)
		return false;
	if ((mailroom->early_count & (mailroom->early_count - 1)) == 0) { /* full: the capacity is the next power of two */
		size_t capacity = mailroom->early_count ? 2 * mailroom->early_count : 1;

		grown = realloc(mailroom->early, capacity * sizeof(*grown));
		if (!grown)
			return false;
		mailroom->early = grown;
	}
	mailroom->early[mailroom->early_count++] = message;
	return true;
}

static void pass_on(struct lutf_realm *realm, struct lutf_message *message)
{
	struct lutf_mailroom *mailroom = realm->mailroom;

	if (JS_IsUndefined(mailroom->receiver) || mailroom->early_count) {
		if (keep(mailroom, message))
			return;
		if (message->kind == LUTF_MESSAGE_REQUEST) {
			answer_for(realm, message->src, message->id, "too many messages wait for this realm to start");
			lutf_mailroom_answered(message->src, message->id);
		}
	} else {
		hand_over(realm, message);
	}
	lutf_message_free(message);
}

/* A request that was given up while another realm had it is given up here too, after it has come. */
static void cancel_if_given_up(struct lutf_realm *realm, const char *src, uint64_t id)
{
	struct debt *debt = *find_debt(src, id);
	struct lutf_message *message;

	if (!debt || !debt->cancelled || debt->realm != realm || realm->ending)
		return;
	message = calloc(1, sizeof(*message));
	if (!message)
		return;
	message->kind = LUTF_MESSAGE_CANCEL;
	message->id = id;
	memcpy(message->src, src, sizeof(debt->src));
	pass_on(realm, message);
}

void lutf_mailroom_deliver(struct lutf_realm *realm, struct lutf_message *message)
{
	bool request = message->kind == LUTF_MESSAGE_REQUEST;
	struct lutf_mailroom *mailroom = realm->ending ? NULL : mailroom_of(realm);
	struct debt *debt;
	char src[64];
	uint64_t id = message->id;

	if (!mailroom || (request && !add_debt(realm, message))) {
		if (request)
			answer_for(realm, message->src, message->id, realm->ending ? realm->end.message : "out of memory");
		lutf_message_free(message);
		return;
	}
	if (message->kind == LUTF_MESSAGE_CANCEL) {
		debt = *find_debt(message->src, message->id);
		if (debt)
			debt->cancelled = true;
	}
	memcpy(src, message->src, sizeof(src));
	pass_on(realm, message);
	if (request)
		cancel_if_given_up(realm, src, id);
}

/* A job, so that whoever sets the receiver is done with it before the first message comes. */
static JSValue hand_over_early(JSContext *ctx, int argc, JSValueConst *argv)
{
	struct lutf_realm *realm = lutf_realm_of(ctx);
	struct lutf_mailroom *mailroom = realm->mailroom;
	struct lutf_message **early = mailroom->early;
	size_t count = mailroom->early_count;

	(void)argc;
	(void)argv;
	mailroom->early = NULL;
	mailroom->early_count = 0;
	for (size_t i = 0; i < count; i++) {
		hand_over(realm, early[i]);
		lutf_message_free(early[i]);
	}
	free(early);
	return JS_UNDEFINED;
}

void lutf_mailroom_set_receiver(struct lutf_realm *realm, JSValueConst receiver)
{
	struct lutf_mailroom *mailroom = mailroom_of(realm);

	if (!mailroom)
		return;
	JS_FreeValue(realm->ctx, mailroom->receiver);
	mailroom->receiver = JS_DupValue(realm->ctx, receiver);
	if (mailroom->early_count)
		JS_EnqueueJob(realm->ctx, hand_over_early, 0, NULL);
}

static struct lutf_realm *realm_of_test(const char *test)
{
	struct lutf_realm *realm = lutf_realm_first();

	/* A handful of realms: a node runs few tests at a time. */
	while (realm && (!test || !*realm->test || strcmp(realm->test, test) != 0))
		realm = realm->next;
	return realm;
}

static struct lutf_realm *main_realm(void)
{
	struct lutf_realm *realm = lutf_realm_first();

	while (realm && !lutf_realm_is_main(realm))
		realm = realm->next;
	return realm;
}

struct lutf_realm *lutf_mailroom_route(const struct lutf_message *message)
{
	struct lutf_realm *realm;
	struct debt *debt;

	switch (message->kind) {
	case LUTF_MESSAGE_RESULTS:
	case LUTF_MESSAGE_FAILURE:
		return lutf_realm_find(message->owner);
	case LUTF_MESSAGE_CANCEL:
		debt = *find_debt(message->src, message->id);
		return debt ? debt->realm : NULL;
	case LUTF_MESSAGE_REQUEST:
		realm = realm_of_test(lutf_yaml_get_string(block_of(message), "test"));
		/* One that its creator has closed is over; the creator knows whether there will be another for this test. */
		return realm && !(realm->ending && realm->end.how == LUTF_END_CLOSED) ? realm : main_realm();
	case LUTF_MESSAGE_EVENT:
		realm = realm_of_test(lutf_yaml_get_string(block_of(message), "test"));
		return realm ? realm : main_realm();
	default:
		return main_realm();
	}
}

void lutf_messages_realm_ended(struct lutf_realm *realm)
{
	struct lutf_mailroom *mailroom = realm->mailroom;

	if (!mailroom)
		return;
	while (mailroom->debts) {
		answer_for(realm, mailroom->debts->src, mailroom->debts->id, realm->end.message);
		lutf_mailroom_answered(mailroom->debts->src, mailroom->debts->id);
	}
	for (size_t i = 0; i < mailroom->early_count; i++)
		lutf_message_free(mailroom->early[i]);
	free(mailroom->early);
	JS_FreeValue(realm->ctx, mailroom->receiver);
	free(mailroom);
	realm->mailroom = NULL;
}
