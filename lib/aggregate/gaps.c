#include "lib/aggregate/gaps.h"

#include <stdlib.h>

/* === Gaps === */

static int compare_days(const void *left, const void *right)
{
    const struct host_day *const *a = left, *const *b = right;
    return (*a)->key.day < (*b)->key.day ? -1 : (*a)->key.day > (*b)->key.day;
}

/* *behind is the end of the minute with a line before this one. */
static bool add_minute(struct gaps *g, struct memory *m, int64_t minute, int64_t *behind)
{
    bool is_gap = g->active > 0 && minute > *behind;
    struct gap *all = is_gap ? pfl_memory_grow(m, g->all, &g->capacity, g->count, sizeof *all) : g->all;
    if (is_gap && all == NULL)
        return false;
    g->all = all;
    if (is_gap)
        all[g->count++] = (struct gap){*behind, minute};
    g->active++;
    *behind = minute + MINUTES;
    return true;
}

static bool add_day(struct gaps *g, struct memory *m, const struct host_day *d, int64_t *behind)
{
    for (uint32_t minute = 0; minute < DAY_MINUTES; minute++)
        if ((d->bits[minute / 64] >> minute % 64 & 1) != 0 &&
            !add_minute(g, m, d->key.day * DAYS + minute * MINUTES, behind))
            return false;
    return true;
}

static bool list_gaps(struct gaps *g, const struct coverage *c, struct memory *m, uint32_t host)
{
    const struct table *t = &c->host_days;
    uint32_t count = 0, most = t->records.live + 1;
    int64_t behind = 0;
    const struct host_day **days = pfl_memory_resize(m, NULL, 0, most * sizeof *days);
    if (days == NULL)
        return false;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct host_day *d = table_at(t, n);
        if (d->key.host == host)
            days[count++] = d;
    }
    qsort(days, count, sizeof *days, compare_days);
    bool done = true;
    for (uint32_t i = 0; i < count && done; i++)
        done = add_day(g, m, days[i], &behind);
    memory_release(m, days, most * sizeof *days);
    return done;
}

/* === What is usual === */

static int compare_lengths(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* Minutes that followed each other at once are as usual as any. */
static void measure(struct gaps *g, int64_t *lengths)
{
    uint64_t steps = g->active - 1, at_once = steps - g->count, place = (steps * 99 + 99) / 100;
    for (uint32_t i = 0; i < g->count; i++)
        lengths[i] = g->all[i].end - g->all[i].start;
    qsort(lengths, g->count, sizeof *lengths, compare_lengths);
    g->longest = lengths[g->count - 1];
    g->usual = place > at_once ? lengths[place - at_once - 1] : 0;
    g->third = g->count >= 3 ? lengths[g->count - 3] : 0;
}

bool pfl_gaps_open(struct gaps *g, const struct coverage *c, struct memory *m, uint32_t host)
{
    *g = (struct gaps){0};
    if (!list_gaps(g, c, m, host))
        return false;
    if (g->count == 0)
        return true;
    int64_t *lengths = pfl_memory_resize(m, NULL, 0, g->count * sizeof *lengths);
    if (lengths == NULL)
        return false;
    measure(g, lengths);
    memory_release(m, lengths, g->count * sizeof *lengths);
    return true;
}

void pfl_gaps_close(struct gaps *g, struct memory *m)
{
    memory_release(m, g->all, g->capacity * sizeof *g->all);
    *g = (struct gaps){0};
}

bool pfl_gaps_find(const struct gaps *g, int64_t least, uint32_t *at, struct gap *found)
{
    int64_t limit = later(least, later(4 * g->usual, 2 * g->third));
    for (; *at < g->count; ++*at) {
        *found = g->all[*at];
        if (found->end - found->start > limit)
            return ++*at, true;
    }
    return false;
}
