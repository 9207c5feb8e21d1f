/*
 * Times in which a host wrote nothing, told from the minutes in which it did.
 *
 * A gap is unusual against the others of the same host, never by its length alone: a small
 * server is silent every night, a large one for no minute of the year.
 */
#ifndef PFL_AGGREGATE_GAPS_H
#define PFL_AGGREGATE_GAPS_H

#include "lib/aggregate/coverage.h"

/* From the end of one minute with a line to the start of the next. */
struct gap {
    int64_t start, end;
};

struct gaps {
    uint64_t active; /* minutes with a line */
    int64_t longest;
    int64_t usual; /* behind 99 of 100 minutes with a line the next one came within this */
    int64_t third; /* the third longest, 0 when there are not so many */
    struct gap *all;
    uint32_t count, capacity; /* by time */
};

/* False when there is no memory. To be closed in any case. */
bool pfl_gaps_open(struct gaps *g, const struct coverage *c, struct memory *m, uint32_t host);
void pfl_gaps_close(struct gaps *g, struct memory *m);

/*
 * The next gap that is longer than `least`, four times the usual one and twice the third
 * longest: two that somebody made do not hide each other. *at is 0 before the first.
 */
bool pfl_gaps_find(const struct gaps *g, int64_t least, uint32_t *at, struct gap *found);

#endif
