/* Who comes, and what he does: sessions with their steps. */
#ifndef CORPUS_VISIT_H
#define CORPUS_VISIT_H

#include "corpus_message.h"
#include "corpus_session.h"

/* An account hands in messages; without any, it only logs in. */
void visit_by_user(world *w, uint32_t who, uint32_t mails, int64_t now);

/* Another server brings a message. */
void visit_by_server(world *w, int64_t now);

/* The content filter brings back what it was given. */
void visit_by_filter(world *w, message *given, int64_t now);

/* Somebody tries passwords: so many failures. name: for GUESS_ONE. */
void visit_by_guesser(world *w, uint32_t addr, enum guessing guessing, uint32_t name, uint32_t failures, int64_t now);

/* A bot knocks at port 25, where postscreen listens, and elsewhere. */
void visit_by_screened_bot(world *w, int64_t now);
void visit_by_bot(world *w, int64_t now);

#endif
