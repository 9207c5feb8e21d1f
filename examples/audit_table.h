/*
 * A hash table from byte strings to records, for pfl-audit.
 *
 * Records are numbered from 0 in the order they came; the number of a removed
 * record is given to a later one. A pointer to a record holds until the next
 * table_put() on its table.
 */
#ifndef EXAMPLES_AUDIT_TABLE_H
#define EXAMPLES_AUDIT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_NONE UINT32_MAX

typedef struct table_key {
    char *bytes; /* NULL for a number that is free */
    size_t length;
    uint32_t hash;
    uint32_t next_free;
} table_key;

typedef struct table {
    size_t record_size;
    uint32_t *slots; /* numbers, TABLE_NONE in empty places; a power of two of them */
    uint32_t slot_count;
    table_key *keys;
    char *records;
    uint32_t count; /* numbers given out so far, free ones included */
    uint32_t live;  /* records there are */
    uint32_t capacity;
    uint32_t first_free;
} table;

void table_init(table *t, size_t record_size);
void table_free(table *t);

/* The number of a key, made with a record of zeros when it is new. */
uint32_t table_put(table *t, const void *key, size_t length);

/* The number of a key, or TABLE_NONE. */
uint32_t table_find(const table *t, const void *key, size_t length);

void table_remove(table *t, uint32_t number);

/* The record of a number; NULL when it is free. Loops go from 0 to t->count. */
void *table_at(const table *t, uint32_t number);

/* The key of a number, not ended by a 0. */
const char *table_name(const table *t, uint32_t number, size_t *length);

#endif
