/*
 * The ledger: who hands in mail, and what came of it.
 *
 * A subject is an account (a SASL user name), a local user (the uid that pickup(8)
 * names), or a client that relayed without a login (its address). Everything here is
 * a sum, a minimum, a maximum or a set, so that ledgers add up in any order.
 */
#ifndef PFL_AGGREGATE_LEDGER_H
#define PFL_AGGREGATE_LEDGER_H

#include "lib/aggregate/evidence.h"
#include "lib/aggregate/names.h"
#include "lib/aggregate/packed.h"
#include "lib/aggregate/sketch.h"

#include <postfixlog/network.h>

/* The first byte of a subject's key; behind it the name, the uid (its highest byte first), or the address. */
enum subject_kind { SUBJECT_ACCOUNT = 'a', SUBJECT_CLIENT = 'c', SUBJECT_LOCAL = 'u' };

/* What is counted of a subject. Part of the state's format: new ones are appended. */
enum subject_count {
    COUNT_MESSAGES,   /* handed in */
    COUNT_LOGINS,     /* Dovecot: to read mail */
    COUNT_RECIPIENTS, /* of its messages, as they were queued */
    COUNT_BYTES,      /* of its messages */
    COUNT_SENT,       /* recipients, by their last outcome */
    COUNT_BOUNCED,    /* expired ones too */
    COUNT_UNKNOWN,    /* removed from the queue, and the log does not say why */
    COUNT_DEFERRED,   /* recipients that had to wait at least once */
    COUNT_REFUSED,    /* recipients whose server said "spam" or "blocked" at least once */
    COUNT_NOTICES,    /* non-delivery and delay notices about its messages */
    COUNT_AMBIGUOUS,  /* lines about its messages that have two readings */
    SUBJECT_COUNTS
};

/* What a subject did in an hour: the values of a row. */
enum hour_count { HOUR_MESSAGES, HOUR_RECIPIENTS, HOUR_SENT, HOUR_BOUNCED, HOUR_DEFERRED, HOUR_REFUSED, HOUR_COUNTS };

/* What is left of a day that was compacted: its sums, and the most of an hour. */
struct past {
    int32_t day;
    uint64_t messages, recipients, sent;
    uint64_t most_messages, most_recipients;
};

#define TROUBLE_DOMAINS 32 /* limits of the distinct counts of an hour */
#define TROUBLE_OTHERS  16

/* Who was involved when something went wrong in an hour; most have none. */
struct trouble {
    int32_t hour;
    uint32_t unowned;         /* messages refused because the sender address is another's */
    struct sketch *domains;   /* of recipients that bounced: TROUBLE_DOMAINS */
    struct sketch *providers; /* that refused: TROUBLE_OTHERS */
    struct sketch *senders;   /* that are not its own: TROUBLE_OTHERS */
};

/* The days on which something happened: bit i is the day i days before the last. Older than 127 days: forgotten. */
struct days {
    int32_t last;
    uint64_t bits[2]; /* 0 when there is none */
};

/* Which services and mechanisms a subject used. */
enum usage_kind { USAGE_SERVICE, USAGE_METHOD };

struct usage {
    uint32_t word; /* in the table of words */
    uint32_t count;
    uint32_t kind;
};

/* Lines kept of a subject: of the latest day that has one. */
enum subject_evidence { EVIDENCE_MESSAGE, EVIDENCE_BOUNCED, EVIDENCE_REFUSED, SUBJECT_EVIDENCE };

#define SUBJECT_GONE UINT32_MAX /* references of one that is being evicted */

struct subject {
    struct text key;
    uint32_t references; /* by messages in the queue */
    uint64_t counts[SUBJECT_COUNTS];
    int64_t first, last; /* message or login */
    struct days days;
    struct packed hours;
    struct past *pasts;
    struct trouble *troubles;
    struct usage *usages;
    uint32_t past_count, past_capacity, trouble_count, trouble_capacity, usage_count, usage_capacity;
    struct evidence *evidence[SUBJECT_EVIDENCE];
};

/* A subject at an address, day by day: the values of a row. */
struct access_key {
    uint32_t subject;
    uint8_t address[16];
};

enum access_value {
    ACCESS_MESSAGES,
    ACCESS_LOGINS,
    ACCESS_FIRST, /* since the day's start */
    ACCESS_LAST,
    ACCESS_STREAM,     /* where the line of ACCESS_FIRST stands: the number of its stream, */
    ACCESS_OFFSET,     /* and where in it */
    ACCESS_RECIPIENTS, /* of the messages handed in */
    ACCESS_VALUES
};

/* What is added to a day of a subject at an address. */
struct visit {
    uint64_t messages, logins; /* not both 0 */
    int64_t first, last;
    uint64_t offset; /* of the line of the first */
    uint32_t stream; /* number */
};

