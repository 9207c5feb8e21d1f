/*
 * The words that lines are made of, for the files that write them.
 */
#ifndef WRITER_WORDS_H
#define WRITER_WORDS_H

#include "postfix_writer.h"

/* "QID: ", or "NOQUEUE: " for NULL. */
void put_queue_id(written *w, const char *queue_id);

/* A port, unless it is 0. */
void put_port(written *w, const char *before, uint16_t id, int port);

/* smtpd/smtpd_peer.c, namaddr; only the name when there is no address */
void put_client(written *w, const mail_client *client);

/* A field, unless it is NULL. */
void put_optional(written *w, const char *before, uint16_t id, const char *text);

/* What smtpd and cleanup know of a transaction, up to the HELO name. */
void put_context(written *w, const mail_context *x);

#endif
