/*
 * A message from its arrival to its removal, through retries, bounces, a content
 * filter and an administrator's hands.
 */
#ifndef CORPUS_MESSAGE_H
#define CORPUS_MESSAGE_H

#include "corpus_world.h"

#define RECIPIENTS_MAX 250u

enum recipient_state { RECIPIENT_OPEN, RECIPIENT_DONE };

typedef struct recipient {
    mailbox to;
    uint8_t state;
    uint8_t was_deferred;
    uint8_t by_alias; /* has an orig_to */
    mailbox orig_to;
} recipient;

enum message_state {
    MESSAGE_PICKUP,
    MESSAGE_CLEANUP,
    MESSAGE_ACTIVE,
    MESSAGE_FILTER,
    MESSAGE_FILTERED,
    MESSAGE_TLS,
    MESSAGE_ATTEMPT,
    MESSAGE_DELIVER,
    MESSAGE_MAKE_NOTICE,
    MESSAGE_NOTICE,
    MESSAGE_EXPIRED,
    MESSAGE_REMOVED,
    MESSAGE_DELETED,
    MESSAGE_DELETED_SUM,
    MESSAGE_REQUEUED,
    MESSAGE_REQUEUED_SUM,
    MESSAGE_REQUEUED_PICKUP
};

/* A content filter takes a message out of the queue and hands it in again. */
enum message_leg { LEG_ONLY, LEG_BEFORE_FILTER, LEG_BEHIND_FILTER };

/* What one delivery attempt came to. */
enum outcome {
    SENT_REMOTE,
    SENT_LMTP,
    SENT_VIRTUAL,
    SENT_LOCAL,
    SENT_FILTER,
    DEFERRED_GREY,
    DEFERRED_TIMEOUT,
    DEFERRED_REFUSED,
    DEFERRED_LOST,
    DEFERRED_QUOTA,
    DEFERRED_LMTP,
    DEFERRED_FILTER,
    BOUNCED_UNKNOWN,
    BOUNCED_BLOCKED,
    BOUNCED_SPAM,
    BOUNCED_QUOTA,
    BOUNCED_NO_HOST,
    BOUNCED_LMTP
};

typedef struct message {
    uint32_t number; /* its own, in the pool */
    uint8_t state, leg, group, tries;
    uint8_t recipient_count, at; /* at: the recipient of the delivery under way */
    uint8_t message_id_length;
    uint8_t outcome;
    bool counted;     /* its recipients are in the truth */
    bool failed;      /* recipients bounced since the last notice */
    bool filter_down; /* in this attempt */
    bool has_process;
    uint8_t program;    /* that process's */
    uint32_t domain;    /* and whom it delivers to */
    uint32_t exchanger; /* which of that domain's servers */
    process process;
    host *host;
    uint32_t owner;
    uint32_t uid; /* who handed it in by pickup */
    mailbox sender;
    const char *sender_text; /* the sender, when no mailbox looks like this; NULL otherwise */
    uint32_t refused;        /* per mille of its recipients are refused as spam, besides the usual */
    uint32_t size;
    int64_t arrived, active;
    queue_id id, next_id; /* next_id: behind the filter, of the notice, before the requeue */
    char message_id[80];
    recipient recipients[RECIPIENTS_MAX];
} message;

void message_step(world *w, uint32_t number, int64_t now);

/* Its next step. */
void message_next(world *w, message *m, enum message_state state, int64_t time);

/* The message that the filter was given has come back under this queue ID. */
void message_filtered(world *w, uint32_t number, const queue_id *id, int64_t now);

static inline bool message_is_open(const message *m, uint32_t i)
{
    return m->recipients[i].state == RECIPIENT_OPEN;
}

/* --- corpus_delivery.c: one attempt ------------------------------------------ */

/* Goes on with the next open recipient; with message_attempted() when there is none left. */
void delivery_next(world *w, message *m, int64_t now);
void delivery_step(world *w, message *m, int64_t now);
void message_attempted(world *w, message *m, int64_t now);

/* --- corpus_reply.c: how it went --------------------------------------------- */

enum outcome outcome_draw(world *w, const message *m, const recipient *r);
enum corpus_kind outcome_kind(enum outcome o);

/* relay=none: nobody was reached. */
bool outcome_is_unreached(enum outcome o);

/* dsn=..., status=... (...) */
void put_outcome(world *w, const message *m, const recipient *r);

#endif
