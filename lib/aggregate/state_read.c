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

int32_t pfl_get_number_of(struct reader *r, int64_t length)
{
    int64_t number = get_signed(r);
    if (number < number_of(LEAST_TIME, length) || number > number_of(MOST_TIME, length))
        r->bad = true;
    return r->bad ? 0 : (int32_t)number;
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

bool pfl_remember(struct absorber *b, struct numbers *n, uint32_t number)
{
    if (number == NONE)
        b->status = PFL_ERR_MEMORY;
    else
        remember(b, n, number);
    return b->status == PFL_OK;
}

/* === Records === */

static void read_record(struct absorber *b, struct reader *r, unsigned tag)
{
    switch ((enum tag)tag) {
    case TAG_HOST:
        pfl_read_host(b, r);
        return;
    case TAG_STREAM:
        pfl_read_stream(b, r);
        return;
    case TAG_SEGMENT:
        pfl_read_segment(b, r);
        return;
    case TAG_STRETCH:
        pfl_read_stretch(b, r);
        return;
    case TAG_HOST_DAY:
        pfl_read_host_day(b, r);
        return;
    case TAG_RELEASE:
        pfl_read_release(b, r);
        return;
    case TAG_WORD:
        pfl_read_name(b, r, &b->into->words, &b->words);
        return;
    case TAG_DOMAIN:
        pfl_read_domain(b, r);
        return;
    case TAG_SENDER:
        pfl_read_name(b, r, &b->into->senders, &b->senders);
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
    case TAG_INJECTION:
        pfl_read_injection(b, r);
        return;
    case TAG_TOTALS:
        pfl_read_totals(b, r);
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
    forget_parents(b);
    into->absorbing = into->queue.absorbs = true;
}

void pfl_absorber_close(struct absorber *b)
{
    struct numbers *const all[] = {&b->hosts,   &b->streams, &b->segments, &b->words,
                                   &b->domains, &b->senders, &b->subjects};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        memory_release(&b->memory, all[i]->at, all[i]->capacity * sizeof *all[i]->at);
    b->into->absorbing = b->into->queue.absorbs = false;
    pfl_names_sweep(&b->into->senders);
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
    if (from->views > 0 || !may_change(state))
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
