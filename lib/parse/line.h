/*
 * A line on its way from header to event, as the daemons' grammars see it.
 */
#ifndef PFL_PARSE_LINE_H
#define PFL_PARSE_LINE_H

#include "lib/parse/cursor.h"

#include <postfixlog/events.h>

struct line {
    const char *text; /* spans count from here */
    pfl_event *event; /* its head is filled */
    cursor rest;      /* the text behind the header, the severity word and the queue ID */
    bool has_queue;   /* a queue ID or NOQUEUE stood before rest */
};

/*
 * Reads the message of a line whose header is known: sets kind, severity,
 * queue ID and record. Implemented by lib/daemons/daemons.c; declared here
 * because the parser is to its left.
 */
void pfl_read_message(struct line *line, piece message);

/*
 * Text is missing at the end. What a field was cut from could have gone on with
 * all that ends it, or with none of it: a grammar that depends on the end of the
 * line has nothing to go by.
 */
static inline bool line_is_cut(const struct line *line)
{
    return (line->event->flags & PFL_FLAG_TRUNCATED) != 0;
}

/* Whether the tag ends with this, as in "/smtpd". */
static inline bool line_tag_ends(const struct line *line, const char *ending)
{
    size_t length = line->event->program.length, wanted = strlen(ending);
    const char *end = line->text + line->event->program.offset + length;
    return length >= wanted && memcmp(end - wanted, ending, wanted) == 0;
}

static inline pfl_span line_span(const struct line *line, piece p)
{
    return (pfl_span){(uint16_t)(p.at - line->text), (uint16_t)p.length};
}

/* present's bit of each field of each record: BIT_connect_client_name. */
enum {
#define PFL_PAYLOAD(payload, doc) BIT_START_##payload = 15,
#define PFL_HAS(payload, name)    BIT_##payload##_##name,
#include "lib/events/events.def"
};

/* Set a field of the event's record and its bit of present. */
#define SET_NUMBER(line, payload, field, value)                                                                        \
    ((line)->event->payload.field = (value), (line)->event->present |= UINT64_C(1) << BIT_##payload##_##field)
#define SET_TEXT(line, payload, field, p) SET_NUMBER(line, payload, field, line_span(line, p))

#endif
