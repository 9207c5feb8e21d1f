/* Loading what was read: hosts, streams, totals; and names. */
#include "lib/aggregate/state_read.h"

/* Between the first and the last time that there is. */
#define LONGEST_SKEW (MOST_TIME - LEAST_TIME)

void pfl_read_host(struct absorber *b, struct reader *r)
{
    size_t length;
    const char *name = get_text(r, NAME_LENGTH, &length);
    struct host given = {.lines = get_number(r)};
    given.first = pfl_get_time(r, NEVER_BEFORE);
    given.last = pfl_get_time(r, PFL_TIME_INVALID);
    given.backward = get_number(r);
    given.most_backward = get_signed(r);
    given.told = get_number(r);
    given.contradicting = get_number(r);
    given.least_skew = get_signed(r);
    given.most_skew = get_signed(r);
    if (given.least_skew < -LONGEST_SKEW || given.most_skew > LONGEST_SKEW)
        r->bad = true;
    if (r->bad)
        return;
    uint32_t number = pfl_coverage_host(&b->into->coverage, (piece){name, length});
    if (!pfl_remember(b, &b->hosts, number))
        return;
    struct host *h = host_at(&b->into->coverage, number);
    h->lines = sum_64(h->lines, given.lines);
    h->first = given.first < h->first ? given.first : h->first;
    h->last = later(h->last, given.last);
    h->backward = sum_64(h->backward, given.backward);
    h->most_backward = later(h->most_backward, given.most_backward);
    h->told = sum_64(h->told, given.told);
    h->contradicting = sum_64(h->contradicting, given.contradicting);
    h->least_skew = given.least_skew < h->least_skew ? given.least_skew : h->least_skew;
    h->most_skew = later(h->most_skew, given.most_skew);
}

void pfl_read_stream(struct absorber *b, struct reader *r)
{
    size_t length;
    uint64_t id = get_64(r);
    const char *name = get_text(r, NAME_LENGTH, &length);
    if (!r->bad)
        pfl_remember(b, &b->streams, pfl_coverage_stream(&b->into->coverage, id, (piece){name, length}));
}

void pfl_read_segment(struct absorber *b, struct reader *r)
{
    struct coverage *c = &b->into->coverage;
    uint32_t stream = pfl_mentioned(&b->streams, r);
    struct segment given = {.start = get_number(r)};
    given.end = get_limited(r, UINT64_MAX - given.start) + given.start;
    given.lines = get_number(r);
    given.last_offset = get_number(r);
    given.last_hash = get_64(r);
    if (r->bad)
        return;
    uint32_t there = pfl_coverage_find(c, c->stream_ids[stream], given.start);
    if (given.end == given.start || (there != NONE && segment_at(c, there)->start < given.end)) {
        r->bad = true; /* merges are looked at before they begin */
        return;
    }
    uint32_t number = pfl_segment_make(c, stream, given.start, given.end);
    if (!pfl_remember(b, &b->segments, number))
        return;
    b->segment = segment_at(c, number);
    b->segment->lines = given.lines;
    b->segment->last_offset = given.last_offset;
    b->segment->last_hash = given.last_hash;
}

void pfl_read_stretch(struct absorber *b, struct reader *r)
{
    uint32_t host = pfl_mentioned(&b->hosts, r);
    struct stretch given = {.host = host, .doubled = (uint8_t)get_limited(r, 1)};
    given.first = pfl_get_time(r, PFL_TIME_INVALID);
    given.last = pfl_get_time(r, PFL_TIME_INVALID);
    given.low = pfl_get_time(r, NEVER_BEFORE);
    given.high = pfl_get_time(r, PFL_TIME_INVALID);
    if (b->segment == NULL)
        r->bad = true;
    if (r->bad)
        return;
    struct stretch *s = pfl_segment_stretch(&b->into->coverage, b->segment, host);
    if (s == NULL)
        b->status = PFL_ERR_MEMORY;
    else
        *s = given;
}

/* What has not been done has no times. */
static struct deed get_deed(struct reader *r, int32_t day)
{
    struct deed d = {.told = get_32(r)};
    d.summed = get_32(r);
    uint64_t first = get_number(r), last = get_number(r);
    bool none = deed_count(&d) == 0;
    if (first > last || last >= DAYS || (none && last != 0))
        r->bad = true;
    d.first = r->bad || none ? NEVER_BEFORE : day * DAYS + (int64_t)first;
    d.last = r->bad || none ? PFL_TIME_INVALID : day * DAYS + (int64_t)last;
    return d;
}

