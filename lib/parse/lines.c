/*
 * Lines to events: where one ends, what its header says, and who reads the rest.
 */
#include "lib/parse/ends.h"
#include "lib/parse/journal.h"
#include "lib/parse/parser.h"

void pfl_text_is_owned(const pfl_parser *parser, piece text, pfl_event *event)
{
    event->flags |= PFL_FLAG_TEXT_OWNED;
    event->text_offset = (uint64_t)(text.at - parser->buffer);
}

void pfl_fill_event(const struct header *header, piece text, pfl_event *event)
{
    struct line line = {.text = text.at, .event = event, .tag = header->program};
    piece service;
    uint64_t present = header->stamp.time != PFL_TIME_INVALID ? PFL_HAS_TIME : 0;
    event->flags |= header->stamp.flags;
    event->time = header->stamp.time;
    event->repeat = header->repeat;
    event->pid = header->pid;
    if (header->has_pid)
        present |= PFL_HAS_PID;
    if (header->host.length) {
        event->host = line_span(&line, header->host);
        present |= PFL_HAS_HOST;
    }
    if (header->program.length) {
        event->program = line_span(&line, header->program);
        present |= PFL_HAS_PROGRAM;
    }
    event->message = line_span(&line, header->message);
    event->present = present;
    if (header->last_repeated) {
        event->kind = PFL_KIND_REPEAT;
        event->present |= PFL_HAS_MESSAGE;
        return;
    }
    line.daemon = pfl_find_daemon(header->program, &service);
    if (service.length) {
        event->service = line_span(&line, service);
        event->present |= PFL_HAS_SERVICE;
    }
    pfl_read_message(&line, header->message);
}

static void malformed(piece text, pfl_event *event)
{
    event->kind = PFL_KIND_MALFORMED;
    event->time = PFL_TIME_INVALID;
    event->flags |= PFL_FLAG_TIME_INVALID;
    event->repeat = 1;
    event->message = (pfl_span){0, (uint16_t)text.length};
    event->present = PFL_HAS_MESSAGE;
}

/* A line of JSON: its text is decoded into the buffer. */
static bool read_json(pfl_parser *parser, piece line, size_t room, piece *text, struct header *header)
{
    if (!pfl_read_journal(&parser->clock, line, parser->decoded_at, room - SCAN_SLACK, text, header)) {
        *text = line;
        return false;
    }
    parser->decoded_at += text->length;
    memset(parser->decoded_at, 0, SCAN_SLACK);
    return true;
}

/* Scans may look behind the line. Where the caller's data ends there, it is read from the buffer. */
static piece with_slack(const pfl_parser *parser, piece line)
{
    if (line.length > 0)
        memcpy(parser->decoded_at, line.at, line.length);
    memset(parser->decoded_at + line.length, 0, SCAN_SLACK);
    return (piece){parser->decoded_at, line.length};
}

/* A line that is JSON, or the last one of the caller's data. */
static bool read_unusual(pfl_parser *parser, piece line, piece *text, struct header *header, bool *decoded)
{
    if (line.length == 0 || line.at[0] != '{') {
        *text = with_slack(parser, line);
        return pfl_read_header(&parser->clock, *text, header);
    }
    size_t room = (size_t)(parser->decoded_end - parser->decoded_at);
    *decoded = read_json(parser, line, room, text, header);
    return *decoded;
}

/* All that an event has before its header is read. */
static inline void start_event(const pfl_parser *parser, piece text, struct line_place place, pfl_event *event)
{
    scan_clear(event, sizeof *event);
    event->flags = place.cut ? PFL_FLAG_TRUNCATED : 0;
    event->line = parser->line + 1;
    event->offset = parser->offset;
    event->text_offset = place.text_offset;
    event->text_length = (uint32_t)text.length;
}

/* A line whose header has to be looked at byte by byte. */
static bool read_new_line(pfl_parser *parser, piece line, struct line_place place, bool slack, pfl_event *event)
{
    struct header header;
    piece text = line;
    bool known, decoded = false;
    if (slack && line.at[0] != '{') {
        known = pfl_read_header(&parser->clock, line, &header);
    } else {
        if ((size_t)(parser->decoded_end - parser->decoded_at) < line.length + DECODED_SLACK)
            return false;
        known = read_unusual(parser, line, &text, &header, &decoded);
    }
    start_event(parser, text, place, event);
    if (decoded)
        pfl_text_is_owned(parser, text, event);
    if (known)
        pfl_fill_event(&header, text, event);
    else
        malformed(text, event);
    return true;
}

