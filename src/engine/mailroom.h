/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages on their way into realms: who receives, what waits for a receiver, which requests a realm still owes an answer.
 * Interpreter thread only.
 */
#ifndef LUTF_ENGINE_MAILROOM_H
#define LUTF_ENGINE_MAILROOM_H

#include "engine/realm.h"
#include "wire/lutf_agent.h"

/* Hands message (taken over) to the receiver of realm; kept until it has one. A realm that is ending answers a request with an error. */
void lutf_mailroom_deliver(struct lutf_realm *realm, struct lutf_message *message);
/* receiver is duplicated. What waited is handed over once the JavaScript that runs now has returned. */
void lutf_mailroom_set_receiver(struct lutf_realm *realm, JSValueConst receiver);
/* The realm of a message from the network, or NULL: nobody waits for it. */
struct lutf_realm *lutf_mailroom_route(const struct lutf_message *message);
/* Request id of node src has been answered. */
void lutf_mailroom_answered(const char *src, uint64_t id);

#endif
