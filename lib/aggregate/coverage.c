#include "lib/aggregate/coverage.h"

/* Clocks of daemons on one host agree to the stamp; syslog daemons mix lines of about the same time. */
#define STEP_TOLERATED SECONDS

void pfl_coverage_open(struct coverage *c, struct memory *memory, const struct hash_key *key)
{
    memset(c, 0, sizeof *c);
    c->memory = memory;
    pfl_table_open(&c->streams, memory, key, sizeof(struct stream), sizeof(uint64_t));
    pfl_slab_open(&c->segments, memory, sizeof(struct segment));
    pfl_table_open(&c->hosts, memory, key, sizeof(struct host), 0);
    pfl_table_open(&c->host_days, memory, key, sizeof(struct host_day), sizeof(struct host_day_key));
    pfl_table_open(&c->releases, memory, key, sizeof(struct release), 0);
    c->first = NEVER_BEFORE;
    c->last = PFL_TIME_INVALID;
    c->segment = c->host = c->stretch = NONE;
}

void pfl_coverage_close(struct coverage *c)
{
    for (uint32_t n = pfl_slab_next(&c->segments, 0); n != NONE; n = pfl_slab_next(&c->segments, n + 1)) {
        struct segment *s = segment_at(c, n);
        memory_release(c->memory, s->stretches, s->stretch_capacity * sizeof *s->stretches);
    }
    for (uint32_t n = table_next(&c->streams, 0); n != NONE; n = table_next(&c->streams, n + 1)) {
        struct stream *s = table_at(&c->streams, n);
        memory_release(c->memory, s->name.bytes, s->name.length);
    }
    memory_release(c->memory, c->stream_ids, c->stream_capacity * sizeof *c->stream_ids);
    memory_release(c->memory, c->order, c->order_capacity * sizeof *c->order);
    pfl_slab_close(&c->segments);
    pfl_table_close(&c->streams);
    pfl_table_close(&c->hosts);
    pfl_table_close(&c->host_days);
    pfl_table_close(&c->releases);
}

/* === Streams === */

/* Of two names the one that sorts first stays, so that the order of merges does not matter. */
static void name_stream(struct coverage *c, struct stream *s, piece name)
{
    size_t common = name.length < s->name.length ? name.length : s->name.length;
    int order = common == 0 ? 0 : memcmp(name.at, s->name.bytes, common);
    if (name.length == 0 || (s->name.length > 0 && (order > 0 || (order == 0 && name.length >= s->name.length))))
        return;
    char *copy = pfl_memory_resize(c->memory, NULL, 0, name.length);
    if (copy == NULL) {
        c->memory->lost++;
        return;
    }
    memcpy(copy, name.at, name.length);
    memory_release(c->memory, s->name.bytes, s->name.length);
    s->name = (struct text){copy, (uint32_t)name.length};
}

uint32_t pfl_coverage_stream(struct coverage *c, uint64_t id, piece name)
{
    uint32_t known = c->streams.records.count;
    uint64_t *ids = pfl_memory_grow(c->memory, c->stream_ids, &c->stream_capacity, known, sizeof *ids);
    bool made;
    if (ids == NULL)
        return NONE;
    c->stream_ids = ids;
    uint32_t number = pfl_table_put(&c->streams, &id, sizeof id, &made);
    if (number == NONE)
        return NONE;
    ids[number] = id;
    name_stream(c, table_at(&c->streams, number), name);
    return number;
}

/* === Segments === */

static uint64_t stream_id(const struct coverage *c, const struct segment *s)
{
    return c->stream_ids[s->stream];
}