static void add_deed(struct deed *to, const struct deed *given)
{
    to->told = sum_32(to->told, given->told);
    to->summed = sum_32(to->summed, given->summed);
    to->first = given->first < to->first ? given->first : to->first;
    to->last = later(to->last, given->last);
}

void pfl_read_host_day(struct absorber *b, struct reader *r)
{
    uint32_t host = pfl_mentioned(&b->hosts, r);
    struct host_day given = {.key.day = pfl_get_number_of(r, DAYS)};
    for (size_t i = 0; i < sizeof given.bits / sizeof given.bits[0]; i++)
        given.bits[i] = get_64(r);
    unsigned deeds = (unsigned)get_limited(r, OPERATIONS);
    for (unsigned i = 0; i < deeds; i++)
        given.deeds[i] = get_deed(r, given.key.day);
    struct host_day *d = r->bad ? NULL : pfl_coverage_day(&b->into->coverage, host, given.key.day);
    if (d == NULL)
        return;
    for (size_t i = 0; i < sizeof given.bits / sizeof given.bits[0]; i++)
        d->bits[i] |= given.bits[i];
    for (unsigned i = 0; i < deeds; i++)
        add_deed(&d->deeds[i], &given.deeds[i]);
}

void pfl_read_release(struct absorber *b, struct reader *r)
{
    size_t length;
    const char *version = get_text(r, NAME_LENGTH, &length);
    uint64_t starts = get_number(r);
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    struct release *release = r->bad ? NULL : pfl_coverage_release(&b->into->coverage, (piece){version, length});
    if (release == NULL)
        return;
    release->starts = sum_64(release->starts, starts);
    release->first = first < release->first ? first : release->first;
    release->last = later(release->last, last);
}

void pfl_read_name(struct absorber *b, struct reader *r, struct table *names, struct numbers *numbers)
{
    size_t length;
    const char *text = get_text(r, NAME_LENGTH, &length);
    if (!r->bad)
        pfl_remember(b, numbers, pfl_name_put(names, (piece){text, length}));
}

void pfl_read_domain(struct absorber *b, struct reader *r)
{
    size_t length;
    const char *text = get_text(r, NAME_LENGTH, &length);
    struct domain given = {.local = get_32(r)};
    given.relayed = get_32(r);
    given.remote = get_32(r);
    given.hops[0] = get_32(r);
    given.hops[1] = get_32(r);
    if (r->bad)
        return;
    uint32_t number = pfl_name_put(&b->into->domains, (piece){text, length});
    if (!pfl_remember(b, &b->domains, number))
        return;
    struct domain *d = table_at(&b->into->domains, number);
    d->local = sum_32(d->local, given.local);
    d->relayed = sum_32(d->relayed, given.relayed);
    d->remote = sum_32(d->remote, given.remote);
    for (unsigned i = 0; i < 2; i++)
        if (given.hops[i] != 0)
            pfl_domain_hop(d, given.hops[i]);
}

void pfl_read_injection(struct absorber *b, struct reader *r)
{
    static const enum keep keeps[2] = {KEEP_FIRST, KEEP_LAST};
    unsigned slot = (unsigned)get_limited(r, 1);
    pfl_get_evidence(b, r, &b->into->injections[slot], keeps[slot]);
}

void pfl_read_totals(struct absorber *b, struct reader *r)
{
    pfl_aggregator *a = b->into;
    int64_t first = pfl_get_time(r, NEVER_BEFORE), last = pfl_get_time(r, PFL_TIME_INVALID);
    int64_t compacted = pfl_get_time(r, PFL_TIME_INVALID);
    uint64_t lost = get_number(r);
    if (r->bad)
        return;
    a->coverage.first = first < a->coverage.first ? first : a->coverage.first;
    a->coverage.last = later(a->coverage.last, last);
    a->compacted = later(a->compacted, compacted);
    a->memory.lost = sum_64(a->memory.lost, lost);
    pfl_get_counts_64(r, a->coverage.totals, TOTALS);
    pfl_get_counts_64(r, a->coverage.kinds, KIND_LIMIT);
    unsigned given = (unsigned)get_limited(r, EVICTED_KINDS);
    for (unsigned i = 0; i < given; i++) {
        a->evictions[i].records = sum_64(a->evictions[i].records, get_number(r));
        a->evictions[i].error = sum_64(a->evictions[i].error, get_number(r));
    }
}
