#include "lib/aggregate/order.h"

#include <stdlib.h>

struct worded {
    const void *bytes;
    uint32_t length, number;
};

struct numbered {
    struct sort_key key;
    uint32_t number;
};

static int compare_texts(const void *left, const void *right)
{
    const struct worded *a = left, *b = right;
    uint32_t common = a->length < b->length ? a->length : b->length;
    int order = common == 0 ? 0 : memcmp(a->bytes, b->bytes, common);
    return order != 0 ? order : a->length < b->length ? -1 : a->length > b->length;
}

static int compare_words(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    for (unsigned i = 0; i < 4; i++)
        if (a->key.words[i] != b->key.words[i])
            return a->key.words[i] < b->key.words[i] ? -1 : 1;
    return 0;
}

#define BYTE_VALUES 256

/* How often each value stands in each byte. */
static void count_bytes(uint32_t counts[8][BYTE_VALUES], const struct sortable *all, uint32_t count)
{
    memset(counts, 0, 8 * sizeof counts[0]);
    for (uint32_t i = 0; i < count; i++)
        for (unsigned byte = 0; byte < 8; byte++)
            counts[byte][all[i].key >> 8 * byte & 0xFF]++;
}

static void sort_by_byte(struct sortable *to, const struct sortable *from, uint32_t count, unsigned byte,
                         uint32_t counts[BYTE_VALUES])
{
    uint32_t places[BYTE_VALUES];
    for (uint32_t value = 0, at = 0; value < BYTE_VALUES; at += counts[value++])
        places[value] = at;
    for (uint32_t i = 0; i < count; i++)
        to[places[from[i].key >> 8 * byte & 0xFF]++] = from[i];
}

bool pfl_sort(struct memory *m, struct sortable *all, uint32_t count)
{
    uint32_t counts[8][BYTE_VALUES];
    if (count < 2)
        return true;
    struct sortable *other = pfl_memory_resize(m, NULL, 0, count * sizeof *other), *from = all, *to = other;
    if (other == NULL)
        return false;
    count_bytes(counts, all, count);
    for (unsigned byte = 0; byte < 8; byte++) {
        if (counts[byte][all[0].key >> 8 * byte & 0xFF] == count)
            continue;
        sort_by_byte(to, from, count, byte, counts[byte]);
        struct sortable *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != all)
        memcpy(all, from, count * sizeof *all);
    memory_release(m, other, count * sizeof *other);
    return true;
}

static bool make_room(struct order *o, struct memory *m, const struct slab *s)
{
    *o = (struct order){.count = s->live, .limit = s->count};
    if (o->limit == 0)
        return true;
    o->ranks = pfl_memory_resize(m, NULL, 0, o->limit * sizeof *o->ranks);
    o->numbers = pfl_memory_resize(m, NULL, 0, o->limit * sizeof *o->numbers);
    if (o->ranks != NULL && o->numbers != NULL)
        return true;
    pfl_order_free(o, m);
    return false;
}

static void set(struct order *o, uint32_t rank, uint32_t number)
{
    o->numbers[rank] = number;
    o->ranks[number] = rank;
}

static bool order_texts(struct order *o, struct memory *m, const struct table *t)
{
    uint32_t i = 0;
    struct worded *sorted = pfl_memory_resize(m, NULL, 0, o->count * sizeof *sorted);
    if (sorted == NULL)
        return false;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct text *text = table_at(t, n);
        sorted[i++] = (struct worded){text->bytes, text->length, n};
    }
    qsort(sorted, o->count, sizeof *sorted, compare_texts);
    for (i = 0; i < o->count; i++)
        set(o, i, sorted[i].number);
    memory_release(m, sorted, o->count * sizeof *sorted);
    return true;
}

/* Keys are whole words of eight bytes: by the last one first, since a sort leaves what is equal as it stands. */
static bool order_keys(struct order *o, struct memory *m, const struct table *t)
{
    uint32_t i = 0;
    struct sortable *sorted = pfl_memory_resize(m, NULL, 0, o->count * sizeof *sorted);
    bool done = sorted != NULL;
    for (uint32_t n = done ? table_next(t, 0) : NONE; n != NONE; n = table_next(t, n + 1))
        sorted[i++].number = n;
    for (uint32_t at = t->key_size; done && at > 0; at -= 8) {
        for (i = 0; i < o->count; i++)
            sorted[i].key = sorting_bytes((const uint8_t *)table_at(t, sorted[i].number) + at - 8);
        done = pfl_sort(m, sorted, o->count);
    }
    for (i = 0; done && i < o->count; i++)
        set(o, i, sorted[i].number);
    if (sorted != NULL)
        memory_release(m, sorted, o->count * sizeof *sorted);
    return done;
}

bool pfl_order_table(struct order *o, struct memory *m, const struct table *t)
{
    if (!make_room(o, m, &t->records))
        return false;
    if (o->count == 0 || (t->key_size != 0 ? order_keys(o, m, t) : order_texts(o, m, t)))
        return true;
    pfl_order_free(o, m);
    return false;
}

bool pfl_order_by(struct order *o, struct memory *m, const struct slab *s, sort_key_of *key_of, const void *context)
{
    if (!make_room(o, m, s))
        return false;
    if (o->count == 0)
        return true;
    uint32_t i = 0;
    struct numbered *sorted = pfl_memory_resize(m, NULL, 0, o->count * sizeof *sorted);
    if (sorted == NULL) {
        pfl_order_free(o, m);
        return false;
    }
    for (uint32_t n = pfl_slab_next(s, 0); n != NONE; n = pfl_slab_next(s, n + 1))
        sorted[i++] = (struct numbered){key_of(context, n), n};
    qsort(sorted, o->count, sizeof *sorted, compare_words);
    for (i = 0; i < o->count; i++)
        set(o, i, sorted[i].number);
    memory_release(m, sorted, o->count * sizeof *sorted);
    return true;
}

void pfl_order_free(struct order *o, struct memory *m)
{
    memory_release(m, o->numbers, o->limit * sizeof *o->numbers);
    memory_release(m, o->ranks, o->limit * sizeof *o->ranks);
    *o = (struct order){0};
}
