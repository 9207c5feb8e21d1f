#include "record.h"

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BATCH 64

static void *grow(void *block, size_t wanted, size_t *room, size_t size)
{
    if (wanted <= *room)
        return block;
    *room = wanted * 2 + 16;
    block = realloc(block, *room * size);
    if (block == NULL)
        abort();
    return block;
}

void recording_free(recording *r)
{
    free(r->events);
    free(r->text_at);
    free(r->texts);
    *r = (recording){0};
}

const char *recording_text(const recording *r, size_t index)
{
    return r->texts + r->text_at[index];
}

static void fault(recording *r, const char *what)
{
    if (r->fault == NULL)
        r->fault = what;
}

static void expect(recording *r, int holds, const char *what)
{
    if (!holds)
        fault(r, what);
}

static void keep(recording *r, const pfl_parser *parser, const char *data, const pfl_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = pfl_event_text(parser, data, &events[i]), *wrong = event_fault(&events[i], text);
        if (wrong)
            fault(r, wrong);
        size_t room = r->room;
        r->events = grow(r->events, r->count + 1, &room, sizeof *r->events);
        r->text_at = grow(r->text_at, r->count + 1, &r->room, sizeof *r->text_at);
        r->texts = grow(r->texts, r->texts_length + events[i].text_length + 1, &r->texts_room, 1);
        r->events[r->count] = events[i];
        r->text_at[r->count++] = r->texts_length;
        if (events[i].text_length > 0)
            memcpy(r->texts + r->texts_length, text, events[i].text_length);
        r->texts_length += events[i].text_length;
    }
}

/* A block of exactly this size: malloc(0) may be NULL, and so may data of no bytes. */
static char *exact_copy(const char *data, size_t length)
{
    char *copy = malloc(length);
    if (copy == NULL && length > 0)
        abort();
    if (length > 0)
        memcpy(copy, data, length);
    return copy;
}

/* pfl_parse until nothing whole is left; returns the bytes used up. */
static size_t parse_window(recording *r, pfl_parser *parser, const char *data, size_t length, uint32_t flags,
                           size_t capacity)
{
    pfl_event events[MAX_BATCH];
    size_t used = 0, count = 0, consumed = 0;
    int32_t status = PFL_FULL;
    while (status == PFL_FULL && r->fault == NULL) {
        char *copy = exact_copy(data + used, length - used);
        status = pfl_parse(parser, copy, length - used, flags, events, sizeof *events, capacity, &count, &consumed);
        expect(r, status == PFL_OK || status == PFL_FULL, "pfl_parse returns neither PFL_OK nor PFL_FULL");
        expect(r, consumed <= length - used, "pfl_parse used up more than there is");
        expect(r, count <= capacity, "more events than there is room for");
        expect(r, status != PFL_FULL || count > 0, "PFL_FULL without an event");
        if (r->fault == NULL)
            keep(r, parser, copy, events, count);
        free(copy);
        used += consumed;
    }
    expect(r, !(flags & PFL_FINAL) || used == length, "PFL_FINAL left something");
    return used;
}

void record_parse(recording *r, pfl_parser *parser, const char *data, size_t length, size_t capacity)
{
    parse_window(r, parser, data, length, PFL_FINAL, capacity < MAX_BATCH ? capacity : MAX_BATCH);
}

void record_windows(recording *r, pfl_parser *parser, const char *data, size_t length, const size_t *cuts,
                    size_t cut_count, size_t capacity)
{
    size_t used = 0;
    for (size_t i = 0; i < cut_count && r->fault == NULL; i++)
        used += parse_window(r, parser, data + used, cuts[i] - used, 0, capacity);
    parse_window(r, parser, data + used, length - used, PFL_FINAL, capacity);
}

static void take_all(recording *r, pfl_parser *parser, const char *chunk, size_t capacity, int32_t last)
{
    pfl_event events[MAX_BATCH];
    size_t count;
    int32_t status;
    while (r->fault == NULL && (status = pfl_parser_next(parser, events, sizeof *events, capacity, &count)) != last) {
        expect(r, status == PFL_OK, "pfl_parser_next returns something else");
        expect(r, count > 0 && count <= capacity, "PFL_OK without an event, or with too many");
        if (r->fault == NULL)
            keep(r, parser, chunk, events, count);
    }
}

void record_feed(recording *r, pfl_parser *parser, const char *data, size_t length, const size_t *cuts,
                 size_t cut_count, size_t capacity)
{
    size_t from = 0;
    for (size_t i = 0; i <= cut_count && r->fault == NULL; i++) {
        size_t to = i < cut_count ? cuts[i] : length;
        char *chunk = exact_copy(data + from, to - from);
        expect(r, pfl_parser_feed(parser, chunk, to - from) == PFL_OK, "pfl_parser_feed failed");
        take_all(r, parser, chunk, capacity, PFL_NEED_MORE);
        free(chunk);
        from = to;
    }
    expect(r, pfl_parser_finish(parser) == PFL_OK, "pfl_parser_finish failed");
    take_all(r, parser, NULL, capacity, PFL_END);
}

void record_lines(recording *r, pfl_parser *parser, const char *data, size_t length)
{
    pfl_event event;
    for (size_t at = 0; at < length && r->fault == NULL;) {
        const char *end = memchr(data + at, '\n', length - at);
        size_t line = end ? (size_t)(end - data) + 1 - at : length - at;
        char *copy = exact_copy(data + at, line);
        expect(r, pfl_parse_line(parser, copy, line, &event, sizeof event) == PFL_OK, "pfl_parse_line failed");
        if (r->fault == NULL)
            keep(r, parser, copy, &event, 1);
        free(copy);
        at += line;
    }
}

const char *recordings_differ(const recording *a, const recording *b, size_t *index)
{
    *index = 0;
    if (a->fault || b->fault)
        return a->fault ? a->fault : b->fault;
    for (; *index < a->count && *index < b->count; ++*index) {
        const char *difference = event_difference(&a->events[*index], recording_text(a, *index), &b->events[*index],
                                                  recording_text(b, *index));
        if (difference)
            return difference;
    }
    return a->count == b->count ? NULL : "the number of events";
}

size_t count_lines(const char *data, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += data[i] == '\n';
    return lines + (length > 0 && data[length - 1] != '\n');
}
