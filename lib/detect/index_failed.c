/*
 * What failed: all of it by name and time, and of one address within a time.
 */
#include "lib/detect/index.h"

#include <stdlib.h>

/* === In the order of names === */

/* Failures of the same name and second. */
static int compare_lines(const void *left, const void *right)
{
    const struct failed *a = left, *b = right;
    if (a->place.stream != b->place.stream)
        return a->place.stream < b->place.stream ? -1 : 1;
    return a->place.offset < b->place.offset ? -1 : a->place.offset > b->place.offset;
}

/* The teller that told more: what both say is the same thing twice. */
static enum teller teller_of(const struct bucket *b)
{
    return b->counts[TELLER_AUTH] > b->counts[TELLER_SERVER] ? TELLER_AUTH : TELLER_SERVER;
}

static struct place place_of(const struct index *x, const struct failure *f)
{
    return (struct place){x->view->state->coverage.stream_ids[f->stream], failure_offset(f)};
}

static void list_failed(const struct index *x, struct failed *all)
{
    const struct table *t = &x->view->state->addresses;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct address *a = table_at(t, n);
        for (uint32_t i = 0; i < a->bucket_count; i++) {
            const struct bucket *b = &a->buckets[i];
            const struct failure *kept = b->failures[teller_of(b)];
            for (uint32_t k = 0; k < b->kept[teller_of(b)]; k++)
                *all++ = (struct failed){kept[k].user, n, failure_times(&kept[k]), b->bucket * BUCKET + kept[k].at,
                                         place_of(x, &kept[k])};
        }
    }
}

/* The numbers of failures by user and time. */
static bool sort_failed(struct memory *m, struct sortable *all, const struct failed *failed, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        all[i] = (struct sortable){sorting(failed[i].time), i};
    bool done = pfl_sort(m, all, count);
    for (uint32_t i = 0; i < count; i++)
        all[i].key = failed[all[i].number].user;
    return done && pfl_sort(m, all, count);
}

/* Puts the lines of each name and second in order. */
static void sort_seconds(struct failed *failed, uint32_t count)
{
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && failed[end].user == failed[i].user && failed[end].time == failed[i].time;)
            end++;
        if (end - i > 1)
            qsort(&failed[i], end - i, sizeof *failed, compare_lines);
    }
}

bool pfl_index_failures(struct index *x)
{
    const struct table *t = &x->view->state->addresses;
    uint32_t count = 0;
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1)) {
        const struct address *a = table_at(t, n);
        for (uint32_t i = 0; i < a->bucket_count; i++)
            count += a->buckets[i].kept[teller_of(&a->buckets[i])];
    }
    struct failed *failed = view_array(x->memory, count, sizeof *failed);
    struct sortable *sorted = view_array(x->memory, count, sizeof *sorted);
    x->failed = view_array(x->memory, x->failed_count = count, sizeof *x->failed);
    bool done = failed != NULL && sorted != NULL && x->failed != NULL;
    if (done) {
        list_failed(x, failed);
        done = sort_failed(x->memory, sorted, failed, count);
    }
    for (uint32_t i = 0; done && i < count; i++)
        x->failed[i] = failed[sorted[i].number];
    if (done)
        sort_seconds(x->failed, count);
    view_release(x->memory, failed, count, sizeof *failed);
    view_release(x->memory, sorted, count, sizeof *sorted);
    return done;
}

const struct failed *pfl_index_failed(const struct index *x, uint64_t user, uint32_t *count)
{
    uint32_t low = 0, high = x->failed_count;
    *count = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (x->failed[middle].user < user)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < x->failed_count && x->failed[low + *count].user == user)
        ++*count;
    return &x->failed[low];
}

/* === Of one address, within a time === */

/* Names of a window: hash and how often. As many as it can keep (seven buckets, or those of a day). */
#define WINDOW_NAMES 2304

struct window {
    const struct index *x;
    const struct user_address *from;
    struct attempts *out;
    uint64_t own;
    uint32_t count;
    uint64_t names[WINDOW_NAMES];
    uint32_t times[WINDOW_NAMES];
};

static void add_name(struct window *w, uint64_t user, uint32_t times)
{
    uint32_t i = 0;
    while (i < w->count && w->names[i] != user)
        i++;
    if (i == WINDOW_NAMES)
        return;
    if (i == w->count) {
        w->names[w->count] = user;
        w->times[w->count++] = 0;
        w->out->names++;
        w->out->strange += !pfl_index_logged_in(w->x, w->from, user);
    }
    w->times[i] = sum_32(w->times[i], times);
    w->out->own += user == w->own ? times : 0;
    w->out->worst = w->times[i] > w->out->worst ? w->times[i] : w->out->worst;
}

/* Keeps the first and the last line. */
static void show_line(struct shown lines[2], int64_t time, struct place place)
{
    if (lines[0].time == PFL_TIME_INVALID || time < lines[0].time)
        lines[0] = (struct shown){time, place};
    if (lines[1].time == PFL_TIME_INVALID || time >= lines[1].time)
        lines[1] = (struct shown){time, place};
}

static bool came_before(int64_t time, struct place place, const struct shown *other)
{
    if (time != other->time)
        return time < other->time;
    return place.stream == other->place.stream && place.offset < other->place.offset;
}

/* What a bucket adds: of one that lies wholly within the time all failures, also those that are not kept. */
static void add_bucket(struct window *w, const struct bucket *b, int64_t since, const struct shown *before)
{
    enum teller teller = teller_of(b);
    struct attempts *out = w->out;
    int64_t start = b->bucket * BUCKET;
    uint64_t kept = 0;
    uint32_t lines = 0;
    for (uint32_t i = 0; i < b->kept[teller]; i++) {
        const struct failure *f = &b->failures[teller][i];
        int64_t time = start + f->at;
        if (time < since || !came_before(time, place_of(w->x, f), before))
            continue;
        uint32_t times = failure_times(f);
        kept += times;
        lines++;
        out->first = earlier(out->first, time);
        out->last = later(out->last, time);
        show_line(out->lines, time, place_of(w->x, f));
        if (f->user != 0 && f->user == w->own)
            show_line(out->own_lines, time, place_of(w->x, f));
        if (f->user == 0)
            out->nameless += times;
        else
            add_name(w, f->user, times);
    }
    bool whole = start >= since && start + BUCKET <= before->time;
    uint64_t all = whole && b->counts[teller] > kept ? b->counts[teller] : kept;
    out->more |= all == kept && b->counts[teller] > b->kept[teller];
    out->hidden += lines == FAILURES_KEPT && b->counts[teller] > kept ? b->counts[teller] - kept : 0;
    out->failures += all;
    out->nameless += all - kept;
}

void pfl_index_attempts(const struct index *x, const struct address *a, int64_t since, const struct shown *before,
                        uint64_t own, struct attempts *out)
{
    const struct shown none = {.time = PFL_TIME_INVALID};
    *out = (struct attempts){.first = PFL_TIME_INVALID, .last = PFL_TIME_INVALID};
    for (unsigned i = 0; i < 2; i++)
        out->lines[i] = out->own_lines[i] = none;
    struct window w; /* large: its arrays are left as they are */
    w.x = x;
    w.from = pfl_index_address(x, a->bytes);
    w.out = out;
    w.own = own;
    w.count = 0;
    for (uint32_t i = pfl_address_buckets_before(a, bucket_of(since));
         i < a->bucket_count && a->buckets[i].bucket * BUCKET <= before->time; i++)
        add_bucket(&w, &a->buckets[i], since, before);
}
