/*
 * A line on its way from header to event, as the daemons' grammars see it.
 */
#ifndef PFL_PARSE_LINE_H
#define PFL_PARSE_LINE_H

#include "lib/parse/cursor.h"

#include <postfixlog/events.h>

struct line {
    const char *text;            /* spans count from here; SCAN_SLACK bytes behind its end can be read */
    pfl_event *event;            /* its head is filled */
    piece tag;                   /* the program, as the header has it */
    const struct daemon *daemon; /* who reads it; NULL: not Postfix */
    cursor rest;                 /* the text behind the header, the severity word and the queue ID */
    bool has_queue;              /* a queue ID or NOQUEUE stood before rest */
};

/*
 * Whose lines have this tag, and the service that it names, which may be empty; NULL when
 * they are not Postfix's. This one and the next are lib/daemons/daemons.c's; they are
 * declared here because the parser is to its left.
 */
const struct daemon *pfl_find_daemon(piece tag, piece *service);

/*
 * Reads the message of a line whose header is known: sets kind, severity,
 * queue ID and record.
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
    size_t wanted = strlen(ending);
    return line->tag.length >= wanted && memcmp(line->tag.at + line->tag.length - wanted, ending, wanted) == 0;
}

static inline pfl_span line_span(const struct line *line, piece p)
{
    return (pfl_span){(uint16_t)(p.at - line->text), (uint16_t)p.length};
}

/* ---- productions as the cursor has them, by the fast scans ---- */

/* One or more bytes of the classes. */
SCAN_INLINE bool line_run(cursor *c, unsigned classes, piece *out)
{
    const char *from = c->at;
    c->at = scan_run(from, c->end, classes);
    *out = piece_between(from, c->at);
    return c->at != from;
}

/* The text before a byte, which may be empty; moves past the byte. */
SCAN_INLINE bool line_until(cursor *c, char stop, piece *out)
{
    const char *found = scan_byte(c->at, c->end, stop);
    if (found == c->end)
        return false;
    *out = piece_between(c->at, found);
    c->at = found + 1;
    return true;
}

/* One or more digits whose value is at most limit; few numbers have more than the seven that a scan takes. */
SCAN_INLINE bool line_number(cursor *c, uint64_t limit, uint64_t *out)
{
    uint32_t value;
    size_t count = scan_digits(c->at, c->end, &value);
    if (count == 7)
        return number(c, limit, out);
    if (count == 0 || value > limit)
        return false;
    c->at += count;
    *out = value;
    return true;
}

SCAN_INLINE bool line_number32(cursor *c, uint32_t *out)
{
    uint64_t value = 0;
    bool there = line_number(c, UINT32_MAX, &value);
    *out = there ? (uint32_t)value : *out;
    return there;
}

SCAN_INLINE bool line_number16(cursor *c, uint16_t *out)
{
    uint64_t value = 0;
    bool there = line_number(c, UINT16_MAX, &value);
    *out = there ? (uint16_t)value : *out;
    return there;
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
