/*
 * Records by number, and hash tables that find them by key.
 *
 * A slab keeps records of one size in chunks: a record never moves, and its number
 * is given to another one after it was given back. A table is a slab whose records
 * begin with their key: either key_size bytes, or a struct text, of which the table
 * keeps a copy. Order, numbers and whatever else the key of the hash decides never
 * reach a result: readers sort.
 */
#ifndef PFL_AGGREGATE_TABLE_H
#define PFL_AGGREGATE_TABLE_H

#include "lib/aggregate/hash.h"
#include "lib/aggregate/memory.h"

#include <string.h>

#define NONE UINT32_MAX /* no record */

/* === Slabs === */

#define CHUNK_RECORDS 128

struct chunk {
    uint64_t live[CHUNK_RECORDS / 64]; /* a bit for each record */
};

struct slab {
    struct memory *memory;
    uint32_t record_size; /* a multiple of 8 */
    uint32_t count;       /* numbers given out so far */
    uint32_t live;        /* records there are */
    uint32_t first_free;  /* the number to be given out again, linked through the records */
    struct chunk **chunks;
    uint32_t chunk_capacity;
};

void pfl_slab_open(struct slab *s, struct memory *memory, size_t record_size);
void pfl_slab_close(struct slab *s);

/* The number of a record of zeros; NONE when there is no memory. */
uint32_t pfl_slab_take(struct slab *s);
void pfl_slab_give(struct slab *s, uint32_t number);

static inline void *slab_at(const struct slab *s, uint32_t number)
{
    struct chunk *chunk = s->chunks[number / CHUNK_RECORDS];
    return (unsigned char *)(chunk + 1) + (size_t)(number % CHUNK_RECORDS) * s->record_size;
}

static inline bool slab_is_live(const struct slab *s, uint32_t number)
{
    const struct chunk *chunk = s->chunks[number / CHUNK_RECORDS];
    return (chunk->live[number % CHUNK_RECORDS / 64] >> number % 64 & 1) != 0;
}

/* The first live record at or behind a number; NONE when there is none: for (n = slab_next(s, 0); n != NONE; ...). */
uint32_t pfl_slab_next(const struct slab *s, uint32_t number);

/*
 * After many records were given back: moves the last one into the first hole at or behind
 * *to, and says so; false when there is none left, and then the chunks behind are released.
 */
bool pfl_slab_close_up(struct slab *s, uint32_t *from, uint32_t *to);

/* === Tables === */

struct text {
    char *bytes;
    uint32_t length;
};

struct slot {
    uint32_t hash;   /* half of that of the key: where the search for it starts, and most others are told from it */
    uint32_t number; /* NONE in an empty slot */
};

struct table {
    struct slab records;
    const struct hash_key *key;
    uint32_t key_size; /* 0: the records begin with a struct text */
    struct slot *slots;
    uint32_t slot_count; /* a power of two, or 0 */
};

/* key_size 0 for text. The hash key has to outlive the table. */
void pfl_table_open(struct table *t, struct memory *memory, const struct hash_key *key, size_t record_size,
                    size_t key_size);
void pfl_table_close(struct table *t);

/* The number of a key's record, NONE when there is none. length is key_size, or that of the text. */
uint32_t pfl_table_find(const struct table *t, const void *key, size_t length);

/* The same, made (all zero but for its key) when it is new: *made tells. NONE when there is no memory. */
uint32_t pfl_table_put(struct table *t, const void *key, size_t length, bool *made);

void pfl_table_remove(struct table *t, uint32_t number);

/*
 * Gives memory back after many removals. Numbers change: the first is for tables whose numbers
 * nobody keeps, the second writes the new number of each into numbers[0 .. records.count).
 */
void pfl_table_close_up(struct table *t);
void pfl_table_renumber(struct table *t, uint32_t *numbers);

/* After keys were changed in place. */
void pfl_table_rehash(struct table *t);

static inline void *table_at(const struct table *t, uint32_t number)
{
    return slab_at(&t->records, number);
}

static inline uint32_t table_next(const struct table *t, uint32_t number)
{
    return pfl_slab_next(&t->records, number);
}

static inline uint32_t table_live(const struct table *t)
{
    return t->records.live;
}

/* What a table holds, in bytes: its records, slots and texts; not what the records point to. */
static inline uint64_t table_bytes(const struct table *t)
{
    return (uint64_t)t->records.live * t->records.record_size + (uint64_t)t->slot_count * sizeof(struct slot);
}

#endif
