/*
 * A view: the state, and what the messages in the queue add to it. Both halves are ledgers;
 * what is read is their sum.
 */
#ifndef PFL_AGGREGATE_VIEW_H
#define PFL_AGGREGATE_VIEW_H

#include "lib/aggregate/aggregator.h"
#include "lib/aggregate/order.h"

#include <postfixlog/rows.h>

/* A subject, in one of the ledgers or both. */
struct viewed {
    const struct text *key;
    uint32_t settled, joined; /* its number in the state's ledger, in the view's: NONE when it is not there */
    uint32_t senders, domains, addresses, networks; /* how many */
    uint32_t first_contact;
    uint64_t waiting, waiting_recipients;
};

/* Its contacts and senders are the sums of both. */
struct viewed_contact {
    uint32_t subject; /* place among the view's subjects */
    uint32_t domain;
    int32_t first; /* hour */
    uint32_t recipients;
};

struct viewed_sender {
    uint32_t subject;
    uint32_t sender;
    int64_t first, last;
    uint64_t messages;
};

struct pfl_view {
    pfl_aggregator *state;
    struct memory memory;
    struct queue queue;   /* a copy, joined */
    struct ledger joined; /* what that adds */
    struct order domains, senders, hosts, addresses;
    struct viewed *subjects; /* by key */
    uint32_t subject_count;
    uint32_t *settled_places; /* by number in the state's ledger: the place of the subject */
    uint32_t *joined_places;
    struct viewed_contact *contacts; /* by subject, first hour and domain */
    uint32_t contact_count;
    struct viewed_sender *uses; /* by subject and sender */
    uint32_t use_count;
    uint32_t *accounts; /* by number of an address: accounts that logged in from there */
    uint64_t waiting, orphans;
    uint64_t totals[TOTALS]; /* what the joined messages correct */
};

/* The sum of a count, and what else a subject has. */
uint64_t pfl_viewed_count(const struct pfl_view *v, const struct viewed *s, enum subject_count count);
int64_t pfl_viewed_first(const struct pfl_view *v, const struct viewed *s);
int64_t pfl_viewed_last(const struct pfl_view *v, const struct viewed *s);
const struct evidence *pfl_viewed_evidence(const struct pfl_view *v, const struct viewed *s,
                                           enum subject_evidence slot);
uint32_t pfl_viewed_days(const struct pfl_view *v, const struct viewed *s);

/* Recipients of what was handed in at an address on a day; the state's ledger has the record. */
uint64_t pfl_viewed_recipients(const struct pfl_view *v, const struct access *settled, int32_t day);

/* A presence with the first message from there, also if that waits. */
struct presence pfl_viewed_probe(const struct pfl_view *v, const struct viewed *s, const struct presence *settled);

/* The place of a subject; NONE when there is none. */
uint32_t pfl_view_find(const struct pfl_view *v, enum subject_kind kind, const void *bytes, size_t length);

/* An hour of a subject, as both ledgers have it. */
struct viewed_hour {
    int32_t hour;
    uint64_t counts[HOUR_COUNTS];
    uint32_t unowned, bounced_domains, refusing, unowned_senders, new_domains;
};

/* All hours of a subject, by time; false when there is no memory. */
bool pfl_viewed_hours(const struct pfl_view *v, struct memory *m, const struct viewed *s, struct viewed_hour **hours,
                      uint32_t *count);
void pfl_viewed_hours_free(struct memory *m, struct viewed_hour *hours, uint32_t count);

/* An array of zeros, of one item at least, so that none is not the same as no memory. */
static inline void *view_array(struct memory *m, uint32_t count, size_t size)
{
    void *result = pfl_memory_resize(m, NULL, 0, (count == 0 ? 1 : count) * size);
    if (result != NULL)
        memset(result, 0, (count == 0 ? 1 : count) * size);
    return result;
}

static inline void view_release(struct memory *m, void *pointer, uint32_t count, size_t size)
{
    memory_release(m, pointer, (count == 0 ? 1 : count) * size);
}

static inline const struct subject *settled_subject(const struct pfl_view *v, const struct viewed *s)
{
    return s->settled == NONE ? NULL : subject_at(&v->state->ledger, s->settled);
}

static inline const struct subject *joined_subject(const struct pfl_view *v, const struct viewed *s)
{
    return s->joined == NONE ? NULL : subject_at(&v->joined, s->joined);
}

#endif
