/*
 * States of ranges of a log, merged in any order, against one pass over all of it: the saved
 * bytes are the same, and an audit says the same, whatever the hash key.
 *
 *     byte 0        how many cuts, 0 to 7
 *     byte 1        the order in which the ranges are added up
 *     2 bytes each  a cut, low byte first, modulo the length of the rest; it moves to the
 *                   next line's start
 *     rest          the log
 */
#include "saved_state.h"

#include "lib/aggregate/aggregator.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_CUTS 7

typedef struct plan {
    size_t cuts[MAX_CUTS + 2]; /* with both ends, rising */
    size_t ranges;
    unsigned order;
    const char *data;
    size_t length;
} plan;

static int compare_sizes(const void *a, const void *b)
{
    size_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static size_t line_end(const plan *p, size_t at)
{
    const char *end = at == p->length ? NULL : memchr(p->data + at, '\n', p->length - at);
    return end == NULL ? p->length : (size_t)(end - p->data);
}

/* 0 when the input is too short to say. */
static int read_plan(const uint8_t *data, size_t size, plan *p)
{
    size_t cuts = size < 2 ? 0 : data[0] % (MAX_CUTS + 1), head = 2 + 2 * cuts, count = 0;
    if (size <= head)
        return 0;
    /* memcpy, for a char pointer without a cast that drops const */
    const uint8_t *rest = data + head;
    memcpy(&p->data, &rest, sizeof rest);
    p->length = size - head;
    p->order = data[1];
    p->cuts[count++] = 0;
    for (size_t i = 0; i < cuts; i++) {
        size_t at = (size_t)(data[2 + 2 * i] | data[3 + 2 * i] << 8) % p->length;
        at = at == 0 ? 0 : line_end(p, at - 1) + 1;
        if (at < p->length)
            p->cuts[count++] = at;
    }
    p->cuts[count++] = p->length;
    qsort(p->cuts, count, sizeof *p->cuts, compare_sizes);
    for (size_t i = 0; i < count; i++) /* each once */
        if (p->ranges == 0 || p->cuts[i] != p->cuts[p->ranges - 1])
            p->cuts[p->ranges++] = p->cuts[i];
    p->ranges--;
    return 1;
}

/* === States === */

static pfl_aggregator *new_state(uint64_t key)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {key, 1}};
    pfl_aggregator *a;
    expect_ok("pfl_aggregator_create", pfl_aggregator_create(&a, &options));
    return a;
}

static void read_range(pfl_aggregator *a, const plan *p, size_t from, size_t to)
{
    const pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    const pfl_stream stream = {.size = sizeof stream,
                               .id = pfl_stream_id(p->data, line_end(p, 0)),
                               .offset = from,
                               .name = "a",
                               .name_length = 1};
    pfl_parser *parser;
    pfl_event events[16];
    size_t count, used;
    int32_t status = PFL_FULL;
    expect_ok("pfl_parser_create", pfl_parser_create(&parser, &options));
    expect_ok("pfl_parser_restart", pfl_parser_restart(parser, 0, from));
    expect_ok("pfl_aggregator_begin", pfl_aggregator_begin(a, &stream));
    for (; status == PFL_FULL; from += used) {
        status = pfl_parse(parser, p->data + from, to - from, PFL_FINAL, events, sizeof *events, 16, &count, &used);
        expect_ok("pfl_aggregator_add", pfl_aggregator_add(a, parser, p->data + from, events, sizeof *events, count));
    }
    expect_ok("pfl_parse", status);
    pfl_parser_destroy(parser);
}

/* A state out of its saved bytes. */
static pfl_aggregator *reload(pfl_aggregator *a, uint64_t key)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {key, 2}};
    buffer b = save_state(a);
    pfl_aggregator_destroy(a);
    expect_ok("pfl_aggregator_load", pfl_aggregator_load(&a, &options, b.data, b.length));
    free(b.data);
    return a;
}

/*
 * Adds up all ranges: each state by itself, and then two that stand next to each other in a list
 * that order rotates, until one is left.
 */
static pfl_aggregator *add_up(const plan *p)
{
    pfl_aggregator *states[MAX_CUTS + 1];
    size_t count = p->ranges;
    unsigned order = p->order;
    for (size_t i = 0; i < count; i++) {
        states[i] = new_state(10 + i);
        read_range(states[i], p, p->cuts[i], p->cuts[i + 1]);
    }
    for (; count > 1; count--, order = order * 5 + 1) {
        size_t into = order / 4 % count, from = (into + 1 + order / 32 % (count - 1)) % count;
        if ((order & 1) != 0)
            states[into] = reload(states[into], order);
        expect_ok("pfl_aggregator_merge", pfl_aggregator_merge(states[into], states[from]));
        pfl_aggregator_destroy(states[from]);
        states[from] = states[count - 1];
    }
    return states[0];
}

/* === Audits === */

static void append_table(buffer *b, const pfl_audit *audit, uint16_t table)
{
    const pfl_rows_options options = {.size = sizeof options, .table = table};
    uint64_t record[512 / sizeof(uint64_t)];
    size_t count, length, record_size = pfl_table_info(table)->record_size;
    pfl_rows *rows;
    int32_t status;
    expect_ok("pfl_audit_rows", pfl_audit_rows(&rows, audit, &options));
    while ((status = pfl_rows_next(rows, record, record_size, 1, &count)) == PFL_OK) {
        const char *text = pfl_rows_text(rows);
        if (pfl_row_json(table, record, text, NULL, 0, &length) != PFL_FULL)
            fail("pfl_row_json without room", 0);
        char *more = realloc(b->data, b->length + length);
        if (more == NULL)
            abort();
        b->data = more;
        expect_ok("pfl_row_json", pfl_row_json(table, record, text, b->data + b->length, length, &length));
        b->length += length;
    }
    if (status != PFL_END)
        fail("pfl_rows_next", status);
    pfl_rows_destroy(rows);
}

