#include "lib/aggregate/order.h"

#include <stdlib.h>

struct keyed {
    const void *bytes;
    uint32_t length, number;
};

struct numbered {
    struct sort_key key;
    uint32_t number;
};

static int compare_bytes(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
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

bool pfl_order_table(struct order *o, struct memory *m, const struct table *t)
{
    if (!make_room(o, m, &t->records))
        return false;
    if (o->count == 0)
        return true;
    uint32_t i = 0;
    struct keyed *sorted = pfl_memory_resize(m, NULL, 0, o->count * sizeof *sorted);
    if (sorted == NULL) {
        pfl_order_free(o, m);
        return false;
    }
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct text *text = table_at(t, n);
        sorted[i++] = t->key_size != 0 ? (struct keyed){table_at(t, n), t->key_size, n}
                                       : (struct keyed){text->bytes, text->length, n};
    }
    qsort(sorted, o->count, sizeof *sorted, compare_bytes);
    for (i = 0; i < o->count; i++)
        set(o, i, sorted[i].number);
    memory_release(m, sorted, o->count * sizeof *sorted);
    return true;
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
