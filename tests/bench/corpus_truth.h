/*
 * The truth about the log: counted while its lines are made, never read from
 * their text. A function here is called when its line has been written.
 */
#ifndef CORPUS_TRUTH_H
#define CORPUS_TRUTH_H

#include "corpus_address.h"
#include "corpus_domain.h"

/* The kinds of events that the lines are, by libpostfixlog's names. */
#define CORPUS_KINDS(KIND)                                                                                             \
    KIND(FOREIGN, "foreign")                                                                                           \
    KIND(CONNECT, "connect")                                                                                           \
    KIND(DISCONNECT, "disconnect")                                                                                     \
    KIND(LOST_CONNECTION, "lost-connection")                                                                           \
    KIND(TIMEOUT, "timeout")                                                                                           \
    KIND(TLS, "tls")                                                                                                   \
    KIND(AUTH_FAIL, "auth-fail")                                                                                       \
    KIND(AUTH_ABORT, "auth-abort")                                                                                     \
    KIND(SASL_LOGIN, "sasl-login")                                                                                     \
    KIND(CLIENT, "client")                                                                                             \
    KIND(LOGIN, "login")                                                                                               \
    KIND(PICKUP, "pickup")                                                                                             \
    KIND(MESSAGE_ID, "message-id")                                                                                     \
    KIND(QUEUED, "queued")                                                                                             \
    KIND(REMOVED, "removed")                                                                                           \
    KIND(EXPIRED, "expired")                                                                                           \
    KIND(QUEUE_ADMIN, "queue-admin")                                                                                   \
    KIND(BOUNCE_NOTICE, "bounce-notice")                                                                               \
    KIND(SENT, "sent")                                                                                                 \
    KIND(DEFERRED, "deferred")                                                                                         \
    KIND(BOUNCED, "bounced")                                                                                           \
    KIND(ATTEMPT, "attempt")                                                                                           \
    KIND(REJECT, "reject")                                                                                             \
    KIND(PROTOCOL_ABUSE, "protocol-abuse")                                                                             \
    KIND(RATE_LIMIT, "rate-limit")                                                                                     \
    KIND(ANVIL, "anvil")                                                                                               \
    KIND(POSTSCREEN, "postscreen")                                                                                     \
    KIND(DNSBL, "dnsbl")                                                                                               \
    KIND(STATISTICS, "statistics")                                                                                     \
    KIND(LIFECYCLE, "lifecycle")                                                                                       \
    KIND(WARNING, "warning")

/* What the lines come from, to see whether the mix is right. */
#define CORPUS_GROUPS(GROUP)                                                                                           \
    GROUP(BOTS, "bots")             /* strangers' sessions, without the next */                                        \
    GROUP(GUESSES, "guesses")       /* SASL failures */                                                                \
    GROUP(SUBMISSION, "submission") /* logged-in users and their messages */                                           \
    GROUP(INBOUND, "inbound")       /* mail from other servers */                                                      \
    GROUP(LOCAL, "local")           /* mail from local users */                                                        \
    GROUP(NOTICES, "notices")       /* bounces */                                                                      \
    GROUP(RETRIES, "retries")       /* whatever a deferred message writes later */                                     \
    GROUP(SERVICE, "service")       /* anvil, scache, master */                                                        \
    GROUP(OTHERS, "other_programs")

/* clang-format off */
enum corpus_kind {
#define KIND(name, text) KIND_##name,
    CORPUS_KINDS(KIND)
#undef KIND
    KIND_COUNT
};

enum corpus_group {
#define GROUP(name, text) GROUP_##name,
    CORPUS_GROUPS(GROUP)
#undef GROUP
    GROUP_COUNT
};
/* clang-format on */

#define OWNER_NONE UINT32_MAX
#define NAME_NONE  UINT32_MAX

/* Of an account or a local user. */
typedef struct tally {
    uint32_t messages, recipients;
    uint32_t sent, bounced, deleted; /* recipients, by their end */
    uint32_t deferred;               /* recipients that had to wait at least once */
    uint32_t open_messages;
    uint32_t hour_messages, most_in_hour;
    int64_t hour;
    uint32_t domains;
    uint64_t domain_set[DOMAIN_COUNT / 64];
} tally;

/* (address, name) that have been tried: a set of 64-bit keys, 0 for an empty place. */
typedef struct pair_set {
    uint64_t *slots;
    uint64_t slot_count, count;
} pair_set;

typedef struct truth {
    uint64_t kinds[KIND_COUNT], groups[GROUP_COUNT];
    uint64_t failures, named_failures; /* without those below */
    uint64_t no_failures;              /* lines that say so where no password was tried */
    uint64_t filter_legs, requeues, messages_begun, messages_done;
    tally *tallies; /* accounts, then local users */
    uint32_t owners;
    uint32_t *name_failures;
    uint32_t name_count, name_capacity;
    pair_set tried;
} truth;

void truth_open(truth *t, uint32_t owners);
void truth_close(truth *t);

/* A failed login; NAME_NONE when the line does not tell the name. */
void truth_failure(truth *t, address_book *book, uint32_t addr, uint32_t name);

/* A message, its recipients once they are known, and its end. Owners may be OWNER_NONE. */
void truth_message(truth *t, uint32_t owner, int64_t now);
void truth_recipients(truth *t, uint32_t owner, uint32_t count);
void truth_message_done(truth *t, uint32_t owner);

/* What a recipient came to: one of these, each for so many recipients. */
enum recipient_end { END_SENT, END_BOUNCED, END_DELETED };
void truth_end(truth *t, uint32_t owner, enum recipient_end end, uint32_t count);
void truth_deferred(truth *t, uint32_t owner);

/* A line about a recipient of the domain with this number. */
void truth_domain(truth *t, uint32_t owner, uint32_t number);

#endif
