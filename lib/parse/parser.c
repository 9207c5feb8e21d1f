#include "lib/parse/parser.h"

#include "lib/events/handle.h"

#include <time.h>

#define MIN_LINE    256
#define DAY_SECONDS 86400

/* References from year 1 to 9999, in microseconds: beyond them years have no four digits. */
#define MIN_REFERENCE INT64_C(-62135596800000000)
#define MAX_REFERENCE INT64_C(253402300799999999)

static bool zones_valid(const pfl_zone *zones, uint32_t count)
{
    if (count > PFL_MAX_ZONES || (count > 0 && zones == NULL))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (zones[i].offset <= -DAY_SECONDS || zones[i].offset >= DAY_SECONDS ||
            (i > 0 && zones[i].since <= zones[i - 1].since))
            return false;
    return true;
}

int32_t pfl_parser_create(pfl_parser **parser, const pfl_parser_options *options)
{
    pfl_parser_options o;
    if (parser == NULL)
        return PFL_ERR_ARGUMENT;
    *parser = NULL;
    if (pfl_take_options(options, &o, sizeof o) != PFL_OK || o.reserved != 0)
        return PFL_ERR_OPTION;
    if (o.max_line == 0)
        o.max_line = PFL_MAX_LINE;
    if (o.max_line < MIN_LINE || o.max_line > PFL_MAX_LINE || !zones_valid(o.zones, o.zone_count) ||
        o.reference_time < MIN_REFERENCE || o.reference_time > MAX_REFERENCE)
        return PFL_ERR_ARGUMENT;
    pfl_take_allocator(&o.allocator);

    size_t carry = (size_t)o.max_line + 1 + SCAN_SLACK, decoded = (size_t)o.max_line + DECODED_SLACK;
    size_t size = sizeof(pfl_parser) + carry + decoded;
    pfl_parser *p = o.allocator.resize(o.allocator.context, NULL, 0, size);
    if (p == NULL)
        return PFL_ERR_MEMORY;
    memset(p, 0, sizeof *p);
    p->allocator = o.allocator;
    p->allocated = size;
    p->max_line = o.max_line;
    p->buffer = (char *)(p + 1);
    p->decoded = p->decoded_at = p->buffer + carry;
    p->decoded_end = p->decoded + decoded;
    p->clock.reference = o.reference_time ? o.reference_time : (int64_t)time(NULL) * 1000000;
    pfl_parser_set_zones(p, o.zones, o.zone_count);
    *parser = p;
    return PFL_OK;
}

void pfl_parser_destroy(pfl_parser *parser)
{
    if (parser == NULL)
        return;
    pfl_allocator allocator = parser->allocator;
    allocator.resize(allocator.context, parser, parser->allocated, 0);
}

int32_t pfl_parser_set_reference(pfl_parser *parser, int64_t reference_time)
{
    if (parser == NULL || reference_time < MIN_REFERENCE || reference_time > MAX_REFERENCE)
        return PFL_ERR_ARGUMENT;
    parser->clock.reference = reference_time;
    clock_changed(&parser->clock);
    return PFL_OK;
}

int32_t pfl_parser_set_zones(pfl_parser *parser, const pfl_zone *zones, uint32_t count)
{
    if (parser == NULL || !zones_valid(zones, count))
        return PFL_ERR_ARGUMENT;
    if (count > 0)
        memcpy(parser->clock.zones, zones, count * sizeof *zones);
    parser->clock.zone_count = count;
    clock_changed(&parser->clock);
    return PFL_OK;
}

void pfl_start_stream(pfl_parser *parser, uint64_t line, uint64_t offset)
{
    parser->line = line;
    parser->offset = offset;
    parser->skipping = false;
    parser->chunk = NULL;
    parser->chunk_length = parser->chunk_at = parser->carried = 0;
    parser->finished = false;
}

int32_t pfl_parser_restart(pfl_parser *parser, uint64_t line, uint64_t offset)
{
    if (parser == NULL)
        return PFL_ERR_ARGUMENT;
    pfl_start_stream(parser, line, offset);
    return PFL_OK;
}

