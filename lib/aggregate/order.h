/*
 * Records in an order that does not depend on how they came: by their keys, as bytes,
 * and where keys are numbers of other records, by the ranks of those.
 */
#ifndef PFL_AGGREGATE_ORDER_H
#define PFL_AGGREGATE_ORDER_H

#include "lib/aggregate/table.h"

/* All records of a table. */
struct order {
    uint32_t *numbers; /* count of them, in order */
    uint32_t *ranks;   /* by number: the place in the order; limit of them */
    uint32_t count, limit;
};

/* By key bytes, which are whole words of eight, or by text. False when there is no memory. */
bool pfl_order_table(struct order *o, struct memory *m, const struct table *t);

/* By four numbers that a function says of each. */
struct sort_key {
    uint64_t words[4];
};
typedef struct sort_key sort_key_of(const void *context, uint32_t number);
bool pfl_order_by(struct order *o, struct memory *m, const struct slab *s, sort_key_of *key_of, const void *context);

void pfl_order_free(struct order *o, struct memory *m);

/* A number, and what it is of. */
struct sortable {
    uint64_t key;
    uint32_t number;
};

/*
 * Sorts by key; those of the same key stay as they stand. A pass for each byte in which keys
 * differ, whatever there are: for hundreds of thousands a fifth of qsort()'s time. False when
 * there is no memory.
 */
bool pfl_sort(struct memory *m, struct sortable *all, uint32_t count);

/* A signed number as one that sorts alike. */
static inline uint64_t sorting(int64_t number)
{
    return (uint64_t)number ^ UINT64_C(0x8000000000000000);
}

/* Eight bytes as a number that sorts alike. */
static inline uint64_t sorting_bytes(const uint8_t *bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++)
        value = value << 8 | bytes[i];
    return value;
}

#endif
