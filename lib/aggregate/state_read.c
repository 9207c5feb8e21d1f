#include "lib/aggregate/state_read.h"

/* === Parts of records === */

uint32_t pfl_mentioned(const struct numbers *n, struct reader *r)
{
    uint64_t place = get_number(r);
    if (place >= n->count) {
        r->bad = true;
        return NONE;
    }
    return n->at[place];
}

uint32_t pfl_maybe_mentioned(const struct numbers *n, struct reader *r)
{
    uint64_t place = get_number(r);
    if (place > n->count)
        r->bad = true;
    return place == 0 || place > n->count ? NONE : n->at[place - 1];
}

int64_t pfl_get_time(struct reader *r, int64_t none)
{
    int64_t time = get_signed(r);
    if (time != none && !is_time(time))
        r->bad = true;
    return r->bad ? none : time;
}

void pfl_get_counts_32(struct reader *r, uint32_t *counts, unsigned count)
{
    unsigned given = (unsigned)get_limited(r, count);
    for (unsigned i = 0; i < given; i++)
        counts[i] = sum_32(counts[i], get_32(r));
}

void pfl_get_counts_64(struct reader *r, uint64_t *counts, unsigned count)
{
    unsigned given = (unsigned)get_limited(r, count);
    for (unsigned i = 0; i < given; i++)
        counts[i] = sum_64(counts[i], get_number(r));
}

void pfl_get_sketch(struct absorber *b, struct reader *r, struct sketch **sketch, uint16_t limit)
{
    unsigned count = (unsigned)get_limited(r, limit);
    for (unsigned i = 0; i < count && !r->bad; i++) {
        uint64_t hash = get_64(r);
        if (sketch != NULL && !r->bad)
            pfl_sketch_add(&b->into->memory, sketch, hash, limit);
    }
}

void pfl_get_evidence(struct absorber *b, struct reader *r, struct evidence **slot, enum keep keep)
{
    size_t length;
    int64_t time = pfl_get_time(r, PFL_TIME_INVALID);
    struct place place = {.stream = get_64(r)};
    place.offset = get_number(r);
    const char *text = get_text(r, EVIDENCE_TEXT, &length);
    if (!r->bad && slot != NULL)
        pfl_evidence_offer(&b->into->memory, slot, keep, time, place, (piece){text, length});
}

static int32_t get_day(struct reader *r)
{
    int64_t day = get_signed(r);
    if (day < day_of(INT64_C(-62135596800000000)) || day > day_of(INT64_C(253402300799999999)))
        r->bad = true;
    return r->bad ? 0 : (int32_t)day;
}

void pfl_get_days(struct reader *r, struct days *days)
{
    int64_t last = get_signed(r);
    struct days other = {.bits = {get_number(r)}};
    other.bits[1] = get_number(r);
    if (last < INT32_MIN || last > INT32_MAX)
        r->bad = true;
    if (r->bad)
        return;
    other.last = (int32_t)last;
    pfl_days_merge(days, &other);
}

/* === What was read === */

static void remember(struct absorber *b, struct numbers *n, uint32_t number)
{
    uint32_t *at = pfl_memory_grow(&b->memory, n->at, &n->capacity, n->count, sizeof *at);
    if (at == NULL) {
        b->status = PFL_ERR_MEMORY;
        return;
    }
    n->at = at;
    at[n->count++] = number;
}

/* For what others mention, there has to be a number. */
static bool remember_made(struct absorber *b, struct numbers *n, uint32_t number)
{
    if (number == NONE)
        b->status = PFL_ERR_MEMORY;
    else
        remember(b, n, number);
    return b->status == PFL_OK;
}

static void read_host(struct absorber *b, struct reader *r)
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
    if (r->bad)
        return;
    uint32_t number = pfl_coverage_host(&b->into->coverage, (piece){name, length});
    if (!remember_made(b, &b->hosts, number))
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

static void read_stream(struct absorber *b, struct reader *r)
{
    size_t length;
    uint64_t id = get_64(r);
    const char *name = get_text(r, NAME_LENGTH, &length);
    if (!r->bad)
        remember_made(b, &b->streams, pfl_coverage_stream(&b->into->coverage, id, (piece){name, length}));
}

static void read_segment(struct absorber *b, struct reader *r)
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
    if (!remember_made(b, &b->segments, number))
        return;
    b->segment = segment_at(c, number);
    b->segment->lines = given.lines;
    b->segment->last_offset = given.last_offset;
    b->segment->last_hash = given.last_hash;
}

static void read_stretch(struct absorber *b, struct reader *r)
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

static void read_minutes(struct absorber *b, struct reader *r)
{
    uint32_t host = pfl_mentioned(&b->hosts, r);
    int32_t day = get_day(r);
    uint64_t bits[sizeof((struct minutes *)0)->bits / sizeof(uint64_t)];
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
        bits[i] = get_64(r);
    struct minutes *m = r->bad ? NULL : pfl_coverage_minutes(&b->into->coverage, host, day);
    for (size_t i = 0; m != NULL && i < sizeof bits / sizeof bits[0]; i++)
        m->bits[i] |= bits[i];
}

