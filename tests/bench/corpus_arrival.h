/* New messages: from whom, to whom, by which way. */
#ifndef CORPUS_ARRIVAL_H
#define CORPUS_ARRIVAL_H

#include "corpus_message.h"
#include "corpus_session.h"

/* A message as it arrives, without sender and recipients; its Message-ID, as the programs of senders make them. */
message *arrive_message(world *w, host *h, enum corpus_group group, uint32_t owner, int64_t now);
void arrive_with_drawn_id(world *w, message *m);

/* False when the message has this recipient, or has enough. */
bool arrive_add_recipient(message *m, mailbox to);

/*
 * Messages handed in by a session: its client= line is written, the rest follows.
 * The number of recipients; 0 when there is no queue ID for it yet, and no line.
 */
uint32_t arrive_by_smtp(world *w, session *s, int64_t now);

/* A message of a local user: its first line will be pickup's. */
void arrive_by_pickup(world *w, host *h, int64_t now);

/* A notice that a message bounced: NULL when there is no queue ID for it yet. */
message *arrive_notice(world *w, const message *about, int64_t now);

/* YYYYMMDDHHMMSS.QID@host, as cleanup makes one. */
void arrive_with_own_id(message *m, int64_t now);

#endif
