/*
 * Open addressing with linear probing, and deletion that moves the ones behind up.
 * A table grows at three quarters of its slots; when there is no memory for that it
 * goes on to fifteen sixteenths, and evicting makes room in between.
 */
#include "lib/aggregate/table.h"

#define FIRST_SLOTS 64

/* === Slabs === */

void pfl_slab_open(struct slab *s, struct memory *memory, size_t record_size)
{
    memset(s, 0, sizeof *s);
    s->memory = memory;
    s->record_size = (uint32_t)((record_size + 7) / 8 * 8);
    s->first_free = NONE;
}

static size_t chunk_size(const struct slab *s)
{
    return sizeof(struct chunk) + (size_t)CHUNK_RECORDS * s->record_size;
}

void pfl_slab_close(struct slab *s)
{
    for (uint32_t i = 0; i < (s->count + CHUNK_RECORDS - 1) / CHUNK_RECORDS; i++)
        memory_release(s->memory, s->chunks[i], chunk_size(s));
    memory_release(s->memory, s->chunks, s->chunk_capacity * sizeof *s->chunks);
    pfl_slab_open(s, s->memory, s->record_size);
}

/* A chunk for the number that comes next, when it is the first of one. */
static bool more_chunks(struct slab *s)
{
    uint32_t used = s->count / CHUNK_RECORDS;
    if (s->count % CHUNK_RECORDS != 0)
        return true;
    if (s->count > NONE - CHUNK_RECORDS)
        return false;
    struct chunk **chunks = pfl_memory_grow(s->memory, s->chunks, &s->chunk_capacity, used, sizeof *s->chunks);
    if (chunks == NULL)
        return false;
    s->chunks = chunks;
    chunks[used] = pfl_memory_resize(s->memory, NULL, 0, chunk_size(s));
    if (chunks[used] == NULL)
        return false;
    memset(chunks[used], 0, sizeof(struct chunk));
    return true;
}

uint32_t pfl_slab_take(struct slab *s)
{
    uint32_t number = s->first_free;
    if (number != NONE)
        memcpy(&s->first_free, slab_at(s, number), sizeof s->first_free);
    else if (more_chunks(s))
        number = s->count++;
    else
        return NONE;
    memset(slab_at(s, number), 0, s->record_size);
    s->chunks[number / CHUNK_RECORDS]->live[number % CHUNK_RECORDS / 64] |= UINT64_C(1) << number % 64;
    s->live++;
    return number;
}

void pfl_slab_give(struct slab *s, uint32_t number)
{
    s->chunks[number / CHUNK_RECORDS]->live[number % CHUNK_RECORDS / 64] &= ~(UINT64_C(1) << number % 64);
    memcpy(slab_at(s, number), &s->first_free, sizeof s->first_free);
    s->first_free = number;
    s->live--;
}

uint32_t pfl_slab_next(const struct slab *s, uint32_t number)
{
    for (; number < s->count; number++) {
        const struct chunk *chunk = s->chunks[number / CHUNK_RECORDS];
        if (chunk->live[number % CHUNK_RECORDS / 64] >> number % 64 == 0)
            number |= 63; /* none in the rest of this word */
        else if (slab_is_live(s, number))
            return number;
    }
    return NONE;
}

static void release_chunks(struct slab *s, uint32_t had)
{
    uint32_t needed = (s->count + CHUNK_RECORDS - 1) / CHUNK_RECORDS;
    for (uint32_t i = needed; i < (had + CHUNK_RECORDS - 1) / CHUNK_RECORDS; i++)
        memory_release(s->memory, s->chunks[i], chunk_size(s));
    s->first_free = NONE;
}

bool pfl_slab_close_up(struct slab *s, uint32_t *from, uint32_t *to)
{
    uint32_t had = s->count;
    while (s->count > 0 && !slab_is_live(s, s->count - 1))
        s->count--;
    while (*to < s->count && slab_is_live(s, *to))
        ++*to;
    release_chunks(s, had);
    if (*to >= s->count)
        return false;
    *from = s->count - 1;
    memcpy(slab_at(s, *to), slab_at(s, *from), s->record_size);
    s->chunks[*to / CHUNK_RECORDS]->live[*to % CHUNK_RECORDS / 64] |= UINT64_C(1) << *to % 64;
    s->chunks[*from / CHUNK_RECORDS]->live[*from % CHUNK_RECORDS / 64] &= ~(UINT64_C(1) << *from % 64);
    return true;
}

/* === Tables === */

void pfl_table_open(struct table *t, struct memory *memory, const struct hash_key *key, size_t record_size,
                    size_t key_size)
{
    memset(t, 0, sizeof *t);
    pfl_slab_open(&t->records, memory, record_size);
    t->key = key;
    t->key_size = (uint32_t)key_size;
}

static void release_text(struct table *t, uint32_t number)
{
    struct text *text = table_at(t, number);
    if (t->key_size == 0 && text->length > 0)
        memory_release(t->records.memory, text->bytes, text->length);
}

void pfl_table_close(struct table *t)
{
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1))
        release_text(t, n);
    memory_release(t->records.memory, t->slots, t->slot_count * sizeof *t->slots);
    pfl_slab_close(&t->records);
    t->slots = NULL;
    t->slot_count = 0;
}

static bool has_key(const struct table *t, uint32_t number, const void *key, size_t length)
{
    const void *record = table_at(t, number);
    if (t->key_size != 0)
        return same_bytes(record, key, t->key_size);
    const struct text *text = record;
    return text->length == length && same_bytes(text->bytes, key, length);
}