const char *pfl_event_text(const pfl_parser *parser, const void *data, const pfl_event *event)
{
    const char *base = (event->flags & PFL_FLAG_TEXT_OWNED) ? parser->buffer : data;
    return base == NULL ? "" : base + event->text_offset;
}

static int32_t check_event(const pfl_parser *parser, const void *event, size_t event_size)
{
    if (parser == NULL || event == NULL)
        return PFL_ERR_ARGUMENT;
    if (event_size != sizeof(pfl_event))
        return PFL_ERR_LAYOUT;
    if (parser->carried > 0 || parser->chunk_at < parser->chunk_length)
        return PFL_ERR_STATE;
    return PFL_OK;
}

int32_t pfl_parse_line(pfl_parser *parser, const void *line, size_t length, pfl_event *event, size_t event_size)
{
    int32_t status = check_event(parser, event, event_size);
    if (status == PFL_OK && line == NULL && length > 0)
        status = PFL_ERR_ARGUMENT;
    if (status != PFL_OK)
        return status;
    const char *text = line == NULL ? "" : line;
    uint64_t used = (uint64_t)length + 1;
    if (length > 0 && text[length - 1] == '\n') {
        length--;
        used--;
    }
    bool cut = length > parser->max_line;
    if (cut)
        length = parser->max_line;
    else if (length > 0 && text[length - 1] == '\r')
        length--;
    parser->decoded_at = parser->decoded;
    struct line_place place = {0, text + length, cut};
    pfl_read_line(parser, (piece){text, length}, &place, event);
    parser->line++;
    parser->offset += used;
    return PFL_OK;
}

/* Copies what fits of text[0 .. length); false when some did not. */
static bool append(pfl_parser *parser, const char *end, const char *text, size_t length, piece *out)
{
    size_t room = (size_t)(end - parser->decoded_at);
    size_t kept = length < room ? length : room;
    if (kept > 0)
        memcpy(parser->decoded_at, text, kept);
    *out = (piece){parser->decoded_at, kept};
    parser->decoded_at += kept;
    return kept == length;
}

int32_t pfl_parse_message(pfl_parser *parser, const pfl_message *message, pfl_event *event, size_t event_size)
{
    int32_t status = check_event(parser, event, event_size);
    if (status != PFL_OK)
        return status;
    if (message == NULL)
        return PFL_ERR_ARGUMENT;
    if (message->size != sizeof *message)
        return PFL_ERR_OPTION;
    if ((message->host == NULL && message->host_length) || (message->program == NULL && message->program_length) ||
        (message->message == NULL && message->message_length))
        return PFL_ERR_ARGUMENT;

    struct header header = {.repeat = 1, .pid = message->pid, .has_pid = message->pid != 0};
    header.stamp = (struct stamp){message->time, message->time == PFL_TIME_INVALID ? PFL_FLAG_TIME_INVALID : 0};
    parser->decoded_at = parser->decoded;
    const char *end = parser->decoded + parser->max_line;
    piece blank;
    bool whole = append(parser, end, message->host, message->host_length, &header.host);
    whole = append(parser, end, " ", 1, &blank) && whole;
    whole = append(parser, end, message->program, message->program_length, &header.program) && whole;
    whole = append(parser, end, " ", 1, &blank) && whole;
    whole = append(parser, end, message->message, message->message_length, &header.message) && whole;
    pfl_unwrap_message(&header);

    piece text = piece_between(parser->decoded, parser->decoded_at);
    memset(parser->decoded_at, 0, SCAN_SLACK);
    memset(event, 0, sizeof *event);
    event->line = parser->line + 1;
    event->offset = parser->offset;
    event->text_length = (uint32_t)text.length;
    pfl_text_is_owned(parser, text, event);
    if (!whole)
        event->flags |= PFL_FLAG_TRUNCATED;
    pfl_fill_event(&header, text, event);
    parser->line++;
    parser->offset += (uint64_t)message->message_length + 1;
    return PFL_OK;
}
