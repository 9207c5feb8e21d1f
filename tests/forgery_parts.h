/*
 * Parts of hostile lines that several shapes share: what no attacker can choose,
 * and his words after what Postfix does to them.
 */
#ifndef FORGERY_PARTS_H
#define FORGERY_PARTS_H

#include "postfix_writer.h"

mail_client some_client(void);
const char *some_queue_id(void);

/* The text, or now and then NULL. */
const char *maybe(const char *text);

/* Any address that Postfix takes when the line's charset is its own. */
const char *some_address(const written *w);

/* A HELO name as smtpd keeps it; valid until the next call. */
const char *neutered(const written *w);

/*
 * The text of a refusal, mostly built around what was refused, in internal form:
 * <X>: Relay access denied. Valid until the next call.
 */
const char *refusal(const mail_context *x);

/* Whether a text, which may be NULL, has another in it. */
int has(const char *text, const char *part);

#endif