static void read_release(struct absorber *b, struct reader *r)
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

static void read_name(struct absorber *b, struct reader *r, struct table *names, struct numbers *numbers)
{
    size_t length;
    const char *text = get_text(r, NAME_LENGTH, &length);
    if (!r->bad)
        remember_made(b, numbers, pfl_name_put(names, (piece){text, length}));
}

static void read_domain(struct absorber *b, struct reader *r)
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
    if (!remember_made(b, &b->domains, number))
        return;
    struct domain *d = table_at(&b->into->domains, number);
    d->local = sum_32(d->local, given.local);
    d->relayed = sum_32(d->relayed, given.relayed);
    d->remote = sum_32(d->remote, given.remote);
    for (unsigned i = 0; i < 2; i++)
        if (given.hops[i] != 0)
            pfl_domain_hop(d, given.hops[i]);
}

static void read_totals(struct absorber *b, struct reader *r)
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

/* === Records === */

static void read_record(struct absorber *b, struct reader *r, unsigned tag)
{
    switch ((enum tag)tag) {
    case TAG_HOST:
        read_host(b, r);
        return;
    case TAG_STREAM:
        read_stream(b, r);
        return;
    case TAG_SEGMENT:
        read_segment(b, r);
        return;
    case TAG_STRETCH:
        read_stretch(b, r);
        return;
    case TAG_MINUTES:
        read_minutes(b, r);
        return;
    case TAG_RELEASE:
        read_release(b, r);
        return;
    case TAG_WORD:
        read_name(b, r, &b->into->words, &b->words);
        return;
    case TAG_DOMAIN:
        read_domain(b, r);
        return;
    case TAG_SENDER:
        read_name(b, r, &b->into->senders, &b->senders);
        return;
    case TAG_SUBJECT:
        pfl_read_subject(b, r);
        return;
    case TAG_PAST:
        pfl_read_past(b, r);
        return;
    case TAG_HOUR:
        pfl_read_hour(b, r);
        return;
    case TAG_TROUBLE:
        pfl_read_trouble(b, r);
        return;
    case TAG_USAGE:
        pfl_read_usage(b, r);
        return;
    case TAG_SUBJECT_EVIDENCE:
        pfl_read_subject_evidence(b, r);
        return;
    case TAG_ACCESS:
        pfl_read_access(b, r);
        return;
    case TAG_ACCESS_DAY:
        pfl_read_access_day(b, r);
        return;
    case TAG_PRESENCE:
        pfl_read_presence(b, r);
        return;
    case TAG_PRESENCE_EVIDENCE:
        pfl_read_presence_evidence(b, r);
        return;
    case TAG_CONTACT:
        pfl_read_contact(b, r);
        return;
    case TAG_USE:
        pfl_read_use(b, r);
        return;
    case TAG_ADDRESS:
        pfl_read_address_record(b, r);
        return;
    case TAG_BUCKET:
        pfl_read_bucket(b, r);
        return;
    case TAG_FAILURE:
        pfl_read_failure(b, r);
        return;
    case TAG_ADDRESS_EVIDENCE:
        pfl_read_address_evidence(b, r);
        return;
    case TAG_GUESS:
        pfl_read_guess(b, r);
        return;
    case TAG_GROUP:
        pfl_read_group(b, r);
        return;
    case TAG_RECIPIENT:
        pfl_read_recipient(b, r);
        return;
    case TAG_LINK:
        pfl_read_link(b, r);
        return;
    case TAG_GROUP_EVIDENCE:
        pfl_read_group_evidence(b, r);
        return;
    case TAG_TOTALS:
        read_totals(b, r);
        return;
    case TAG_END:
    case TAGS:
        break;
    }
    r->bad = true;
}

static void read_magic(struct absorber *b, struct reader *r)
{
    const unsigned char *start = r->at, *magic = get_bytes(r, strlen(STATE_MAGIC));
    if (magic == NULL || memcmp(magic, STATE_MAGIC, strlen(STATE_MAGIC)) != 0) {
        b->status = PFL_ERR_DAMAGED;
        return;
    }
    uint64_t version = get_number(r);
    b->status = r->bad || version == 0 ? PFL_ERR_DAMAGED : version > STATE_VERSION ? PFL_ERR_VERSION : PFL_OK;
    b->check = checksum(0, start, (size_t)(r->at - start));
    b->begun = true;
}

/* Whether a record belongs to the one before it, which must not be evicted in between. */
static bool belongs(unsigned tag)
{
    return tag == TAG_STRETCH || (tag >= TAG_PAST && tag <= TAG_SUBJECT_EVIDENCE) || tag == TAG_PRESENCE_EVIDENCE ||
           tag == TAG_ACCESS_DAY || (tag >= TAG_BUCKET && tag <= TAG_ADDRESS_EVIDENCE) ||
           (tag >= TAG_RECIPIENT && tag <= TAG_GROUP_EVIDENCE);
}

