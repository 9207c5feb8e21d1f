/*
 * The kinds of records that can be evicted, and what one of each weighs.
 */
#ifndef PFL_AGGREGATE_EVICT_H
#define PFL_AGGREGATE_EVICT_H

#include "lib/aggregate/aggregator.h"

struct evictable {
    enum evicted evicted;
    unsigned share; /* of the memory, in 100 */
    uint64_t (*bytes)(const pfl_aggregator *a);
    uint32_t (*next)(const pfl_aggregator *a, uint32_t number);   /* the first that may go, at or behind a number */
    uint64_t (*weight)(const pfl_aggregator *a, uint32_t number); /* the lightest go first */
    uint64_t (*tie)(const pfl_aggregator *a, uint32_t number);    /* settles equal weights */
    uint64_t (*count)(const pfl_aggregator *a, uint32_t number);  /* what its loss hides, at most */
    void (*remove)(pfl_aggregator *a, uint32_t number);
    void (*close_up)(pfl_aggregator *a);      /* gives the memory of what was removed back */
    uint64_t (*evict)(pfl_aggregator *a);     /* instead of all these: removes the lightest quarter, returns how many */
    uint64_t (*all)(const pfl_aggregator *a); /* how many there are; NULL: as many as may go */
};

#define EVICTABLES 8
extern const struct evictable pfl_evictables[EVICTABLES];

/* close_up.c: those that others point into are numbered anew. */
void pfl_close_up_subjects(pfl_aggregator *a);
void pfl_close_up_domains(pfl_aggregator *a);
void pfl_close_up_senders(pfl_aggregator *a);

#endif