/* The place in the order of the first segment that ends behind the offset, in this stream or one that follows. */
static uint32_t place_of(const struct coverage *c, uint64_t id, uint64_t offset)
{
    uint32_t low = 0, high = c->segments.live;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct segment *s = segment_at(c, c->order[middle]);
        if (stream_id(c, s) < id || (stream_id(c, s) == id && s->end <= offset))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t pfl_coverage_find(const struct coverage *c, uint64_t id, uint64_t offset)
{
    uint32_t place = place_of(c, id, offset);
    if (place == c->segments.live || stream_id(c, segment_at(c, c->order[place])) != id)
        return NONE;
    return c->order[place];
}

uint32_t pfl_coverage_ending(const struct coverage *c, uint64_t id, uint64_t offset)
{
    uint32_t place = place_of(c, id, offset);
    const struct segment *s = place == 0 ? NULL : segment_at(c, c->order[place - 1]);
    return s != NULL && stream_id(c, s) == id && s->end == offset ? c->order[place - 1] : NONE;
}

uint32_t pfl_segment_make(struct coverage *c, uint32_t stream, uint64_t start, uint64_t end)
{
    uint32_t place = place_of(c, c->stream_ids[stream], start), live = c->segments.live;
    uint32_t *order = pfl_memory_grow(c->memory, c->order, &c->order_capacity, live, sizeof *order);
    if (order == NULL)
        return NONE;
    c->order = order;
    uint32_t number = pfl_slab_take(&c->segments);
    if (number == NONE)
        return NONE;
    struct segment *s = segment_at(c, number);
    s->stream = stream;
    s->start = start;
    s->end = end;
    memmove(order + place + 1, order + place, (live - place) * sizeof *order);
    order[place] = number;
    return number;
}

void pfl_segment_remove(struct coverage *c, uint32_t number)
{
    struct segment *s = segment_at(c, number);
    uint32_t place = 0;
    while (c->order[place] != number)
        place++;
    memory_release(c->memory, s->stretches, s->stretch_capacity * sizeof *s->stretches);
    memmove(c->order + place, c->order + place + 1, (c->segments.live - place - 1) * sizeof *c->order);
    pfl_slab_give(&c->segments, number);
}

uint32_t pfl_segment_behind(const struct coverage *c, uint32_t number)
{
    const struct segment *s = segment_at(c, number);
    uint32_t behind = pfl_coverage_find(c, stream_id(c, s), s->end);
    return behind != NONE && segment_at(c, behind)->start == s->end ? behind : NONE;
}

const struct stretch *pfl_segment_find_stretch(const struct segment *s, uint32_t host)
{
    for (uint32_t i = 0; i < s->stretch_count; i++)
        if (s->stretches[i].host == host)
            return &s->stretches[i];
    return NULL;
}

struct stretch *pfl_segment_stretch(struct coverage *c, struct segment *s, uint32_t host)
{
    for (uint32_t i = 0; i < s->stretch_count; i++)
        if (s->stretches[i].host == host)
            return &s->stretches[i];
    struct stretch *stretches =
        pfl_memory_grow(c->memory, s->stretches, &s->stretch_capacity, s->stretch_count, sizeof *s->stretches);
    if (stretches == NULL)
        return NULL;
    s->stretches = stretches;
    struct stretch *made = &stretches[s->stretch_count++];
    *made = (struct stretch){.host = host,
                             .first = PFL_TIME_INVALID,
                             .last = PFL_TIME_INVALID,
                             .low = NEVER_BEFORE,
                             .high = PFL_TIME_INVALID};
    return made;
}

void pfl_segment_join(struct coverage *c, uint32_t number, uint32_t behind)
{
    struct segment *s = segment_at(c, number), *other = segment_at(c, behind);
    for (uint32_t i = 0; i < other->stretch_count; i++) {
        const struct stretch *from = &other->stretches[i];
        struct stretch *to = pfl_segment_stretch(c, s, from->host);
        if (to == NULL) {
            c->memory->lost++;
            continue;
        }
        if (to->last == PFL_TIME_INVALID) {
            *to = *from;
            continue;
        }
        pfl_coverage_step(host_at(c, from->host), to->last, from->first, from->doubled != 0);
        to->last = from->last;
        to->low = earlier(to->low, from->low);
        to->high = later(to->high, from->high);
    }
    s->end = other->end;
    s->lines += other->lines;
    s->last_offset = other->last_offset;
    s->last_hash = other->last_hash;
    if (c->segment == behind)
        c->segment = number;
    c->stretch = NONE;
    pfl_segment_remove(c, behind);
}

/* === Hosts and their clocks === */

uint32_t pfl_coverage_host(struct coverage *c, piece name)
{
    bool made;
    name.length = name.length < NAME_LENGTH ? name.length : NAME_LENGTH;
    uint32_t number = pfl_table_put(&c->hosts, name.at, name.length, &made);
    if (made) {
        struct host *h = host_at(c, number);
        h->first = h->least_skew = NEVER_BEFORE;
        h->last = h->most_skew = PFL_TIME_INVALID;
    }
    return number;
}

struct host_day *pfl_coverage_day(struct coverage *c, uint32_t host, int32_t day)
{
    struct host_day_key key = {host, day};
    bool made;
    uint32_t number = pfl_table_put(&c->host_days, &key, sizeof key, &made);
    struct host_day *d = number == NONE ? NULL : table_at(&c->host_days, number);
    for (unsigned i = 0; made && i < OPERATIONS; i++) {
        d->deeds[i].first = NEVER_BEFORE;
        d->deeds[i].last = PFL_TIME_INVALID;
    }
    return d;
}

struct release *pfl_coverage_release(struct coverage *c, piece version)
{
    bool made;
    version.length = version.length < NAME_LENGTH ? version.length : NAME_LENGTH;
    uint32_t number = pfl_table_put(&c->releases, version.at, version.length, &made);
    struct release *r = number == NONE ? NULL : table_at(&c->releases, number);
    if (made) {
        r->first = NEVER_BEFORE;
        r->last = PFL_TIME_INVALID;
    }
    return r;
}

void pfl_coverage_step(struct host *h, int64_t before, int64_t after, bool doubled)
{
    if (doubled || before == PFL_TIME_INVALID || after + STEP_TOLERATED >= before)
        return;
    h->backward++;
    h->most_backward = before - after > h->most_backward ? before - after : h->most_backward;
}

static void mark_minute(struct coverage *c, uint32_t host, int64_t time)
{
    int32_t day = day_of(time);
    uint32_t minute = (uint32_t)((time - day * DAYS) / MINUTES);
    struct host_day *d = pfl_coverage_day(c, host, day);
    if (d == NULL)
        return;
    d->bits[minute / 64] |= UINT64_C(1) << minute % 64;
    c->minute = day * DAYS + minute * MINUTES;
    c->minute_end = c->minute + MINUTES;
}

/* Most lines: of the host that wrote the one before, in the same minute, and not before any other of them. */
static inline bool goes_on(const struct coverage *c, const struct stretch *now, uint32_t host, int64_t time)
{
    return host == c->host && time >= now->high && time >= c->minute && time < c->minute_end;
}

void pfl_coverage_time(struct coverage *c, uint32_t host, int64_t time, bool doubled)
{
    struct segment *s = segment_at(c, c->segment);
    struct host *h = host_at(c, host);
    if (c->stretch != NONE && goes_on(c, &s->stretches[c->stretch], host, time)) {
        struct stretch *now = &s->stretches[c->stretch];
        now->last = now->high = time;
        h->lines++;
        h->last = time > h->last ? time : h->last;
        c->last = time > c->last ? time : c->last;
        return;
    }
    if (host != c->host || c->stretch == NONE) {
        struct stretch *there = pfl_segment_stretch(c, s, host);
        if (there == NULL) {
            c->memory->lost++;
            return;
        }
        c->host = host;
        c->stretch = (uint32_t)(there - s->stretches);
        c->minute = c->minute_end = 0;
    }
    struct stretch *now = &s->stretches[c->stretch];
    pfl_coverage_step(h, now->last, time, doubled);
    if (now->last == PFL_TIME_INVALID) {
        now->first = time;
        now->doubled = doubled;
    }
    now->last = time;
    now->low = time < now->low ? time : now->low;
    now->high = time > now->high ? time : now->high;
    h->lines++;
    h->first = time < h->first ? time : h->first;
    h->last = time > h->last ? time : h->last;
    c->first = time < c->first ? time : c->first;
    c->last = time > c->last ? time : c->last;
    if (time < c->minute || time >= c->minute_end)
        mark_minute(c, host, time);
}
