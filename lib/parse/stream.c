/*
 * The two doors: pfl_parse, which keeps nothing, and feed/next/finish on top of
 * it, which copies only a line that is cut between two chunks.
 */
#include "lib/parse/parser.h"

static int32_t check_batch(const pfl_parser *parser, const pfl_event *events, size_t event_size, size_t capacity)
{
    if (parser == NULL || events == NULL || capacity == 0)
        return PFL_ERR_ARGUMENT;
    return event_size == sizeof(pfl_event) ? PFL_OK : PFL_ERR_LAYOUT;
}

static bool feeding(const pfl_parser *parser)
{
    return parser->carried > 0 || parser->chunk_at < parser->chunk_length;
}

int32_t pfl_parse(pfl_parser *parser, const void *data, size_t length, uint32_t flags, pfl_event *events,
                  size_t event_size, size_t capacity, size_t *count, size_t *consumed)
{
    if (count != NULL)
        *count = 0;
    if (consumed != NULL)
        *consumed = 0;
    if (count == NULL || consumed == NULL || (data == NULL && length > 0) || (flags & ~PFL_FINAL) != 0)
        return PFL_ERR_ARGUMENT;
    int32_t status = check_batch(parser, events, event_size, capacity);
    if (status != PFL_OK)
        return status;
    if (feeding(parser))
        return PFL_ERR_STATE;
    struct batch batch = {events, capacity, 0};
    parser->decoded_at = parser->decoded;
    status = pfl_parse_lines(parser, data, length, (flags & PFL_FINAL) != 0, &batch, consumed);
    *count = batch.count;
    return status;
}

int32_t pfl_parser_feed(pfl_parser *parser, const void *data, size_t length)
{
    if (parser == NULL || (data == NULL && length > 0))
        return PFL_ERR_ARGUMENT;
    if (parser->finished || parser->chunk_at < parser->chunk_length)
        return PFL_ERR_STATE;
    parser->chunk = data;
    parser->chunk_length = length;
    parser->chunk_at = 0;
    return PFL_OK;
}

int32_t pfl_parser_finish(pfl_parser *parser)
{
    if (parser == NULL)
        return PFL_ERR_ARGUMENT;
    parser->finished = true;
    return PFL_OK;
}

/*
 * Completes the carried line from the chunk. Returns whether the line is whole
 * (with *line) or still waits for its end, all of the chunk being used up then.
 */
static bool complete_carried(pfl_parser *parser, piece *line, bool *cut)
{
    const char *data = parser->chunk + parser->chunk_at;
    size_t left = parser->chunk_length - parser->chunk_at;
    size_t room = (size_t)parser->max_line + 1 - parser->carried;
    const char *end = left ? memchr(data, '\n', left < room ? left : room) : NULL;
    size_t taken = end ? (size_t)(end - data) : left < room ? left : room;
    if (taken > 0)
        memcpy(parser->buffer + parser->carried, data, taken);
    parser->carried += taken;
    memset(parser->buffer + parser->carried, 0, SCAN_SLACK);
    parser->chunk_at += taken + (end ? 1 : 0);
    *cut = end == NULL && parser->carried > parser->max_line;
    *line = (piece){parser->buffer, *cut ? parser->max_line : parser->carried};
    if (end == NULL && !*cut && !parser->finished)
        return false;
    parser->offset += parser->carried + (end ? 1 : 0);
    return true;
}

int32_t pfl_parser_next(pfl_parser *parser, pfl_event *events, size_t event_size, size_t capacity, size_t *count)
{
    if (count != NULL)
        *count = 0;
    int32_t status = count == NULL ? PFL_ERR_ARGUMENT : check_batch(parser, events, event_size, capacity);
    if (status != PFL_OK)
        return status;
    struct batch batch = {events, capacity, 0};
    parser->decoded_at = parser->decoded;

    if (parser->carried > 0) {
        piece line;
        bool cut;
        uint64_t start = parser->offset;
        if (complete_carried(parser, &line, &cut)) {
            uint64_t after = parser->offset;
            parser->offset = start;
            struct line_place place = {0, line.at + line.length + SCAN_SLACK, cut};
            pfl_deliver_line(parser, &batch, line, &place);
            events[0].flags |= PFL_FLAG_TEXT_OWNED; /* a cut line lies at the start of the buffer */
            parser->offset = after;
            parser->skipping = cut;
            parser->carried = 0;
        }
    }
    if (parser->carried == 0 && parser->chunk_at < parser->chunk_length) {
        size_t consumed;
        struct batch more = batch;
        status = pfl_parse_lines(parser, parser->chunk + parser->chunk_at, parser->chunk_length - parser->chunk_at,
                             parser->finished, &more, &consumed);
        for (size_t i = batch.count; i < more.count; i++)
            if (!(events[i].flags & PFL_FLAG_TEXT_OWNED))
                events[i].text_offset += parser->chunk_at;
        parser->chunk_at += consumed;
        batch.count = more.count;
    }
    *count = batch.count;
    if (batch.count > 0)
        return PFL_OK;

    /* Nothing to deliver: what is left of the chunk is a cut line, kept for the next one. */
    size_t left = parser->chunk_length - parser->chunk_at;
    if (left > 0 && parser->carried == 0) {
        memcpy(parser->buffer, parser->chunk + parser->chunk_at, left);
        parser->carried = left;
    }
    parser->chunk_at = parser->chunk_length;
    return parser->finished && parser->carried == 0 ? PFL_END : PFL_NEED_MORE;
}
