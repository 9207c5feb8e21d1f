#include "lib/aggregate/counted.h"

#include "lib/aggregate/entropy.h"
#include "lib/events/handle.h"
#include "lib/parse/parser.h"

/* The queue is looked through when so much time has passed in the log, and it is worth it. */
#define SETTLE_INTERVAL MINUTES
#define SETTLE_LINES    512

/* === Making and releasing === */

int32_t pfl_aggregator_create(pfl_aggregator **state, const pfl_aggregator_options *options)
{
    pfl_aggregator_options o;
    if (state == NULL)
        return PFL_ERR_ARGUMENT;
    *state = NULL;
    if (pfl_take_options(options, &o, sizeof o) != PFL_OK)
        return PFL_ERR_OPTION;
    if (o.max_memory == 0)
        o.max_memory = PFL_DEFAULT_MEMORY;
    if (o.max_memory < PFL_MIN_MEMORY || o.own_count > PFL_MAX_OWN_NETWORKS || (o.own == NULL && o.own_count > 0))
        return PFL_ERR_ARGUMENT;
    pfl_take_allocator(&o.allocator);

    pfl_aggregator *a = o.allocator.resize(o.allocator.context, NULL, 0, sizeof *a);
    if (a == NULL)
        return PFL_ERR_MEMORY;
    memset(a, 0, sizeof *a);
    a->memory = (struct memory){.allocator = o.allocator, .used = sizeof *a, .most = sizeof *a, .limit = o.max_memory};
    a->key = (struct hash_key){{o.hash_key[0], o.hash_key[1]}};
    if ((o.hash_key[0] | o.hash_key[1]) == 0)
        pfl_random_key(&a->key);
    if (o.own_count > 0)
        memcpy(a->own, o.own, o.own_count * sizeof *o.own);
    a->own_count = o.own_count;
    pfl_coverage_open(&a->coverage, &a->memory, &a->key);
    pfl_table_open(&a->words, &a->memory, &a->key, sizeof(struct name), 0);
    pfl_table_open(&a->domains, &a->memory, &a->key, sizeof(struct domain), 0);
    pfl_table_open(&a->senders, &a->memory, &a->key, sizeof(struct name), 0);
    pfl_ledger_open(&a->ledger, &a->memory, &a->key, &a->domains, &a->senders);
    pfl_addresses_open(&a->addresses, &a->guesses, &a->memory, &a->key);
    pfl_queue_open(&a->queue, &a->memory, &a->key, &a->ledger);
    a->stream = NONE;
    a->compacted = a->next_settle = PFL_TIME_INVALID;
    *state = a;
    return PFL_OK;
}

void pfl_aggregator_destroy(pfl_aggregator *state)
{
    if (state == NULL)
        return;
    for (unsigned i = 0; i < 2; i++)
        pfl_evidence_free(&state->memory, state->injections[i]);
    pfl_queue_close(&state->queue);
    pfl_addresses_close(&state->addresses, &state->guesses);
    pfl_ledger_close(&state->ledger);
    pfl_table_close(&state->senders);
    pfl_table_close(&state->domains);
    pfl_table_close(&state->words);
    pfl_coverage_close(&state->coverage);
    pfl_allocator allocator = state->memory.allocator;
    allocator.resize(allocator.context, state, sizeof *state, 0);
}

/* === Streams === */

uint64_t pfl_stream_id(const void *first_line, size_t length)
{
    return pfl_fixed_hash(first_line, length);
}

int32_t pfl_aggregator_begin(pfl_aggregator *state, const pfl_stream *stream)
{
    if (state == NULL || stream == NULL || (stream->name == NULL && stream->name_length > 0) ||
        (stream->host == NULL && stream->host_length > 0))
        return PFL_ERR_ARGUMENT;
    if (stream->size != sizeof *stream || stream->reserved != 0)
        return PFL_ERR_OPTION;
    if (!may_change(state))
        return PFL_ERR_STATE;
    struct coverage *c = &state->coverage;
    uint32_t known = pfl_coverage_find(c, stream->id, stream->offset);
    if (known != NONE && segment_at(c, known)->start <= stream->offset)
        return PFL_ERR_OVERLAP;
    size_t length = stream->name_length < NAME_LENGTH ? stream->name_length : NAME_LENGTH;
    uint32_t number = pfl_coverage_stream(c, stream->id, (piece){stream->name, length});
    if (number == NONE)
        return PFL_ERR_MEMORY;
    state->stream = number;
    state->next_line = 0;
    state->next_offset = stream->offset;
    state->host_given = stream->host_length > 0;
    pfl_fold(&state->host, (piece){stream->host, stream->host_length});
    c->segment = c->stretch = NONE;
    return PFL_OK;
}

