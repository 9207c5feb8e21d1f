#include "lib/aggregate/sketch.h"

#include <string.h>

static size_t size_of(uint16_t capacity)
{
    return sizeof(struct sketch) + capacity * sizeof(uint64_t);
}

/* Where the hash is, or would be. */
static uint16_t place_of(const struct sketch *s, uint64_t hash)
{
    uint16_t low = 0, high = s->count;
    while (low < high) {
        uint16_t middle = (uint16_t)((low + high) / 2);
        if (s->hashes[middle] < hash)
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }
    return low;
}

static struct sketch *more_room(struct memory *m, struct sketch *s, uint16_t limit)
{
    uint32_t capacity = s == NULL ? 2 : s->capacity * UINT32_C(2);
    capacity = capacity > limit ? limit : capacity;
    struct sketch *bigger = pfl_memory_resize(m, s, s == NULL ? 0 : size_of(s->capacity), size_of((uint16_t)capacity));
    if (bigger == NULL)
        return NULL;
    if (s == NULL)
        bigger->count = 0;
    bigger->capacity = (uint16_t)capacity;
    return bigger;
}

void pfl_sketch_add(struct memory *m, struct sketch **sketch, uint64_t hash, uint16_t limit)
{
    struct sketch *s = *sketch;
    uint16_t place = s == NULL ? 0 : place_of(s, hash);
    if (s != NULL && place < s->count && s->hashes[place] == hash)
        return;
    if (s != NULL && s->count == limit) {
        if (place == limit)
            return;
        s->count--;
    } else if (s == NULL || s->count == s->capacity) {
        s = more_room(m, s, limit);
        if (s == NULL) {
            m->lost++;
            return;
        }
        *sketch = s;
    }
    memmove(s->hashes + place + 1, s->hashes + place, (size_t)(s->count - place) * sizeof *s->hashes);
    s->hashes[place] = hash;
    s->count++;
}

void pfl_sketch_free(struct memory *m, struct sketch *sketch)
{
    if (sketch != NULL)
        memory_release(m, sketch, size_of(sketch->capacity));
}

uint64_t pfl_sketch_count(const struct sketch *sketch, uint16_t limit)
{
    if (sketch == NULL || sketch->count < limit)
        return sketch == NULL ? 0 : sketch->count;
    /* The n-th smallest of evenly spread hashes lies at n of the whole: whole / (hash / n), less one for the bias. */
    uint64_t spacing = sketch->hashes[limit - 1] / (limit - 1U);
    return spacing == 0 ? UINT64_MAX : UINT64_MAX / spacing;
}