static uint32_t half(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t hash_of(const struct table *t, uint32_t number)
{
    const void *record = table_at(t, number);
    if (t->key_size != 0)
        return half(pfl_hash(t->key, record, t->key_size));
    const struct text *text = record;
    return half(pfl_hash(t->key, text->bytes, text->length));
}

/* The slot of the key, or the empty one where it would be. */
static uint32_t slot_of(const struct table *t, const void *key, size_t length, uint32_t hash)
{
    uint32_t mask = t->slot_count - 1, slot = hash & mask;
    for (; t->slots[slot].number != NONE; slot = (slot + 1) & mask)
        if (t->slots[slot].hash == hash && has_key(t, t->slots[slot].number, key, length))
            break;
    return slot;
}

/* The slot of a record. */
static uint32_t slot_of_number(const struct table *t, uint32_t hash, uint32_t number)
{
    uint32_t mask = t->slot_count - 1, slot = hash & mask;
    while (t->slots[slot].number != number)
        slot = (slot + 1) & mask;
    return slot;
}

uint32_t pfl_table_find(const struct table *t, const void *key, size_t length)
{
    if (t->slot_count == 0)
        return NONE;
    return t->slots[slot_of(t, key, length, half(pfl_hash(t->key, key, length)))].number;
}

static void put_slot(struct slot *slots, uint32_t slot_count, struct slot given)
{
    uint32_t slot = given.hash & (slot_count - 1);
    while (slots[slot].number != NONE)
        slot = (slot + 1) & (slot_count - 1);
    slots[slot] = given;
}

static bool set_slots(struct table *t, uint32_t count)
{
    struct slot *slots = pfl_memory_resize(t->records.memory, NULL, 0, count * sizeof *slots);
    if (slots == NULL)
        return false;
    memset(slots, 0xff, count * sizeof *slots);
    for (uint32_t i = 0; i < t->slot_count; i++)
        if (t->slots[i].number != NONE)
            put_slot(slots, count, t->slots[i]);
    memory_release(t->records.memory, t->slots, t->slot_count * sizeof *slots);
    t->slots = slots;
    t->slot_count = count;
    return true;
}

/* False when there is no room for one more record. */
static bool more_slots(struct table *t)
{
    uint32_t live = t->records.live;
    if (live < t->slot_count / 4 * 3)
        return true;
    if (t->slot_count == 0)
        return set_slots(t, FIRST_SLOTS);
    return (t->slot_count <= UINT32_MAX / 4 && set_slots(t, 2 * t->slot_count)) || live < t->slot_count / 16 * 15;
}

/* A new record with the key at its start. */
static uint32_t new_record(struct table *t, const void *key, size_t length)
{
    char *copy = NULL;
    if (t->key_size == 0 && length > 0) {
        copy = pfl_memory_resize(t->records.memory, NULL, 0, length);
        if (copy == NULL)
            return NONE;
        memcpy(copy, key, length);
    }
    uint32_t number = pfl_slab_take(&t->records);
    if (number == NONE)
        memory_release(t->records.memory, copy, length);
    else if (t->key_size != 0)
        memcpy(table_at(t, number), key, t->key_size);
    else
        *(struct text *)table_at(t, number) = (struct text){copy, (uint32_t)length};
    return number;
}

uint32_t pfl_table_put(struct table *t, const void *key, size_t length, bool *made)
{
    uint32_t hash = half(pfl_hash(t->key, key, length));
    *made = false;
    if (t->slot_count > 0) {
        uint32_t number = t->slots[slot_of(t, key, length, hash)].number;
        if (number != NONE)
            return number;
    }
    uint32_t number = more_slots(t) ? new_record(t, key, length) : NONE;
    if (number == NONE) {
        t->records.memory->lost++;
        return NONE;
    }
    put_slot(t->slots, t->slot_count, (struct slot){hash, number});
    *made = true;
    return number;
}

/* Those behind the hole move up, unless that would put them before the slot where the search for them starts. */
static void close_hole(struct table *t, uint32_t hole)
{
    uint32_t mask = t->slot_count - 1;
    t->slots[hole].number = NONE;
    for (uint32_t slot = (hole + 1) & mask; t->slots[slot].number != NONE; slot = (slot + 1) & mask) {
        uint32_t home = t->slots[slot].hash & mask;
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        t->slots[hole] = t->slots[slot];
        t->slots[slot].number = NONE;
        hole = slot;
    }
}

void pfl_table_remove(struct table *t, uint32_t number)
{
    close_hole(t, slot_of_number(t, hash_of(t, number), number));
    release_text(t, number);
    pfl_slab_give(&t->records, number);
}

/* Fewer slots, when most of them are empty. */
static void less_slots(struct table *t)
{
    uint32_t count = t->slot_count;
    while (count > FIRST_SLOTS && t->records.live < count / 4)
        count /= 2;
    if (count < t->slot_count)
        set_slots(t, count);
}

void pfl_table_renumber(struct table *t, uint32_t *numbers)
{
    uint32_t from, to = 0, count = t->records.count;
    for (uint32_t i = 0; numbers != NULL && i < count; i++)
        numbers[i] = i;
    while (pfl_slab_close_up(&t->records, &from, &to)) {
        t->slots[slot_of_number(t, hash_of(t, to), from)].number = to;
        if (numbers != NULL)
            numbers[from] = to;
    }
    less_slots(t);
}

void pfl_table_close_up(struct table *t)
{
    pfl_table_renumber(t, NULL);
}

void pfl_table_rehash(struct table *t)
{
    if (t->slot_count > 0)
        memset(t->slots, 0xff, t->slot_count * sizeof *t->slots);
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1))
        put_slot(t->slots, t->slot_count, (struct slot){hash_of(t, n), n});
}
