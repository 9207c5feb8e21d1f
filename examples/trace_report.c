/* What both forms of the report need. Contract in trace_report.h. */
#include "trace_report.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT])
{
    int64_t fraction = time % 1000000 < 0 ? time % 1000000 + 1000000 : time % 1000000;
    time_t seconds = (time_t)(time / 1000000 - (time % 1000000 < 0));
    struct tm tm;
    strcpy(text, "?");
    if (time == PFL_TIME_INVALID || gmtime_r(&seconds, &tm) == NULL)
        return text;
    size_t length = strftime(text, TIME_TEXT - 16, for_people ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%S", &tm);
    if (fraction != 0 && !for_people)
        length += (size_t)snprintf(text + length, TIME_TEXT - length, ".%06d", (int)fraction);
    strcpy(text + length, "Z");
    return text;
}

void report_status(const pfl_event *event, const char *text, const char **status, size_t *length)
{
    pfl_span span;
    if (pfl_event_span(event, PFL_FIELD_STATUS, &span) || pfl_event_span(event, PFL_FIELD_ACTION, &span)) {
        *status = text + span.offset;
        *length = span.length;
        return;
    }
    const pfl_kind *kind = pfl_kind_info(event->kind);
    *status = kind != NULL ? kind->name : "";
    *length = strlen(*status);
}

/* --- Pieces of the form for people ------------------------------------------- */

void report_label(output *out, const char *label, size_t length)
{
    output_string(out, "  ");
    output_paint(out, PAINT_DIM);
    output_text(out, label, length);
    output_paint(out, NULL);
    output_format(out, "%*s", length + 2 < LABEL_WIDTH ? (int)(LABEL_WIDTH - length) : 2, "");
}

void report_heading(output *out, const char *label)
{
    report_label(out, label, strlen(label));
}

/* What follows could be taken for part of another text, unless it is in quotes. */
static bool is_odd(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == ' ' || text[i] == ',' || text[i] == '"' || text[i] == '(')
            return true;
    return length == 0;
}

void report_name(output *out, const char *text, size_t length)
{
    const char *quote = is_odd(text, length) ? "\"" : "";
    output_string(out, quote);
    for (const char *inner; *quote != '\0' && (inner = memchr(text, '"', length)) != NULL; text = inner + 1) {
        output_text(out, text, (size_t)(inner - text));
        output_string(out, "\\\"");
        length -= (size_t)(inner + 1 - text);
    }
    output_text(out, text, length);
    output_string(out, quote);
}

bool report_field(output *out, const char *before, const pfl_event *event, const char *text, uint16_t field)
{
    pfl_span span;
    if (!pfl_event_span(event, field, &span))
        return false;
    output_string(out, before);
    report_name(out, text + span.offset, span.length);
    return true;
}

bool report_text_field(output *out, const char *before, const pfl_event *event, const char *text, uint16_t field)
{
    pfl_span span;
    if (!pfl_event_span(event, field, &span))
        return false;
    output_string(out, before);
    output_text(out, text + span.offset, span.length);
    return true;
}

void report_when(output *out, int64_t time)
{
    char text[TIME_TEXT];
    output_string(out, time != PFL_TIME_INVALID ? report_time(time, true, text) : "no time");
}

void report_queue_id(output *out, const leg *l)
{
    size_t length;
    const char *id = leg_queue_id(l, &length);
    output_text(out, id, length);
}
