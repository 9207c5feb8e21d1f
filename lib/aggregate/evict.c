/*
 * What goes when a state is full.
 *
 * Each kind of record has a share of the memory. The kind that exceeds its share by the
 * most gives up what weighs least in it: so a flood of one kind pushes out itself. What
 * weighs how much is said by the records alone, and ties are settled by a hash that is
 * the same everywhere: the key of the tables decides nothing.
 *
 * Nothing is allocated here. The lightest are found by counting, digit by digit.
 */
#include "lib/aggregate/evict.h"

/* Evicting goes on until so much of the memory is used, in sixteenths. */
#define FULL_ENOUGH 13

/* When there is nothing to evict, it is not tried again for so many lines. */
#define PAUSE 65536

/* === Records in the order of their weight === */

/* A value of 128 bits, for the weight and the tie. */
struct rank {
    uint64_t weight, tie;
};

static bool precedes_or_is(const pfl_aggregator *a, const struct evictable *k, uint32_t number, struct rank last)
{
    uint64_t weight = k->weight(a, number);
    return weight != last.weight ? weight < last.weight : last.tie == UINT64_MAX || k->tie(a, number) <= last.tie;
}

#define DIGITS 16 /* bytes of a rank, the highest first */

static unsigned digit(struct rank r, unsigned i)
{
    uint64_t half = i < 8 ? r.weight : r.tie;
    return (unsigned)(half >> (56 - 8 * (i % 8)) & 0xff);
}

/* Whether the first n digits of a record's rank are those of the prefix, and if so the next one. */
static bool next_digit(const pfl_aggregator *a, const struct evictable *k, uint32_t number, struct rank prefix,
                       unsigned n, unsigned *next)
{
    struct rank r = {k->weight(a, number), 0};
    if (n < 8) {
        *next = digit(r, n);
        return n == 0 || (r.weight ^ prefix.weight) >> (64 - 8 * n) == 0;
    }
    if (r.weight != prefix.weight)
        return false;
    r.tie = k->tie(a, number); /* costs a hash: only where it decides */
    *next = digit(r, n);
    return n == 8 || (r.tie ^ prefix.tie) >> (128 - 8 * n) == 0;
}

/* The rank of the n-th lightest record, from 1; there are that many. */
static struct rank nth(const pfl_aggregator *a, const struct evictable *k, uint64_t n)
{
    struct rank prefix = {0, 0};
    for (unsigned i = 0; i < DIGITS; i++) {
        uint64_t counts[256] = {0};
        for (uint32_t number = k->next(a, 0); number != NONE; number = k->next(a, number + 1)) {
            unsigned value;
            if (next_digit(a, k, number, prefix, i, &value))
                counts[value]++;
        }
        unsigned value = 0;
        while (n > counts[value])
            n -= counts[value++];
        *(i < 8 ? &prefix.weight : &prefix.tie) |= (uint64_t)value << (56 - 8 * (i % 8));
        if (i == 7 && counts[value] == n) {
            prefix.tie = UINT64_MAX; /* all of this weight go: no ties to settle */
            break;
        }
    }
    return prefix;
}

#define FEW 16 /* a kind of which one record in so many may go has nothing to give */

/* Removes the lightest quarter; returns how many. */
static uint64_t evict_lightest(pfl_aggregator *a, const struct evictable *k)
{
    uint64_t all = 0, most = 0, removed = 0;
    for (uint32_t number = k->next(a, 0); number != NONE; number = k->next(a, number + 1))
        all++;
    /* Where nearly all are held by others, those others have to go: the few that may would win nothing. */
    if (all == 0 || (k->all != NULL && all < k->all(a) / FEW))
        return 0;
    struct rank last = nth(a, k, all / 4 + 1 < all ? all / 4 + 1 : all);
    for (uint32_t number = k->next(a, 0); number != NONE; number = k->next(a, number + 1)) {
        if (!precedes_or_is(a, k, number, last))
            continue;
        uint64_t count = k->count(a, number);
        most = count > most ? count : most;
        k->remove(a, number);
        removed++;
    }
    k->close_up(a);
    a->evictions[k->evicted].error += most;
    return removed;
}

/* === All kinds === */

/* Gives up a quarter of the kind that exceeds its share by the most; false when none has anything to give. */
static bool evict_some(pfl_aggregator *a, bool done[EVICTABLES])
{
    for (;;) {
        size_t worst = EVICTABLES;
        uint64_t excess = 0;
        for (size_t i = 0; i < EVICTABLES; i++) {
            uint64_t own = done[i] ? 0 : pfl_evictables[i].bytes(a) / pfl_evictables[i].share;
            if (own > excess) {
                excess = own;
                worst = i;
            }
        }
        if (worst == EVICTABLES)
            return false;
        const struct evictable *k = &pfl_evictables[worst];
        uint64_t removed = k->evict != NULL ? k->evict(a) : evict_lightest(a, k);
        a->evictions[k->evicted].records += removed;
        if (removed > 0)
            return true;
        done[worst] = true;
    }
}

void pfl_evict(pfl_aggregator *a)
{
    bool done[EVICTABLES] = {false};
    uint64_t enough = a->memory.limit / 16 * FULL_ENOUGH, lines = a->coverage.totals[TOTAL_LINES];
    a->memory.tight = false;
    if (lines < a->evict_again)
        return;
    if (!a->absorbing)
        pfl_settle(a); /* whose messages wait to be counted cannot go */
    while (a->memory.used > enough && evict_some(a, done))
        ;
    if (a->memory.used > enough)
        a->evict_again = lines + PAUSE;
}
