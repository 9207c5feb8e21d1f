/*
 * Distinct counts: the smallest hashes of what was seen. Exact below their limit,
 * an estimate above it; the union of two is that of what both saw.
 */
#ifndef PFL_AGGREGATE_SKETCH_H
#define PFL_AGGREGATE_SKETCH_H

#include "lib/aggregate/memory.h"

struct sketch {
    uint16_t count, capacity;
    uint64_t hashes[]; /* rising */
};

/* Adds a hash to *sketch (NULL: empty), which keeps the limit smallest; counts it as lost when there is no memory. */
void pfl_sketch_add(struct memory *m, struct sketch **sketch, uint64_t hash, uint16_t limit);

void pfl_sketch_free(struct memory *m, struct sketch *sketch);

/* How many hashes it holds: the count itself, as long as that is below the limit. */
static inline uint32_t sketch_kept(const struct sketch *sketch)
{
    return sketch == NULL ? 0 : sketch->count;
}

/* How many different ones there were. */
uint64_t pfl_sketch_count(const struct sketch *sketch, uint16_t limit);

#endif