static void forget_parents(struct absorber *b)
{
    b->segment = NULL;
    b->subject = NULL;
    b->presence = NULL;
    b->access.subject = NONE;
    b->address = NULL;
    b->bucket = NULL;
    b->group = NULL;
}

void pfl_absorb(struct absorber *b, const void *data, size_t length)
{
    struct reader r = {.at = data, .end = (const unsigned char *)data + length};
    if (!b->begun)
        read_magic(b, &r);
    while (b->status == PFL_OK && r.at < r.end) {
        const unsigned char *record = r.at;
        unsigned tag = *r.at++;
        if (b->ended) {
            r.bad = true;
        } else if (tag == TAG_END) {
            b->ended = true;
            r.bad = get_64(&r) != b->check || r.bad;
        } else {
            if (!belongs(tag)) {
                forget_parents(b);
                pfl_make_room(b->into);
            }
            read_record(b, &r, tag);
            b->check = checksum(b->check, record, (size_t)(r.at - record));
        }
        if (r.bad && b->status == PFL_OK)
            b->status = PFL_ERR_DAMAGED;
    }
}

void pfl_absorber_open(struct absorber *b, pfl_aggregator *into)
{
    memset(b, 0, sizeof *b);
    b->into = into;
    b->memory = (struct memory){.allocator = into->memory.allocator, .limit = UINT64_MAX};
    into->absorbing = true;
}

void pfl_absorber_close(struct absorber *b)
{
    struct numbers *const all[] = {&b->hosts,   &b->streams, &b->segments, &b->words,
                                   &b->domains, &b->senders, &b->subjects};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        memory_release(&b->memory, all[i]->at, all[i]->capacity * sizeof *all[i]->at);
    b->into->absorbing = false;
}

/* === The public functions === */

int32_t pfl_aggregator_load(pfl_aggregator **state, const pfl_aggregator_options *options, const void *data,
                            size_t length)
{
    int32_t status = pfl_aggregator_create(state, options);
    if (status != PFL_OK)
        return status;
    struct absorber b;
    pfl_absorber_open(&b, *state);
    if (data == NULL)
        b.status = length > 0 ? PFL_ERR_ARGUMENT : PFL_ERR_DAMAGED;
    else
        pfl_absorb(&b, data, length);
    if (b.status == PFL_OK && !b.ended)
        b.status = PFL_ERR_DAMAGED;
    pfl_absorber_close(&b);
    if (b.status != PFL_OK) {
        pfl_aggregator_destroy(*state);
        *state = NULL;
        return b.status;
    }
    pfl_normalize(*state);
    return PFL_OK;
}

static int32_t check_segments(const pfl_aggregator *state, const pfl_aggregator *from)
{
    for (uint32_t i = 0; i < from->coverage.segments.live; i++) {
        const struct segment *s = segment_at(&from->coverage, from->coverage.order[i]);
        uint32_t there = pfl_coverage_find(&state->coverage, from->coverage.stream_ids[s->stream], s->start);
        if (there != NONE && segment_at(&state->coverage, there)->start < s->end)
            return PFL_ERR_OVERLAP;
    }
    return PFL_OK;
}

/* What one has compacted, the other must have compacted as well, or have nothing of it. */
static bool compacted_alike(const pfl_aggregator *a, const pfl_aggregator *b)
{
    int64_t latest = later(a->compacted, b->compacted);
    return (a->compacted == latest || a->coverage.first >= latest) &&
           (b->compacted == latest || b->coverage.first >= latest);
}

int32_t pfl_aggregator_merge(pfl_aggregator *state, pfl_aggregator *from)
{
    if (state == NULL || from == NULL || state == from)
        return PFL_ERR_ARGUMENT;
    if (state->views > 0 || from->views > 0)
        return PFL_ERR_STATE;
    int32_t status = check_segments(state, from);
    if (status == PFL_OK && !compacted_alike(state, from))
        status = PFL_ERR_COMPACTED;
    pfl_saver *saver = NULL;
    pfl_allocator allocator = state->memory.allocator;
    void *chunk = status != PFL_OK ? NULL : allocator.resize(allocator.context, NULL, 0, PFL_SAVE_CAPACITY);
    if (status == PFL_OK)
        status = chunk == NULL ? PFL_ERR_MEMORY : pfl_saver_create(&saver, from);
    struct absorber b;
    size_t length;
    pfl_absorber_open(&b, state);
    while (status == PFL_OK && (status = pfl_saver_next(saver, chunk, PFL_SAVE_CAPACITY, &length)) == PFL_OK) {
        pfl_absorb(&b, chunk, length);
        status = b.status;
    }
    pfl_absorber_close(&b);
    pfl_saver_destroy(saver);
    if (chunk != NULL)
        allocator.resize(allocator.context, chunk, PFL_SAVE_CAPACITY, 0);
    if (status != PFL_END)
        return status;
    pfl_normalize(state);
    return PFL_OK;
}