int32_t pfl_aggregator_known(const pfl_aggregator *state, uint64_t stream, uint64_t offset, pfl_range *range)
{
    if (state == NULL || range == NULL)
        return PFL_ERR_ARGUMENT;
    uint32_t number = pfl_coverage_find(&state->coverage, stream, offset);
    if (number == NONE)
        return PFL_END;
    const struct segment *s = segment_at(&state->coverage, number);
    *range = (pfl_range){stream, s->start, s->end, s->lines, s->last_offset, s->last_hash};
    return PFL_OK;
}

/* The segment that a line at this offset continues or begins. */
static int32_t open_segment(pfl_aggregator *a, uint64_t offset)
{
    struct coverage *c = &a->coverage;
    uint64_t id = c->stream_ids[a->stream];
    uint32_t next = pfl_coverage_find(c, id, offset), before = pfl_coverage_ending(c, id, offset);
    if (next != NONE && segment_at(c, next)->start <= offset)
        return PFL_ERR_OVERLAP;
    c->segment = before != NONE ? before : pfl_segment_make(c, a->stream, offset, offset);
    c->limit = next == NONE ? UINT64_MAX : segment_at(c, next)->start;
    c->stretch = NONE;
    a->next_offset = offset;
    return c->segment == NONE ? PFL_ERR_MEMORY : PFL_OK;
}

static bool continues(const pfl_aggregator *a, const pfl_event *event)
{
    return a->coverage.segment != NONE && event->offset < a->coverage.limit &&
           (event->offset == a->next_offset || (event->line == a->next_line && event->offset > a->next_offset));
}

static int32_t begin_segment(pfl_aggregator *a, const pfl_event *event, const char *text)
{
    if (a->stream == NONE) {
        const pfl_stream unnamed = {
            .size = sizeof unnamed, .id = pfl_stream_id(text, event->text_length), .offset = event->offset};
        int32_t status = pfl_aggregator_begin(a, &unnamed);
        if (status != PFL_OK)
            return status;
    }
    return open_segment(a, event->offset);
}

/* === Counting === */

static bool is_postfix(const pfl_event *event)
{
    return event->kind != PFL_KIND_FOREIGN && event->kind != PFL_KIND_MALFORMED && event->kind != PFL_KIND_REPEAT;
}

/* The host of a line; mostly it is that of the line before. */
static uint32_t host_of(pfl_aggregator *a, const pfl_event *event, const char *text)
{
    struct coverage *c = &a->coverage;
    piece name = {text + event->host.offset, event->host.length};
    if (a->host_given)
        name = (piece){a->host.bytes, a->host.length};
    if (c->host != NONE) {
        const struct text *known = &host_at(c, c->host)->name;
        if (known->length == name.length && same_bytes(known->bytes, name.at, name.length))
            return c->host;
    }
    return pfl_coverage_host(c, name);
}

static void count_line(pfl_aggregator *a, struct counted *in)
{
    const pfl_event *event = in->event;
    uint64_t *totals = a->coverage.totals;
    a->coverage.kinds[event->kind < KIND_LIMIT ? event->kind : PFL_KIND_OTHER]++;
    totals[TOTAL_YEAR_INFERRED] += (event->flags & PFL_FLAG_YEAR_INFERRED) != 0;
    if ((event->flags & (PFL_FLAG_AMBIGUOUS | PFL_FLAG_TRUNCATED)) != 0) {
        totals[TOTAL_AMBIGUOUS] += (event->flags & PFL_FLAG_AMBIGUOUS) != 0;
        totals[TOTAL_TRUNCATED] += (event->flags & PFL_FLAG_TRUNCATED) != 0;
    }
    if (!is_postfix(event)) {
        totals[TOTAL_REPEATS] += event->kind == PFL_KIND_REPEAT;
        pfl_count(in);
        return;
    }
    totals[TOTAL_UNHOSTED] += event->host.length == 0 && !a->host_given;
    in->host = host_of(a, event, in->text);
    if (in->host == NONE)
        return; /* and lost */
    if (in->time == PFL_TIME_INVALID)
        totals[TOTAL_TIME_INVALID]++;
    else
        pfl_coverage_time(&a->coverage, in->host, in->time, (event->flags & PFL_FLAG_HOUR_DOUBLED) != 0);
    pfl_count(in);
    pfl_count_injection(in);
}

void pfl_settle(pfl_aggregator *a)
{
    pfl_queue_settle(&a->queue, &a->coverage);
    a->queue_lines = 0;
}

