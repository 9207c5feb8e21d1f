/* Open addressing with linear probing. Contract in audit_table.h. */
#include "audit_table.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 64

/* FNV-1a, its bits mixed once more because the table uses the low ones. */
static uint32_t hash_of(const void *key, size_t length)
{
    const unsigned char *bytes = key;
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ hash >> 32);
}

void table_init(table *t, size_t record_size)
{
    *t = (table){.record_size = record_size, .first_free = TABLE_NONE};
}

void table_free(table *t)
{
    for (uint32_t i = 0; i < t->count; i++)
        free(t->keys[i].bytes);
    free(t->keys);
    free(t->records);
    free(t->slots);
    table_init(t, t->record_size);
}

/* The slot that holds the key, or the empty one where it would be. */
static uint32_t slot_of(const table *t, const void *key, size_t length, uint32_t hash)
{
    uint32_t mask = t->slot_count - 1, slot = hash & mask;
    for (; t->slots[slot] != TABLE_NONE; slot = (slot + 1) & mask) {
        const table_key *k = &t->keys[t->slots[slot]];
        if (k->hash == hash && k->length == length && memcmp(k->bytes, key, length) == 0)
            break;
    }
    return slot;
}

static void more_slots(table *t)
{
    uint32_t count = t->slot_count > 0 ? 2 * t->slot_count : FIRST_SLOTS;
    t->slots = must_resize(t->slots, count * sizeof *t->slots);
    t->slot_count = count;
    memset(t->slots, 0xff, count * sizeof *t->slots);
    for (uint32_t i = 0; i < t->count; i++) {
        uint32_t slot = t->keys[i].hash & (count - 1);
        if (t->keys[i].bytes == NULL)
            continue;
        while (t->slots[slot] != TABLE_NONE)
            slot = (slot + 1) & (count - 1);
        t->slots[slot] = i;
    }
}

static uint32_t new_number(table *t)
{
    uint32_t number = t->first_free;
    if (number != TABLE_NONE) {
        t->first_free = t->keys[number].next_free;
        return number;
    }
    if (t->count == t->capacity) {
        t->capacity = t->capacity > 0 ? 2 * t->capacity : FIRST_SLOTS;
        t->keys = must_resize(t->keys, t->capacity * sizeof *t->keys);
        t->records = must_resize(t->records, t->capacity * t->record_size);
    }
    return t->count++;
}

uint32_t table_put(table *t, const void *key, size_t length)
{
    uint32_t hash = hash_of(key, length);
    if (t->live >= t->slot_count / 4 * 3)
        more_slots(t);
    uint32_t slot = slot_of(t, key, length, hash);
    if (t->slots[slot] != TABLE_NONE)
        return t->slots[slot];

    uint32_t number = new_number(t);
    table_key *k = &t->keys[number];
    *k = (table_key){must_resize(NULL, length), length, hash, TABLE_NONE};
    if (length > 0)
        memcpy(k->bytes, key, length);
    memset(t->records + number * t->record_size, 0, t->record_size);
    t->slots[slot] = number;
    t->live++;
    return number;
}

uint32_t table_find(const table *t, const void *key, size_t length)
{
    return t->slot_count > 0 ? t->slots[slot_of(t, key, length, hash_of(key, length))] : TABLE_NONE;
}

void table_remove(table *t, uint32_t number)
{
    uint32_t mask = t->slot_count - 1;
    uint32_t hole = slot_of(t, t->keys[number].bytes, t->keys[number].length, t->keys[number].hash);
    free(t->keys[number].bytes);
    t->keys[number] = (table_key){.next_free = t->first_free};
    t->first_free = number;
    t->live--;

    /* Those behind the hole move up, unless that would put them before the place where the search for them starts. */
    t->slots[hole] = TABLE_NONE;
    for (uint32_t slot = (hole + 1) & mask; t->slots[slot] != TABLE_NONE; slot = (slot + 1) & mask) {
        uint32_t home = t->keys[t->slots[slot]].hash & mask;
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        t->slots[hole] = t->slots[slot];
        t->slots[slot] = TABLE_NONE;
        hole = slot;
    }
}

void *table_at(const table *t, uint32_t number)
{
    return t->keys[number].bytes != NULL ? t->records + number * t->record_size : NULL;
}

const char *table_name(const table *t, uint32_t number, size_t *length)
{
    *length = t->keys[number].length;
    return t->keys[number].bytes;
}
