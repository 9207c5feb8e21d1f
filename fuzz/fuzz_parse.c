/*
 * The parser and the writers, on any bytes.
 *
 * The input's first bytes say how the rest is parsed: the longest line, the room
 * for events, and where it is cut. Whatever they say, the events must be those of
 * one pfl_parse of everything, each one sound (check.h), one for each line, and
 * written as JSON and CSV they must be well formed and need no byte more than told.
 *
 *     byte 0        max_line: 256, 257, 1000 or the default
 *     byte 1        room for 1 to 8 events
 *     byte 2        how many cuts, 0 to 7
 *     2 bytes each  a cut, low byte first, modulo the length of the rest
 */
#include "check.h"
#include "json_check.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CUTS 7

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct plan {
    uint32_t max_line;
    size_t capacity, cuts[MAX_CUTS], cut_count;
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

/* 0 when the input is too short to say. */
static int read_plan(const uint8_t *data, size_t size, plan *p)
{
    static const uint32_t limits[] = {256, 257, 1000, 0};
    if (size < 3)
        return 0;
    p->max_line = limits[data[0] % 4];
    p->capacity = 1 + data[1] % 8;
    p->cut_count = data[2] % (MAX_CUTS + 1);
    size_t head = 3 + 2 * p->cut_count;
    if (size < head)
        return 0;
    /* memcpy, for a char pointer without a cast that drops const */
    const uint8_t *rest = data + head;
    memcpy(&p->data, &rest, sizeof rest);
    p->length = size - head;
    for (size_t i = 0; i < p->cut_count; i++)
        p->cuts[i] = (size_t)(data[3 + 2 * i] | data[4 + 2 * i] << 8) % (p->length + 1);
    qsort(p->cuts, p->cut_count, sizeof *p->cuts, compare_sizes);
    return 1;
}

static void fail(const char *what, size_t index)
{
    fprintf(stderr, "event %zu: %s\n", index, what);
    abort();
}

static void assert_same(const recording *a, const recording *b)
{
    size_t index;
    const char *difference = recordings_differ(a, b, &index);
    if (difference)
        fail(difference, index);
}

typedef int32_t writer(const pfl_event *, const char *, const char *, char *, size_t, size_t *);

/* Writes an event into a block of exactly the size it asks for. */
static char *write_exactly(writer *write, const recording *r, size_t index, size_t *length)
{
    char none;
    size_t again;
    int32_t status = write(&r->events[index], recording_text(r, index), "a.log", &none, 0, length);
    if (status != PFL_FULL || *length == 0)
        fail("a writer without room returned something else than PFL_FULL", index);
    char *buffer = malloc(*length);
    if (buffer == NULL)
        abort();
    status = write(&r->events[index], recording_text(r, index), "a.log", buffer, *length, &again);
    if (status != PFL_OK || again != *length)
        fail("a writer did not keep to the length it told", index);
    return buffer;
}

static void check_writers(const recording *r)
{
    for (size_t i = 0; i < r->count; i++) {
        size_t length;
        char *json = write_exactly(pfl_event_json, r, i, &length);
        const char *fault = json_fault(json, length);
        if (fault) {
            fprintf(stderr, "%.*s\n", (int)length, json);
            fail(fault, i);
        }
        free(json);
        char *csv = write_exactly(pfl_event_csv, r, i, &length);
        if (memchr(csv, '\n', length) || memchr(csv, '\r', length) || memchr(csv, '\0', length))
            fail("a row of CSV is more than a line", i);
        free(csv);
    }
}

/* A message, taken apart as the event says, is the same kind of event again. */
static void check_messages(pfl_parser *parser, const recording *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const pfl_event *e = &r->events[i];
        const char *text = recording_text(r, i);
        pfl_event event;
        pfl_message m = {.size = sizeof m,
                         .time = e->time,
                         .host = text + e->host.offset,
                         .host_length = e->host.length,
                         .program = text + e->program.offset,
                         .program_length = e->program.length,
                         .message = text + e->message.offset,
                         .message_length = e->message.length};
        if (pfl_parse_message(parser, &m, &event, sizeof event) != PFL_OK)
            fail("pfl_parse_message failed", i);
        const char *fault = event_fault(&event, pfl_event_text(parser, NULL, &event));
        if (fault)
            fail(fault, i);
    }
}

static void check_clock(const char *data, size_t length)
{
    pfl_clock clock;
    if (pfl_clock_from_log(data, length, &clock) != PFL_OK || clock.utc_offset % 900 != 0 ||
        (clock.witnesses == 0) != (clock.latest == 0))
        fail("pfl_clock_from_log", 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    plan p = {0};
    pfl_parser *parser;
    if (!read_plan(data, size, &p))
        return 0;
    pfl_parser_options options = {
        .size = sizeof options, .max_line = p.max_line, .reference_time = INT64_C(1795471200000000)};
    if (pfl_parser_create(&parser, &options) != PFL_OK)
        abort();

    recording whole = {0}, windows = {0}, fed = {0};
    record_parse(&whole, parser, p.data, p.length, 64);
    pfl_parser_restart(parser, 0, 0);
    record_windows(&windows, parser, p.data, p.length, p.cuts, p.cut_count, p.capacity);
    assert_same(&whole, &windows);
    pfl_parser_restart(parser, 0, 0);
    record_feed(&fed, parser, p.data, p.length, p.cuts, p.cut_count, p.capacity);
    assert_same(&whole, &fed);
    if (whole.count != count_lines(p.data, p.length))
        fail("lines in are not events out", whole.count);
    check_writers(&whole);
    pfl_parser_restart(parser, 0, 0);
    check_messages(parser, &whole);
    check_clock(p.data, p.length);

    recording_free(&whole);
    recording_free(&windows);
    recording_free(&fed);
    pfl_parser_destroy(parser);
    return 0;
}
