/*
 * Events for a person, one a line:
 *
 *     2026-07-10 05:02:12Z  sasl-login  postfix/smtps/smtpd[4328] 9248D303TU client_name=unknown client_addr=...
 *
 * A value that is empty or has a blank, a quote or an equals sign is in quotes, so
 * that nothing in it can pass for a field.
 */
#include "pfl-events.h"
#include <inttypes.h>
#include <string.h>
#include <time.h>

#define PAINT_DIM    "2"
#define PAINT_GOOD   "32"
#define PAINT_BAD    "31"
#define PAINT_NOTICE "33"

/* Where the number of a field lies; records are plain data, so it is copied out. */
#define NUMBER(type, event, field) number_##type((const char *)(event) + (field)->offset)

#define DEFINE_NUMBER(type)                                                                                            \
    static type number_##type(const char *at)                                                                          \
    {                                                                                                                  \
        type number;                                                                                                   \
        memcpy(&number, at, sizeof number);                                                                            \
        return number;                                                                                                 \
    }
DEFINE_NUMBER(uint8_t)
DEFINE_NUMBER(uint16_t)
DEFINE_NUMBER(uint32_t)
DEFINE_NUMBER(uint64_t)
DEFINE_NUMBER(int64_t)

static const char *paint_of(uint16_t kind)
{
    switch (kind) {
    case PFL_KIND_SENT:
    case PFL_KIND_SASL_LOGIN:
        return PAINT_GOOD;
    case PFL_KIND_AUTH_FAIL:
    case PFL_KIND_REJECT:
    case PFL_KIND_BOUNCED:
    case PFL_KIND_EXPIRED:
    case PFL_KIND_ERROR:
    case PFL_KIND_MALFORMED:
        return PAINT_BAD;
    case PFL_KIND_DEFERRED:
    case PFL_KIND_WARNING:
        return PAINT_NOTICE;
    default:
        return NULL;
    }
}

/* --- Values ------------------------------------------------------------------ */

/* Microseconds as seconds, with as many digits behind the point as it takes. */
static void print_fraction(output *out, int64_t microseconds)
{
    unsigned fraction = (unsigned)(microseconds % 1000000);
    int digits = 6;
    if (fraction == 0)
        return;
    for (; fraction % 10 == 0; fraction /= 10)
        digits--;
    output_format(out, ".%0*u", digits, fraction);
}

static void print_time(output *out, int64_t time)
{
    int64_t fraction = time % 1000000 < 0 ? time % 1000000 + 1000000 : time % 1000000;
    time_t seconds = (time_t)(time / 1000000 - (time % 1000000 < 0));
    struct tm tm;
    if (time == PFL_TIME_INVALID || gmtime_r(&seconds, &tm) == NULL) {
        output_string(out, "no time             ");
        return;
    }
    output_format(out, "%04d-%02d-%02d %02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                  tm.tm_min, tm.tm_sec);
    print_fraction(out, fraction);
    output_string(out, "Z");
}

static void print_duration(output *out, int64_t duration)
{
    /* Negative ones are not logged; should one come, its sign is kept. */
    uint64_t size = duration < 0 ? 0 - (uint64_t)duration : (uint64_t)duration;
    output_format(out, "%s%" PRIu64, duration < 0 ? "-" : "", size / 1000000);
    print_fraction(out, (int64_t)(size % 1000000));
}

static bool needs_quotes(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == ' ' || text[i] == '"' || text[i] == '=')
            return true;
    return length == 0;
}

static void print_text(output *out, const char *text, size_t length)
{
    if (!needs_quotes(text, length)) {
        output_text(out, text, length);
        return;
    }
    output_string(out, "\"");
    for (const char *quote; (quote = memchr(text, '"', length)) != NULL;) {
        output_text(out, text, (size_t)(quote - text));
        output_string(out, "\\\"");
        length -= (size_t)(quote + 1 - text);
        text = quote + 1;
    }
    output_text(out, text, length);
    output_string(out, "\"");
}

static void print_value(output *out, const pfl_event *event, const pfl_field *field, const char *text)
{
    pfl_span span;
    switch (field->type) {
    case PFL_TYPE_TEXT:
        memcpy(&span, (const char *)event + field->offset, sizeof span);
        print_text(out, text + span.offset, span.length);
        break;
    case PFL_TYPE_SEVERITY:
        output_string(out, pfl_severity_name(NUMBER(uint8_t, event, field)));
        break;
    case PFL_TYPE_U16:
        output_format(out, "%u", NUMBER(uint16_t, event, field));
        break;
    case PFL_TYPE_U32:
        output_format(out, "%" PRIu32, NUMBER(uint32_t, event, field));
        break;
    case PFL_TYPE_U64:
        output_format(out, "%" PRIu64, NUMBER(uint64_t, event, field));
        break;
    case PFL_TYPE_DURATION:
        print_duration(out, NUMBER(int64_t, event, field));
        break;
    case PFL_TYPE_TIME:
        print_time(out, NUMBER(int64_t, event, field));
        break;
    default:
        output_string(out, "?"); /* a type of a later library */
    }
}

/* --- Lines ------------------------------------------------------------------- */

static void print_field(output *out, const pfl_event *event, const pfl_field *field, const char *text)
{
    if ((event->present >> field->bit & 1) == 0 || field->derived != 0)
        return;
    output_string(out, " ");
    output_paint(out, PAINT_DIM);
    output_string(out, field->name);
    output_string(out, "=");
    output_paint(out, NULL);
    print_value(out, event, field, text);
}

static void print_head(output *out, const pfl_event *event, const char *text)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const char *paint = paint_of(event->kind);
    output_paint(out, PAINT_DIM);
    print_time(out, event->time);
    output_paint(out, NULL);
    output_string(out, "  ");
    if (paint != NULL)
        output_paint(out, paint);
    output_string(out, kind != NULL ? kind->name : "other");
    if (paint != NULL)
        output_paint(out, NULL);
    output_string(out, " ");
    if ((event->present & PFL_HAS_PROGRAM) != 0) {
        output_string(out, " ");
        print_text(out, text + event->program.offset, event->program.length);
    }
    if ((event->present & PFL_HAS_PID) != 0)
        output_format(out, "[%" PRIu32 "]", event->pid);
    if ((event->present & PFL_HAS_QUEUE_ID) != 0) {
        output_string(out, " ");
        print_text(out, text + event->queue_id.offset, event->queue_id.length);
    }
}

/* The flags that change what the line says; an inferred year or zone does not. */
static void print_flags(output *out, const pfl_event *event)
{
    if (event->repeat != 1)
        output_format(out, " repeat=%" PRIu32, event->repeat);
    if ((event->flags & PFL_FLAG_AMBIGUOUS) != 0)
        output_string(out, " (ambiguous)");
    if ((event->flags & PFL_FLAG_TRUNCATED) != 0)
        output_string(out, " (truncated)");
    if ((event->flags & PFL_FLAG_HOUR_DOUBLED) != 0)
        output_string(out, " (or an hour later)");
}

void print_event(output *out, const pfl_event *event, const char *text)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    print_head(out, event, text);
    if ((event->present & PFL_HAS_SEVERITY) != 0)
        print_field(out, event, pfl_field_info(event->kind, PFL_FIELD_SEVERITY), text);
    for (size_t i = 0; kind != NULL && i < kind->field_count; i++)
        print_field(out, event, &kind->fields[i], text);
    if ((event->present & PFL_HAS_MESSAGE) != 0)
        print_field(out, event, pfl_field_info(event->kind, PFL_FIELD_MESSAGE), text);
    print_flags(out, event);
    output_string(out, "\n");
}