struct access {
    struct access_key key;
    struct packed days;
};

/* A subject in a network, /24 or /48. */
struct place_key {
    uint32_t subject;
    uint8_t bits;
    uint8_t reserved[3];
    uint8_t bytes[16];
};

struct presence {
    struct place_key key;
    uint32_t messages, logins;
    int64_t first, second, last; /* the two first times, and the last */
    struct days days;
    int64_t probe;        /* when the first message from there was handed in */
    uint64_t probe_size;  /* and how large it was */
    uint32_t probe_nrcpt; /* and its recipients */
    uint32_t reserved;
    struct evidence *evidence; /* KEEP_FIRST */
};

/* A subject and a domain it wrote to, or an address it wrote as. */
struct pair_key {
    uint32_t subject;
    uint32_t name; /* in the table of domains, or of senders */
};

struct contact {
    struct pair_key key;
    int32_t first; /* hour */
    uint32_t recipients;
};

struct sender {
    struct pair_key key;
    int64_t first, last;
    uint64_t messages;
};

struct ledger {
    struct memory *memory;
    struct table *domains, *senders; /* the tables that contacts and uses of senders point into */
    struct table subjects;           /* struct subject */
    struct table accesses;           /* struct access */
    struct table presences;          /* struct presence */
    struct table contacts;           /* struct contact */
    struct table uses;               /* struct sender */
    bool borrows;                    /* a ledger for a reading: names are not told who mentions them */
};

void pfl_ledger_open(struct ledger *l, struct memory *memory, const struct hash_key *key, struct table *domains,
                     struct table *senders);
void pfl_ledger_close(struct ledger *l);

/* What a subject, or an hour of one, points to. */
void pfl_trouble_release(struct memory *m, struct trouble *t);
void pfl_subject_release(struct memory *m, struct subject *s);

/* The number of a subject; NONE when there is no memory. */
uint32_t pfl_subject_put(struct ledger *l, enum subject_kind kind, const void *bytes, size_t length);

static inline struct subject *subject_at(const struct ledger *l, uint32_t number)
{
    return table_at(&l->subjects, number);
}

static inline bool address_is_loopback(const uint8_t bytes[16])
{
    static const uint8_t ipv4[13] = {[10] = 0xff, [11] = 0xff, [12] = 127}, ipv6[16] = {[15] = 1};
    return memcmp(bytes, ipv4, sizeof ipv4) == 0 || memcmp(bytes, ipv6, sizeof ipv6) == 0;
}

/* A uid as a key's bytes. */
static inline void uid_bytes(uint32_t uid, uint8_t out[4])
{
    for (unsigned i = 0; i < 4; i++)
        out[i] = (uint8_t)(uid >> (24 - 8 * i));
}

static inline uint32_t uid_of(const uint8_t bytes[4])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Adds to a count of an hour. */
void pfl_subject_hour(struct ledger *l, struct subject *s, int32_t hour, enum hour_count which, uint64_t count);

/* The row of a day or an hour, made when it is not there; NULL when there is no memory. */
struct past *pfl_subject_past(struct ledger *l, struct subject *s, int32_t day);
struct trouble *pfl_subject_trouble(struct ledger *l, struct subject *s, int32_t hour);

void pfl_subject_used(struct ledger *l, struct subject *s, enum usage_kind kind, uint32_t word, uint32_t count);

/* Adds what a subject did at an address on a day; stream_ids says which of two streams comes first. */
void pfl_ledger_access(struct ledger *l, const struct access_key *key, int32_t day, const struct visit *visit,
                       const uint64_t *stream_ids);

/* Adds recipients of messages that were handed in on a day. */
void pfl_ledger_recipients(struct ledger *l, const struct access_key *key, int32_t day, uint64_t count);

static inline bool row_has_visit(const struct row *access)
{
    return (access->values[ACCESS_MESSAGES] | access->values[ACCESS_LOGINS]) != 0;
}

/* Records, made when they are not there; NULL when there is no memory. */
struct presence *pfl_ledger_presence(struct ledger *l, const struct place_key *key);
struct contact *pfl_ledger_contact(struct ledger *l, uint32_t subject, uint32_t domain);
struct sender *pfl_ledger_sender(struct ledger *l, uint32_t subject, uint32_t sender);

/* The network of an address: /24 or /48. */
struct place_key pfl_place_key(uint32_t subject, const uint8_t address[16]);

/* Joins one more time, or one more first message, to those of a presence. */
void pfl_presence_time(struct presence *p, int64_t time);
void pfl_presence_probe(struct presence *p, int64_t time, uint64_t size, uint32_t nrcpt);

void pfl_days_add(struct days *d, int32_t day);
void pfl_days_merge(struct days *d, const struct days *other);

#endif
