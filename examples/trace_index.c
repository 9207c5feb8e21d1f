/* Open addressing with linear probing. Contract in trace_index.h. */
#include "trace_index.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 64

/* FNV-1a; the table uses the low bits, so the high ones are mixed into them. */
static uint32_t hash_of(const char *name, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ hash >> 32);
}

void index_free(name_index *in)
{
    free(in->slots);
    *in = (name_index){0};
}

/* The slot of the name, or the empty one where it would be. */
static uint32_t slot_of(const name_index *in, const char *name, size_t length, uint32_t hash)
{
    uint32_t mask = in->slot_count - 1, slot = hash & mask;
    for (; in->slots[slot] != NULL; slot = (slot + 1) & mask) {
        const index_entry *e = in->slots[slot];
        if (e->hash == hash && e->length == length && memcmp(e->name, name, length) == 0)
            break;
    }
    return slot;
}

index_entry *index_find(const name_index *in, const char *name, size_t length)
{
    return in->count > 0 ? in->slots[slot_of(in, name, length, hash_of(name, length))] : NULL;
}

static void more_slots(name_index *in)
{
    name_index bigger = {.slot_count = in->slot_count > 0 ? 2 * in->slot_count : FIRST_SLOTS, .count = in->count};
    bigger.slots = must_resize(NULL, bigger.slot_count * sizeof *bigger.slots);
    memset(bigger.slots, 0, bigger.slot_count * sizeof *bigger.slots);
    for (uint32_t i = 0; i < in->slot_count; i++) {
        index_entry *e = in->slots[i];
        if (e != NULL)
            bigger.slots[slot_of(&bigger, e->name, e->length, e->hash)] = e;
    }
    free(in->slots);
    *in = bigger;
}

void index_put(name_index *in, index_entry *entry)
{
    entry->hash = hash_of(entry->name, entry->length);
    if (in->count >= in->slot_count / 4 * 3)
        more_slots(in);
    uint32_t slot = slot_of(in, entry->name, entry->length, entry->hash);
    in->count += in->slots[slot] == NULL;
    in->slots[slot] = entry;
}

void index_remove(name_index *in, const index_entry *entry)
{
    if (in->count == 0)
        return;
    uint32_t mask = in->slot_count - 1, hole = slot_of(in, entry->name, entry->length, entry->hash);
    if (in->slots[hole] != entry)
        return;
    in->slots[hole] = NULL;
    in->count--;
    /* Those behind the hole move up, unless that would put them before the place where the search for them starts. */
    for (uint32_t slot = (hole + 1) & mask; in->slots[slot] != NULL; slot = (slot + 1) & mask) {
        uint32_t home = in->slots[slot]->hash & mask;
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        in->slots[hole] = in->slots[slot];
        in->slots[slot] = NULL;
        hole = slot;
    }
}
