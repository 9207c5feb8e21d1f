/*
 * The aggregator's inside. The data flows from count.c, which reads events, into the
 * tables; everything else reads them.
 */
#ifndef PFL_AGGREGATE_AGGREGATOR_H
#define PFL_AGGREGATE_AGGREGATOR_H

#include "lib/aggregate/queue.h"
#include "lib/aggregate/recent.h"

#include <postfixlog/aggregate.h>

#include <stdatomic.h>

/* Of each kind of record: how many were evicted, and how much a count of one can lack for that. */
struct eviction {
    uint64_t records, error;
};

/* Part of the state's format: new ones are appended. */
enum evicted {
    EVICTED_ADDRESSES,
    EVICTED_GUESSES,
    EVICTED_MESSAGES,
    EVICTED_SUBJECTS,
    EVICTED_OTHERS,
    EVICTED_BUCKETS,
    EVICTED_KINDS
};

struct pfl_aggregator {
    struct memory memory;
    struct hash_key key;
    struct coverage coverage;
    struct table words;   /* struct name: services and mechanisms */
    struct table domains; /* struct domain */
    struct table senders; /* struct name */
    struct ledger ledger;
    struct table addresses; /* struct address */
    struct table guesses;   /* struct guess */
    struct recent recent;   /* of the addresses */
    struct queue queue;
    struct evidence *injections[2]; /* KEEP_FIRST, KEEP_LAST */
    struct eviction evictions[EVICTED_KINDS];
    int64_t compacted; /* nothing before this time may be added any more */

    pfl_network own[PFL_MAX_OWN_NETWORKS];
    uint32_t own_count;

    /* The stream being read. */
    uint32_t stream;      /* NONE: the next line names one */
    uint64_t next_offset; /* where the next line has to stand */
    uint64_t next_line;   /* and its number; 0 when that is not known */
    struct folded host;   /* stands in for that of the lines, when it is not empty */
    bool host_given;
    int64_t next_settle;  /* when the queue is looked through again, by the time of the lines */
    uint64_t queue_lines; /* since it was */
    atomic_uint views;    /* that are open; they may be closed on other threads */
    uint64_t changes;     /* by callers: who saves sees whether there was one */
    bool absorbing;       /* another state: what its records mention keeps its number */
    uint64_t evict_again; /* how many lines there have to be before evicting is tried again */
};

/* Asked before each change that a caller wants: not while a view is open. */
static inline bool may_change(pfl_aggregator *a)
{
    if (a->views > 0)
        return false;
    a->changes++;
    return true;
}

/* Counts and forgets the messages that are over. */
void pfl_settle(pfl_aggregator *a);

/* Settles the queue and joins segments that touch. After this the state depends on nothing but the lines read. */
void pfl_normalize(pfl_aggregator *a);

/* Makes room, when the state holds nearly as much as it may. */
void pfl_evict(pfl_aggregator *a);

/*
 * Evicting begins when less than this is left: more than one line or record can need, and what counting a message
 * takes, for each of its lines.
 */
#define RESERVE      (UINT64_C(128) << 10)
#define LINE_RESERVE 256

static inline void pfl_make_room(pfl_aggregator *a)
{
    if (a->memory.tight || a->memory.used + RESERVE + a->queue_lines * LINE_RESERVE > a->memory.limit)
        pfl_evict(a);
}

#endif
