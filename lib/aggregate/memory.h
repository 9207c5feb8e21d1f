/*
 * The memory of one aggregator: its allocator, and how much it holds of what it
 * may hold.
 *
 * An allocation that would exceed the limit fails like one for which the system
 * has no memory. Neither is an error of the call that counts an event: the record
 * is left out and counted as lost, so that what is reported stays a lower bound.
 */
#ifndef PFL_AGGREGATE_MEMORY_H
#define PFL_AGGREGATE_MEMORY_H

#include <postfixlog/base.h>

#include <stdbool.h>

/* What the C library's allocator adds to a block, about. */
#define BLOCK_OVERHEAD 16

struct memory {
    pfl_allocator allocator;
    uint64_t used, limit; /* bytes */
    uint64_t most;        /* that were ever used */
    uint64_t lost;        /* records for which there was no room */
    bool tight;           /* something could not grow as it should: time to evict */
};

/* As pfl_allocator.resize; 0 and NULL are told apart by the caller. NULL also at the limit. */
void *pfl_memory_resize(struct memory *m, void *pointer, size_t old_size, size_t new_size);

static inline void memory_release(struct memory *m, void *pointer, size_t size)
{
    if (pointer != NULL)
        pfl_memory_resize(m, pointer, size, 0);
}

/*
 * Makes room for one more item in an array of *capacity; returns the array, moved
 * maybe, or NULL with nothing changed.
 */
void *pfl_memory_grow(struct memory *m, void *array, uint32_t *capacity, uint32_t count, size_t item_size);

/* Sums of two counts, which stay at their highest. */
static inline uint32_t sum_32(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

static inline uint64_t sum_64(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

#endif
