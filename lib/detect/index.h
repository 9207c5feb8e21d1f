/*
 * The index: logins and failures of the view, in the orders in which the rules ask for
 * them. Made once for an audit.
 */
#ifndef PFL_DETECT_INDEX_H
#define PFL_DETECT_INDEX_H

#include "lib/aggregate/view.h"

/* A day of an account at an address. */
struct login {
    uint32_t subject; /* place in the view */
    int32_t day;
    uint8_t address[16];
    int64_t first, last;
    uint64_t messages, logins, recipients;
    struct place place; /* of the line of the first */
};

/* An address and who logged in from there. */
struct user_address {
    uint8_t bytes[16];
    uint32_t start, count; /* of index.by_address */
    uint32_t accounts;
    bool masked; /* says nothing about who is behind it */
};

/* A failed login of a name. */
struct failed {
    uint64_t user;    /* hash of the name */
    uint32_t address; /* number in the table of addresses */
    uint32_t times;
    int64_t time;
    struct place place;
};

/* A line, and when it was written; of no stream: only the time. */
struct shown {
    int64_t time;
    struct place place;
};

/* All failed logins of an address within a time: what is known of them. */
struct attempts {
    uint64_t failures;
    uint64_t names;                      /* different names; those of failures that are kept */
    uint64_t strange;                    /* of those, that never logged in from there */
    uint64_t nameless;                   /* failures without a name, or of which only the number is known */
    uint64_t hidden;                     /* of ten minutes with more than are kept: those whose names are lost */
    uint64_t own;                        /* failures for one account */
    uint64_t worst;                      /* the most failures for one name */
    bool more;                           /* there may be more failures than are counted */
    int64_t first, last;                 /* times; PFL_TIME_INVALID: none */
    struct shown lines[2], own_lines[2]; /* the first and the last of all, and of those for the account */
};

struct index {
    struct memory *memory;
    const struct pfl_view *view;
    struct login *logins; /* by subject, first time, address */
    uint32_t login_count, login_room;
    uint32_t *login_start;          /* by subject: where its logins begin; one more */
    uint32_t *by_address;           /* numbers of logins, by address, subject, time */
    struct user_address *addresses; /* by address */
    uint32_t address_count;
    struct failed *failed; /* by user, time, place */
    uint32_t failed_count;
    const struct presence **presences; /* by subject, first time, network */
    uint32_t presence_count;
    uint32_t *presence_start; /* by subject; one more */
    uint64_t *names;          /* by subject: hash of its name as it stands in failures; 0: no account */
};

bool pfl_index_open(struct index *x, struct memory *memory, const struct pfl_view *view);
void pfl_index_close(struct index *x);

/* index_failed.c: index.failed, for pfl_index_open(). */
bool pfl_index_failures(struct index *x);

/* Who logged in from an address; NULL: nobody. */
struct user_address *pfl_index_address(const struct index *x, const uint8_t bytes[16]);

/* The failures of a name, in time order, and how many. */
const struct failed *pfl_index_failed(const struct index *x, uint64_t user, uint32_t *count);

/* Whether a name has logged in from an address, ever. */
bool pfl_index_logged_in(const struct index *x, const struct user_address *from, uint64_t user);

/*
 * What failed from an address from a time on and before another one; own is the hash of an
 * account's name. Stamps may be whole seconds: of the same one, what stands before the other
 * time's line in its stream came before it.
 */
void pfl_index_attempts(const struct index *x, const struct address *a, int64_t since, const struct shown *before,
                        uint64_t own, struct attempts *out);

/* A time without a line of its own. */
static inline struct shown shown_time(int64_t time)
{
    return (struct shown){.time = time};
}

/*
 * From when on an account is known: the start of the first day before which there were five
 * days on which it did something, and ten messages or logins. PFL_TIME_INVALID: it is not yet.
 */
int64_t pfl_index_known_since(const struct index *x, uint32_t subject);

/* Whether an account came for the first time from the network of a login on its day, or the day before. */
bool pfl_index_new_network(const struct index *x, uint32_t subject, const struct login *l);

static inline bool subject_is(const struct pfl_view *v, uint32_t subject, enum subject_kind kind)
{
    return v->subjects[subject].key->bytes[0] == (char)kind;
}

#endif