/* Looking through the queue costs something for each group in it, and lines that were not settled need memory. */
static bool is_worth_settling(const pfl_aggregator *a)
{
    uint64_t groups = a->queue.groups.live;
    bool tight = a->queue_lines * LINE_RESERVE > a->memory.limit / 16;
    return a->queue_lines >= SETTLE_LINES && a->queue_lines >= (tight ? groups : 4 * groups);
}

static void settle_at_times(pfl_aggregator *a)
{
    if (a->coverage.last < a->next_settle || !is_worth_settling(a))
        return;
    pfl_settle(a);
    a->next_settle = a->coverage.last + SETTLE_INTERVAL;
}

static int64_t time_of(const pfl_event *event)
{
    return is_time(event->time) ? event->time : PFL_TIME_INVALID;
}

static bool is_compacted(const pfl_aggregator *a, int64_t time)
{
    return time != PFL_TIME_INVALID && time < a->compacted;
}

/* The open segment ends behind the last line that was counted. */
static void end_segment(pfl_aggregator *a, const pfl_event *last, const char *text)
{
    struct coverage *c = &a->coverage;
    if (c->segment == NONE)
        return; /* there was no memory for the next one; the one before it was ended */
    struct segment *s = segment_at(c, c->segment);
    s->end = a->next_offset < c->limit ? a->next_offset : c->limit;
    s->last_offset = last->offset;
    s->last_hash = pfl_stream_id(text, last->text_length);
}

/* Counts lines up to one that does not go on with the open segment, or may not be added. Returns how many. */
static size_t add_run(pfl_aggregator *a, const pfl_parser *parser, const void *data, const pfl_event *events,
                      size_t count)
{
    uint64_t bytes = 0;
    size_t i = 0;
    for (; i < count && continues(a, &events[i]); i++) {
        const pfl_event *event = &events[i];
        struct counted in = {.state = a, .event = event, .host = NONE, .group = NONE, .times = event->repeat};
        in.time = time_of(event);
        if (is_compacted(a, in.time))
            break;
        in.text = pfl_event_text(parser, data, event);
        pfl_make_room(a);
        count_line(a, &in);
        bytes += event->text_length;
        a->next_line = event->line + 1;
        a->next_offset = event->offset + event->text_length + 1;
    }
    a->coverage.totals[TOTAL_LINES] += i;
    a->coverage.totals[TOTAL_BYTES] += bytes;
    segment_at(&a->coverage, a->coverage.segment)->lines += i;
    return i;
}

int32_t pfl_aggregator_add(pfl_aggregator *state, const pfl_parser *parser, const void *data, const pfl_event *events,
                           size_t event_size, size_t count)
{
    if (state == NULL || parser == NULL || (events == NULL && count > 0))
        return PFL_ERR_ARGUMENT;
    if (event_size != sizeof *events)
        return PFL_ERR_LAYOUT;
    if (!pfl_has_text(data, events, count))
        return PFL_ERR_ARGUMENT;
    if (!may_change(state))
        return PFL_ERR_STATE;
    size_t added = 0;
    int32_t status = PFL_OK;
    while (added < count && status == PFL_OK) {
        const pfl_event *next = &events[added];
        if (is_compacted(state, time_of(next)))
            status = PFL_ERR_COMPACTED;
        else if (!continues(state, next)) {
            if (added > 0)
                end_segment(state, next - 1, pfl_event_text(parser, data, next - 1));
            status = begin_segment(state, next, pfl_event_text(parser, data, next));
        }
        if (status == PFL_OK)
            added += add_run(state, parser, data, next, count - added);
    }
    /*
     * The parser knows where the next line stands: behind a CR, or the rest of a line that was too long. A message of
     * pfl_parse_message takes less than its text, which has the host and the program too.
     */
    bool shorter = parser->offset + 1 < state->next_offset, longer = parser->offset > state->next_offset;
    if (status == PFL_OK && state->next_line == parser->line + 1 && (shorter || longer))
        state->next_offset = parser->offset;
    if (added > 0) {
        end_segment(state, &events[added - 1], pfl_event_text(parser, data, &events[added - 1]));
        settle_at_times(state);
    }
    return status;
}

void pfl_normalize(pfl_aggregator *a)
{
    struct coverage *c = &a->coverage;
    for (uint32_t i = 0; i < c->segments.live; i++)
        for (uint32_t behind; (behind = pfl_segment_behind(c, c->order[i])) != NONE;) {
            pfl_queue_join_segments(&a->queue, c->order[i], behind);
            pfl_segment_join(c, c->order[i], behind);
        }
    pfl_settle(a);
    if (c->segment != NONE) {
        const struct segment *s = segment_at(c, c->segment);
        uint32_t next = pfl_coverage_find(c, c->stream_ids[s->stream], s->end);
        c->limit = next == NONE ? UINT64_MAX : segment_at(c, next)->start;
    }
}