/*
 * A line that begins as the one before: its minute, zone and host are known, and so is
 * its tag, mostly. Most lines do; without this a line takes a quarter longer.
 */
SCAN_INLINE bool read_next_line(pfl_parser *parser, piece line, struct line_place place, pfl_event *event)
{
    struct stamp stamp;
    cursor c = {line.at, line.at + line.length};
    if (!as_before(&parser->clock, &c, &stamp))
        return false;
    const struct tag *tag = tags_find(&parser->tags, c.at);
    if (tag == NULL && (tag = pfl_tags_learn(&parser->tags, c.at, c.end)) == NULL)
        return false;
    const char *program = c.at;
    uint32_t pid;
    c.at += tag->length + 1;
    if (c.at >= c.end)
        return false;
    size_t digits = scan_digits(c.at, c.at + SCAN_SLACK, &pid); /* where the line ends is asked once, behind them */
    c.at += digits + strlen("]: ");
    if (digits == 0 || memcmp(c.at - strlen("]: "), "]: ", strlen("]: ")) != 0 || c.at >= c.end ||
        header_maybe_wrapped(&c))
        return false;

    start_event(parser, line, place, event);
    struct line rest;
    rest.text = line.at;
    rest.event = event;
    rest.tag = (piece){program, tag->length};
    rest.daemon = tag->daemon;
    rest.has_queue = false;
    event->flags |= stamp.flags;
    event->time = stamp.time;
    event->repeat = 1;
    event->pid = pid;
    event->host = parser->clock.beginning.host;
    event->message = line_span(&rest, piece_between(c.at, c.end));
    tag_set_spans(tag, event, (uint16_t)(program - line.at));
    event->present = PFL_HAS_TIME | PFL_HAS_HOST | PFL_HAS_PID | tag->present;
    pfl_read_message(&rest, piece_between(c.at, c.end));
    return true;
}

SCAN_INLINE bool read_line(pfl_parser *parser, piece line, struct line_place place, pfl_event *event)
{
    bool slack = place.readable - (line.at + line.length) >= SCAN_SLACK;
    return (slack && read_next_line(parser, line, place, event)) || read_new_line(parser, line, place, slack, event);
}

bool pfl_read_line(pfl_parser *parser, piece line, const struct line_place *place, pfl_event *event)
{
    return read_line(parser, line, *place, event);
}

SCAN_INLINE bool deliver(pfl_parser *parser, struct batch *batch, piece line, struct line_place place)
{
    if (batch->count == batch->capacity)
        return false;
    if (!place.cut && line.length > 0 && line.at[line.length - 1] == '\r')
        line.length--;
    pfl_event *event = &batch->events[batch->count];
    if (!read_line(parser, line, place, event))
        return false;
    parser->line++;
    batch->count++;
    return true;
}

bool pfl_deliver_line(pfl_parser *parser, struct batch *batch, piece line, const struct line_place *place)
{
    return deliver(parser, batch, line, *place);
}

/* Passes over the rest of a line that was too long; returns the bytes used up. */
static size_t skip(pfl_parser *parser, const char *data, size_t length)
{
    const char *end = length ? memchr(data, '\n', length) : NULL;
    size_t used = end ? (size_t)(end - data) + 1 : length;
    if (end)
        parser->skipping = false;
    parser->offset += used;
    return used;
}

int32_t pfl_parse_lines(pfl_parser *parser, const char *data, size_t length, bool final, struct batch *batch,
                        size_t *consumed)
{
    size_t at = 0;
    size_t longest = parser->max_line;
    int32_t status = PFL_OK;
    struct ends ends;
    if (parser->skipping)
        at = skip(parser, data, length);
    ends_start(&ends, data + at, data + length);
    while (at < length) {
        const char *end = ends_next(&ends, batch->capacity - batch->count); /* and one that may wait */
        size_t left = end ? (size_t)(end - data) - at : length - at;
        bool cut = left > longest;
        if (end == NULL && !cut && !final)
            break;
        size_t line_length = cut ? longest : left;
        size_t used = left + (end ? 1 : 0);
        struct line_place place = {at, data + length, cut};
        if (!deliver(parser, batch, (piece){data + at, line_length}, place)) {
            status = PFL_FULL;
            break;
        }
        parser->skipping = cut && end == NULL;
        parser->offset += used;
        at += used;
    }
    if (final && status == PFL_OK)
        parser->skipping = false;
    *consumed = at;
    return status;
}
