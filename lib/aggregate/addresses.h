/*
 * Client addresses: what each did, and its failed logins in ten-minute buckets; and
 * the user names that failed.
 *
 * Anybody can fill these tables, so they are the first to be evicted.
 */
#ifndef PFL_AGGREGATE_ADDRESSES_H
#define PFL_AGGREGATE_ADDRESSES_H

#include "lib/aggregate/evidence.h"
#include "lib/aggregate/names.h"
#include "lib/aggregate/sketch.h"

#define USERS_KEPT 256 /* limit of the distinct user names of an address */
#define NETS_KEPT  64  /* limit of the distinct networks of a user name */

/* What is counted of an address. Part of the state's format: new ones are appended. */
enum address_count {
    ADDRESS_CONNECTIONS,
    ADDRESS_LOST,          /* connections lost or timed out */
    ADDRESS_FAILURES,      /* failed logins told by smtpd(8) and Dovecot's login processes */
    ADDRESS_AUTH_FAILURES, /* the same, told by Dovecot's auth process: the larger of the two is the number of failures
                            */
    ADDRESS_ABORTED,       /* logins given up */
    ADDRESS_UNREAL,        /* failures where no password was wrong */
    ADDRESS_SILENT,        /* sessions that logged in and handed in nothing */
    ADDRESS_MESSAGES,      /* handed in without a login */
    ADDRESS_SASL_MESSAGES, /* handed in after a login */
    ADDRESS_LOGINS,        /* Dovecot: to read mail */
    ADDRESS_REJECTS,       /* commands refused */
    ADDRESS_ABUSE,         /* broken protocol */
    ADDRESS_LIMITED,       /* over one of this server's limits */
    ADDRESS_SCREENED,      /* by postscreen(8): its complaints */
    ADDRESS_LISTED,        /* in DNS lists */
    ADDRESS_TLS,           /* handshakes that failed */
    ADDRESS_COUNTS
};

/* Who told of a failed login: smtpd(8) and login processes, or Dovecot's auth process, which tells it once more. */
enum teller { TELLER_SERVER, TELLER_AUTH, TELLERS };

#define FAILURES_KEPT 16 /* the earliest of a bucket, for each teller */

/* What two tellers say is the same thing twice. */
static inline uint32_t failures_of(const uint32_t counts[TELLERS])
{
    return counts[TELLER_SERVER] > counts[TELLER_AUTH] ? counts[TELLER_SERVER] : counts[TELLER_AUTH];
}

/* A line about failed logins. */
struct failure {
    uint32_t at;     /* microseconds since the bucket's start */
    uint32_t stream; /* number of the stream the line stands in */
    uint64_t line;   /* where it begins, in the lower 48 bits; above them how many failures it tells */
    uint64_t user;   /* fixed hash of the name; 0 for none */
};

#define FAILURE_OFFSET_MAX ((UINT64_C(1) << 48) - 1) /* what is behind is told as there */
#define FAILURE_TIMES_MAX  UINT16_MAX

static inline uint64_t failure_line(uint64_t offset, uint32_t times)
{
    uint64_t most = times < FAILURE_TIMES_MAX ? times : FAILURE_TIMES_MAX;
    return (offset < FAILURE_OFFSET_MAX ? offset : FAILURE_OFFSET_MAX) | most << 48;
}

static inline uint64_t failure_offset(const struct failure *f)
{
    return f->line & FAILURE_OFFSET_MAX;
}

static inline uint32_t failure_times(const struct failure *f)
{
    return (uint32_t)(f->line >> 48);
}

/* Ten minutes of an address. */
struct bucket {
    int32_t bucket;
    uint32_t counts[TELLERS];
    uint32_t silent;                    /* logins that handed in nothing */
    uint32_t first_silent, last_silent; /* microseconds since the start */
    uint32_t limited;                   /* times over a limit */
    uint8_t kept[TELLERS], capacity[TELLERS];
    struct failure *failures[TELLERS]; /* by at, stream, line, user */
};

struct address {
    uint8_t bytes[16];
    int64_t first, last;
    uint32_t counts[ADDRESS_COUNTS];
    struct sketch *users; /* names that failed: USERS_KEPT */
    struct bucket *buckets;
    uint32_t bucket_count, bucket_capacity;
    struct evidence *first_failure, *last_failure; /* KEEP_LATEST_DAY, KEEP_LAST */
};

/* A user name that failed. */
struct guess {
    struct text name;
    uint32_t counts[TELLERS];
    int64_t first, last;
    struct sketch *nets; /* it failed from: NETS_KEPT */
};

void pfl_addresses_open(struct table *addresses, struct table *guesses, struct memory *memory,
                        const struct hash_key *key);
void pfl_addresses_close(struct table *addresses, struct table *guesses);
void pfl_address_release(struct memory *m, struct address *a);
uint64_t pfl_address_bytes(const struct address *a); /* that it points to, but for its buckets */
uint64_t pfl_bucket_bytes(const struct address *a);

/* How many of its buckets begin before a time (in buckets); and without them, how many went. */
uint32_t pfl_address_buckets_before(const struct address *a, int64_t bucket);
uint32_t pfl_address_forget_before(struct memory *m, struct address *a, int64_t bucket);
void pfl_guess_release(struct memory *m, struct guess *g);

/* Where somebody logged in, what failed there before matters for longer. */
static inline bool address_had_login(const struct address *a)
{
    return (a->counts[ADDRESS_SASL_MESSAGES] | a->counts[ADDRESS_LOGINS] | a->counts[ADDRESS_SILENT]) != 0;
}

/* The number of a record, made when it is not there; NONE when there is no memory. */
uint32_t pfl_address_put(struct table *addresses, const uint8_t bytes[16]);

/* Records, made when they are not there; NULL when there is no memory. */
struct guess *pfl_guess_put(struct table *guesses, piece name);
struct bucket *pfl_address_bucket(struct memory *m, struct address *a, int32_t bucket);

/* Adds a failure to those that a bucket keeps; stream_ids says which of two streams comes first. */
void pfl_bucket_keep(struct memory *m, struct bucket *b, enum teller teller, const struct failure *failure,
                     const uint64_t *stream_ids);

/* Adds times of logins that handed in nothing. */
static inline void bucket_silent(struct bucket *b, uint32_t count, uint32_t first, uint32_t last)
{
    b->first_silent = b->silent == 0 || first < b->first_silent ? first : b->first_silent;
    b->last_silent = b->silent == 0 || last > b->last_silent ? last : b->last_silent;
    b->silent = sum_32(b->silent, count);
}

/* The hash by which names are compared in buckets; never 0. */
static inline uint64_t user_hash(piece name)
{
    uint64_t hash = pfl_fixed_hash(name.at, name.length);
    return hash == 0 ? 1 : hash;
}

#endif