/* The five tables of an audit, as JSON. */
static buffer audit(pfl_aggregator *a)
{
    buffer b = {0};
    pfl_view *view;
    pfl_audit *made;
    expect_ok("pfl_view_create", pfl_view_create(&view, a));
    expect_ok("pfl_audit_create", pfl_audit_create(&made, view, NULL));
    for (uint16_t table = PFL_TABLE_AUDIT; table <= PFL_TABLE_FINDING_LINES; table++)
        append_table(&b, made, table);
    pfl_audit_destroy(made);
    pfl_view_destroy(view);
    return b;
}

/* === What is left out === */

#define KNOWN 512

/* What was seen of a host, or of a queue ID on one. */
typedef struct known {
    uint64_t hash;
    int64_t latest;
    int lost; /* the end of a message */
} known;

static known *find_known(known *all, uint64_t hash)
{
    size_t i = 0;
    while (i < KNOWN - 1 && all[i].hash != 0 && all[i].hash != hash)
        i++;
    if (all[i].hash == 0)
        all[i] = (known){.hash = hash, .latest = PFL_TIME_INVALID};
    return &all[i];
}

static uint64_t hash_of(const char *text, pfl_span span)
{
    return pfl_fixed_hash(text + span.offset, span.length) | 1;
}

static int begins(const pfl_event *e)
{
    return e->kind == PFL_KIND_CLIENT || e->kind == PFL_KIND_SASL_LOGIN || e->kind == PFL_KIND_PICKUP ||
           e->kind == PFL_KIND_MESSAGE_ID;
}

/* The group that was made or changed last by a line about the queue ID; NULL when there is none. */
static const struct group *last_group(const pfl_aggregator *a, const char *text, pfl_span host_name, pfl_span queue_id)
{
    struct entry_key key;
    uint32_t host = pfl_table_find(&a->coverage.hosts, text + host_name.offset, host_name.length), last = NONE;
    if (host != NONE && pfl_entry_key(&key, host, (piece){text + queue_id.offset, queue_id.length}))
        last = pfl_queue_last(&a->queue, &key, a->coverage.segment);
    return last == NONE ? NULL : group_at(&a->queue, last);
}

/*
 * Logs for which the law does not hold:
 *
 *   - a clock that goes back, or a line about a queue ID with an impossible stamp: how late a line is
 *     cannot be told then
 *   - two lines that are lost: the end of a message, and the beginning of what has its queue ID after
 *     the next one was counted. What is left of that may be taken for more of the first message.
 */
static int breaks_the_law(const pfl_aggregator *a, known *all, const pfl_event *e, const char *text)
{
    if (e->kind == PFL_KIND_FOREIGN || e->kind == PFL_KIND_MALFORMED || e->kind == PFL_KIND_REPEAT)
        return 0;
    uint64_t name = hash_of(text, e->host);
    known *host = find_known(all, name);
    if (is_time(e->time) && e->time < host->latest)
        return 1;
    host->latest = later(host->latest, e->time);
    if ((e->present & PFL_HAS_QUEUE_ID) == 0)
        return 0;
    if (!is_time(e->time))
        return 1;
    known *id = find_known(all, name * 31 + hash_of(text, e->queue_id));
    const struct group *last = last_group(a, text, e->host, e->queue_id);
    bool message_id = e->kind == PFL_KIND_MESSAGE_ID;
    if (id->lost && (message_id || (!begins(e) && e->time > id->latest + LATE_LINE)))
        return 1;
    if (begins(e) && last != NULL && last->end == END_NONE && !(message_id && pfl_group_goes_on(last, true, e->time)))
        id->lost = 1;
    id->latest = e->time;
    return 0;
}

static int is_left_out(const plan *p)
{
    const pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    known all[KNOWN] = {{0}};
    size_t count, used, at = 0;
    pfl_parser *parser;
    pfl_event event;
    int32_t status = PFL_FULL, out = 0;
    pfl_aggregator *a = new_state(2);
    expect_ok("pfl_parser_create", pfl_parser_create(&parser, &options));
    for (; status == PFL_FULL && !out; at += used) {
        status = pfl_parse(parser, p->data + at, p->length - at, PFL_FINAL, &event, sizeof event, 1, &count, &used);
        out = count > 0 && breaks_the_law(a, all, &event, pfl_event_text(parser, p->data + at, &event));
        expect_ok("pfl_aggregator_add", pfl_aggregator_add(a, parser, p->data + at, &event, sizeof event, count));
    }
    pfl_parser_destroy(parser);
    pfl_aggregator_destroy(a);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    plan p = {0};
    if (!read_plan(data, size, &p) || is_left_out(&p))
        return 0;
    pfl_aggregator *whole = new_state(1), *sum = add_up(&p);
    read_range(whole, &p, 0, p.length);
    buffer a = save_state(whole), b = save_state(sum), one = audit(whole), other = audit(sum);
    expect_same(&a, &b, "the states of the ranges add up to another state", (int32_t)p.ranges);
    expect_same(&one, &other, "the audit of the ranges says something else", (int32_t)p.ranges);
    pfl_aggregator_destroy(whole);
    pfl_aggregator_destroy(sum);
    free(a.data);
    free(b.data);
    free(one.data);
    free(other.data);
    return 0;
}
